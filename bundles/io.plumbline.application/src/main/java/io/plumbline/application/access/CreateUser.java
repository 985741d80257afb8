package io.plumbline.application.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.Transactions;
import io.plumbline.application.access.UserOutcome.Invalid;
import io.plumbline.application.access.UserOutcome.Reason;
import io.plumbline.application.access.UserOutcome.Refused;
import io.plumbline.application.access.UserOutcome.SavedWithPassword;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.access.PasswordHashes;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Facts;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.journal.Journal;

/** An operator gives somebody, or some machine, an account with a random password that is shown once. */
@Component(service = CreateUser.class)
public final class CreateUser {
    private static final String LOGIN_SHAPE = "2 to 40 characters of a-z, 0-9, dot, underscore and hyphen, beginning with a letter";
    private final Transactions transactions;
    private final Users users;
    private final PasswordHashes hashes;
    private final Journal journal;
    private final Ids ids;

    @Activate
    public CreateUser(@Reference Transactions transactions, @Reference Users users, @Reference PasswordHashes hashes, @Reference Journal journal,
            @Reference Ids ids) {
        this.transactions = transactions;
        this.users = users;
        this.hashes = hashes;
        this.journal = journal;
        this.ids = ids;
    }

    /**
     * @param by    the operator
     * @param login see {@link User#LOGIN}; a name that was ever taken stays taken
     * @return {@link SavedWithPassword}, {@link Invalid} or {@link Refused}
     */
    public UserOutcome create(Id by, String login, UserDetails details, Instant now) {
        String password = Secrets.readable();
        String hash = hashes.hash(PasswordRule.prepared(password));
        return transactions.required(() -> {
            User operator = Operators.one(users, by).orElse(null);
            if (operator == null) {
                return new Refused(Reason.NOT_AN_OPERATOR);
            }
            List<Problem> problems = problems(users, login, details);
            if (!problems.isEmpty()) {
                return new Invalid(problems);
            }
            Facts o = operator.facts();
            User user = new User.Active(new Facts(ids.next(now), o.site(), login, details.name(), details.email(), details.roles(), details.language(),
                    details.notice(), hash, 0, now, 1));
            users.add(user);
            journal.append(UserChange.entry(user, Actor.user(o.login()), "user.created", "", now));
            return new SavedWithPassword(user, password);
        });
    }

    /** What is wrong with a new user; runs in the transaction of its caller. */
    static List<Problem> problems(Users users, String login, UserDetails details) {
        List<Problem> problems = new ArrayList<>();
        if (login == null || !User.LOGIN.matcher(login).matches()) {
            problems.add(new Problem("login", login, LOGIN_SHAPE));
        } else if (users.byLogin(login).isPresent()) {
            problems.add(new Problem("login", login, "a name that is not taken"));
        }
        problems.addAll(details.problems());
        return problems;
    }
}
