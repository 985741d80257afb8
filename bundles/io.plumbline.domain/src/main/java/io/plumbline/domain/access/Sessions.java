package io.plumbline.domain.access;

import java.time.Instant;
import java.util.Optional;

import io.plumbline.domain.Id;

/** Logins that go on. They survive a restart. Every method runs in the transaction of its caller. */
public interface Sessions {
    Optional<Session> byKey(String key);

    void add(Session session);

    void seen(String key, Instant now);

    void end(String key);

    /** Ends every session of the user. */
    void endAll(Id user);

    /** Forgets sessions that expired before {@code now}. */
    int forgetExpired(Instant now);
}
