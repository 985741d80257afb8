package io.plumbline.insight.action;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import io.plumbline.insight.AnswersNeeded;
import io.plumbline.insight.Confidence;
import io.plumbline.insight.DifferenceInDifferences;
import io.plumbline.insight.Estimate;
import io.plumbline.insight.Interval;
import io.plumbline.insight.PValue;
import io.plumbline.insight.Share;
import io.plumbline.insight.ShareDifference;
import io.plumbline.insight.Side;

/**
 * All numbers behind a proposal; shares and differences as fractions of 1, intervals at the criterion's level.
 *
 * @param affected             where the action works
 * @param unaffected           where it does not
 * @param missing              of the affected answers, to the minimum
 * @param missingUnaffected    of the unaffected answers, to the minimum
 * @param improvement          before − after among the affected, with Newcombe's interval; empty when a period has no answers
 * @param chance               Fisher's exact test, one-sided: as many fewer low answers or more, if nothing had changed
 * @param relativeImprovement  the part of the share before that is gone; empty when there was none, or nothing after
 * @param oddsRatio            odds of a low answer before to those after
 * @param unaffectedImprovement before − after among the unaffected
 * @param beyondUnaffected     improvement − unaffected improvement; see {@link DifferenceInDifferences#estimate}
 * @param neededAfter          answers after that find the minimum improvement four times of five, if it is there, given those before; empty when the minimum is out
 *                             of reach or there are too few before. For waiting and planning: no proposal depends on it
 */
public record Figures(Periods affected, Periods unaffected, Change.Missing missing, Change.Missing missingUnaffected, Optional<Estimate> improvement, PValue chance,
        OptionalDouble relativeImprovement, Optional<Estimate> oddsRatio, Optional<Estimate> unaffectedImprovement, Optional<Estimate> beyondUnaffected,
        OptionalLong neededAfter) {
    private static final double POWER = 0.8;

    static Figures of(Criterion criterion, Change affected, Change unaffected) {
        Confidence confidence = criterion.confidence();
        ShareDifference improvement = affected.improvement();
        return new Figures(Periods.of(affected, confidence), Periods.of(unaffected, confidence), affected.missing(criterion.minimumAnswers()),
                unaffected.missing(criterion.minimumAnswers()), improvement.estimate(confidence), improvement.fisher(Side.FIRST_GREATER), improvement.relative(),
                improvement.oddsRatio(confidence), unaffected.improvement().estimate(confidence),
                new DifferenceInDifferences(improvement, unaffected.improvement()).estimate(confidence),
                new AnswersNeeded(confidence, Side.FIRST_GREATER, POWER).after(affected.before(), criterion.fall()));
    }

    /** The two shares of low answers, each with its Wilson interval. */
    public record Periods(Share before, Interval beforeInterval, Share after, Interval afterInterval) {
        static Periods of(Change change, Confidence confidence) {
            return new Periods(change.before(), change.before().wilson(confidence), change.after(), change.after().wilson(confidence));
        }
    }
}
