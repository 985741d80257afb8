package io.plumbline.domain.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of each source that is pulled: how far it was read, who reads it, and how it fares. */
public interface Streams {
    /**
     * Takes the stream for reading, for as long as {@code lease}, in a transaction of its own. Empty while someone else reads it.
     * The stream is created when it is not known yet.
     */
    Optional<Lease> take(String name, String type, Duration lease, Instant now);

    /**
     * Notes how far the stream was read, in the transaction that stores what was read.
     *
     * @throws io.plumbline.domain.Stale when the lease passed to someone else; the page must roll back
     */
    void advanced(Lease lease, Cursor cursor, int items, Instant erpNow, Instant now);

    /** Notes a failure and gives the lease back, in a transaction of its own; the next try is due at {@code again}. */
    void failed(Lease lease, String error, Instant again, Instant now);

    /** Gives the lease back, in a transaction of its own. */
    void release(Lease lease);

    /** Forgets how far it was read, so that everything is read again, in the transaction of its caller. */
    boolean reset(String name);

    /** Pauses or resumes it, in the transaction of its caller. */
    boolean pause(String name, boolean paused);

    /** All streams, by name. */
    List<State> all();

    /** The right to read a stream. {@code cursor} is null when it was never read. */
    record Lease(String name, long epoch, Cursor cursor) {
    }

    /**
     * @param cursor       how far it was read, or null
     * @param lastReadAt   when a page was last stored, or null
     * @param erpNow       the ERP's own clock at that time, or null
     * @param items        deliveries read so far
     * @param lastError    in plain words, or null while all is well
     * @param failingSince or null while all is well
     * @param failures     in a row
     * @param nextTryAt    not before this, or null
     */
    record State(String name, String type, Cursor cursor, Instant lastReadAt, Instant erpNow, long items, String lastError, Instant failingSince,
            int failures, Instant nextTryAt, boolean paused) {
    }

    /**
     * A place within a closed window of change stamps.
     *
     * @param from     first change stamp of the window, or null for the beginning of time
     * @param to       first change stamp after the window
     * @param afterKey the last immutable key that was read within the window; null at its beginning
     * @param opaque   whatever else the connector needs, or null
     * @param done     the window is read to its end; the next one begins at {@code to} less the overlap
     */
    record Cursor(Instant from, Instant to, String afterKey, String opaque, boolean done) {
    }
}
