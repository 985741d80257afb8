package io.plumbline.application.access;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.Transactions;
import io.plumbline.domain.Actor;
import io.plumbline.domain.access.LockOut;
import io.plumbline.domain.access.PasswordHashes;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Locked;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.journal.Journal;

/**
 * Says whose name and password these are, for the login page, for services and for the shell. Failures count towards the lock-out of
 * the account, and whether there is such an account shows neither in the answer nor in the time it takes.
 */
@Component(service = CheckPassword.class)
public final class CheckPassword {
    private static final Logger LOG = LoggerFactory.getLogger("io.plumbline.security");
    private static final Actor ACTOR = Actor.system("login");
    private final Transactions transactions;
    private final Users users;
    private final PasswordHashes hashes;
    private final Journal journal;
    private final AccessRules.Current rules;
    /** What a password is compared with when there is nothing to compare it with. */
    private final String nobody;

    @Activate
    public CheckPassword(@Reference Transactions transactions, @Reference Users users, @Reference PasswordHashes hashes, @Reference Journal journal,
            @Reference AccessRules.Current rules) {
        this.transactions = transactions;
        this.users = users;
        this.hashes = hashes;
        this.journal = journal;
        this.rules = rules;
        this.nobody = hashes.hash(Secrets.token());
    }

    /** The user, or empty when the name or the password is wrong, or the account is locked or has ended. */
    public Optional<User> check(String login, String password, Instant now) {
        String name = login == null ? "" : login.strip().toLowerCase(Locale.ROOT);
        Optional<User> found = User.LOGIN.matcher(name).matches() ? transactions.required(() -> users.byLogin(name)) : Optional.empty();
        Optional<User> open = found.filter(user -> LockOut.mayTry(user, now));
        String hash = open.map(user -> user.facts().passwordHash()).orElse(nobody);
        String typed = PasswordRule.prepared(password);
        // outside a transaction: a slow hash must hold no connection
        boolean right = hashes.matches(typed, hash);
        if (open.isEmpty()) {
            // the name is not repeated: people type passwords into the wrong field
            LOG.warn("Login refused: {}", found.isPresent() ? "account " + name + " is locked or has ended" : "no such account");
            return Optional.empty();
        }
        String stronger = right && hashes.outdated(hash) ? hashes.hash(typed) : null;
        return transactions.required(() -> settle(open.get(), right, stronger, now));
    }

    /**
     * The user as of now, for a caller that proved itself a short while ago and sends the same password again; empty when it may not log
     * in any more or has another password, and must prove itself anew.
     */
    public Optional<User> stillGood(User proven, Instant now) {
        return transactions.required(() -> users.byId(proven.facts().id())).filter(user -> LockOut.mayTry(user, now))
                .filter(user -> user.facts().passwordHash().equals(proven.facts().passwordHash()));
    }

    private Optional<User> settle(User seen, boolean right, String stronger, Instant now) {
        // read again: another login may have locked the account, or a new password been set, while this one was hashed
        Optional<User> current = users.byId(seen.facts().id()).filter(user -> LockOut.mayTry(user, now))
                .filter(user -> user.facts().passwordHash().equals(seen.facts().passwordHash()));
        if (current.isEmpty()) {
            return Optional.empty();
        }
        return right ? Optional.of(succeeded(current.get(), stronger, now)) : failed(current.get(), now);
    }

    private User succeeded(User user, String stronger, Instant now) {
        User after = rules.get().lockOut().succeeded(user, now);
        String action = "user.login-succeeded";
        if (stronger != null) {
            after = new User.Active(UserChange.withPassword(user.facts(), stronger, now));
            action = "user.password-rehashed";
        }
        if (after.facts().version() != user.facts().version()) {
            users.save(after);
            journal.append(UserChange.entry(after, ACTOR, action, "", now));
        }
        return after;
    }

    private Optional<User> failed(User user, Instant now) {
        User after = rules.get().lockOut().failed(user, now);
        users.save(after);
        int failures = after.facts().failedLogins();
        if (after instanceof Locked locked) {
            journal.append(UserChange.entry(after, ACTOR, "user.locked", failures + " failed logins in a row", now));
            LOG.warn("Account {} locked until {} after {} failed logins in a row", after.facts().login(), locked.until(), failures);
        } else {
            journal.append(UserChange.entry(after, ACTOR, "user.login-failed", "", now));
            LOG.warn("Login refused: wrong password for account {}, failure {} in a row", after.facts().login(), failures);
        }
        return Optional.empty();
    }
}
