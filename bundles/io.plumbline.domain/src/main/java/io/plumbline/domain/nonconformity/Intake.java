package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * What was said when a case was filed, beside that which is part of every case. Never changed: what is found out later stands in the file
 * of the case. Every text but {@code by} may be null.
 *
 * @param reference   number of the audit's finding; for other sources null
 * @param description in words, at most 4,000 characters; may name people
 * @param proposed    how grave the rules found it
 * @param reasons     why, one clause each
 * @param line        the delivery's line
 * @param product     what the product is called
 * @param carrier     who brought it
 * @param by          login of who filed it, or the route that did
 */
public record Intake(Id id, Site site, Id nonconformity, Trigger.Kind source, String reference, String description, Severity proposed, List<String> reasons, String line, String sku,
        String product, String lot, String carrier, String by, Instant at) {
    public Intake {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(nonconformity, "nonconformity");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(proposed, "proposed");
        Objects.requireNonNull(by, "by");
        reasons = List.copyOf(reasons);
    }
}
