package io.plumbline.insight;

/**
 * How often chance alone would show at least so much, if there were no difference.
 *
 * @param value 0 to 1
 */
public record PValue(double value) {
    /** No evidence of a difference at all. */
    static final PValue NO_EVIDENCE = new PValue(1);
    /** Three of three against none of three is 1 in 20 exactly; a rounding error must not make that less than 0.05. */
    private static final double ROUNDING = 1 - 1e-9;

    /** @throws IllegalArgumentException when the value is no probability */
    public PValue {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("No probability: " + value);
        }
    }

    /** Sums of probabilities may end a rounding error above 1. */
    static PValue of(double value) {
        return new PValue(Math.max(0, Math.min(1, value)));
    }

    /** Whether chance explains it too seldom to be believed at this level: the value is below 1 − level. */
    public boolean below(Confidence confidence) {
        return value < confidence.alpha() * ROUNDING;
    }
}
