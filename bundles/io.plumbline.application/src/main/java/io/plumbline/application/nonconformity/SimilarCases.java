package io.plumbline.application.nonconformity;

import java.util.List;
import java.util.Optional;

import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Likeness.Reason;

/** Cases that have something in common with one, for reading. */
public interface SimilarCases {
    /** How many are proposed at most. */
    int MOST = 20;

    /**
     * The cases of the site that are most alike, with the reasons, most alike first and then newest first. Looked for among the newest 500
     * of the site, the newest of the same customer, and the newest that were filed about the same product or lot.
     *
     * @return empty where there is no such case at the site
     */
    Optional<List<Similar>> of(Site site, CaseNumber number);

    /** @param reasons at least one, most telling first */
    record Similar(CaseRow row, List<Reason> reasons) {
        public Similar {
            reasons = List.copyOf(reasons);
        }
    }
}
