package io.plumbline.domain.delivery;

import java.time.Instant;


/** The denominator ledger: one row for each delivery and programme. Every method runs in the transaction of its caller. */
public interface Ledger {
    /** Puts a delivery that is on no line yet on this one. */
    void add(Delivery delivery, String programme, LedgerLine line, Instant now);

    /** Puts the delivery on the line, in place of the one it stood on, if any. */
    void put(Delivery delivery, String programme, LedgerLine line, Instant now);
}
