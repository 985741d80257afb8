package io.plumbline.soap;

import java.time.Instant;
import java.util.function.UnaryOperator;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.AssignCase;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.GradeCase;
import io.plumbline.application.nonconformity.MoveCase;
import io.plumbline.application.nonconformity.ProposeRejection;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.application.nonconformity.TellCustomer;
import io.plumbline.domain.Problem;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.http.Caller;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.FiledNonconformity;
import io.plumbline.soap.v1.IntakeSource;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.LetterPurpose;
import io.plumbline.soap.v1.Move;
import io.plumbline.soap.v1.MoveRefused;
import io.plumbline.soap.v1.NonconformityFile;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.Severity;

/** A case as a whole: filed by hand, read, graded, given to somebody, moved or proposed to be rejected, and what its customer is told. */
@Component(service = CaseWork.class)
public final class CaseWork {
    private final CaseCalls cases;
    private final ReportNonconformity report;
    private final MoveCase moves;
    private final ProposeRejection rejection;
    private final GradeCase grade;
    private final AssignCase assign;
    private final TellCustomer tell;

    @Activate
    public CaseWork(@Reference CaseCalls cases, @Reference ReportNonconformity report, @Reference MoveCase moves, @Reference ProposeRejection rejection,
            @Reference GradeCase grade, @Reference AssignCase assign, @Reference TellCustomer tell) {
        this.cases = cases;
        this.report = report;
        this.moves = moves;
        this.rejection = rejection;
        this.grade = grade;
        this.assign = assign;
        this.tell = tell;
    }

    FiledNonconformity reportNonconformity(IntakeSource source, String reference, String feedback, String title, String description, Boolean danger, Boolean systemic, Severity severity,
            String reason, String delivery, String order, String customer, String line, String sku, String lot, String carrier) throws InvalidRequest {
        Caller caller = Call.valid().caller();
        ReportNonconformity.Words words = new ReportNonconformity.Words(ReportNonconformity.Source.valueOf(source.name()), reference, CaseCalls.identity("feedback", feedback), title, description,
                Boolean.TRUE.equals(danger), Boolean.TRUE.equals(systemic), CaseCalls.severity(severity), reason, CaseCalls.identity("delivery", delivery),
                CaseCalls.identity("order", order), CaseCalls.identity("customer", customer), line, sku, lot, carrier);
        ReportNonconformity.Outcome outcome = report.report(words, caller.site(), caller.login(), caller.roles(), Instant.now());
        if (outcome instanceof ReportNonconformity.Outcome.Filed filed) {
            return CaseReplies.filed(filed.nonconformity(), filed.proposal());
        }
        if (outcome instanceof ReportNonconformity.Outcome.Known known) {
            return CaseReplies.filed(known.nonconformity(), null);
        }
        if (outcome instanceof ReportNonconformity.Outcome.Invalid invalid) {
            throw Refusals.invalidRequest(invalid.problems());
        }
        throw CaseRefusals.unexpected(outcome);
    }

    NonconformityFile caseFile(String number) throws InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        return cases.opened(caller, CaseCalls.numbered("number", number)).map(CaseReplies::file).orElseThrow(() -> CaseCalls.noCase(number));
    }

    NonconformityFile moveNonconformity(String number, long version, Move move, String reason, String password, String into)
            throws Conflict, InvalidRequest, MoveRefused, NotFound {
        CaseCall call = cases.call(number, version);
        CaseNumber other = into == null ? null : CaseCalls.numbered("into", into);
        CaseOutcome outcome = moves.make(call, io.plumbline.domain.nonconformity.Move.valueOf(move.name()), reason, password, other, Instant.now());
        if (outcome instanceof CaseOutcome.Refused refused) {
            throw CaseRefusals.shut(refused.verdict());
        }
        return cases.file(outcome, call, UnaryOperator.identity());
    }

    NonconformityFile proposeRejection(String number, long version, String reason) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        return cases.file(rejection.propose(call, reason, Instant.now()), call, UnaryOperator.identity());
    }

    NonconformityFile gradeNonconformity(String number, long version, Severity severity, String reason) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        return cases.file(grade.grade(call, CaseCalls.severity(severity), reason, Instant.now()), call, UnaryOperator.identity());
    }

    NonconformityFile assignNonconformity(String number, long version, String owner) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        return cases.file(assign.assign(call, owner == null ? "" : owner, Instant.now()), call, UnaryOperator.identity());
    }

    NonconformityFile tellCustomer(String number, long version, LetterPurpose purpose, String title, String text) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        return cases.file(tell.tell(call, Mail.Purpose.valueOf(purpose.name()), title, text, Instant.now()), call,
                p -> p.field().equals("contact") ? new Problem("number", number, p.accepted()) : p);
    }
}
