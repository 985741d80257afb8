package io.plumbline.application.complaint;

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
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Problem;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.complaint.Complaints;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;

/** Acknowledges and answers complaints, and makes them into cases or links them to one: each on the version that the person saw. */
@Component(service = HandleComplaint.class)
public final class HandleComplaint {
    private final Transactions transactions;
    private final Journal journal;
    private final Complaints complaints;
    private final Nonconformities nonconformities;
    private final ReportNonconformity report;

    @Activate
    public HandleComplaint(@Reference Transactions transactions, @Reference Journal journal, @Reference Complaints complaints, @Reference Nonconformities nonconformities,
            @Reference ReportNonconformity report) {
        this.transactions = transactions;
        this.journal = journal;
        this.complaints = complaints;
        this.nonconformities = nonconformities;
        this.report = report;
    }

    /** @param at when the complainant was told, between the receipt and now; null for now */
    public ComplaintOutcome acknowledge(ComplaintCall call, Instant at, Instant now) {
        return change(call, "complaint.acknowledged", now, complaint -> {
            List<Problem> problems = new ArrayList<>();
            if (!(complaint instanceof Complaint.Received)) {
                problems.add(new Problem("state", complaint.state(), "Received: it is acknowledged already"));
            }
            Instant told = moment("at", at, complaint.facts().receivedAt(), now, problems);
            return problems.isEmpty() ? new Step(complaint.acknowledged(told, call.login(), now), null, List.of()) : Step.stop(problems);
        });
    }

    /**
     * Keeps what was answered.
     *
     * @param answer what was said, 1 to 4,000 characters
     * @param at     when, between the receipt, or the acknowledgement, and now; null for now
     */
    public ComplaintOutcome answer(ComplaintCall call, String answer, Instant at, Instant now) {
        return change(call, "complaint.answered", now, complaint -> {
            List<Problem> problems = new ArrayList<>();
            if (complaint instanceof Complaint.Answered) {
                problems.add(new Problem("state", complaint.state(), "Received or Acknowledged: it is answered already"));
            }
            if (answer == null || answer.isBlank() || answer.length() > TakeComplaint.MOST_WORDS) {
                problems.add(new Problem("answer", answer, "1 to " + TakeComplaint.MOST_WORDS + " characters"));
            }
            Instant since = complaint.facts().acknowledgedAt() == null ? complaint.facts().receivedAt() : complaint.facts().acknowledgedAt();
            Instant told = moment("at", at, since, now, problems);
            return problems.isEmpty() ? new Step(complaint.answered(answer.strip(), told, call.login(), now), null, List.of()) : Step.stop(problems);
        });
    }

    /** Links it to a case of the site that is there. */
    public ComplaintOutcome link(ComplaintCall call, CaseNumber number, Instant now) {
        return change(call, "complaint.linked", now, complaint -> {
            Optional<Problem> known = known(complaint);
            if (known.isPresent()) {
                return Step.stop(List.of(known.get()));
            }
            Optional<Nonconformity> found = number == null ? Optional.empty() : nonconformities.byNumber(call.site(), number);
            return found.isEmpty() || found.get() instanceof Nonconformity.Merged ? Step.stop(List.of(new Problem("number", number == null ? "" : number.toString(),
                    "the number of a case of this site that is not merged into another"))) : new Step(complaint.within(found.get().facts().id(), now), number, List.of());
        });
    }

    /** Files a case for it, once. */
    public ComplaintOutcome file(ComplaintCall call, ReportNonconformity.Summary wanted, Instant now) {
        return change(call, "complaint.filed", now, complaint -> {
            Optional<Problem> known = known(complaint);
            if (known.isPresent()) {
                return Step.stop(List.of(known.get()));
            }
            ReportNonconformity.Outcome outcome = report.report(complaint, wanted, call.login(), now);
            if (outcome instanceof ReportNonconformity.Outcome.Invalid invalid) {
                return Step.stop(invalid.problems());
            }
            Nonconformity filed = outcome instanceof ReportNonconformity.Outcome.Known k ? k.nonconformity() : ((ReportNonconformity.Outcome.Filed) outcome).nonconformity();
            return new Step(complaint.within(filed.facts().id(), now), filed.facts().number(), List.of());
        });
    }

    private Optional<Problem> known(Complaint complaint) {
        return Optional.ofNullable(complaint.facts().nonconformity()).flatMap(nonconformities::byId)
                .map(n -> new Problem("number", n.facts().number().toString(), "nothing: it belongs to this case already"));
    }

    private static Instant moment(String field, Instant at, Instant since, Instant now, List<Problem> problems) {
        if (at != null && (at.isAfter(now) || at.isBefore(since))) {
            problems.add(new Problem(field, at.toString(), "a moment from " + since + " up to now"));
        }
        return at == null ? now : at;
    }

    /** @param next null where there are problems */
    private record Step(Complaint next, CaseNumber filed, List<Problem> problems) {
        static Step stop(List<Problem> problems) {
            return new Step(null, null, problems);
        }
    }

    private ComplaintOutcome change(ComplaintCall call, String action, Instant now, Function<Complaint, Step> step) {
        if (!call.roles().contains(Role.QUALITY_MANAGER)) {
            return new ComplaintOutcome.Forbidden();
        }
        return transactions.required(() -> {
            Optional<Complaint> found = complaints.byId(call.id()).filter(c -> c.facts().site().equals(call.site()));
            if (found.isEmpty()) {
                return new ComplaintOutcome.NotFound();
            }
            if (found.get().facts().version() != call.version()) {
                return new ComplaintOutcome.Changed(found.get().facts().version());
            }
            Step made = step.apply(found.get());
            if (made.next() == null) {
                return new ComplaintOutcome.Invalid(made.problems());
            }
            complaints.save(made.next());
            journal.append(JournalEntries.of(made.next(), Actor.user(call.login()), action, now));
            return new ComplaintOutcome.Done(made.next(), made.filed());
        });
    }
}
