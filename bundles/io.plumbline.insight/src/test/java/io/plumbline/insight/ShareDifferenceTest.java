package io.plumbline.insight;

import static io.plumbline.insight.Confidence.NINETY_FIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.Assume.assumeTrue;

import java.math.BigDecimal;

import org.assertj.core.data.Offset;
import org.junit.Test;
import org.junit.runner.RunWith;

import com.pholser.junit.quickcheck.From;
import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;

@RunWith(JUnitQuickcheck.class)
public class ShareDifferenceTest {
    private static final Offset<Double> FOUR_DIGITS = within(5e-5);

    private static ShareDifference of(long a, long m, long b, long n) {
        return new ShareDifference(new Share(a, m), new Share(b, n));
    }

    private static void newcombe(ShareDifference difference, double low, double high, Offset<Double> digits) {
        assertThat(difference.newcombe(NINETY_FIVE).low()).isCloseTo(low, digits);
        assertThat(difference.newcombe(NINETY_FIVE).high()).isCloseTo(high, digits);
    }

    /** Newcombe 1998, Statistics in Medicine 17:873–890, table II, method 10, examples (a) to (h). */
    @Test
    public void newcombeAsPublished() {
        newcombe(of(56, 70, 48, 80), .0524, .3339, FOUR_DIGITS);
        newcombe(of(9, 10, 3, 10), .1705, .8090, FOUR_DIGITS);
        newcombe(of(6, 7, 2, 7), .0582, .8062, FOUR_DIGITS);
        newcombe(of(5, 56, 0, 29), -.0381, .1926, FOUR_DIGITS);
        newcombe(of(0, 10, 0, 20), -.1611, .2775, FOUR_DIGITS);
        newcombe(of(0, 10, 0, 10), -.2775, .2775, FOUR_DIGITS);
        newcombe(of(10, 10, 0, 20), .6791, 1, FOUR_DIGITS);
        newcombe(of(10, 10, 0, 10), .6075, 1, FOUR_DIGITS);
    }

    @Test
    public void twoHundredAndTwoHundred() {
        ShareDifference difference = of(150, 200, 168, 200);
        newcombe(difference, -.168132, -.010747, within(5e-7));
        assertThat(difference.pooledTest().value()).isCloseTo(.0257893, within(5e-8));
        assertThat(difference.value()).hasValueCloseTo(-.09, within(1e-12));
        assertThat(difference.relative()).hasValueCloseTo(-.12, within(1e-12));
    }

    /** Fisher 1935: the lady who tastes tea. */
    @Test
    public void fisherOnTea() {
        ShareDifference tea = of(3, 4, 1, 4);
        assertThat(tea.fisher(Side.EITHER).value()).isCloseTo(.4857143, within(5e-8));
        assertThat(tea.fisher(Side.FIRST_GREATER).value()).isCloseTo(.2428571, within(5e-8));
        assertThat(tea.fisher(Side.SECOND_GREATER).value()).isCloseTo(69 / 70.0, within(1e-12));
        assertThat(tea.oddsRatio(NINETY_FIVE).orElseThrow().value()).isCloseTo(9, within(1e-12));
    }

    /** Convictions of twins, Fisher 1934 (Statistical Methods for Research Workers, 21.02), who gives 3095 / 6653325; the example of R's fisher.test. */
    @Test
    public void fisherOnTwins() {
        ShareDifference twins = of(2, 17, 10, 13);
        assertThat(twins.fisher(Side.SECOND_GREATER).value()).isCloseTo(3095 / 6653325.0, within(1e-12));
        assertThat(twins.fisher(Side.EITHER).value()).isCloseTo(.0005367241, within(5e-11));
    }

    @Test
    public void exactlyOneInTwentyIsNotBelowIt() {
        PValue p = of(3, 3, 0, 3).fisher(Side.FIRST_GREATER);
        assertThat(p.value()).isCloseTo(.05, within(1e-12));
        assertThat(p.below(NINETY_FIVE)).isFalse();
        assertThat(new PValue(.04999).below(NINETY_FIVE)).isTrue();
    }

