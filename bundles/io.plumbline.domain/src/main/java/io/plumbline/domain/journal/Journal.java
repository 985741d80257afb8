package io.plumbline.domain.journal;

import java.time.Instant;
import java.util.List;

/**
 * The append-only record of every change. Entries are written unnumbered in the transaction of the change; {@link #sequence} numbers
 * and chains them afterwards, so that writers never wait for one another.
 */
public interface Journal {
    /** Writes an entry in the transaction of its caller. */
    void append(Entry entry);

    /**
     * Numbers and chains entries that have no number yet, oldest first, in a transaction of its own.
     *
     * @return how many were numbered, at most {@code most}
     */
    int sequence(int most, Instant now);

    /** Reads the whole journal and every versioned row, and reports whatever does not fit. */
    Verification verify();

    /**
     * @param entries    numbered entries read
     * @param unnumbered entries that wait for their number
     * @param headHash   hash of the last numbered entry, hexadecimal; empty for an empty journal
     * @param findings   what does not fit, in the order of the journal; empty when all is well
     */
    record Verification(long entries, long unnumbered, String headHash, List<Finding> findings) {
        public Verification {
            findings = List.copyOf(findings);
        }

        public boolean sound() {
            return findings.isEmpty();
        }
    }

    /**
     * @param number the entry's number, or 0 where none is left
     * @param text   which entry and what is wrong, in plain words
     */
    record Finding(Kind kind, long number, String text) {
    }

    enum Kind { ALTERED, DELETED, INSERTED, CUT_OFF, STATE_WITHOUT_ENTRY }
}
