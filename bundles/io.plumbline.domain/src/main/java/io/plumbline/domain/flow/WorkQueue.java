package io.plumbline.domain.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.plumbline.domain.Id;

/**
 * Steps that are to be made, one row for each kind and subject. A step is claimed under a lease, made, and finished in the transaction
 * of its effect; what is not finished is claimed again once the lease is over.
 */
public interface WorkQueue {
    /**
     * Adds a step, in the transaction of its caller. Where the same step is there already, it becomes due at the earlier of the two
     * moments and is made once more even if it is being made at this moment; a parked one is taken up again.
     */
    void put(Flow.Due due);

    /** As {@link #put}, for a subject that is new in this transaction, so that nobody can have put a step for it before. */
    default void add(Flow.Due due) {
        put(due);
    }

    /**
     * Takes up to {@code most} steps that are due, longest due first, for as long as {@code lease}, in a transaction of its own. Each
     * claim raises the step's epoch, so that a holder whose lease ran out can no longer finish it.
     */
    List<Claim> claim(Command.Kind kind, int most, Duration lease, Instant now);

    /**
     * Removes a step that was made, in the transaction of its effect.
     *
     * @throws io.plumbline.domain.Stale when the lease passed to someone else; the effect must roll back
     */
    void finish(Claim claim);

    /** Gives a step back to be made again from {@code at}, in the transaction of its caller. {@code error} has no personal data. */
    void again(Claim claim, Instant at, String error);

    /** Sets a step aside until an operator replays it, in the transaction of its caller. */
    void park(Claim claim, Instant now, String error);

    /** Makes a parked or waiting step due at once, in the transaction of its caller. Returns whether there is one. */
    boolean replay(Command.Kind kind, Id subject, Instant now);

    /** Removes the step if it is there, in the transaction of its caller: what it was for has gone. */
    void drop(Command.Kind kind, Id subject);

    /**
     * @param attempt    1 for the first try
     * @param epoch      of this lease
     * @param generation counts how often the step was put; raised by a put while it is being made
     */
    record Claim(Command.Kind kind, Id subject, int attempt, long epoch, long generation) {
    }
}
