package io.plumbline.application.nonconformity;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.StepHandler;
import io.plumbline.application.Steps;
import io.plumbline.application.Transactions;
import io.plumbline.domain.Actor;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.Affected;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.Intakes;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Notice;
import io.plumbline.domain.nonconformity.Notices;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.domain.nonconformity.RecurrenceRule;
import io.plumbline.domain.nonconformity.RecurrenceRule.Closure;
import io.plumbline.domain.nonconformity.Recurrences;

/**
 * Looks for cases that were closed as effective and come back with this one: when it is filed, when its cause was found, and when its plan is approved, which
 * says what it is about. Each pair is found once, and those who worked on the two cases are told; one that was dismissed is not found again.
 */
@Component(service = StepHandler.class)
public final class FindRecurrences implements StepHandler {
    private static final Actor ACTOR = Actor.system(Command.Kind.FIND_RECURRENCES.route());
    /** A day more than the longest window, which is counted in whole days. */
    private static final Duration LONGEST = Duration.ofDays(Recurrence.Window.DAYS_365.days() + 1L);

    private final Transactions transactions;
    private final Ids ids;
    private final Steps steps;
    private final WorkQueue queue;
    private final Journal journal;
    private final Nonconformities nonconformities;
    private final CaseFiles files;
    private final Intakes intakes;
    private final Recurrences recurrences;
    private final Notices notices;

    @Activate
    public FindRecurrences(@Reference Transactions transactions, @Reference Ids ids, @Reference Steps steps, @Reference WorkQueue queue, @Reference Journal journal,
            @Reference Nonconformities nonconformities, @Reference CaseFiles files, @Reference Intakes intakes, @Reference Recurrences recurrences, @Reference Notices notices) {
        this.transactions = transactions;
        this.ids = ids;
        this.steps = steps;
        this.queue = queue;
        this.journal = journal;
        this.nonconformities = nonconformities;
        this.files = files;
        this.intakes = intakes;
        this.recurrences = recurrences;
        this.notices = notices;
    }

    @Override
    public Command.Kind kind() {
        return Command.Kind.FIND_RECURRENCES;
    }

    @Override
    public void make(Claim claim, Instant now) {
        transactions.run(() -> {
            nonconformities.byId(claim.subject()).ifPresent(n -> find(n, now));
            queue.finish(claim);
        });
    }

    private void find(Nonconformity later, Instant now) {
        Nonconformity.Facts f = later.facts();
        Affected affected = Affected.of(files.of(later), intakes.of(f.id()).orElse(null));
        for (Closure earlier : recurrences.closures(f.site(), affected.strata(), f.reportedAt().minus(LONGEST), f.reportedAt())) {
            RecurrenceRule.why(earlier, f.id(), affected, f.reportedAt()).filter(because -> !recurrences.known(earlier.nonconformity(), f.id())).ifPresent(because -> {
                Recurrence found = new Recurrence(ids.next(now), f.site(), earlier.nonconformity(), earlier.cycle(), f.id(), earlier.closedAt(), f.reportedAt(), because, now, null, 1);
                recurrences.add(found);
                journal.append(JournalEntries.of(found, ACTOR, "recurrence.found", "", now));
                tell(found, now);
            });
        }
    }

    private void tell(Recurrence found, Instant now) {
        Notice notice = new Notice(ids.next(now), found.site(), found.later(), Notice.Kind.RECURRENCE, found.id(), now.atZone(ZoneOffset.UTC).toLocalDate(), now);
        notices.add(notice);
        journal.append(JournalEntries.of(notice, ACTOR, now));
        steps.begin(new Event.NoticeWritten(notice.id()), now);
    }
}
