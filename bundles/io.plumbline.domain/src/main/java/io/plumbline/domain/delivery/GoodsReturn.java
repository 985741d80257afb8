package io.plumbline.domain.delivery;

import java.time.Instant;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * Goods that came back. It is kept even when the delivery that it belongs to is not known yet, so that the order in which an ERP
 * reports the two does not matter.
 *
 * @param key         the return's own document
 * @param originalDoc the delivery document that it takes back, or null where the ERP names only the order
 * @param orderId     the ERP's identity of the order that it takes back, or null where it names only the document
 * @param active      false once the ERP cancelled the return
 * @param changedAt   when the ERP changed it, or null
 * @param version     counts up with each change, beginning with 1
 */
public record GoodsReturn(Id id, Site site, DocumentKey key, String number, String originalDoc, String orderId, boolean active, String contentHash,
        Instant changedAt, Instant firstSeenAt, long version) {
}
