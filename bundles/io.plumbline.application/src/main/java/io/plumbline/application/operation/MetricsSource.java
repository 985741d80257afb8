package io.plumbline.application.operation;

/** What is measured while Plumbline runs. */
public interface MetricsSource {
    /** All measurements in Prometheus' text format, version 0.0.4. */
    String scrape();
}
