package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.RejectionProposal;
import io.plumbline.domain.nonconformity.Work;

/** Proposes that a case is none, for somebody else to decide. */
@Component(service = ProposeRejection.class)
public final class ProposeRejection {
    private static final int MOST_REASON = 2000;
    private final CaseDesk desk;
    private final Ids ids;
    private final CaseFiles files;

    @Activate
    public ProposeRejection(@Reference CaseDesk desk, @Reference Ids ids, @Reference CaseFiles files) {
        this.desk = desk;
        this.ids = ids;
        this.files = files;
    }

    public CaseOutcome propose(CaseCall call, String reason, Instant now) {
        return desk.write(call, Work.PROPOSE_REJECTION, now, file -> {
            if (reason == null || reason.isBlank() || reason.length() > MOST_REASON) {
                return CaseDesk.stop(new Problem("reason", reason, "1 to " + MOST_REASON + " characters"));
            }
            if (file.rejection() != null) {
                return CaseDesk.stop(new Problem("rejection", "", "a case whose rejection nobody has proposed yet; " + file.rejection().by() + " has: decide on that first"));
            }
            RejectionProposal proposal = new RejectionProposal(ids.next(now), call.site(), file.nonconformity().facts().id(), reason, call.login(), now);
            return new CaseDesk.Step.Go(CaseDesk.touched(file, now), () -> files.add(proposal), List.of(JournalEntries.of(proposal, Actor.user(call.login()), now)),
                    "nonconformity.rejection-proposed", reason, proposal.id());
        });
    }
}
