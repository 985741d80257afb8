package io.plumbline.domain.delivery;

import java.time.Instant;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** The denominator ledger: one row for each delivery and programme. Every method runs in the transaction of its caller. */
public interface Ledger {
    /** Puts the delivery on the line, in place of the one it stood on. */
    void put(Id delivery, Site site, String programme, LedgerLine line, Instant now);
}
