package io.plumbline.insight;

/**
 * A value and where the true one may lie.
 *
 * @param value within the interval; never NaN
 */
public record Estimate(double value, Interval interval) {
    /** @throws IllegalArgumentException when the interval does not contain the value */
    public Estimate {
        if (!interval.contains(value)) {
            throw new IllegalArgumentException(value + " is not in " + interval);
        }
    }
}
