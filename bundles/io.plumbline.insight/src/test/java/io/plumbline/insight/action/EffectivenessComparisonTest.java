package io.plumbline.insight.action;

import static io.plumbline.insight.Confidence.NINETY_FIVE;
import static io.plumbline.insight.action.Caution.BEFORE_TOO_SMALL_TO_SHOW_MINIMUM;
import static io.plumbline.insight.action.Caution.COMPARISON_GROUP_TOO_SMALL;
import static io.plumbline.insight.action.Caution.NO_COMPARISON_GROUP;
import static io.plumbline.insight.action.Caution.UNAFFECTED_WORSENED_MORE;
import static io.plumbline.insight.action.Caution.WORSE_SO_FAR;
import static io.plumbline.insight.action.Reason.BELOW_MINIMUM_SO_FAR;
import static io.plumbline.insight.action.Reason.COULD_BE_CHANCE;
import static io.plumbline.insight.action.Reason.IMPROVED_ENOUGH;
import static io.plumbline.insight.action.Reason.MINIMUM_OUT_OF_REACH;
import static io.plumbline.insight.action.Reason.MORE_THAN_CHANCE;
import static io.plumbline.insight.action.Reason.MORE_THAN_UNAFFECTED;
import static io.plumbline.insight.action.Reason.NOTHING_TO_IMPROVE;
import static io.plumbline.insight.action.Reason.NOT_TOLD_FROM_UNAFFECTED;
import static io.plumbline.insight.action.Reason.SURELY_BELOW_MINIMUM;
import static io.plumbline.insight.action.Reason.TOO_FEW_AFTER;
import static io.plumbline.insight.action.Reason.TOO_FEW_BEFORE;
import static io.plumbline.insight.action.Reason.UNAFFECTED_IMPROVED_AS_MUCH;
import static io.plumbline.insight.action.Reason.WORSE_AFTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.Assume.assumeTrue;

import java.math.BigDecimal;
import java.util.List;

import org.junit.Test;
import org.junit.runner.RunWith;

import com.pholser.junit.quickcheck.From;
import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.generator.InRange;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;

import io.plumbline.insight.AnyShare;
import io.plumbline.insight.Confidence;
import io.plumbline.insight.Estimate;
import io.plumbline.insight.Share;
import io.plumbline.insight.action.Proposal.CannotConcludeYet;
import io.plumbline.insight.action.Proposal.Effective;
import io.plumbline.insight.action.Proposal.NotEffective;

/** The decision table; five percentage points and thirty answers unless a test says otherwise. */
@RunWith(JUnitQuickcheck.class)
public class EffectivenessComparisonTest {
    private static final Change NOBODY = change(0, 0, 0, 0);
    /** Too many to leave doubt, and as bad after as before. */
    private static final Change STAYED = change(400, 2000, 400, 2000);

    private static Change change(long lowBefore, long before, long lowAfter, long after) {
        return new Change(new Share(lowBefore, before), new Share(lowAfter, after));
    }

    private static Criterion criterion(String points, int answers) {
        return new Criterion(Criterion.Measure.LOW_SHARE, new BigDecimal(points), answers, NINETY_FIVE);
    }

    private static Proposal propose(Change affected, Change unaffected) {
        return new EffectivenessComparison(criterion("5", 30), affected, unaffected).proposal();
    }

    private static void effective(Proposal proposal, List<Caution> cautions, Reason... reasons) {
        assertThat(proposal).isInstanceOf(Effective.class);
        assertThat(proposal.reasons()).containsExactly(reasons);
        assertThat(proposal.cautions()).isEqualTo(cautions);
    }

    private static void notEffective(Proposal proposal, List<Caution> cautions, Reason... reasons) {
        assertThat(proposal).isInstanceOf(NotEffective.class);
        assertThat(proposal.reasons()).containsExactly(reasons);
        assertThat(proposal.cautions()).isEqualTo(cautions);
    }

    private static void open(Proposal proposal, List<Caution> cautions, Reason... reasons) {
        assertThat(proposal).isInstanceOf(CannotConcludeYet.class);
        assertThat(proposal.reasons()).containsExactly(reasons);
        assertThat(proposal.cautions()).isEqualTo(cautions);
    }

    @Test
    public void effectiveWhenItFellEnoughNotByChanceAndMoreThanElsewhere() {
        effective(propose(change(40, 200, 16, 200), change(30, 200, 28, 200)), List.of(), IMPROVED_ENOUGH, MORE_THAN_CHANCE, MORE_THAN_UNAFFECTED);
    }

