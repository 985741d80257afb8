package io.plumbline.insight;

import java.util.List;
import java.util.OptionalDouble;

import org.apache.commons.statistics.inference.MannWhitneyUTest;

/** Ratings of different answers on the same scale, compared by rank: means would take the steps for equally wide. */
public record RatingDifference(Ratings first, Ratings second) {
    /** @throws IllegalArgumentException when the scales differ */
    public RatingDifference {
        if (!first.scale().equals(second.scale())) {
            throw new IllegalArgumentException(first.scale() + " and " + second.scale() + " do not compare");
        }
    }

    /**
     * Mann and Whitney's U of the first: the pairs in which it is higher, and half of those in which both are the same.
     * Mann and Whitney 1947, Annals of Mathematical Statistics 18:50–60.
     */
    public double u() {
        double pairs = 0;
        long lower = 0;
        List<Long> others = second.counts();
        for (int i = 0; i < others.size(); i++) {
            pairs += first.counts().get(i) * (lower + others.get(i) / 2.0);
            lower += others.get(i);
        }
        return pairs;
    }

    /**
     * The test that belongs to {@link #u()}: exact for few answers that are all different, else normal with the variance corrected for ties and U for
     * continuity, as R's wilcox.test does. 1 when there is nothing to compare: no answer on a side, or all the same.
     */
    public PValue mannWhitney(Side side) {
        if (empty() || same()) {
            return PValue.NO_EVIDENCE;
        }
        return PValue.of(MannWhitneyUTest.withDefaults().with(side.alternative()).test(first.each(), second.each()).getPValue());
    }

    /**
     * Cliff's δ: how much more often an answer of the first is higher than one of the second than lower, −1 to 1; empty when there is no answer on a side.
     * Cliff 1993, Psychological Bulletin 114:494–509.
     */
    public OptionalDouble cliffsDelta() {
        return empty() ? OptionalDouble.empty() : OptionalDouble.of(2 * u() / ((double) first.n() * second.n()) - 1);
    }

    private boolean empty() {
        return first.n() == 0 || second.n() == 0;
    }

    private boolean same() {
        long used = 0;
        for (int i = 0; i < first.counts().size(); i++) {
            used += first.counts().get(i) + second.counts().get(i) > 0 ? 1 : 0;
        }
        return used <= 1;
    }
}
