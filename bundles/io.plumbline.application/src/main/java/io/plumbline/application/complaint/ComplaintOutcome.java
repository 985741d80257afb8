package io.plumbline.application.complaint;

import java.util.List;

import io.plumbline.domain.Problem;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.nonconformity.CaseNumber;

/** What became of an attempt to enter or change a complaint. Only {@link Done} changed anything. */
public sealed interface ComplaintOutcome {
    /** @param filed the case that was filed or linked, or null */
    record Done(Complaint complaint, CaseNumber filed) implements ComplaintOutcome {
    }

    /** It was entered before. */
    record Known(Complaint complaint) implements ComplaintOutcome {
    }

    /** There is none, or none at this site. */
    record NotFound() implements ComplaintOutcome {
    }

    /** The person has not the role. */
    record Forbidden() implements ComplaintOutcome {
    }

    /** Somebody was faster. */
    record Changed(long version) implements ComplaintOutcome {
    }

    record Invalid(List<Problem> problems) implements ComplaintOutcome {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
