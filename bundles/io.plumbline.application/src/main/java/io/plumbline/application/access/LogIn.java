package io.plumbline.application.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.Transactions;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.Session;
import io.plumbline.domain.access.Sessions;
import io.plumbline.domain.access.User;

/** Begins a session for a person at the pages. A machine's account has no pages, and gets none. */
@Component(service = LogIn.class)
public final class LogIn {
    private static final Logger LOG = LoggerFactory.getLogger("io.plumbline.security");
    private final Transactions transactions;
    private final Sessions sessions;
    private final CheckPassword passwords;
    private final AccessRules.Current rules;

    @Activate
    public LogIn(@Reference Transactions transactions, @Reference Sessions sessions, @Reference CheckPassword passwords,
            @Reference AccessRules.Current rules) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.passwords = passwords;
        this.rules = rules;
    }

    /** Empty when refused; why is not told to somebody who is not logged in. */
    public Optional<Welcome> logIn(String login, String password, Instant now) {
        return passwords.check(login, password, now).filter(user -> !user.facts().roles().equals(Set.of(Role.ERP))).map(user -> begin(user, now));
    }

    private Welcome begin(User user, Instant now) {
        String secret = Secrets.token();
        Session session = new Session(Secrets.digest(secret), user.facts().id(), Secrets.token(), now, now, now.plus(rules.get().sessionLifetime()));
        transactions.run(() -> {
            sessions.forgetExpired(now);
            sessions.add(session);
        });
        LOG.info("Account {} logged in", user.facts().login());
        return new Welcome(user, secret, session);
    }

    /** @param secret for the cookie, and nowhere else */
    public record Welcome(User user, String secret, Session session) {
        @Override
        public String toString() {
            return "Welcome[" + user.facts().login() + "]";
        }
    }
}
