package io.plumbline.insight;

import java.util.OptionalDouble;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * So many of so many: low answers among all answers, or tops, or any other yes among yes and no.
 *
 * @param hits 0 to {@code n}
 * @param n    0 to {@link #MOST}; of none, nothing is known, and its intervals go from 0 to 1
 */
public record Share(long hits, long n) {
    /** More than a firm ever asks; the exact tests take about two seconds there, and milliseconds below a hundred thousand. */
    public static final long MOST = 10_000_000;

    /** @throws IllegalArgumentException when a count is negative, too large, or the hits are more than all */
    public Share {
        if (hits < 0 || hits > n || n > MOST) {
            throw new IllegalArgumentException("No share: " + hits + " of " + n);
        }
    }

    /** hits ÷ n, 0 to 1; empty of none. */
    public OptionalDouble value() {
        return n == 0 ? OptionalDouble.empty() : OptionalDouble.of(raw());
    }

    /**
     * The score interval: narrow, and right near 0 and 1 and for few, where the textbook's (±z·SE) is not.
     * Wilson 1927, Journal of the American Statistical Association 22:209–212; method 3 of Newcombe 1998, Statistics in Medicine 17:857–872.
     */
    public Interval wilson(Confidence confidence) {
        if (n == 0) {
            return new Interval(0, 1, confidence);
        }
        double z = confidence.z();
        double p = raw();
        double around = 1 + z * z / n;
        double centre = (p + z * z / (2 * n)) / around;
        double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)) / around;
        // exact at the ends, where rounding would leave 1e-18 or 0.9999999999999999
        return new Interval(hits == 0 ? 0 : Math.max(0, Math.min(p, centre - half)), hits == n ? 1 : Math.min(1, Math.max(p, centre + half)), confidence);
    }

    /**
     * The exact interval, never less sure than it says, and so wider.
     * Clopper and Pearson 1934, Biometrika 26:404–413; by quantiles of the beta distribution.
     */
    public Interval clopperPearson(Confidence confidence) {
        double tail = confidence.alpha() / 2;
        double low = hits == 0 ? 0 : BetaDistribution.of(hits, n - hits + 1.0).inverseCumulativeProbability(tail);
        double high = hits == n ? 1 : BetaDistribution.of(hits + 1.0, n - hits).inverseSurvivalProbability(tail);
        return new Interval(low, high, confidence);
    }

    /** Only where there is at least one. */
    double raw() {
        return (double) hits / n;
    }
}
