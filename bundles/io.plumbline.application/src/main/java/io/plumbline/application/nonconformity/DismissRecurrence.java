package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.JournalEntries;
import io.plumbline.application.Transactions;
import io.plumbline.application.nonconformity.CommentCase.Speaker;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.domain.nonconformity.Recurrences;

/**
 * Says that a case did not come back although the rule found so, and why. Whoever carried out the earlier case's actions does not. What was dismissed is taken up
 * again by any quality manager.
 */
@Component(service = DismissRecurrence.class)
public final class DismissRecurrence {
    private final Transactions transactions;
    private final Journal journal;
    private final Nonconformities nonconformities;
    private final CaseFiles files;
    private final Recurrences recurrences;

    @Activate
    public DismissRecurrence(@Reference Transactions transactions, @Reference Journal journal, @Reference Nonconformities nonconformities, @Reference CaseFiles files,
            @Reference Recurrences recurrences) {
        this.transactions = transactions;
        this.journal = journal;
        this.nonconformities = nonconformities;
        this.files = files;
        this.recurrences = recurrences;
    }

    /**
     * Dismisses it, until somebody takes it up again.
     *
     * @param by of either of the two cases
     * @param id of the recurrence
     */
    public CaseOutcome dismiss(Speaker by, Id id, String reason, Instant now) {
        return change(by, id, found -> {
            List<Problem> problems = found.problems(files.of(nonconformities.byId(found.earlier()).orElseThrow()), by.login(), reason);
            return problems.isEmpty() ? save(found.dismissed(by.login(), reason.strip(), now), by, "recurrence.dismissed", reason.strip(), now) : problems;
        });
    }

    /**
     * Takes up again what was dismissed.
     *
     * @param by of either of the two cases
     * @param id of the recurrence
     */
    public CaseOutcome restore(Speaker by, Id id, String reason, Instant now) {
        return change(by, id, found -> {
            List<Problem> problems = found.restorationProblems(reason);
            return problems.isEmpty() ? save(found.restored(), by, "recurrence.restored", reason.strip(), now) : problems;
        });
    }

    /** @param change gives what is wrong with it, or makes it */
    private CaseOutcome change(Speaker by, Id id, Function<Recurrence, List<Problem>> change) {
        if (!by.roles().contains(Role.QUALITY_MANAGER)) {
            return new CaseOutcome.Forbidden();
        }
        return transactions.required(() -> {
            Optional<Nonconformity> of = nonconformities.byNumber(by.site(), by.number());
            Optional<Recurrence> known = of.flatMap(n -> recurrences.byId(id).filter(r -> r.earlier().equals(n.facts().id()) || r.later().equals(n.facts().id())));
            if (known.isEmpty()) {
                return new CaseOutcome.NotFound();
            }
            List<Problem> problems = change.apply(known.get());
            return problems.isEmpty() ? new CaseOutcome.Done(of.get(), id) : new CaseOutcome.Invalid(problems);
        });
    }

    private List<Problem> save(Recurrence changed, Speaker by, String action, String reason, Instant now) {
        recurrences.save(changed);
        journal.append(JournalEntries.of(changed, Actor.user(by.login()), action, reason, now));
        return List.of();
    }
}
