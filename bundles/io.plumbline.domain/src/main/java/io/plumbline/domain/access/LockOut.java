package io.plumbline.domain.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.plumbline.domain.access.User.Active;
import io.plumbline.domain.access.User.Ended;
import io.plumbline.domain.access.User.Facts;
import io.plumbline.domain.access.User.Locked;

/**
 * How many failed logins an account stands before it is locked, and for how long.
 *
 * @param failures  this many in a row lock the account
 * @param within    a failure later than this after the one before begins a new count
 * @param lockedFor how long it stays locked
 */
public record LockOut(int failures, Duration within, Duration lockedFor) {
    /** Until when an operator's lock holds: until an operator opens it. */
    public static final Instant FOR_GOOD = Instant.parse("9999-12-31T00:00:00Z");

    public LockOut {
        Objects.requireNonNull(within, "within");
        Objects.requireNonNull(lockedFor, "lockedFor");
        if (failures < 1) {
            throw new IllegalArgumentException("at least one failure is needed to lock");
        }
    }

    /** Whether a password is looked at at all. */
    public static boolean mayTry(User user, Instant now) {
        return user instanceof Active || user instanceof Locked locked && !now.isBefore(locked.until());
    }

    /** The user after one more failed login; the caller has asked {@link #mayTry}. */
    public User failed(User user, Instant now) {
        Facts facts = user.facts();
        boolean fresh = user instanceof Locked || facts.changedAt().plus(within).isBefore(now);
        int count = fresh ? 1 : facts.failedLogins() + 1;
        Facts next = changed(facts, count, now);
        return count >= failures ? new Locked(next, now.plus(lockedFor)) : new Active(next);
    }

    /** The user after a login that succeeded; the same one where there is nothing to forget. */
    public User succeeded(User user, Instant now) {
        if (user instanceof Ended) {
            throw new IllegalArgumentException("an ended user does not log in");
        }
        return user instanceof Active && user.facts().failedLogins() == 0 ? user : new Active(changed(user.facts(), 0, now));
    }

    private static Facts changed(Facts f, int failedLogins, Instant now) {
        return new Facts(f.id(), f.site(), f.login(), f.name(), f.email(), f.roles(), f.language(), f.notice(), f.passwordHash(), failedLogins, now,
                f.version() + 1);
    }
}
