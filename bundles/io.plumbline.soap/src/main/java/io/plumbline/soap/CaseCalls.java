package io.plumbline.soap;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.CommentCase;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.application.nonconformity.ReadCaseFile.Opened;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.http.Caller;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.NonconformityFile;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.Severity;

/** Who asks for which change of which case, and what they are answered. */
@Component(service = CaseCalls.class)
public final class CaseCalls {
    private final ReadCaseFile read;

    @Activate
    public CaseCalls(@Reference ReadCaseFile read) {
        this.read = read;
    }

    /** Who asks for a change of which case. */
    CaseCall call(String number, long version) throws InvalidRequest {
        Caller caller = Call.valid().caller();
        return new CaseCall(caller.site(), numbered("number", number), version, caller.login(), caller.roles());
    }

    static CaseNumber numbered(String element, String number) throws InvalidRequest {
        return CaseNumber.parse(number).orElseThrow(() -> Refusals.invalidRequest(List.of(new Problem(element, number, "the number of a case, such as NC-MAIN-2026-0001"))));
    }

    /** An identity that the call may leave out. */
    static Id identity(String element, String id) throws InvalidRequest {
        if (id != null && !Id.isOne(id)) {
            throw Refusals.invalidRequest(List.of(new Problem(element, id, "an identity of 26 digits and letters, as Plumbline tells it")));
        }
        return id == null ? null : new Id(id);
    }

    /** A grade that the call may leave out. */
    static io.plumbline.domain.nonconformity.Severity severity(Severity given) {
        return given == null ? null : io.plumbline.domain.nonconformity.Severity.valueOf(given.name());
    }

    /** What cannot be an identity names nothing, and the case is looked for first. */
    Id entry(CaseCall call, String element, String id) throws NotFound {
        if (Id.isOne(id)) {
            return new Id(id);
        }
        throw noEntry(call, element, id);
    }

    /** Who says something beside a case. */
    static CommentCase.Speaker speaker(Caller caller, CaseNumber number) {
        return new CommentCase.Speaker(caller.site(), number, caller.login(), caller.roles());
    }

    /** The case as the caller may see it. */
    Optional<Opened> opened(Caller caller, CaseNumber number) {
        return read.open(caller.site(), number, caller.login(), caller.roles());
    }

    /** The file as it is now, where what is refused is about the case itself. */
    NonconformityFile file(CaseOutcome outcome, CaseCall call, UnaryOperator<Problem> named) throws Conflict, InvalidRequest, NotFound {
        return file(outcome, call, named, "number", call.number().toString());
    }

    /**
     * The file as it is now.
     *
     * @param element of what is looked for within the case
     * @param value   of that element
     */
    NonconformityFile file(CaseOutcome outcome, CaseCall call, UnaryOperator<Problem> named, String element, String value) throws Conflict, InvalidRequest, NotFound {
        if (outcome instanceof CaseOutcome.Changed changed) {
            throw CaseRefusals.conflict(changed);
        }
        if (outcome instanceof CaseOutcome.Invalid invalid) {
            throw CaseRefusals.invalid(invalid.problems(), call.number().toString(), named);
        }
        if (outcome instanceof CaseOutcome.NotSigned) {
            throw CaseRefusals.notSigned();
        }
        if (outcome instanceof CaseOutcome.NotFound) {
            throw noEntry(call, element, value);
        }
        if (!(outcome instanceof CaseOutcome.Done)) {
            throw CaseRefusals.unexpected(outcome);
        }
        return opened(Call.current().caller(), call.number()).map(CaseReplies::file).orElseThrow(() -> noCase(call.number().toString()));
    }

    /**
     * Goes on where the outcome is that it was done, of something that stands beside a case and changes no version.
     *
     * @param element of what is looked for beside the case
     * @param value   of that element
     */
    void done(CaseOutcome outcome, Caller caller, CaseNumber number, UnaryOperator<Problem> named, String element, String value) throws InvalidRequest, NotFound {
        if (outcome instanceof CaseOutcome.Invalid invalid) {
            throw Refusals.invalidRequest(invalid.problems().stream().map(named).toList());
        }
        if (outcome instanceof CaseOutcome.NotFound) {
            throw noEntry(opened(caller, number).isPresent(), number, element, value);
        }
        if (!(outcome instanceof CaseOutcome.Done)) {
            throw CaseRefusals.unexpected(outcome);
        }
    }

    private NotFound noEntry(CaseCall call, String element, String value) {
        return noEntry(read.open(call.site(), call.number(), call.login(), call.roles()).isPresent(), call.number(), element, value);
    }

    private static NotFound noEntry(boolean there, CaseNumber number, String element, String value) {
        return there ? Refusals.notFound(element, value, "the identity of one of this case, as Plumbline tells it") : noCase(number.toString());
    }

    static NotFound noCase(String number) {
        return Refusals.notFound("number", number, "the number of a case of your site");
    }
}
