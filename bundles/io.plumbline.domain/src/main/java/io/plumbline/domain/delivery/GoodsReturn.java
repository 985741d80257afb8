package io.plumbline.domain.delivery;

import java.time.Instant;
import java.util.List;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * Goods that came back. It is kept even when the delivery that it belongs to is not known yet, so that the order in which an ERP
 * reports the two does not matter.
 *
 * @param key         the return's own document
 * @param originals   what it takes back: one or several deliveries, or orders
 * @param active      false once the ERP cancelled the return
 * @param changedAt   when the ERP changed it, or null
 * @param version     counts up with each change, beginning with 1
 */
public record GoodsReturn(Id id, Site site, DocumentKey key, String number, List<Original> originals, boolean active, String contentHash,
        Instant changedAt, Instant firstSeenAt, long version) {
    public GoodsReturn {
        originals = List.copyOf(originals);
    }

    /**
     * @param docId   the delivery document that is taken back, or null where the ERP names only the order
     * @param orderId the ERP's identity of the order that is taken back, or null where it names only the document
     */
    public record Original(String docId, String orderId) {
    }
}
