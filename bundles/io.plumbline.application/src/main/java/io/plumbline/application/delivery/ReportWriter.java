package io.plumbline.application.delivery;

import io.plumbline.domain.delivery.DeliveredOrder;

/** Writes a report in the neutral JSON form that {@link DeliveryFormat} of {@code application/json} reads. */
public interface ReportWriter {
    String json(DeliveredOrder report);
}
