package io.plumbline.insight;

/**
 * Where the true value may lie, both ends included, in the unit of the value that it belongs to (a share of 0.25 is 0.25, not 25).
 *
 * @param low        never above {@code high}
 * @param confidence how sure that is
 */
public record Interval(double low, double high, Confidence confidence) {
    /** @throws IllegalArgumentException when an end is not a finite number, or the ends are the wrong way round */
    public Interval {
        if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
            throw new IllegalArgumentException("No interval: " + low + " to " + high);
        }
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    public double width() {
        return high - low;
    }
}
