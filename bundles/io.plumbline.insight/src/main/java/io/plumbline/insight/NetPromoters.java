package io.plumbline.insight;

import java.util.Optional;

/**
 * Answers to the question of recommendation: 9 and 10, 7 and 8, 0 to 6.
 *
 * @param promoters  at least 0, as the other two; together at most {@link Share#MOST}
 */
public record NetPromoters(long promoters, long passives, long detractors) {
    /** A quarter of the three answers that are added goes to each end, half to the middle. */
    private static final double AT_EACH_END = 0.75;
    private static final double ADDED = 3;

    /** @throws IllegalArgumentException when a count is negative, or they are too many */
    public NetPromoters {
        if (promoters < 0 || passives < 0 || detractors < 0 || promoters > Share.MOST || passives > Share.MOST || detractors > Share.MOST
                || promoters + passives + detractors > Share.MOST) {
            throw new IllegalArgumentException("No counts: " + promoters + ", " + passives + ", " + detractors);
        }
    }

    public long n() {
        return promoters + passives + detractors;
    }

    /**
     * Share of promoters less that of detractors, −1 to 1 (mostly shown times 100), in the adjusted Wald interval: ¾ promoter, 1½ passives and ¾ detractor are
     * added, so that ten promoters of ten are not taken for certainty. Rocks 2016, The American Statistician 70:365–372. Empty without answers.
     */
    public Optional<Estimate> estimate(Confidence confidence) {
        if (n() == 0) {
            return Optional.empty();
        }
        double all = n() + ADDED;
        double centre = (promoters - detractors) / all;
        double variance = (promoters + detractors + 2 * AT_EACH_END) / all - centre * centre;
        double half = confidence.z() * Math.sqrt(variance / all);
        double value = (double) (promoters - detractors) / n();
        return Optional.of(new Estimate(value, new Interval(Math.max(-1, Math.min(value, centre - half)), Math.min(1, Math.max(value, centre + half)), confidence)));
    }
}
