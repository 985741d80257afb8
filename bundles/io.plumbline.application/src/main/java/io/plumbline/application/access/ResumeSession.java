package io.plumbline.application.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.domain.access.Session;
import io.plumbline.domain.access.Sessions;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Ended;
import io.plumbline.domain.access.Users;

/**
 * Says whose session a cookie belongs to. Roles are those of this moment. A lock-out by failed logins does not end sessions, or any
 * stranger could throw people out; an operator's lock ends them by itself.
 */
@Component(service = ResumeSession.class)
public final class ResumeSession {
    /** Not every request is worth a write. */
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);
    private final Transactions transactions;
    private final Sessions sessions;
    private final Users users;
    private final AccessRules.Current rules;

    @Activate
    public ResumeSession(@Reference Transactions transactions, @Reference Sessions sessions, @Reference Users users, @Reference AccessRules.Current rules) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.users = users;
        this.rules = rules;
    }

    /** Empty when the session is unknown, too old, idle for too long, or its user has ended. */
    public Optional<Resumed> resume(String secret, Instant now) {
        String key = Secrets.digest(secret);
        return transactions.required(() -> sessions.byKey(key).flatMap(session -> resumed(session, now)));
    }

    private Optional<Resumed> resumed(Session session, Instant now) {
        boolean over = !now.isBefore(session.expiresAt()) || !now.isBefore(session.lastSeenAt().plus(rules.get().sessionIdle()));
        Optional<User> user = over ? Optional.empty() : users.byId(session.user()).filter(found -> !(found instanceof Ended));
        if (user.isEmpty()) {
            sessions.end(session.key());
            return Optional.empty();
        }
        if (session.lastSeenAt().plus(NOTE_EVERY).isBefore(now)) {
            sessions.seen(session.key(), now);
        }
        return Optional.of(new Resumed(user.get(), session));
    }

    /** Who it is, and which session it is. */
    public record Resumed(User user, Session session) {
    }
}
