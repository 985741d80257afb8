package io.plumbline.insight;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * Two shares of different answers, compared: first minus second. With the low answers before and after an action, a positive difference is
 * an improvement. Nobody may be counted in both.
 */
public record ShareDifference(Share first, Share second) {
    private static final BigDecimal POINTS = BigDecimal.valueOf(100);

    /** first − second, −1 to 1; empty when there is no answer on a side. */
    public OptionalDouble value() {
        return empty() ? OptionalDouble.empty() : OptionalDouble.of(raw());
    }

    /** {@link #value()} in its {@link #newcombe} interval; empty when there is no answer on a side. */
    public Optional<Estimate> estimate(Confidence confidence) {
        return empty() ? Optional.empty() : Optional.of(new Estimate(raw(), newcombe(confidence)));
    }

    /**
     * The hybrid score interval: the distances of the two Wilson intervals' ends, squared and added. −1 to 1 when there is no answer on a side.
     * Method 10 of Newcombe 1998, Statistics in Medicine 17:873–890, which calls it the best of the eleven that need no iteration.
     */
    public Interval newcombe(Confidence confidence) {
        if (empty()) {
            return new Interval(-1, 1, confidence);
        }
        return squareAndAdd(new Estimate(first.raw(), first.wilson(confidence)), new Estimate(second.raw(), second.wilson(confidence)), 1);
    }

    /** The interval of a difference from those of its parts, cut off at ±most. */
    static Interval squareAndAdd(Estimate a, Estimate b, double most) {
        double value = a.value() - b.value();
        double low = value - Math.hypot(a.value() - a.interval().low(), b.interval().high() - b.value());
        double high = value + Math.hypot(a.interval().high() - a.value(), b.value() - b.interval().low());
        return new Interval(Math.max(-most, low), Math.min(most, high), a.interval().confidence());
    }

    /**
     * Fisher's exact test: right for any counts, however few. 1 when there is nothing to compare: no answer on a side, no hit at all, or hits only.
     * The one with both sides adds up all tables that are no likelier than this one, as R's fisher.test does.
     * Fisher 1935, The Design of Experiments, chapter 2.
     */
    public PValue fisher(Side side) {
        long hits = first.hits() + second.hits();
        if (empty() || hits == 0 || hits == first.n() + second.n()) {
            return PValue.NO_EVIDENCE;
        }
        int[][] table = {{(int) first.hits(), (int) (first.n() - first.hits())}, {(int) second.hits(), (int) (second.n() - second.hits())}};
        return PValue.of(FisherExactTest.withDefaults().with(side.alternative()).test(table).getPValue());
    }

    /**
     * The z test with the pooled share and no correction (its square is Pearson's χ²), both sides; for many answers only, where it agrees with {@link #fisher}.
     * 1 when there is nothing to compare.
     */
    public PValue pooledTest() {
        long all = first.n() + second.n();
        long hits = first.hits() + second.hits();
        if (empty() || hits == 0 || hits == all) {
            return PValue.NO_EVIDENCE;
        }
        double pooled = (double) hits / all;
        return PValue.of(Confidence.twoSided(raw() / Math.sqrt(pooled * (1 - pooled) * (1.0 / first.n() + 1.0 / second.n()))));
    }

    /**
     * How many times the odds of a hit are higher in the first, with Woolf's interval (1955, Annals of Human Genetics 19:251–253) on the logarithm's
     * scale. Where a cell is empty, a half is added to each of the four (Haldane 1956, Anscombe 1956), so that it stays a number; empty when there is
     * no answer on a side.
     */
    public Optional<Estimate> oddsRatio(Confidence confidence) {
        if (empty()) {
            return Optional.empty();
        }
        long firstMisses = first.n() - first.hits();
        long secondMisses = second.n() - second.hits();
        double add = first.hits() == 0 || firstMisses == 0 || second.hits() == 0 || secondMisses == 0 ? 0.5 : 0;
        double a = first.hits() + add;
        double b = firstMisses + add;
        double c = second.hits() + add;
        double d = secondMisses + add;
        double ratio = a * d / (b * c);
        double factor = Math.exp(confidence.z() * Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d));
        return Optional.of(new Estimate(ratio, new Interval(ratio / factor, ratio * factor, confidence)));
    }

    /**
     * (first − second) ÷ first: 0.4 says that four of ten hits are gone, −1 that there are twice as many; empty when the first has no hits or the second no
     * answers.
     */
    public OptionalDouble relative() {
        return first.hits() == 0 || second.n() == 0 ? OptionalDouble.empty() : OptionalDouble.of(raw() / first.raw());
    }

    /** Whether first − second is at least so many percentage points, in exact arithmetic; never when there is no answer on a side. */
    public boolean reaches(BigDecimal percentagePoints) {
        BigDecimal least = percentagePoints.multiply(BigDecimal.valueOf(first.n())).multiply(BigDecimal.valueOf(second.n()));
        return !empty() && crossed().multiply(POINTS).compareTo(least) >= 0;
    }

    /** Whether the second share is the greater one, in exact arithmetic. */
    public boolean grew() {
        return crossed().signum() < 0;
    }

    /** (first − second) · both n */
    private BigDecimal crossed() {
        // at most 10¹⁴
        return BigDecimal.valueOf(first.hits() * second.n() - second.hits() * first.n());
    }

    private boolean empty() {
        return first.n() == 0 || second.n() == 0;
    }

    private double raw() {
        return first.raw() - second.raw();
    }
}
