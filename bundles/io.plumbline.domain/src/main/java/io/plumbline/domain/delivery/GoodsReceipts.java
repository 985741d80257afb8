package io.plumbline.domain.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The receipts that are known. Every method runs in the transaction of its caller. */
public interface GoodsReceipts {
    Optional<GoodsReceipt> byKey(DocumentKey key);

    /** Receipts of the connector that name any of these, be it as a delivery or as an order; which are meant, {@link GoodsReceipt#isAbout} says. */
    List<GoodsReceipt> naming(String connector, Collection<String> names);

    void add(GoodsReceipt receipt);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(GoodsReceipt receipt);
}
