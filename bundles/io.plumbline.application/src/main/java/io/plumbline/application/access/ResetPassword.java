package io.plumbline.application.access;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.access.UserOutcome.Reason;
import io.plumbline.application.access.UserOutcome.Refused;
import io.plumbline.application.access.UserOutcome.SavedWithPassword;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.access.PasswordHashes;
import io.plumbline.domain.access.Sessions;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Active;
import io.plumbline.domain.access.User.Ended;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.journal.Journal;

/** An operator gives somebody a new random password, shown once. It opens a locked account and ends its logins. */
@Component(service = ResetPassword.class)
public final class ResetPassword {
    private final Transactions transactions;
    private final Users users;
    private final Sessions sessions;
    private final PasswordHashes hashes;
    private final Journal journal;

    @Activate
    public ResetPassword(@Reference Transactions transactions, @Reference Users users, @Reference Sessions sessions, @Reference PasswordHashes hashes,
            @Reference Journal journal) {
        this.transactions = transactions;
        this.users = users;
        this.sessions = sessions;
        this.hashes = hashes;
        this.journal = journal;
    }

    /** @return {@link SavedWithPassword} or {@link Refused} */
    public UserOutcome reset(Id by, Id user, Instant now) {
        String password = Secrets.readable();
        String hash = hashes.hash(PasswordRule.prepared(password));
        return transactions.required(() -> {
            User operator = Operators.one(users, by).orElse(null);
            if (operator == null) {
                return new Refused(Reason.NOT_AN_OPERATOR);
            }
            User seen = users.byId(user).orElse(null);
            if (seen == null) {
                return new Refused(Reason.NO_SUCH_USER);
            }
            if (seen instanceof Ended) {
                return new Refused(Reason.ENDED);
            }
            User after = new Active(UserChange.withPassword(seen.facts(), hash, now));
            users.save(after);
            sessions.endAll(user);
            journal.append(UserChange.entry(after, Actor.user(operator.facts().login()), "user.password-reset", "", now));
            return new SavedWithPassword(after, password);
        });
    }
}
