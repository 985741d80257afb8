package io.plumbline.domain.nonconformity;

import java.util.List;

import io.plumbline.domain.Id;

/** What was written about cases onto their orders in the ERP. Every method runs in the transaction of its caller. */
public interface OrderNotes {
    /** The notes about the case, oldest first. */
    List<OrderNote> of(Id nonconformity);

    /** Stores a note. A second one of the same number fails and rolls the transaction back. */
    void add(OrderNote note);
}
