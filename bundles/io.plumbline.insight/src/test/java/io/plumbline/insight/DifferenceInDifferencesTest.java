package io.plumbline.insight;

import static io.plumbline.insight.Confidence.NINETY_FIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;

import org.junit.Test;
import org.junit.runner.RunWith;

import com.pholser.junit.quickcheck.From;
import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;

@RunWith(JUnitQuickcheck.class)
public class DifferenceInDifferencesTest {
    private static Optional<Estimate> of(Share a, Share b, Share c, Share d) {
        return new DifferenceInDifferences(new ShareDifference(a, b), new ShareDifference(c, d)).estimate(NINETY_FIVE);
    }

    /** Recomputed from the four Wilson intervals in SciPy 1.17; no table of published ones was at hand. */
    @Test
    public void asRecomputedElsewhere() {
        Estimate one = of(new Share(40, 200), new Share(16, 200), new Share(30, 200), new Share(28, 200)).orElseThrow();
        assertThat(one.value()).isCloseTo(.11, within(1e-12));
        assertThat(one.interval().low()).isCloseTo(.012940886138, within(1e-10));
        assertThat(one.interval().high()).isCloseTo(.207283869158, within(1e-10));
        Estimate other = of(new Share(30, 100), new Share(10, 100), new Share(10, 100), new Share(9, 100)).orElseThrow();
        assertThat(other.interval().low()).isCloseTo(.050760265864, within(1e-10));
        assertThat(other.interval().high()).isCloseTo(.325711530056, within(1e-10));
    }

    /** When the unaffected are known to have stayed as they were, what is left is the difference of the affected. */
    @Test
    public void ofManyUnaffectedThatStayedOnlyTheAffectedAreLeft() {
        Share large = new Share(Share.MOST / 5, Share.MOST);
        Estimate beyond = of(new Share(56, 70), new Share(48, 80), large, large).orElseThrow();
        assertThat(beyond.interval().low()).isCloseTo(.0524, within(1e-4));
        assertThat(beyond.interval().high()).isCloseTo(.3339, within(1e-4));
    }

    @Test
    public void withoutOneOfTheFourThereIsNone() {
        Share none = new Share(0, 0);
        Share some = new Share(3, 10);
        assertThat(of(none, some, some, some)).isEmpty();
        assertThat(of(some, none, some, some)).isEmpty();
        assertThat(of(some, some, none, some)).isEmpty();
        assertThat(of(some, some, some, none)).isEmpty();
    }

    @Property
    public void containedBoundedAndTurnedBySwapping(@From(AnyShare.class) Share a, @From(AnyShare.class) Share b, @From(AnyShare.class) Share c,
            @From(AnyShare.class) Share d) {
        of(a, b, c, d).ifPresent(one -> {
            assertThat(one.interval().contains(one.value())).isTrue();
            assertThat(one.interval().low()).isGreaterThanOrEqualTo(-2);
            assertThat(one.interval().high()).isLessThanOrEqualTo(2);
            for (Estimate turned : new Estimate[] {of(b, a, d, c).orElseThrow(), of(c, d, a, b).orElseThrow()}) {
                assertThat(turned.value()).isCloseTo(-one.value(), within(1e-12));
                assertThat(turned.interval().low()).isCloseTo(-one.interval().high(), within(1e-12));
                assertThat(turned.interval().high()).isCloseTo(-one.interval().low(), within(1e-12));
            }
            assertThat(one.interval().width()).isGreaterThanOrEqualTo(Math.min(2, new ShareDifference(a, b).newcombe(NINETY_FIVE).width()) - 1e-12);
        });
    }
}
