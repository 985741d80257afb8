package io.plumbline.insight;

import static io.plumbline.insight.Confidence.NINETY_FIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
public class ShareTest {
    /** Half of the last digit that is printed. */
    private static final Offset<Double> FOUR_DIGITS = within(5e-5);
    private static final Offset<Double> SIX_DIGITS = within(5e-7);
    private static final Confidence NINETY_NINE = new Confidence(new BigDecimal("0.99"));

    private static void is(Interval interval, double low, double high, Offset<Double> digits) {
        assertThat(interval.low()).isCloseTo(low, digits);
        assertThat(interval.high()).isCloseTo(high, digits);
    }

    /** Newcombe 1998, Statistics in Medicine 17:857–872, table I, method 3. */
    @Test
    public void wilsonAsPublished() {
        is(new Share(81, 263).wilson(NINETY_FIVE), .2553, .3662, FOUR_DIGITS);
        is(new Share(15, 148).wilson(NINETY_FIVE), .0624, .1605, FOUR_DIGITS);
        is(new Share(0, 20).wilson(NINETY_FIVE), 0, .1611, FOUR_DIGITS);
        is(new Share(1, 29).wilson(NINETY_FIVE), .0061, .1718, FOUR_DIGITS);
    }

    /** To more digits, by R's prop.test without correction. */
    @Test
    public void wilsonAsInR() {
        is(new Share(81, 263).wilson(NINETY_FIVE), .255289, .366210, SIX_DIGITS);
        is(new Share(0, 20).wilson(NINETY_FIVE), 0, .161125, SIX_DIGITS);
        is(new Share(8, 10).wilson(NINETY_FIVE), .490162, .943318, SIX_DIGITS);
        is(new Share(10, 10).wilson(NINETY_FIVE), .722467, 1, SIX_DIGITS);
    }

    /** The same paper, method 5; the first to more digits by R's binom.test. */
    @Test
    public void clopperPearsonAsPublished() {
        is(new Share(81, 263).clopperPearson(NINETY_FIVE), .2527367, .3676219, within(5e-8));
        is(new Share(15, 148).clopperPearson(NINETY_FIVE), .0578, .1617, FOUR_DIGITS);
        is(new Share(0, 20).clopperPearson(NINETY_FIVE), 0, .1684, FOUR_DIGITS);
        is(new Share(1, 29).clopperPearson(NINETY_FIVE), .0009, .1776, FOUR_DIGITS);
    }

    @Test
    public void theEndsAreExact() {
        assertThat(new Share(0, 7).wilson(NINETY_FIVE).low()).isEqualTo(0);
        assertThat(new Share(7, 7).wilson(NINETY_FIVE).high()).isEqualTo(1);
        assertThat(new Share(0, 7).clopperPearson(NINETY_FIVE).low()).isEqualTo(0);
        assertThat(new Share(7, 7).clopperPearson(NINETY_FIVE).high()).isEqualTo(1);
    }

    @Test
    public void ofNoneNothingIsKnown() {
        Share none = new Share(0, 0);
        assertThat(none.value()).isEmpty();
        assertThat(none.wilson(NINETY_FIVE)).isEqualTo(new Interval(0, 1, NINETY_FIVE));
        assertThat(none.clopperPearson(NINETY_FIVE)).isEqualTo(new Interval(0, 1, NINETY_FIVE));
    }

    @Test
    public void whatIsNoShareIsRefused() {
        assertThatThrownBy(() -> new Share(3, 2)).hasMessage("No share: 3 of 2");
        assertThatThrownBy(() -> new Share(-1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Share(0, Share.MOST + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Confidence(BigDecimal.ONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Interval(Double.NaN, 1, NINETY_FIVE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Interval(.2, .1, NINETY_FIVE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PValue(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void theLargestHasIntervals() {
        is(new Share(Share.MOST / 2, Share.MOST).wilson(NINETY_FIVE), .49969, .50031, within(1e-5));
        is(new Share(Share.MOST / 2, Share.MOST).clopperPearson(NINETY_FIVE), .49969, .50031, within(1e-5));
    }

    @Property
    public void intervalsContainTheShareWithinZeroAndOne(@From(AnyShare.class) Share share) {
        for (Interval interval : new Interval[] {share.wilson(NINETY_FIVE), share.clopperPearson(NINETY_FIVE)}) {
            assertThat(interval.low()).isBetween(0.0, 1.0);
            assertThat(interval.high()).isBetween(0.0, 1.0);
            share.value().ifPresent(value -> assertThat(interval.contains(value)).isTrue());
        }
    }

    @Property
    public void hitsAndMissesMirrorEachOther(@From(AnyShare.class) Share share) {
        Share misses = new Share(share.n() - share.hits(), share.n());
        is(misses.wilson(NINETY_FIVE), 1 - share.wilson(NINETY_FIVE).high(), 1 - share.wilson(NINETY_FIVE).low(), within(1e-12));
        is(misses.clopperPearson(NINETY_FIVE), 1 - share.clopperPearson(NINETY_FIVE).high(), 1 - share.clopperPearson(NINETY_FIVE).low(), within(1e-9));
    }

    @Property
    public void oneHitMoreMovesBothEndsUp(@From(AnyShare.class) Share share) {
        assumeTrue(share.hits() < share.n());
        Share more = new Share(share.hits() + 1, share.n());
        assertThat(more.wilson(NINETY_FIVE).low()).isGreaterThan(share.wilson(NINETY_FIVE).low());
        assertThat(more.wilson(NINETY_FIVE).high()).isGreaterThan(share.wilson(NINETY_FIVE).high());
        assertThat(more.clopperPearson(NINETY_FIVE).low()).isGreaterThan(share.clopperPearson(NINETY_FIVE).low());
        assertThat(more.clopperPearson(NINETY_FIVE).high()).isGreaterThan(share.clopperPearson(NINETY_FIVE).high());
    }

    @Property
    public void surerIsWiderAndMoreAnswersAreNarrower(@From(AnyShare.class) Share share) {
        assumeTrue(share.n() > 0);
        assertThat(share.wilson(NINETY_NINE).width()).isGreaterThan(share.wilson(NINETY_FIVE).width());
        assertThat(share.clopperPearson(NINETY_NINE).width()).isGreaterThan(share.clopperPearson(NINETY_FIVE).width());
        Share tenfold = new Share(share.hits() * 10, share.n() * 10);
        assertThat(tenfold.wilson(NINETY_FIVE).width()).isLessThan(share.wilson(NINETY_FIVE).width());
        assertThat(tenfold.clopperPearson(NINETY_FIVE).width()).isLessThan(share.clopperPearson(NINETY_FIVE).width());
    }
}
