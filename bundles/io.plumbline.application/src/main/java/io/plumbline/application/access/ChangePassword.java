package io.plumbline.application.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
import io.plumbline.domain.access.PasswordHashes;
import io.plumbline.domain.access.Sessions;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Active;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.journal.Journal;

/**
 * Somebody chooses a new password for the own account. The present one is asked for, and wrong guesses count towards the lock-out.
 * All logins of the account end, this one included.
 */
@Component(service = ChangePassword.class)
public final class ChangePassword {
    private final Transactions transactions;
    private final Users users;
    private final Sessions sessions;
    private final PasswordHashes hashes;
    private final Journal journal;
    private final CheckPassword passwords;
    private final AccessRules.Current rules;

    @Activate
    public ChangePassword(@Reference Transactions transactions, @Reference Users users, @Reference Sessions sessions, @Reference PasswordHashes hashes,
            @Reference Journal journal, @Reference CheckPassword passwords, @Reference AccessRules.Current rules) {
        this.transactions = transactions;
        this.users = users;
        this.sessions = sessions;
        this.hashes = hashes;
        this.journal = journal;
        this.passwords = passwords;
        this.rules = rules;
    }

    /** @return {@link Saved}, {@link Invalid} for a new password that is too weak, or {@link Refused} */
    public UserOutcome change(Id by, String present, String wanted, Instant now) {
        Optional<User> account = transactions.required(() -> users.byId(by));
        if (account.isEmpty()) {
            return new Refused(Reason.NO_SUCH_USER);
        }
        String login = account.get().facts().login();
        Optional<Problem> problem = PasswordRule.problem(wanted, login, rules.get().passwordLength());
        if (problem.isPresent()) {
            return new Invalid(List.of(problem.get()));
        }
        if (passwords.check(login, present, now).isEmpty()) {
            return new Refused(Reason.WRONG_PASSWORD);
        }
        String hash = hashes.hash(PasswordRule.prepared(wanted));
        return transactions.required(() -> {
            User seen = users.byId(by).filter(user -> LockOut.mayTry(user, now)).orElse(null);
            if (seen == null) {
                return new Refused(Reason.WRONG_PASSWORD);
            }
            User after = new Active(UserChange.withPassword(seen.facts(), hash, now));
            users.save(after);
            sessions.endAll(by);
            journal.append(UserChange.entry(after, Actor.user(login), "user.password-changed", "", now));
            return new Saved(after);
        });
    }
}
