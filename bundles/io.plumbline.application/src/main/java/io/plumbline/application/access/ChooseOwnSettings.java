package io.plumbline.application.access;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.access.UserOutcome.Reason;
import io.plumbline.application.access.UserOutcome.Refused;
import io.plumbline.application.access.UserOutcome.Saved;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Ended;
import io.plumbline.domain.access.User.Notice;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.survey.Language;

/** Somebody chooses the language of the pages, and how to be told of new cases. Every role may, auditors too. */
@Component(service = ChooseOwnSettings.class)
public final class ChooseOwnSettings {
    private final Transactions transactions;
    private final Users users;
    private final Journal journal;

    @Activate
    public ChooseOwnSettings(@Reference Transactions transactions, @Reference Users users, @Reference Journal journal) {
        this.transactions = transactions;
        this.users = users;
        this.journal = journal;
    }

    /** @return {@link Saved}, also when it was so before, or {@link Refused} */
    public UserOutcome choose(Id by, Language language, Notice notice, Instant now) {
        return transactions.required(() -> {
            User seen = users.byId(by).orElse(null);
            if (seen == null) {
                return new Refused(Reason.NO_SUCH_USER);
            }
            if (seen instanceof Ended) {
                return new Refused(Reason.ENDED);
            }
            User.Facts f = seen.facts();
            if (f.language() == language && f.notice() == notice) {
                return new Saved(seen);
            }
            User after = UserChange.in(seen, UserChange.described(f, new UserDetails(f.name(), f.email(), f.roles(), language, notice), now));
            users.save(after);
            journal.append(UserChange.entry(after, Actor.user(f.login()), "user.settings-chosen", "", now));
            return new Saved(after);
        });
    }
}
