package io.plumbline.domain.customer;

import java.time.Instant;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * Somebody who orders, as the ERP names them.
 *
 * @param connector  with {@code company} and {@code erpId} the identity across all ERPs
 * @param name       personal data: a customer may be a person; null once erased
 * @param groupCode  the ERP's customer group, or null
 * @param version    counts up with each change, beginning with 1
 */
public record Customer(Id id, Site site, String connector, String company, String erpId, String number, String name, String groupCode, Instant firstSeenAt,
        Instant changedAt, long version) {
}
