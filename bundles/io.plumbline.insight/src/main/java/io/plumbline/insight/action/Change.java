package io.plumbline.insight.action;

import io.plumbline.insight.Share;
import io.plumbline.insight.ShareDifference;

/**
 * Low answers among the answers to deliveries before an action, and to new ones after it; by another {@link Criterion.Measure}, that which it counts, and so in all that
 * compares them. No answer may be in both, and those to deliveries made while the
 * action was being carried out belong to neither.
 */
public record Change(Share before, Share after) {
    /** Before minus after: positive when there are fewer low answers now. */
    public ShareDifference improvement() {
        return new ShareDifference(before, after);
    }

    /** How many answers are missing for both to have so many. */
    Missing missing(int minimum) {
        return new Missing(Math.max(0, minimum - before.n()), Math.max(0, minimum - after.n()));
    }

    /**
     * Answers that are missing to the minimum.
     *
     * @param before 0 when there are enough; waiting brings none, only an earlier beginning of the period does
     * @param after  0 when there are enough
     */
    public record Missing(long before, long after) {
        boolean none() {
            return before == 0 && after == 0;
        }
    }
}
