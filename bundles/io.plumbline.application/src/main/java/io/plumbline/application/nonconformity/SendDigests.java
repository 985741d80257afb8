package io.plumbline.application.nonconformity;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.Ids;
import io.plumbline.application.Organisation;
import io.plumbline.application.Page;
import io.plumbline.application.StepHandler.NotNow;
import io.plumbline.application.Transactions;
import io.plumbline.application.action.WaitingActions;
import io.plumbline.application.mail.Dispatch;
import io.plumbline.application.mail.Letters;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.mail.Mails;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.ReminderRule;

/**
 * Tells the quality managers who chose a digest what was reported since their last one, and which of their actions are overdue or due within a week, once a day from {@link #HOUR} on, in the
 * organisation's zone. A day on which Plumbline did not run is made up for: nothing that was reported is left out.
 */
@Component(service = SendDigests.class)
public final class SendDigests {
    static final LocalTime HOUR = LocalTime.of(7, 0);
    private static final int MOST = 200;
    private static final Duration FIRST_DIGEST = Duration.ofDays(1);
    private static final Actor ACTOR = Actor.system("nonconformities.digest");
    private static final Logger LOG = LoggerFactory.getLogger(SendDigests.class);

    private final Transactions transactions;
    private final Users users;
    private final Mails mails;
    private final CaseQueries cases;
    private final Letters letters;
    private final Dispatch dispatch;
    private final Organisation.Current organisation;
    private final Ids ids;
    private final Nonconformities nonconformities;
    private final WaitingActions actions;

    @Activate
    public SendDigests(@Reference Transactions transactions, @Reference Users users, @Reference Mails mails, @Reference CaseQueries cases,
            @Reference Letters letters, @Reference Dispatch dispatch, @Reference Organisation.Current organisation, @Reference Ids ids,
            @Reference Nonconformities nonconformities, @Reference WaitingActions actions) {
        this.transactions = transactions;
        this.users = users;
        this.mails = mails;
        this.cases = cases;
        this.letters = letters;
        this.dispatch = dispatch;
        this.organisation = organisation;
        this.ids = ids;
        this.nonconformities = nonconformities;
        this.actions = actions;
    }

    /** Sends the digests that are due; returns how many went out. */
    public int run(Instant now) {
        Organisation ours = organisation.get();
        ZonedDateTime here = now.atZone(ours.zone());
        ZonedDateTime due = here.with(HOUR).isAfter(here) ? here.minusDays(1).with(HOUR) : here.with(HOUR);
        int sent = 0;
        for (User user : transactions.required(() -> users.active(ours.site(), Role.QUALITY_MANAGER))) {
            if (user.facts().notice() == User.Notice.DIGEST && user.facts().email() != null && digest(user.facts(), due.toInstant(), now)) {
                sent++;
            }
        }
        return sent;
    }

    private boolean digest(User.Facts user, Instant due, Instant now) {
        Optional<Mail> last = transactions.required(() -> mails.newest(Mail.Purpose.DIGEST, user.id()));
        boolean waiting = last.isPresent() && last.get().state() == Mail.State.WAITING;
        if (last.isPresent() && !waiting && !last.get().createdAt().isBefore(due)) {
            return false;
        }
        if (waiting && last.get().nextTryAt() != null && last.get().nextTryAt().isAfter(now)) {
            return false;
        }
        Instant since = last.map(Mail::createdAt).orElse(due.minus(FIRST_DIGEST));
        List<CaseRow> found = waiting ? List.of() : transactions.required(() -> reportedSince(user, since));
        List<Letters.Owed> owed = waiting ? List.of() : transactions.required(() -> owed(user, now));
        if (found.isEmpty() && owed.isEmpty() && !waiting) {
            return false;
        }
        Organisation ours = organisation.get();
        Letters.Letter letter = waiting ? new Letters.Letter(last.get().title(), last.get().text(), last.get().html())
                : letters.digest(user.language(), ours.name(), user.name(), found, owed, ours.link("/"));
        try {
            dispatch.send(new Dispatch.Order(user.site(), Mail.Purpose.DIGEST, subject(waiting ? last.get() : null, found, now), user.id(), user.email(),
                    user.name(), user.language(), letter, UnaryOperator.identity(), TellQualityManagers.HEADERS), ACTOR, now, mail -> { }, mail -> { });
            return true;
        } catch (NotNow e) {
            LOG.info("A digest waits: {}", e.getMessage());
            return false;
        }
    }

    /** There is one digest about a case that was new; where none was, one about the day has a subject of its own. */
    private Id subject(Mail waiting, List<CaseRow> found, Instant now) {
        return waiting != null ? waiting.subject() : found.isEmpty() ? ids.next(now) : found.get(0).id();
    }

    /** The reader's actions that are overdue or due within a week. */
    private List<Letters.Owed> owed(User.Facts user, Instant now) {
        LocalDate today = now.atZone(organisation.get().zone()).toLocalDate();
        return actions.due(user.site(), today.plusDays(ReminderRule.WEEK)).stream().map(CorrectiveAction::facts).filter(a -> a.owner().equals(user.login())).limit(MOST)
                .map(a -> new Letters.Owed(nonconformities.byId(a.nonconformity()).orElseThrow().facts().number().toString(), a.what(), a.due(), a.due().isBefore(today))).toList();
    }

    private List<CaseRow> reportedSince(User.Facts user, Instant since) {
        List<CaseRow> found = new ArrayList<>();
        String after = null;
        do {
            Page<CaseRow> page = cases.list(new CaseQueries.Filter(user.site(), List.of(), null, null, null), after, 50);
            page.items().stream().filter(c -> c.reportedAt().isAfter(since)).forEach(found::add);
            boolean older = page.items().stream().anyMatch(c -> !c.reportedAt().isAfter(since));
            after = older ? null : page.next();
        } while (after != null && found.size() < MOST);
        return found;
    }
}
