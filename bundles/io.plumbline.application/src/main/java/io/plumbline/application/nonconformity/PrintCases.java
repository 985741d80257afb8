package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.Set;

import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.survey.Language;

/** Prints what was done about a case, for people who get it as a file. */
public interface PrintCases {
    /**
     * The 8D report of a case as a PDF.
     *
     * @param login of its reader
     * @param now   the day that stands on it; the same case printed at the same moment makes the same bytes
     */
    Outcome eightD(Site site, CaseNumber number, String login, Set<Role> roles, Language language, Instant now);

    /** What came of it. */
    sealed interface Outcome {
        /** @param version of the case that is printed */
        record Done(byte[] pdf, long version) implements Outcome {
            /** What the file is called. */
            public String fileName(CaseNumber number) {
                return number + "-8D-v" + version + ".pdf";
            }
        }

        /** There is no such case at the site. */
        record NotFound() implements Outcome {
        }

        /** The report is longer than what is made into a PDF. */
        record TooLong() implements Outcome {
        }

        /** Others are printing: a little later it can be done. */
        record Busy() implements Outcome {
        }
    }
}
