package io.plumbline.insight.action;

import java.math.BigDecimal;

import io.plumbline.insight.Confidence;

/**
 * What shall be measurable after an action, fixed when it is planned and not touched afterwards: whoever may choose it once the answers are there can prove
 * anything (ISO 9001 10.2.1 d).
 *
 * @param measure            what is compared
 * @param minimumImprovement in percentage points, above 0 to 100: 20 % to 12 % is an improvement by 8
 * @param minimumAnswers     how many answers each of the compared groups needs before anything is said, 1 to 1,000,000; fewer than 10 say little
 * @param confidence         how sure the proposal is to be
 */
public record Criterion(Measure measure, BigDecimal minimumImprovement, int minimumAnswers, Confidence confidence) {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);
    private static final int MOST_ANSWERS = 1_000_000;

    /** @throws IllegalArgumentException when a value is outside its range */
    public Criterion {
        if (minimumImprovement.signum() <= 0 || minimumImprovement.compareTo(ALL) > 0) {
            throw new IllegalArgumentException("A minimum improvement above 0 to 100 percentage points is needed, not " + minimumImprovement);
        }
        if (minimumAnswers < 1 || minimumAnswers > MOST_ANSWERS) {
            throw new IllegalArgumentException("1 to " + MOST_ANSWERS + " answers are needed at least, not " + minimumAnswers);
        }
    }

    /** The minimum improvement as a share, 0 to 1. */
    double fall() {
        return minimumImprovement.doubleValue() / 100;
    }

    /** What an action may be measured by. */
    public enum Measure {
        /** The share of low answers among the accepted answers to new deliveries; it is to fall. */
        LOW_SHARE,
        /** The share of answers of less than 4 of 5 among the accepted answers to new deliveries; it is to fall, so that the satisfied become more. */
        UNSATISFIED_SHARE,
        /** The share of deliveries with rejected or missing goods among those that the customer gave a receipt for; it is to fall. */
        REJECTED_SHARE
    }
}
