package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

/** Says that a case did not come back although the rule found so, and why. Whoever carried out the earlier case's actions does not. */
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
     * Dismisses it for good.
     *
     * @param by of either of the two cases
     * @param id of the recurrence
     */
    public CaseOutcome dismiss(Speaker by, Id id, String reason, Instant now) {
        if (!by.roles().contains(Role.QUALITY_MANAGER)) {
            return new CaseOutcome.Forbidden();
        }
        return transactions.required(() -> {
            Optional<Nonconformity> of = nonconformities.byNumber(by.site(), by.number());
            Optional<Recurrence> known = of.flatMap(n -> recurrences.byId(id).filter(r -> r.earlier().equals(n.facts().id()) || r.later().equals(n.facts().id())));
            if (known.isEmpty()) {
                return new CaseOutcome.NotFound();
            }
            Recurrence found = known.get();
            List<Problem> problems = found.problems(files.of(nonconformities.byId(found.earlier()).orElseThrow()), by.login(), reason);
            if (!problems.isEmpty()) {
                return new CaseOutcome.Invalid(problems);
            }
            Recurrence dismissed = found.dismissed(by.login(), reason.strip(), now);
            recurrences.save(dismissed);
            journal.append(JournalEntries.of(dismissed, Actor.user(by.login()), "recurrence.dismissed", dismissed.dismissal().reason(), now));
            return new CaseOutcome.Done(of.get(), id);
        });
    }
}
