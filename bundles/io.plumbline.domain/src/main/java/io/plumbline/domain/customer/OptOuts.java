package io.plumbline.domain.customer;

import java.time.Instant;

import io.plumbline.domain.Id;

/**
 * Objections to being asked (GDPR Art. 21: absolute). Kept as a keyed hash of the address, so that an objection outlives the erasure
 * of the person who made it. Every method runs in the transaction of its caller.
 */
public interface OptOuts {
    /** Whether whoever reads {@code email} objected; letter case does not matter. */
    boolean has(String email);

    /** Records the objection; a second one changes nothing. Returns whether it was new. */
    boolean add(String email, Id invitation, Instant now);
}
