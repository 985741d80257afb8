package io.plumbline.application.access;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.access.UserOutcome.Invalid;
import io.plumbline.application.access.UserOutcome.Reason;
import io.plumbline.application.access.UserOutcome.Refused;
import io.plumbline.application.access.UserOutcome.Saved;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.access.LockOut;
import io.plumbline.domain.access.Sessions;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Active;
import io.plumbline.domain.access.User.Ended;
import io.plumbline.domain.access.User.Locked;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.journal.Journal;

/**
 * An operator changes a user, locks or opens the account, or ends it for good. Every method answers {@link Saved}, {@link Invalid} or
 * {@link Refused}; the last active operator stays one, because nobody could make another. One at a time, so that two operators cannot
 * end one another at the same moment.
 */
@Component(service = ChangeUser.class)
public final class ChangeUser {
    private final Transactions transactions;
    private final Users users;
    private final Sessions sessions;
    private final Journal journal;

    @Activate
    public ChangeUser(@Reference Transactions transactions, @Reference Users users, @Reference Sessions sessions, @Reference Journal journal) {
        this.transactions = transactions;
        this.users = users;
        this.sessions = sessions;
        this.journal = journal;
    }

    /** @param version of the user as the operator saw it */
    public UserOutcome change(Id by, Id user, long version, UserDetails details, Instant now) {
        List<Problem> problems = details.problems();
        if (!problems.isEmpty()) {
            return new Invalid(problems);
        }
        return made(by, user, version, "user.changed", false, now, seen -> UserChange.in(seen, UserChange.described(seen.facts(), details, now)));
    }

    /** Nobody logs in with the account until an operator opens it, and whoever is logged in is thrown out. */
    public UserOutcome lock(Id by, Id user, long version, Instant now) {
        return made(by, user, version, "user.locked", true, now, seen -> new Locked(UserChange.withFailures(seen.facts(), 0, now), LockOut.FOR_GOOD));
    }

    public UserOutcome unlock(Id by, Id user, long version, Instant now) {
        return made(by, user, version, "user.unlocked", false, now, seen -> new Active(UserChange.withFailures(seen.facts(), 0, now)));
    }

    /** Nobody ever logs in with the account again. */
    public UserOutcome end(Id by, Id user, long version, Instant now) {
        return made(by, user, version, "user.ended", true, now, seen -> new Ended(UserChange.withFailures(seen.facts(), 0, now)));
    }

    private synchronized UserOutcome made(Id by, Id id, long version, String action, boolean throwOut, Instant now, Function<User, User> change) {
        return transactions.required(() -> {
            User operator = Operators.one(users, by).orElse(null);
            if (operator == null) {
                return new Refused(Reason.NOT_AN_OPERATOR);
            }
            User seen = users.byId(id).orElse(null);
            if (seen == null) {
                return new Refused(Reason.NO_SUCH_USER);
            }
            if (seen instanceof Ended) {
                return new Refused(Reason.ENDED);
            }
            if (seen.facts().version() != version) {
                return new Refused(Reason.CHANGED_MEANWHILE);
            }
            User after = change.apply(seen);
            if (!Operators.is(after) && Operators.last(users, seen)) {
                return new Refused(Reason.LAST_OPERATOR);
            }
            users.save(after);
            if (throwOut) {
                sessions.endAll(id);
            }
            journal.append(UserChange.entry(after, Actor.user(operator.facts().login()), action, "", now));
            return new Saved(after);
        });
    }
}
