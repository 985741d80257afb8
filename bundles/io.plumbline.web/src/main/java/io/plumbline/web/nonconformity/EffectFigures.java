package io.plumbline.web.nonconformity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

import io.plumbline.application.action.CheckEffect;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.EffectCheck;
import io.plumbline.domain.nonconformity.EffectCheck.Low;
import io.plumbline.insight.Confidence;
import io.plumbline.insight.Estimate;
import io.plumbline.insight.Interval;
import io.plumbline.insight.Share;
import io.plumbline.insight.action.Figures;
import io.plumbline.insight.action.Proposal;
import io.plumbline.web.Look;

/**
 * One look at customers' answers in figures for people, all worked out again from its counts.
 *
 * @param improvement of the affected in percentage points with its interval; empty where there is none
 * @param chance      how often chance alone would show as much
 * @param beyond      improvement beyond that of the others, in percentage points with its interval; empty where there is none
 * @param missing     answers after that are missing to the minimum
 * @param needed      answers after that would find the minimum improvement; empty where that is not known
 */
record EffectFigures(EffectCheck check, Criterion.Measure measure, List<Line> lines, String improvement, String chance, String beyond, long missing, String needed, boolean newest) {
    private static final long FEWEST_FOR_A_SHARE = 10;

    /** A group of deliveries in both periods. */
    record Line(String group, Cell before, Cell after) {
    }

    /**
     * @param share    in percent with its interval; empty below ten answers
     */
    record Cell(long low, long answers, String share) {
    }

    static EffectFigures of(EffectCheck check, Criterion criterion, boolean newest, Look look) {
        Proposal proposal = CheckEffect.proposal(criterion, check.counts());
        Figures figures = proposal.figures();
        return new EffectFigures(check, criterion.measure(),
                List.of(new Line("affected", cell(check.counts().affectedBefore(), look), cell(check.counts().affectedAfter(), look)),
                        new Line("others", cell(check.counts().othersBefore(), look), cell(check.counts().othersAfter(), look))),
                points(figures.improvement(), look), chance(figures.chance().value(), look), points(figures.beyondUnaffected(), look), figures.missing().after(),
                figures.neededAfter().isPresent() ? look.formats().number(figures.neededAfter().getAsLong()) : "", newest);
    }

    private static Cell cell(Low low, Look look) {
        if (low.answers() < FEWEST_FOR_A_SHARE) {
            return new Cell(low.low(), low.answers(), "");
        }
        Share share = new Share(low.low(), low.answers());
        Interval interval = share.wilson(Confidence.NINETY_FIVE);
        return new Cell(low.low(), low.answers(),
                look.say("effect.share", hundredth(share.value().orElseThrow(), look), hundredth(interval.low(), look), hundredth(interval.high(), look)));
    }

    private static String points(Optional<Estimate> estimate, Look look) {
        return estimate.map(e -> look.say("effect.points", hundredth(e.value(), look), hundredth(e.interval().low(), look), hundredth(e.interval().high(), look))).orElse("");
    }

    /** A fraction of 1 in hundredths, with one decimal. */
    private static String hundredth(double fraction, Look look) {
        return look.formats().number(BigDecimal.valueOf(fraction * 100).setScale(1, RoundingMode.HALF_UP));
    }

    private static String chance(double p, Look look) {
        return p < 0.001 ? look.say("effect.chance.less") : look.formats().number(BigDecimal.valueOf(p).setScale(3, RoundingMode.HALF_UP));
    }
}
