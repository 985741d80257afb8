package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * One look at customers' data, on or after the day that the plan names: what they propose, and the counts from which every figure can be
 * worked out again. People decide.
 *
 * @param reasons  why it proposes this, as named by the comparison
 * @param cautions what to keep in mind, likewise
 */
public record EffectCheck(Id id, Site site, Id nonconformity, int cycle, Proposal proposal, Counts counts, List<String> reasons, List<String> cautions, Instant at) {
    /** What the data say. */
    public enum Proposal { EFFECTIVE, NOT_EFFECTIVE, CANNOT_CONCLUDE_YET }

    /** Hits among all that the criterion's {@link Criterion.Measure} counts, answers or deliveries: low ones among all accepted answers, where it is that; 0 to {@code answers}. */
    public record Low(long low, long answers) {
        public Low {
            if (low < 0 || low > answers) {
                throw new IllegalArgumentException(low + " of " + answers);
            }
        }
    }

    /**
     * What is counted of that which was delivered in two periods, by whether it is of the plan's stratum. The days between the two belong to neither: then the actions were under
     * way.
     *
     * @param beforeFrom first day of the period before
     * @param beforeTo   its last day
     * @param afterFrom  first day of the period after
     * @param afterTo    its last day
     */
    public record Counts(LocalDate beforeFrom, LocalDate beforeTo, LocalDate afterFrom, LocalDate afterTo, Low affectedBefore, Low affectedAfter, Low othersBefore, Low othersAfter) {
    }

    public EffectCheck {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(nonconformity, "nonconformity");
        Objects.requireNonNull(proposal, "proposal");
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(at, "at");
        reasons = List.copyOf(reasons);
        cautions = List.copyOf(cautions);
    }
}
