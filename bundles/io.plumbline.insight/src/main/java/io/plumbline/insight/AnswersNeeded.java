package io.plumbline.insight;

import java.util.OptionalLong;

/**
 * How many answers it takes to see a share fall, if it does. The normal approximation for two shares of Fleiss, Levin and Paik 2003 (Statistical Methods for
 * Rates and Proportions, chapter 4) without correction, as in R's power.prop.test; a guide for planning and waiting, not a test.
 *
 * @param confidence how sure a test is to be
 * @param side       whether it looks at either side
 * @param power      how often a fall that is there is to be found, 0.5 to 0.999
 */
public record AnswersNeeded(Confidence confidence, Side side, double power) {
    /** @throws IllegalArgumentException when the power is outside its range */
    public AnswersNeeded {
        if (!(power >= 0.5 && power <= 0.999)) {
            throw new IllegalArgumentException("A power from 0.5 to 0.999 is needed, not " + power);
        }
    }

    /**
     * In each of two equal periods, to tell the shares apart.
     *
     * @return empty when the shares are the same, or more than {@link Share#MOST} would be needed
     * @throws IllegalArgumentException when a share is not from 0 to 1
     */
    public OptionalLong inEach(double first, double second) {
        check(first);
        check(second);
        double middle = (first + second) / 2;
        double root = alphaQuantile() * Math.sqrt(2 * middle * (1 - middle)) + powerQuantile() * Math.sqrt(first * (1 - first) + second * (1 - second));
        double n = Math.ceil(root * root / ((first - second) * (first - second)));
        return n <= Share.MOST ? OptionalLong.of(Math.max(1, (long) n)) : OptionalLong.empty();
    }

    /**
     * After, when the answers before are what they are: to see the share before fall by so much.
     *
     * @param fall above 0, as a share
     * @return empty when the share cannot fall so far, or no number of answers after would make up for too few before
     */
    public OptionalLong after(Share before, double fall) {
        if (before.n() == 0 || !(fall > 0) || before.raw() < fall || !enough(before, fall, Share.MOST)) {
            return OptionalLong.empty();
        }
        long tooFew = 0;
        long enough = Share.MOST;
        while (enough - tooFew > 1) {
            long middle = (tooFew + enough) >>> 1;
            if (enough(before, fall, middle)) {
                enough = middle;
            } else {
                tooFew = middle;
            }
        }
        return OptionalLong.of(enough);
    }

    private boolean enough(Share before, double fall, long n) {
        double p = before.raw();
        double q = p - fall;
        double pooled = (p * before.n() + q * n) / (before.n() + n);
        double ifSame = Math.sqrt(pooled * (1 - pooled) * (1.0 / before.n() + 1.0 / n));
        double ifFallen = Math.sqrt(p * (1 - p) / before.n() + q * (1 - q) / n);
        return alphaQuantile() * ifSame + powerQuantile() * ifFallen <= fall;
    }

    private double alphaQuantile() {
        return Confidence.upper(side == Side.EITHER ? confidence.alpha() / 2 : confidence.alpha());
    }

    private double powerQuantile() {
        return Confidence.upper(1 - power);
    }

    private static void check(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("No share: " + share);
        }
    }
}
