package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.JournalEntries;
import io.plumbline.application.Transactions;
import io.plumbline.application.journal.JournalQueries;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Work;

/**
 * What all changes of a case have in common: the person has the role, the case is one of their site and at the version that they saw, the
 * state allows it, and the case goes one version further in the same transaction, so that a version stands for all that is in it.
 */
@Component(service = CaseDesk.class)
public final class CaseDesk {
    private static final int MOST_SHOWN = 50;

    private final Transactions transactions;
    private final Journal journal;
    private final JournalQueries history;
    private final Nonconformities nonconformities;
    private final CaseFiles files;

    @Activate
    public CaseDesk(@Reference Transactions transactions, @Reference Journal journal, @Reference JournalQueries history, @Reference Nonconformities nonconformities,
            @Reference CaseFiles files) {
        this.transactions = transactions;
        this.journal = journal;
        this.history = history;
        this.nonconformities = nonconformities;
        this.files = files;
    }

    /** What a use case makes of a case file. */
    public sealed interface Step {
        /** Nothing. */
        record Stop(CaseOutcome why) implements Step {
        }

        /**
         * @param next    the case as it will be, one version on
         * @param store   stores what else changed
         * @param entries of the journal about that
         */
        record Go(Nonconformity next, Runnable store, List<Entry> entries, String action, String reason, Id entry) implements Step {
        }
    }

    /** Nothing is changed, because of these. */
    public static Step stop(Problem... problems) {
        return new Step.Stop(new CaseOutcome.Invalid(List.of(problems)));
    }

    /** Something is added or changed within the case, whose state stays. */
    public CaseOutcome write(CaseCall call, Work work, Instant now, Function<CaseFile, Step> step) {
        return change(call, now, file -> work.refusal(file.nonconformity()).map(CaseDesk::stop).orElseGet(() -> step.apply(file)));
    }

    /** The case one version on, in the same state. */
    public static Nonconformity touched(CaseFile file, Instant now) {
        Nonconformity n = file.nonconformity();
        return n.with(n.facts().ownedBy(n.facts().owner(), now));
    }

    /** The same whatever the state, for moves. */
    public CaseOutcome change(CaseCall call, Instant now, Function<CaseFile, Step> step) {
        if (!call.roles().contains(Role.QUALITY_MANAGER)) {
            return new CaseOutcome.Forbidden();
        }
        return transactions.required(() -> {
            Optional<Nonconformity> found = nonconformities.byNumber(call.site(), call.number());
            if (found.isEmpty()) {
                return new CaseOutcome.NotFound();
            }
            Nonconformity known = found.get();
            if (known.facts().version() != call.version()) {
                return new CaseOutcome.Changed(known.facts().version(), since(known, call.version()));
            }
            Step made = step.apply(files.of(known));
            if (made instanceof Step.Stop stop) {
                return stop.why();
            }
            Step.Go go = (Step.Go) made;
            Actor actor = Actor.user(call.login());
            // the case first: whoever is slower has to find it changed before anything else of theirs is stored
            nonconformities.save(go.next());
            go.store().run();
            go.entries().forEach(journal::append);
            journal.append(JournalEntries.of(go.next(), actor, go.action(), go.reason(), now));
            return new CaseOutcome.Done(go.next(), go.entry());
        });
    }

    private List<JournalQueries.JournalRow> since(Nonconformity known, long version) {
        return new ArrayList<>(history.of(List.of(known.facts().id()), MOST_SHOWN).stream().filter(row -> row.version() > version).toList());
    }
}