    @Test
    public void withoutAComparisonItIsEffectiveWithACaution() {
        Change affected = change(40, 200, 16, 200);
        effective(propose(affected, NOBODY), List.of(NO_COMPARISON_GROUP), IMPROVED_ENOUGH, MORE_THAN_CHANCE);
        effective(propose(affected, change(0, 0, 20, 100)), List.of(NO_COMPARISON_GROUP), IMPROVED_ENOUGH, MORE_THAN_CHANCE);
        effective(propose(affected, change(20, 100, 0, 0)), List.of(NO_COMPARISON_GROUP), IMPROVED_ENOUGH, MORE_THAN_CHANCE);
        effective(propose(affected, change(29, 29, 0, 29)), List.of(COMPARISON_GROUP_TOO_SMALL), IMPROVED_ENOUGH, MORE_THAN_CHANCE);
        effective(propose(affected, change(30, 30, 0, 29)), List.of(COMPARISON_GROUP_TOO_SMALL), IMPROVED_ENOUGH, MORE_THAN_CHANCE);
        open(propose(affected, change(30, 30, 0, 30)), List.of(BEFORE_TOO_SMALL_TO_SHOW_MINIMUM), UNAFFECTED_IMPROVED_AS_MUCH);
    }

    @Test
    public void whatImprovedEverywhereProvesNothing() {
        open(propose(change(40, 200, 16, 200), change(40, 200, 16, 200)), List.of(BEFORE_TOO_SMALL_TO_SHOW_MINIMUM), UNAFFECTED_IMPROVED_AS_MUCH);
        open(propose(change(40, 200, 16, 200), change(60, 200, 20, 200)), List.of(BEFORE_TOO_SMALL_TO_SHOW_MINIMUM), UNAFFECTED_IMPROVED_AS_MUCH);
        open(propose(change(40, 200, 16, 200), change(30, 200, 20, 200)), List.of(BEFORE_TOO_SMALL_TO_SHOW_MINIMUM), NOT_TOLD_FROM_UNAFFECTED);
    }

    @Test
    public void tooFewAnswersSayHowManyAreMissing() {
        Proposal after = propose(change(40, 200, 0, 29), STAYED);
        open(after, List.of(BEFORE_TOO_SMALL_TO_SHOW_MINIMUM), TOO_FEW_AFTER);
        assertThat(after.figures().missing()).isEqualTo(new Change.Missing(0, 1));
        effective(propose(change(40, 200, 0, 30), STAYED), List.of(), IMPROVED_ENOUGH, MORE_THAN_CHANCE, MORE_THAN_UNAFFECTED);

        Proposal before = propose(change(29, 29, 0, 200), STAYED);
        open(before, List.of(BEFORE_TOO_SMALL_TO_SHOW_MINIMUM), TOO_FEW_BEFORE);
        assertThat(before.figures().missing()).isEqualTo(new Change.Missing(1, 0));
        effective(propose(change(30, 30, 0, 200), STAYED), List.of(), IMPROVED_ENOUGH, MORE_THAN_CHANCE, MORE_THAN_UNAFFECTED);

        Proposal nothing = propose(NOBODY, NOBODY);
        open(nothing, List.of(NO_COMPARISON_GROUP), TOO_FEW_AFTER, TOO_FEW_BEFORE);
        assertThat(nothing.figures().missing()).isEqualTo(new Change.Missing(30, 30));
        assertThat(nothing.figures().improvement()).isEmpty();
    }

    @Test
    public void fewAnswersAreNoVerdictHoweverBadTheyAre() {
        open(propose(change(1, 200, 29, 29), STAYED), List.of(WORSE_SO_FAR), TOO_FEW_AFTER);
    }

    @Test
    public void withoutALowAnswerBeforeThereIsNothingToImprove() {
        open(propose(change(0, 100, 0, 100), STAYED), List.of(), NOTHING_TO_IMPROVE);
        open(propose(change(0, 100, 20, 100), STAYED), List.of(WORSE_SO_FAR), NOTHING_TO_IMPROVE);
    }

