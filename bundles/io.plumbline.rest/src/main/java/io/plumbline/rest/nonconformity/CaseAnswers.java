package io.plumbline.rest.nonconformity;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.Response;

import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Gate.Verdict;
import io.plumbline.http.Caller;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Problems;
import io.plumbline.rest.Versioned;

/** Who asks for which change of which case, and what they are answered. */
final class CaseAnswers {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneOffset.UTC);

    private final ReadCaseFile read;

    CaseAnswers(ReadCaseFile read) {
        this.read = read;
    }

    static CaseCall call(CaseNumber number, HttpServletRequest http) {
        Caller caller = Caller.in(http);
        return new CaseCall(caller.site(), number, Versioned.expected(http, "case file"), caller.login(), caller.roles());
    }

    CaseFileJson opened(CaseNumber number, HttpServletRequest http) {
        Caller caller = Caller.in(http);
        return CaseFileJson.of(read.open(caller.site(), number, caller.login(), caller.roles()).orElseThrow(NotFoundException::new));
    }

    /** The file as it is now, or why nothing was changed. */
    Response of(CaseOutcome outcome, CaseNumber number, HttpServletRequest http) {
        if (outcome instanceof CaseOutcome.Done) {
            CaseFileJson file = opened(number, http);
            return Response.ok(file).tag(new EntityTag("v" + file.version())).build();
        }
        return refused(outcome);
    }

    /** Why nothing was changed. */
    static Response refused(CaseOutcome outcome) {
        if (outcome instanceof CaseOutcome.Changed changed) {
            String since = changed.since().stream().map(j -> j.action() + " by " + j.actor() + " at " + MOMENT.format(j.recordedAt())).collect(Collectors.joining("; "));
            return Problems.of(ProblemKind.CHANGED_MEANWHILE, "It is at version " + changed.version() + " by now" + (since.isEmpty() ? "." : ": " + since + ".") + " Read it again.");
        }
        if (outcome instanceof CaseOutcome.Refused refused) {
            return shut(refused.verdict());
        }
        if (outcome instanceof CaseOutcome.Invalid invalid) {
            return Problems.of(ProblemKind.REFUSED, invalid.problems().get(0).text(), invalid.problems());
        }
        if (outcome instanceof CaseOutcome.NotSigned) {
            return Problems.of(ProblemKind.REFUSED, "It is not signed, and nothing was changed.", List.of(new Problem("password", "", "the password of the account that you are logged in with")));
        }
        if (outcome instanceof CaseOutcome.Forbidden) {
            return Problems.of(ProblemKind.FORBIDDEN, "Only somebody with the role quality-manager changes cases.");
        }
        throw new NotFoundException();
    }

    private static Response shut(Verdict verdict) {
        if (!verdict.inState()) {
            return Problems.of(ProblemKind.CONFLICT, verdict.move() + " leads out of " + String.join(" and ", verdict.move().from()) + "; the case is " + verdict.state() + ".");
        }
        List<Problem> missing = verdict.missing().stream().map(m -> new Problem(m.need().name(), String.join(", ", m.about()), m.need().says() + " (ISO 9001:2015 " + m.clause() + ")")).toList();
        return Problems.of(ProblemKind.CONFLICT, verdict.move() + " lacks " + verdict.missing().stream().map(m -> m.need().says()).collect(Collectors.joining(", ")) + ".", missing);
    }
}
