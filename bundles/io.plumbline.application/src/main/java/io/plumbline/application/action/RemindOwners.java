package io.plumbline.application.action;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Organisation;
import io.plumbline.application.Steps;
import io.plumbline.application.Transactions;
import io.plumbline.application.nonconformity.CaseRules;
import io.plumbline.domain.Actor;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.Notice;
import io.plumbline.domain.nonconformity.Notices;
import io.plumbline.domain.nonconformity.ReminderRule;
import io.plumbline.domain.nonconformity.ReminderRule.Reminder;

/**
 * Reminds the owners of actions, and tells others once an action is overdue for long, from {@link #HOUR} on in the organisation's zone.
 * Each reminder is a notice with a key of its own, so that it does not matter how often this runs, or whether it ran on the day.
 */
@Component(service = RemindOwners.class)
public final class RemindOwners {
    static final LocalTime HOUR = LocalTime.of(7, 0);
    private static final Actor ACTOR = Actor.system("actions.remind");

    private final Transactions transactions;
    private final Ids ids;
    private final Steps steps;
    private final Journal journal;
    private final WaitingActions waiting;
    private final Notices notices;
    private final CaseRules.Current rules;
    private final Organisation.Current organisation;

    @Activate
    public RemindOwners(@Reference Transactions transactions, @Reference Ids ids, @Reference Steps steps, @Reference Journal journal, @Reference WaitingActions waiting,
            @Reference Notices notices, @Reference CaseRules.Current rules, @Reference Organisation.Current organisation) {
        this.transactions = transactions;
        this.ids = ids;
        this.steps = steps;
        this.journal = journal;
        this.waiting = waiting;
        this.notices = notices;
        this.rules = rules;
        this.organisation = organisation;
    }

    /** Writes the reminders that are due and were not written before; how many. They are sent by a step each. */
    public int run(Instant now) {
        LocalDate today = today(now, organisation.get().zone());
        int after = rules.get().escalateAfter();
        int written = 0;
        for (CorrectiveAction action : transactions.required(() -> waiting.due(organisation.get().site(), today.plusDays(ReminderRule.WEEK)))) {
            LocalDate due = action.facts().due();
            written += Stream.of(ReminderRule.newest(due, today), ReminderRule.escalation(due, today, after)).flatMap(Optional::stream).mapToInt(r -> write(action.facts(), r, now)).sum();
        }
        return written;
    }

    /** A day begins when people begin to work. */
    private static LocalDate today(Instant now, ZoneId zone) {
        ZonedDateTime here = now.atZone(zone);
        return here.toLocalTime().isBefore(HOUR) ? here.toLocalDate().minusDays(1) : here.toLocalDate();
    }

    private int write(CorrectiveAction.Facts action, Reminder reminder, Instant now) {
        return transactions.required(() -> {
            if (notices.of(action.id(), reminder.kind(), reminder.day()).isPresent()) {
                return 0;
            }
            Notice notice = new Notice(ids.next(now), action.site(), action.nonconformity(), reminder.kind(), action.id(), reminder.day(), now);
            notices.add(notice);
            journal.append(JournalEntries.of(notice, ACTOR, now));
            steps.begin(new Event.NoticeWritten(notice.id()), now);
            return 1;
        });
    }
}
