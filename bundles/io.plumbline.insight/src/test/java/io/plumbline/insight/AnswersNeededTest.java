package io.plumbline.insight;

import static io.plumbline.insight.Confidence.NINETY_FIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

public class AnswersNeededTest {
    private static final AnswersNeeded TWO_SIDED = new AnswersNeeded(NINETY_FIVE, Side.EITHER, 0.8);
    private static final AnswersNeeded ONE_SIDED = new AnswersNeeded(NINETY_FIVE, Side.FIRST_GREATER, 0.8);

    /** R: power.prop.test(p1 = .80, p2 = .85, power = .8) gives n = 905.366. */
    @Test
    public void asInR() {
        assertThat(TWO_SIDED.inEach(.80, .85)).hasValue(906);
        assertThat(TWO_SIDED.inEach(.85, .80)).hasValue(906);
        assertThat(ONE_SIDED.inEach(.80, .85).getAsLong()).isBetween(1L, 905L);
    }

    /** The root of the same formula with unequal periods, found in SciPy 1.17: 347.08, 144.73 and 180.78. */
    @Test
    public void afterGivenThoseBefore() {
        assertThat(ONE_SIDED.after(new Share(40, 200), .08)).hasValue(348);
        assertThat(ONE_SIDED.after(new Share(400, 2000), .08)).hasValue(145);
        assertThat(ONE_SIDED.after(new Share(100, 500), .08)).hasValue(181);
    }

    @Test
    public void asManyAfterAsBeforeIsTheFormulaForEqualPeriods() {
        assertThat(TWO_SIDED.after(new Share(770, 906), 770 / 906.0 - .8).getAsLong()).isBetween(895L, 915L);
    }

    @Test
    public void whatCannotBeSeenHasNoNumber() {
        assertThat(ONE_SIDED.after(new Share(6, 30), .08)).as("thirty before never suffice").isEmpty();
        assertThat(ONE_SIDED.after(new Share(4, 100), .05)).as("4 % do not fall by 5 points").isEmpty();
        assertThat(ONE_SIDED.after(new Share(0, 0), .05)).isEmpty();
        assertThat(ONE_SIDED.after(new Share(40, 200), 0)).isEmpty();
        assertThat(ONE_SIDED.inEach(.2, .2)).isEmpty();
        assertThat(ONE_SIDED.inEach(.2, .2000001)).isEmpty();
        assertThat(ONE_SIDED.inEach(1, 0)).hasValue(2);
    }

    @Test
    public void whatIsNoPowerOrShareIsRefused() {
        assertThatThrownBy(() -> new AnswersNeeded(NINETY_FIVE, Side.EITHER, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ONE_SIDED.inEach(Double.NaN, .2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ONE_SIDED.inEach(.2, 1.1)).isInstanceOf(IllegalArgumentException.class);
    }
}
