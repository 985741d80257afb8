package io.plumbline.application.nonconformity;

import java.util.List;

import io.plumbline.application.journal.JournalQueries.JournalRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.Gate.Verdict;
import io.plumbline.domain.nonconformity.Nonconformity;

/** What became of an attempt to change a case. Only {@link Done} changed anything. */
public sealed interface CaseOutcome {
    /**
     * @param nonconformity as it is now
     * @param entry         what was added or changed in it; null for a move
     */
    record Done(Nonconformity nonconformity, Id entry) implements CaseOutcome {
    }

    /** There is no such case, or none at this site, or no such entry in it. */
    record NotFound() implements CaseOutcome {
    }

    /** The person has not the role. */
    record Forbidden() implements CaseOutcome {
    }

    /** Somebody was faster: what happened to the case since the version that the person saw, oldest first. */
    record Changed(long version, List<JournalRow> since) implements CaseOutcome {
        public Changed {
            since = List.copyOf(since);
        }
    }

    /** The gate is shut; the verdict says why, and who else could. */
    record Refused(Verdict verdict) implements CaseOutcome {
    }

    record Invalid(List<Problem> problems) implements CaseOutcome {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** The password under the signature is not that of the person, or their account is locked by now. */
    record NotSigned() implements CaseOutcome {
    }
}
