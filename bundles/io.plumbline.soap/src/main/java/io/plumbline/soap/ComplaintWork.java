package io.plumbline.soap;

import java.time.Instant;
import java.util.Optional;

import javax.xml.datatype.XMLGregorianCalendar;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.complaint.ComplaintCall;
import io.plumbline.application.complaint.ComplaintOutcome;
import io.plumbline.application.complaint.ComplaintQueries;
import io.plumbline.application.complaint.HandleComplaint;
import io.plumbline.application.complaint.TakeComplaint;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.http.Caller;
import io.plumbline.soap.v1.Channel;
import io.plumbline.soap.v1.Complaint;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.Severity;

/** All that can be done with a complaint. */
@Component(service = ComplaintWork.class)
public final class ComplaintWork {
    private static final String COMPLAINT = "complaint";

    private final TakeComplaint take;
    private final HandleComplaint handle;
    private final ComplaintQueries complaints;

    @Activate
    public ComplaintWork(@Reference TakeComplaint take, @Reference HandleComplaint handle, @Reference ComplaintQueries complaints) {
        this.take = take;
        this.handle = handle;
        this.complaints = complaints;
    }

    Complaint takeComplaint(String token, Channel channel, String complainant, String words, XMLGregorianCalendar receivedAt, String delivery, String order, String customer)
            throws InvalidRequest {
        Caller caller = Call.valid().caller();
        TakeComplaint.Words said = new TakeComplaint.Words(token, io.plumbline.domain.complaint.Complaint.Channel.valueOf(channel.name()), complainant, words, Reports.moment(receivedAt),
                CaseCalls.identity("delivery", delivery), CaseCalls.identity("order", order), CaseCalls.identity("customer", customer));
        return taken(take.take(said, caller.site(), caller.login(), caller.roles(), Instant.now()), caller);
    }

    Complaint readComplaint(String complaint) throws InvalidRequest, NotFound {
        return read(Call.valid().caller(), complaint);
    }

    Complaint acknowledgeComplaint(String complaint, long version, XMLGregorianCalendar at) throws Conflict, InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        return changed(handle.acknowledge(call(caller, complaint, version), Reports.moment(at), Instant.now()), caller, complaint);
    }

    Complaint answerComplaint(String complaint, long version, String answer, XMLGregorianCalendar at) throws Conflict, InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        return changed(handle.answer(call(caller, complaint, version), answer, Reports.moment(at), Instant.now()), caller, complaint);
    }

    Complaint fileComplaint(String complaint, long version, String number, String title, Boolean danger, Boolean systemic, Severity severity, String reason)
            throws Conflict, InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        ComplaintCall call = call(caller, complaint, version);
        return changed(number != null ? handle.link(call, CaseCalls.numbered("number", number), Instant.now())
                : handle.file(call, new ReportNonconformity.Summary(title, Boolean.TRUE.equals(danger), Boolean.TRUE.equals(systemic), CaseCalls.severity(severity), reason), Instant.now()),
                caller, complaint);
    }

    private Complaint read(Caller caller, String id) throws NotFound {
        return Optional.of(identity(id)).flatMap(i -> complaints.one(caller.site(), i)).map(row -> CaseReplies.complaint(row, Instant.now())).orElseThrow(() -> unknown(id));
    }

    private static ComplaintCall call(Caller caller, String id, long version) throws NotFound {
        return new ComplaintCall(caller.site(), identity(id), version, caller.login(), caller.roles());
    }

    /**
     * What was entered.
     *
     * @throws InvalidRequest where it cannot be taken
     */
    private Complaint taken(ComplaintOutcome outcome, Caller caller) throws InvalidRequest {
        if (outcome instanceof ComplaintOutcome.Invalid invalid) {
            throw Refusals.invalidRequest(invalid.problems());
        }
        if (outcome instanceof ComplaintOutcome.Known || outcome instanceof ComplaintOutcome.Done) {
            Id id = (outcome instanceof ComplaintOutcome.Known known ? known.complaint() : ((ComplaintOutcome.Done) outcome).complaint()).facts().id();
            return complaints.one(caller.site(), id).map(row -> CaseReplies.complaint(row, Instant.now())).orElseThrow(() -> new IllegalStateException("what was entered is gone"));
        }
        throw CaseRefusals.unexpected(outcome);
    }

    /** The complaint as it is after a change, or why nothing was changed. */
    private Complaint changed(ComplaintOutcome outcome, Caller caller, String id) throws Conflict, InvalidRequest, NotFound {
        if (outcome instanceof ComplaintOutcome.Changed changed) {
            throw CaseRefusals.conflict(changed);
        }
        if (outcome instanceof ComplaintOutcome.Invalid invalid) {
            throw Refusals.invalidRequest(invalid.problems().stream()
                    .map(p -> p.field().equals("state") ? new Problem(COMPLAINT, id, "a complaint that is " + p.accepted() + "; this one is " + p.value()) : p).toList());
        }
        if (outcome instanceof ComplaintOutcome.NotFound) {
            throw unknown(id);
        }
        if (!(outcome instanceof ComplaintOutcome.Done)) {
            throw CaseRefusals.unexpected(outcome);
        }
        return read(caller, id);
    }

    /** What cannot be an identity names nothing. */
    private static Id identity(String id) throws NotFound {
        if (Id.isOne(id)) {
            return new Id(id);
        }
        throw unknown(id);
    }

    private static NotFound unknown(String id) {
        return Refusals.notFound(COMPLAINT, id, "the identity of a complaint of your site");
    }
}
