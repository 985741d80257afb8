package io.plumbline.erp;

import java.nio.charset.StandardCharsets;

import org.osgi.service.component.annotations.Component;

import io.plumbline.application.delivery.ReportWriter;
import io.plumbline.domain.delivery.DeliveredOrder;

/** Writes reports in the form that {@link JsonDeliveryFormat} reads. */
@Component
public final class JsonReportWriter implements ReportWriter {
    @Override
    public String json(DeliveredOrder report) {
        return new String(DeliveredOrderJson.bytes(report), StandardCharsets.UTF_8);
    }
}
