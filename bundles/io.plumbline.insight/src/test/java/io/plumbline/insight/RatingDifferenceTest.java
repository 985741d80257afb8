package io.plumbline.insight;

import static io.plumbline.insight.Ratings.Scale.RECOMMENDATION;
import static io.plumbline.insight.Ratings.Scale.SATISFACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;

import org.junit.Test;
import org.junit.runner.RunWith;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.generator.InRange;
import com.pholser.junit.quickcheck.generator.Size;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;

@RunWith(JUnitQuickcheck.class)
public class RatingDifferenceTest {
    private static RatingDifference of(Ratings.Scale scale, List<Integer> first, List<Integer> second) {
        return new RatingDifference(Ratings.of(scale, first), Ratings.of(scale, second));
    }

    /**
     * Hollander and Wolfe 1973, page 69, the example of R's wilcox.test: permeability at term (.80 .83 1.89 1.04 1.45 1.38 1.91 1.64 .73 1.46) and earlier
     * (1.15 .88 .90 .74 1.21). All differ, so that their ranks are a scale of fifteen steps.
     */
    @Test
    public void mannWhitneyWithoutTiesIsExact() {
        RatingDifference permeability = of(new Ratings.Scale(1, 15), List.of(3, 4, 14, 7, 11, 10, 15, 13, 1, 12), List.of(8, 5, 6, 2, 9));
        assertThat(permeability.u()).isEqualTo(35);
        assertThat(permeability.mannWhitney(Side.FIRST_GREATER).value()).isCloseTo(.1272061, within(5e-8));
    }

    /** By R's wilcox.test, both with its correction for continuity. */
    @Test
    public void mannWhitneyWithTies() {
        RatingDifference tied = of(SATISFACTION, List.of(5, 4, 4, 3, 5, 2, 4, 5, 3, 4), List.of(3, 4, 2, 3, 5, 1, 2, 4, 3, 3));
        assertThat(tied.u()).isEqualTo(72.5);
        assertThat(tied.mannWhitney(Side.EITHER).value()).isCloseTo(.0857625, within(5e-8));
        assertThat(tied.mannWhitney(Side.FIRST_GREATER).value()).isCloseTo(.0428812, within(5e-8));
        assertThat(tied.cliffsDelta()).hasValueCloseTo(.45, within(1e-12));
    }

    @Test
    public void theEndsOfDelta() {
        assertThat(of(RECOMMENDATION, List.of(9, 10), List.of(0, 6)).cliffsDelta()).hasValue(1);
        assertThat(of(RECOMMENDATION, List.of(0, 6), List.of(9, 10)).cliffsDelta()).hasValue(-1);
    }

    @Test
    public void nothingToCompareIsNoEvidence() {
        assertThat(of(SATISFACTION, List.of(), List.of(1, 2)).mannWhitney(Side.EITHER).value()).isEqualTo(1);
        assertThat(of(SATISFACTION, List.of(), List.of(1, 2)).cliffsDelta()).isEmpty();
        assertThat(of(SATISFACTION, List.of(4, 4, 4), List.of(4, 4)).mannWhitney(Side.FIRST_GREATER).value()).isEqualTo(1);
        assertThat(of(SATISFACTION, List.of(4, 4, 4), List.of(4, 4)).cliffsDelta()).hasValue(0);
    }

    @Test
    public void belowAStepIsAShare() {
        assertThat(Ratings.of(SATISFACTION, List.of(1, 2, 2, 3, 5)).below(3)).isEqualTo(new Share(3, 5));
        assertThat(new Ratings(RECOMMENDATION, List.of(1L, 0L, 0L, 0L, 0L, 0L, 2L, 4L, 0L, 0L, 3L)).below(7)).isEqualTo(new Share(3, 10));
    }

    @Test
    public void whatIsNotOnTheScaleIsRefused() {
        assertThatThrownBy(() -> Ratings.of(SATISFACTION, List.of(0))).hasMessage("Not from 1 to 5: [0]");
        assertThatThrownBy(() -> new Ratings(SATISFACTION, List.of(1L, 2L))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ratings(SATISFACTION, List.of(1L, 2L, 3L, 4L, -1L))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ratings(SATISFACTION, Collections.nCopies(5, Ratings.MOST))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RatingDifference(Ratings.of(SATISFACTION, List.of()), Ratings.of(RECOMMENDATION, List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    public void swappingTheTwoTurnsTheSign(@Size(max = 40) List<@InRange(min = "0", max = "10") Integer> a,
            @Size(max = 40) List<@InRange(min = "0", max = "10") Integer> b) {
        RatingDifference one = of(RECOMMENDATION, a, b);
        RatingDifference other = of(RECOMMENDATION, b, a);
        assertThat(one.u() + other.u()).isCloseTo((double) a.size() * b.size(), within(1e-9));
        assertThat(one.u()).isEqualTo(pairs(a, b));
        assertThat(one.mannWhitney(Side.EITHER).value()).isCloseTo(other.mannWhitney(Side.EITHER).value(), within(1e-9));
        assertThat(one.mannWhitney(Side.FIRST_GREATER).value()).isCloseTo(other.mannWhitney(Side.SECOND_GREATER).value(), within(1e-9));
        one.cliffsDelta().ifPresent(delta -> {
            assertThat(delta).isBetween(-1.0, 1.0);
            assertThat(other.cliffsDelta()).hasValueCloseTo(-delta, within(1e-12));
        });
    }

    private static double pairs(List<Integer> a, List<Integer> b) {
        return a.stream().mapToDouble(x -> b.stream().mapToDouble(y -> x > y ? 1 : x.equals(y) ? 0.5 : 0).sum()).sum();
    }
}
