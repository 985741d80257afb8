package io.plumbline.insight.action;

/** Why a proposal is what it is. The numbers to each stand in {@link Figures}. */
public enum Reason {
    /** For effective: the share of low answers fell by at least the minimum improvement. */
    IMPROVED_ENOUGH,
    /** For effective: Fisher's one-sided test gives chance less than 1 − level. */
    MORE_THAN_CHANCE,
    /** For effective: the interval of the improvement beyond that of the unaffected lies above 0. */
    MORE_THAN_UNAFFECTED,

    /** For not effective: the share of low answers is higher than before. */
    WORSE_AFTER,
    /** For not effective: even the upper end of the improvement's interval is below the minimum improvement. */
    SURELY_BELOW_MINIMUM,

    /** Cannot conclude: answers to new deliveries are missing; see {@link Change.Missing#after()}. */
    TOO_FEW_AFTER,
    /** Cannot conclude: there were too few answers before; see {@link Change.Missing#before()}. Waiting does not help. */
    TOO_FEW_BEFORE,
    /** Cannot conclude: there was no low answer before, so nothing can become fewer. Waiting does not help. */
    NOTHING_TO_IMPROVE,
    /** Cannot conclude: the share before is below the minimum improvement, so that not even the last low answer gone would meet it. Waiting does not help. */
    MINIMUM_OUT_OF_REACH,
    /** Cannot conclude: there is less improvement than the minimum so far, but the interval reaches it. */
    BELOW_MINIMUM_SO_FAR,
    /** Cannot conclude: chance alone would show as much too often. */
    COULD_BE_CHANCE,
    /** Cannot conclude: the unaffected improved as much or more, so that something else may have been at work. */
    UNAFFECTED_IMPROVED_AS_MUCH,
    /** Cannot conclude: more improvement than among the unaffected, but its interval holds 0. */
    NOT_TOLD_FROM_UNAFFECTED
}
