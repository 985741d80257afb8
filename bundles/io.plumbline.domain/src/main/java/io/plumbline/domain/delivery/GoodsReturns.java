package io.plumbline.domain.delivery;

import java.util.List;
import java.util.Optional;

/** The returns that are known. Every method runs in the transaction of its caller. */
public interface GoodsReturns {
    Optional<GoodsReturn> byKey(DocumentKey key);

    /**
     * Active returns within one connector and company that name the document, or one of the orders without a document.
     */
    List<GoodsReturn> naming(String connector, String company, String docId, List<String> orderIds);

    void add(GoodsReturn goodsReturn);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(GoodsReturn goodsReturn);
}
