package io.plumbline.insight;

import java.math.BigDecimal;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How often an interval made this way covers what it estimates, in the long run.
 *
 * @param level from 0.5 to 0.9999; decimal, so that 1 − 0.95 is exactly 0.05 where chance is compared with it
 */
public record Confidence(BigDecimal level) {
    private static final BigDecimal LEAST = new BigDecimal("0.5");
    private static final BigDecimal MOST = new BigDecimal("0.9999");
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);
    public static final Confidence NINETY_FIVE = new Confidence(new BigDecimal("0.95"));

    /** @throws IllegalArgumentException when the level is outside its range */
    public Confidence {
        if (level.compareTo(LEAST) < 0 || level.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("A confidence level from " + LEAST + " to " + MOST + " is needed, not " + level);
        }
        // 0.95 and 0.950 are the same level
        level = level.stripTrailingZeros();
    }

    /** What may be left to chance: 1 − level. */
    public double alpha() {
        return BigDecimal.ONE.subtract(level).doubleValue();
    }

    /** The standard normal quantile that leaves half of {@link #alpha()} on each side: 1.959964 at 0.95. */
    double z() {
        return upper(alpha() / 2);
    }

    /** The standard normal quantile with so much above it. */
    static double upper(double tail) {
        return STANDARD.inverseSurvivalProbability(tail);
    }

    static double twoSided(double z) {
        return Math.min(1, 2 * STANDARD.survivalProbability(Math.abs(z)));
    }
}