    @Test
    public void nothingToCompareIsNoEvidence() {
        for (ShareDifference nothing : new ShareDifference[] {of(0, 0, 3, 10), of(3, 10, 0, 0), of(0, 0, 0, 0), of(0, 10, 0, 10), of(10, 10, 10, 10)}) {
            for (Side side : Side.values()) {
                assertThat(nothing.fisher(side).value()).isEqualTo(1);
            }
            assertThat(nothing.pooledTest().value()).isEqualTo(1);
        }
        assertThat(of(0, 0, 3, 10).value()).isEmpty();
        assertThat(of(0, 0, 3, 10).estimate(NINETY_FIVE)).isEmpty();
        assertThat(of(0, 0, 3, 10).oddsRatio(NINETY_FIVE)).isEmpty();
        assertThat(of(0, 0, 3, 10).newcombe(NINETY_FIVE)).isEqualTo(new Interval(-1, 1, NINETY_FIVE));
        assertThat(of(3, 10, 0, 0).relative()).isEmpty();
        assertThat(of(0, 10, 3, 10).relative()).isEmpty();
    }

    /** Woolf's interval by hand: ln 9 ± 1.959964·√(1/3+1/1+1/1+1/3); with a half in each cell where one is empty: (5.5·10.5)/(5.5·0.5). */
    @Test
    public void oddsRatiosStayNumbers() {
        Estimate tea = of(3, 4, 1, 4).oddsRatio(NINETY_FIVE).orElseThrow();
        assertThat(tea.interval().low()).isCloseTo(.366637, within(5e-7));
        assertThat(tea.interval().high()).isCloseTo(220.9270, within(5e-5));
        assertThat(of(5, 10, 0, 10).oddsRatio(NINETY_FIVE).orElseThrow().value()).isCloseTo(21, within(1e-12));
    }

    @Test
    public void reachesInExactArithmetic() {
        // 0.3 − 0.25 is 0.04999999999999999 in binary
        assertThat(of(30, 100, 25, 100).reaches(new BigDecimal("5"))).isTrue();
        assertThat(of(30, 100, 25, 100).reaches(new BigDecimal("5.0000001"))).isFalse();
        assertThat(of(1, 3, 0, 3).reaches(new BigDecimal("33.3333333333"))).isTrue();
        assertThat(of(0, 0, 0, 3).reaches(new BigDecimal("-100"))).isFalse();
        assertThat(of(1, 3, 2, 6).grew()).isFalse();
        assertThat(of(1, 3, 3, 8).grew()).isTrue();
    }

    @Property
    public void theIntervalContainsTheDifferenceWithinMinusOneAndOne(@From(AnyShare.class) Share a, @From(AnyShare.class) Share b) {
        ShareDifference difference = new ShareDifference(a, b);
        Interval interval = difference.newcombe(NINETY_FIVE);
        assertThat(interval.low()).isGreaterThanOrEqualTo(-1);
        assertThat(interval.high()).isLessThanOrEqualTo(1);
        difference.value().ifPresent(value -> assertThat(interval.contains(value)).isTrue());
    }

    @Property
    public void swappingTheTwoTurnsTheSign(@From(AnyShare.class) Share a, @From(AnyShare.class) Share b) {
        ShareDifference one = new ShareDifference(a, b);
        ShareDifference other = new ShareDifference(b, a);
        newcombe(other, -one.newcombe(NINETY_FIVE).high(), -one.newcombe(NINETY_FIVE).low(), within(1e-12));
        assertThat(other.value().isPresent()).isEqualTo(one.value().isPresent());
        one.value().ifPresent(value -> assertThat(other.value()).hasValueCloseTo(-value, within(1e-15)));
        one.oddsRatio(NINETY_FIVE).ifPresent(ratio -> assertThat(ratio.value() * other.oddsRatio(NINETY_FIVE).orElseThrow().value()).isCloseTo(1, within(1e-9)));
        assertThat(other.fisher(Side.SECOND_GREATER).value()).isCloseTo(one.fisher(Side.FIRST_GREATER).value(), within(1e-9));
        assertThat(other.fisher(Side.EITHER).value()).isCloseTo(one.fisher(Side.EITHER).value(), within(1e-9));
    }

    @Property
    public void oneHitMoreInTheSecondMovesTheIntervalDownAndTheChanceUp(@From(AnyShare.class) Share a, @From(AnyShare.class) Share b) {
        assumeTrue(a.n() > 0 && b.hits() < b.n());
        ShareDifference difference = new ShareDifference(a, b);
        ShareDifference more = new ShareDifference(a, new Share(b.hits() + 1, b.n()));
        assertThat(more.newcombe(NINETY_FIVE).low()).isLessThanOrEqualTo(difference.newcombe(NINETY_FIVE).low() + 1e-12);
        assertThat(more.newcombe(NINETY_FIVE).high()).isLessThanOrEqualTo(difference.newcombe(NINETY_FIVE).high() + 1e-12);
        assertThat(more.fisher(Side.FIRST_GREATER).value()).isGreaterThanOrEqualTo(difference.fisher(Side.FIRST_GREATER).value() - 1e-9);
    }
}
