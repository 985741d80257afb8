package io.plumbline.soap;

import java.time.Instant;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.complaint.ComplaintCall;
import io.plumbline.application.complaint.ComplaintOutcome;
import io.plumbline.application.complaint.ComplaintQueries;
import io.plumbline.application.complaint.HandleComplaint;
import io.plumbline.application.complaint.TakeComplaint;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.http.Caller;
import io.plumbline.soap.v1.Complaint;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.NotFound;

/** All that can be done with a complaint. */
@Component(service = ComplaintWork.class)
public final class ComplaintWork {
    private static final String COMPLAINT = "complaint";

    final TakeComplaint take;
    final HandleComplaint handle;
    private final ComplaintQueries complaints;

    @Activate
    public ComplaintWork(@Reference TakeComplaint take, @Reference HandleComplaint handle, @Reference ComplaintQueries complaints) {
        this.take = take;
        this.handle = handle;
        this.complaints = complaints;
    }

    /** The complaint as it is now. */
    Complaint read(Caller caller, String id) throws NotFound {
        return Optional.of(identity(id)).flatMap(i -> complaints.one(caller.site(), i)).map(row -> CaseReplies.complaint(row, Instant.now())).orElseThrow(() -> unknown(id));
    }

    ComplaintCall call(Caller caller, String id, long version) throws NotFound {
        return new ComplaintCall(caller.site(), identity(id), version, caller.login(), caller.roles());
    }

    /**
     * What was entered.
     *
     * @throws InvalidRequest where it cannot be taken
     */
    Complaint taken(ComplaintOutcome outcome, Caller caller) throws InvalidRequest {
        if (outcome instanceof ComplaintOutcome.Invalid invalid) {
            throw Refusals.invalidRequest(invalid.problems());
        }
        if (outcome instanceof ComplaintOutcome.Known || outcome instanceof ComplaintOutcome.Done) {
            Id id = (outcome instanceof ComplaintOutcome.Known known ? known.complaint() : ((ComplaintOutcome.Done) outcome).complaint()).facts().id();
            return complaints.one(caller.site(), id).map(row -> CaseReplies.complaint(row, Instant.now())).orElseThrow(() -> new IllegalStateException("what was entered is gone"));
        }
        throw unexpected(outcome);
    }

    /** The complaint as it is after a change, or why nothing was changed. */
    Complaint changed(ComplaintOutcome outcome, Caller caller, String id) throws Conflict, InvalidRequest, NotFound {
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
            throw unexpected(outcome);
        }
        return read(caller, id);
    }

    private static IllegalStateException unexpected(ComplaintOutcome outcome) {
        return new IllegalStateException("a role that was checked is refused: " + outcome.getClass().getSimpleName());
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
