package io.plumbline.domain.access;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import io.plumbline.domain.Id;

/**
 * Calls of services that carry a key of the caller's choice, so that the same call again is answered and not carried out again. A user
 * has each key once, by a unique key of the store.
 */
public interface Calls {
    /**
     * Takes the key for a call, in a transaction of its own.
     *
     * @param key     hash of what the caller chose
     * @param request hash of the whole call
     * @param lost    a call that began before this and has no answer is given up: its key is taken over
     * @return empty when the key is taken for this call, which began at {@code now}; else the call that has it
     */
    Optional<Call> begin(Id user, String key, String request, Instant lost, Instant now);

    /**
     * Keeps the answer, in the transaction of its caller.
     *
     * @param begunAt as the call began
     * @throws io.plumbline.domain.Stale when the key was taken over meanwhile
     */
    void answered(Id user, String key, Instant begunAt, String answer);

    /** Gives the key back: the call came to nothing. In the transaction of its caller. */
    void failed(Id user, String key, Instant begunAt);

    /** Forgets calls that began before this; how many it were. In the transaction of its caller. */
    int forget(Instant before);

    /**
     * @param request hash of the whole call
     * @param answer  as it was kept; empty while the call goes on
     */
    record Call(String request, Optional<String> answer) {
        public Call {
            Objects.requireNonNull(request, "request");
            Objects.requireNonNull(answer, "answer");
        }
    }
}