    @Test
    public void moreLowAnswersThanBeforeAreNotEffective() {
        notEffective(propose(change(40, 200, 41, 200), STAYED), List.of(), WORSE_AFTER);
        open(propose(change(40, 200, 40, 200), STAYED), List.of(BEFORE_TOO_SMALL_TO_SHOW_MINIMUM), BELOW_MINIMUM_SO_FAR, COULD_BE_CHANCE, UNAFFECTED_IMPROVED_AS_MUCH);
        notEffective(propose(change(40, 200, 50, 200), change(40, 200, 120, 200)), List.of(UNAFFECTED_WORSENED_MORE), WORSE_AFTER);
        notEffective(propose(change(40, 200, 50, 200), change(5, 29, 29, 29)), List.of(COMPARISON_GROUP_TOO_SMALL), WORSE_AFTER);
    }

    @Test
    public void anImprovementThatIsSurelyTooSmallIsNotEffective() {
        notEffective(propose(change(400, 2000, 390, 2000), STAYED), List.of(), SURELY_BELOW_MINIMUM);
        // surely an improvement, and surely not five points
        notEffective(propose(change(4000, 20_000, 3400, 20_000), STAYED), List.of(), SURELY_BELOW_MINIMUM);
        // the interval, 0.011 to 0.059, still holds five points
        open(propose(change(400, 2000, 330, 2000), STAYED), List.of(), BELOW_MINIMUM_SO_FAR);
    }

    @Test
    public void exactlyTheMinimumIsEnough() {
        // 0.3 − 0.25 is 0.04999999999999999 in binary
        effective(propose(change(3000, 10_000, 2500, 10_000), NOBODY), List.of(NO_COMPARISON_GROUP), IMPROVED_ENOUGH, MORE_THAN_CHANCE);
        open(propose(change(3000, 10_000, 2501, 10_000), NOBODY), List.of(NO_COMPARISON_GROUP), BELOW_MINIMUM_SO_FAR);
    }

    @Test
    public void enoughMayStillBeChance() {
        // Fisher's one-sided p: 0.0585 and 0.0367
        open(propose(change(20, 100, 11, 100), NOBODY), List.of(NO_COMPARISON_GROUP, BEFORE_TOO_SMALL_TO_SHOW_MINIMUM), COULD_BE_CHANCE);
        Proposal proven = propose(change(20, 100, 10, 100), NOBODY);
        effective(proven, List.of(NO_COMPARISON_GROUP), IMPROVED_ENOUGH, MORE_THAN_CHANCE);
        assertThat(proven.figures().chance().value()).isCloseTo(.0367138, within(5e-8));
    }

    @Test
    public void aSurerCriterionAsksForMore() {
        Criterion surer = new Criterion(Criterion.Measure.LOW_SHARE, new BigDecimal("5"), 30, new Confidence(new BigDecimal("0.99")));
        open(new EffectivenessComparison(surer, change(20, 100, 10, 100), NOBODY).proposal(), List.of(NO_COMPARISON_GROUP, BEFORE_TOO_SMALL_TO_SHOW_MINIMUM),
                COULD_BE_CHANCE);
    }

    @Test
    public void chanceOfExactlyOneInTwentyIsNotBelowIt() {
        open(new EffectivenessComparison(criterion("5", 3), change(3, 3, 0, 3), NOBODY).proposal(), List.of(NO_COMPARISON_GROUP, BEFORE_TOO_SMALL_TO_SHOW_MINIMUM),
                COULD_BE_CHANCE);
    }

    @Test
    public void aMinimumThatCouldNotBeMetSaysNothingAgainstTheAction() {
        open(propose(change(4, 100, 0, 100), STAYED), List.of(), MINIMUM_OUT_OF_REACH);
        open(propose(change(40, 1000, 0, 1000), STAYED), List.of(), MINIMUM_OUT_OF_REACH);
        notEffective(propose(change(4, 100, 5, 100), STAYED), List.of(), WORSE_AFTER);
        effective(propose(change(50, 1000, 0, 1000), STAYED), List.of(), IMPROVED_ENOUGH, MORE_THAN_CHANCE, MORE_THAN_UNAFFECTED);
    }

