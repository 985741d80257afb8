package io.plumbline.insight.action;

import java.util.ArrayList;
import java.util.List;

import io.plumbline.insight.Estimate;
import io.plumbline.insight.Share;

/**
 * Was a corrective action effective? Compares the answers to deliveries before it with those to new deliveries after it, where it works and where it does not,
 * by the criterion that was fixed at planning.
 *
 * <p>The rules, the first that applies:
 * <ol>
 * <li><b>Cannot conclude yet</b>, when the affected have fewer answers than the minimum after ({@link Reason#TOO_FEW_AFTER}) or before
 *     ({@link Reason#TOO_FEW_BEFORE}); {@link Figures#missing()} says how many are missing.
 * <li><b>Cannot conclude yet</b>, when there was no low answer before ({@link Reason#NOTHING_TO_IMPROVE}): that none came after either proves nothing.
 * <li><b>Not effective</b>, when there is a higher share of low answers after than before ({@link Reason#WORSE_AFTER}). The minimum of answers was agreed as enough
 *     to see at least the direction.
 * <li><b>Cannot conclude yet</b>, when the share before is below the minimum improvement ({@link Reason#MINIMUM_OUT_OF_REACH}): a criterion that nothing could
 *     have met says nothing against the action.
 * <li><b>Not effective</b>, when the whole interval of the improvement lies below the minimum ({@link Reason#SURELY_BELOW_MINIMUM}).
 * <li><b>Effective</b>, when all of this holds: the improvement reaches the minimum ({@link Reason#IMPROVED_ENOUGH}), Fisher's one-sided p is below 1 − level
 *     ({@link Reason#MORE_THAN_CHANCE}), and the unaffected do not explain it: where they have the minimum of answers in both periods, the interval of the difference
 *     in differences lies above 0 ({@link Reason#MORE_THAN_UNAFFECTED}); where they have not, a {@link Caution} says that this was not shown.
 * <li><b>Cannot conclude yet</b>, with each condition of the sixth rule that does not hold.
 * </ol>
 *
 * <p>Ask at the time that was planned. Whoever asks after each answer until the proposal suits gives chance a try each time, and the level holds for one.
 * The numbers assume that who answers did not change with the action; the response rates, which are not seen here, tell whether that is fair.
 *
 * @param criterion  fixed at planning
 * @param affected   answers to deliveries that the action is for
 * @param unaffected answers to others in the same two periods; {@code 0 of 0} where there are none
 */
public record EffectivenessComparison(Criterion criterion, Change affected, Change unaffected) {
    private static final Share NO_LOW_ANSWER = new Share(0, 1);

    /** What the answers propose; the same for the same answers. */
    public Proposal proposal() {
        Figures figures = Figures.of(criterion, affected, unaffected);
        if (!figures.missing().none()) {
            List<Reason> reasons = new ArrayList<>();
            add(reasons, figures.missing().after() > 0, Reason.TOO_FEW_AFTER);
            add(reasons, figures.missing().before() > 0, Reason.TOO_FEW_BEFORE);
            return cannotConclude(reasons, figures);
        }
        if (affected.before().hits() == 0) {
            return cannotConclude(List.of(Reason.NOTHING_TO_IMPROVE), figures);
        }
        if (affected.improvement().grew()) {
            return new Proposal.NotEffective(List.of(Reason.WORSE_AFTER), cautions(figures), figures);
        }
        if (outOfReach()) {
            return cannotConclude(List.of(Reason.MINIMUM_OUT_OF_REACH), figures);
        }
        if (figures.improvement().orElseThrow().interval().high() < criterion.fall()) {
            return new Proposal.NotEffective(List.of(Reason.SURELY_BELOW_MINIMUM), cautions(figures), figures);
        }
        return weighed(figures);
    }

    private Proposal weighed(Figures figures) {
        List<Reason> met = new ArrayList<>();
        List<Reason> open = new ArrayList<>();
        met(affected.improvement().reaches(criterion.minimumImprovement()), met, Reason.IMPROVED_ENOUGH, open, Reason.BELOW_MINIMUM_SO_FAR);
        met(figures.chance().below(criterion.confidence()), met, Reason.MORE_THAN_CHANCE, open, Reason.COULD_BE_CHANCE);
        if (figures.missingUnaffected().none()) {
            Estimate beyond = figures.beyondUnaffected().orElseThrow();
            met(beyond.interval().low() > 0, met, Reason.MORE_THAN_UNAFFECTED, open,
                    beyond.value() > 0 ? Reason.NOT_TOLD_FROM_UNAFFECTED : Reason.UNAFFECTED_IMPROVED_AS_MUCH);
        }
        return open.isEmpty() ? new Proposal.Effective(met, cautions(figures), figures) : cannotConclude(open, figures);
    }

    private Proposal cannotConclude(List<Reason> reasons, Figures figures) {
        List<Caution> cautions = cautions(figures);
        add(cautions, affected.improvement().grew(), Caution.WORSE_SO_FAR);
        add(cautions, affected.before().n() > 0 && !outOfReach() && figures.neededAfter().isEmpty(), Caution.BEFORE_TOO_SMALL_TO_SHOW_MINIMUM);
        return new Proposal.CannotConcludeYet(reasons, cautions, figures);
    }

    private List<Caution> cautions(Figures figures) {
        List<Caution> cautions = new ArrayList<>();
        boolean none = unaffected.before().n() == 0 || unaffected.after().n() == 0;
        add(cautions, none, Caution.NO_COMPARISON_GROUP);
        add(cautions, !none && !figures.missingUnaffected().none(), Caution.COMPARISON_GROUP_TOO_SMALL);
        add(cautions, affected.improvement().grew() && figures.missingUnaffected().none() && figures.beyondUnaffected().filter(b -> b.value() > 0).isPresent(),
                Caution.UNAFFECTED_WORSENED_MORE);
        return cautions;
    }

    private boolean outOfReach() {
        return !new Change(affected.before(), NO_LOW_ANSWER).improvement().reaches(criterion.minimumImprovement());
    }

    private static <T> void add(List<T> to, boolean holds, T one) {
        if (holds) {
            to.add(one);
        }
    }

    private static void met(boolean holds, List<Reason> met, Reason why, List<Reason> open, Reason whyNot) {
        (holds ? met : open).add(holds ? why : whyNot);
    }
}
