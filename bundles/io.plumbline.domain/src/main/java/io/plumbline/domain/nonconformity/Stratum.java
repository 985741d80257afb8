package io.plumbline.domain.nonconformity;

import java.util.Objects;

import io.plumbline.domain.delivery.Delivery;

/**
 * Which deliveries a nonconformity affects: its effect is looked for among new deliveries of this kind, against all others.
 *
 * @param value what they have in common, as the ERP's reports name it: the product's stock keeping unit, the lot, the customer's identity here, the
 *              country of destination by ISO 3166-1 alpha-2, or the carrier who brought it; empty for {@link Kind#EVERYTHING}
 */
public record Stratum(Kind kind, String value) {
    /** What deliveries of a stratum have in common. */
    public enum Kind { PRODUCT, LOT, CUSTOMER, COUNTRY, CARRIER, EVERYTHING }

    public Stratum {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
    }

    /** Whether the delivery is one of them; one line of it is enough. */
    public boolean covers(Delivery delivery) {
        Delivery.Facts f = delivery.facts();
        return switch (kind) {
            case PRODUCT -> f.report().lines().stream().anyMatch(l -> value.equals(l.sku()));
            case LOT -> f.report().lines().stream().anyMatch(l -> l.lots().contains(value));
            case CUSTOMER -> f.customer() != null && value.equals(f.customer().value());
            case COUNTRY -> f.report().destination() != null && value.equals(f.report().destination().country());
            case CARRIER -> value.equals(f.report().carrier());
            case EVERYTHING -> true;
        };
    }
}