    @Test
    public void theFiguresAreThoseOfTheProposal() {
        Figures figures = propose(change(40, 200, 16, 200), change(30, 200, 28, 200)).figures();
        assertThat(figures.affected().before()).isEqualTo(new Share(40, 200));
        assertThat(figures.affected().beforeInterval()).isEqualTo(new Share(40, 200).wilson(NINETY_FIVE));
        assertThat(figures.affected().after()).isEqualTo(new Share(16, 200));
        assertThat(figures.affected().afterInterval()).isEqualTo(new Share(16, 200).wilson(NINETY_FIVE));
        assertThat(figures.unaffected().before()).isEqualTo(new Share(30, 200));
        assertThat(figures.unaffected().after()).isEqualTo(new Share(28, 200));
        Estimate improvement = figures.improvement().orElseThrow();
        assertThat(improvement.value()).isCloseTo(.12, within(1e-12));
        assertThat(improvement.interval().low()).isCloseTo(.0523979555, within(1e-9));
        assertThat(improvement.interval().high()).isCloseTo(.1879186572, within(1e-9));
        assertThat(figures.chance().value()).isCloseTo(.00039940164919, within(1e-12));
        assertThat(figures.relativeImprovement()).hasValueCloseTo(.6, within(1e-12));
        assertThat(figures.oddsRatio().orElseThrow().value()).isCloseTo(2.875, within(1e-12));
        assertThat(figures.unaffectedImprovement().orElseThrow().value()).isCloseTo(.01, within(1e-12));
        assertThat(figures.beyondUnaffected().orElseThrow().value()).isCloseTo(.11, within(1e-12));
        assertThat(figures.beyondUnaffected().orElseThrow().interval().low()).isCloseTo(.0129408861, within(1e-9));
        assertThat(new EffectivenessComparison(criterion("8", 30), change(40, 200, 16, 200), NOBODY).proposal().figures().neededAfter()).hasValue(348);
    }

    @Test
    public void aCriterionThatIsNoneIsRefused() {
        assertThatThrownBy(() -> criterion("0", 30)).hasMessageContaining("above 0 to 100 percentage points");
        assertThatThrownBy(() -> criterion("100.1", 30)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> criterion("5", 0)).hasMessageContaining("answers are needed");
    }

    /** What a proposal says holds, whatever the counts; a number that is none would have been refused by its record. */
    @Property(trials = 1000)
    public void aProposalKeepsItsRules(@From(AnyShare.class) Share before, @From(AnyShare.class) Share after, @From(AnyShare.class) Share otherBefore,
            @From(AnyShare.class) Share otherAfter, @InRange(min = "1", max = "100") int points, @InRange(min = "1", max = "60") int minimum) {
        Criterion criterion = criterion(String.valueOf(points), minimum);
        Proposal proposal = new EffectivenessComparison(criterion, new Change(before, after), new Change(otherBefore, otherAfter)).proposal();
        Figures figures = proposal.figures();
        boolean enough = before.n() >= minimum && after.n() >= minimum;
        assertThat(proposal.reasons()).isNotEmpty().isSorted();
        if (!(proposal instanceof CannotConcludeYet)) {
            assertThat(enough && before.hits() > 0).isTrue();
        }
        if (proposal instanceof Effective) {
            assertThat(figures.improvement().orElseThrow().value()).isGreaterThanOrEqualTo(points / 100.0 - 1e-12);
            assertThat(figures.chance().value()).isLessThan(.05);
            if (otherBefore.n() >= minimum && otherAfter.n() >= minimum) {
                assertThat(figures.beyondUnaffected().orElseThrow().interval().low()).isPositive();
            } else {
                assertThat(proposal.cautions()).containsAnyOf(NO_COMPARISON_GROUP, COMPARISON_GROUP_TOO_SMALL);
            }
        }
        if (proposal instanceof NotEffective) {
            Estimate improvement = figures.improvement().orElseThrow();
            assertThat(improvement.value() < 0 || improvement.interval().high() < points / 100.0).isTrue();
        }
    }

    @Property(trials = 500)
    public void oneLowAnswerMoreAfterNeverLooksBetter(@From(AnyShare.class) Share before, @From(AnyShare.class) Share after, @From(AnyShare.class) Share otherBefore,
            @From(AnyShare.class) Share otherAfter, @InRange(min = "1", max = "40") int points) {
        assumeTrue(after.hits() < after.n());
        Criterion criterion = criterion(String.valueOf(points), 10);
        Change unaffected = new Change(otherBefore, otherAfter);
        Proposal proposal = new EffectivenessComparison(criterion, new Change(before, after), unaffected).proposal();
        Proposal worse = new EffectivenessComparison(criterion, new Change(before, new Share(after.hits() + 1, after.n())), unaffected).proposal();
        assertThat(rank(worse)).isLessThanOrEqualTo(rank(proposal));
    }

    private static int rank(Proposal proposal) {
        return proposal instanceof Effective ? 2 : proposal instanceof CannotConcludeYet ? 1 : 0;
    }
}
