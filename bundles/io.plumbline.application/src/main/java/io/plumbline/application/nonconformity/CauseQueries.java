package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.List;

import io.plumbline.domain.Site;

/** Causes over all cases of a site, for reading. */
public interface CauseQueries {
    /**
     * The verified causes of a site by category, in any order. What was verified in a case that was rejected or merged into another counts
     * nowhere, and refuted ones never do.
     *
     * @param since  verified at this moment or later
     * @param before verified before this moment
     */
    List<Tally> verified(Site site, Instant since, Instant before);

    /**
     * @param category null for the causes without one
     * @param causes   at least 1
     * @param cases    that they were found in
     */
    record Tally(String category, long causes, long cases) {
    }
}
