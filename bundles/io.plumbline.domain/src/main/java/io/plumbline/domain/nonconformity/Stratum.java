package io.plumbline.domain.nonconformity;

import java.util.Objects;

/**
 * Which deliveries a nonconformity affects: its effect is looked for among new deliveries of this kind, against all others.
 *
 * @param value as the ERP's reports name it: the product's stock keeping unit, the lot, the customer's identity here, the country by ISO 3166-1
 *              alpha-2; empty for {@link Kind#EVERYTHING}
 */
public record Stratum(Kind kind, String value) {
    /** What deliveries of a stratum have in common. */
    public enum Kind { PRODUCT, LOT, CUSTOMER, COUNTRY, EVERYTHING }

    public Stratum {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
    }
}
