package io.plumbline.domain.order;

import java.util.Objects;

/** Identity of an order across all ERPs. */
public record OrderKey(String connector, String company, String orderId) {
    public OrderKey {
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(company, "company");
        Objects.requireNonNull(orderId, "orderId");
    }

    @Override
    public String toString() {
        return connector + "|" + company + "|" + orderId;
    }
}
