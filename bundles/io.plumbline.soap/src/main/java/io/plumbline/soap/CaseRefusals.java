package io.plumbline.soap;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.plumbline.application.complaint.ComplaintOutcome;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.Gate.Verdict;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.MoveRefused;
import io.plumbline.soap.v1.Refusal;

/** The faults of whoever wants to change a case. */
final class CaseRefusals {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneOffset.UTC);

    private CaseRefusals() {
    }

    /** What changed since the version that was sent. */
    static Conflict conflict(CaseOutcome.Changed changed) {
        String since = changed.since().stream().map(j -> j.action() + " by " + j.actor() + " at " + MOMENT.format(j.recordedAt())).collect(Collectors.joining("; "));
        Refusal refusal = new Refusal();
        refusal.setMessage("The case is at version " + changed.version() + " by now" + (since.isEmpty() ? "." : ": " + since + ".") + " Read its file again.");
        refusal.setPresentVersion(changed.version());
        changed.since().forEach(j -> refusal.getChange().add(CaseReplies.change(j)));
        return new Conflict(refusal.getMessage(), refusal);
    }

    /** Somebody was faster. */
    static Conflict conflict(ComplaintOutcome.Changed changed) {
        Refusal refusal = new Refusal();
        refusal.setMessage("The complaint is at version " + changed.version() + " by now. Read it again.");
        refusal.setPresentVersion(changed.version());
        return new Conflict(refusal.getMessage(), refusal);
    }

    /** Why the gate is shut. */
    static MoveRefused shut(Verdict v) {
        String message = v.inState() ? v.move() + " lacks " + v.missing().stream().map(m -> m.need().says()).collect(Collectors.joining(", ")) + "."
                : v.move() + " leads out of " + String.join(" and ", v.move().from()) + "; the case is " + v.state() + ".";
        return new MoveRefused(message, CaseReplies.refusal(message, v));
    }

    /** What cannot come of a call, because the endpoint has looked at the role. */
    static IllegalStateException unexpected(Object outcome) {
        return new IllegalStateException("a role that was checked is refused: " + outcome.getClass().getSimpleName());
    }

    /** The password is never repeated, not even a wrong one. */
    static InvalidRequest notSigned() {
        return Refusals.invalidRequest(List.of(new Problem("password", "(hidden)", "the password of the account that calls, while that is not locked; nothing was changed")));
    }

    /**
     * Problems of the domain at the elements of the call. What is about the state that something is in is told at the element that names it.
     *
     * @param number of the case, as it was sent
     * @param named  brings the fields of what was sent to the paths of their elements
     */
    static InvalidRequest invalid(List<Problem> problems, String number, UnaryOperator<Problem> named) {
        return Refusals.invalidRequest(problems.stream().map(p -> switch (p.field()) {
            case "state" -> new Problem("number", number, "a case that is " + p.accepted() + "; this one is " + p.value());
            case "today" -> new Problem("number", number, "a case whose effect may be looked at: this one on " + p.accepted() + "; today is " + p.value());
            case "rejection", "criterion" -> new Problem("number", number, p.accepted());
            default -> named.apply(p);
        }).toList());
    }
}
