package io.plumbline.insight.action;

/** What whoever decides should know besides; no caution changes the proposal. */
public enum Caution {
    /** No answers of unaffected ones, before or after: nothing shows that the improvement is the action's. */
    NO_COMPARISON_GROUP,
    /** Fewer unaffected answers than the minimum, before or after: they are shown and prove nothing. */
    COMPARISON_GROUP_TOO_SMALL,
    /** Worse than before, but the unaffected worsened by more: without the action it might be worse still. */
    UNAFFECTED_WORSENED_MORE,
    /** Where nothing can be concluded yet: the share of low answers is higher than before. */
    WORSE_SO_FAR,
    /** Where nothing can be concluded yet: too few answers before to find the minimum improvement four times of five, however many come after. */
    BEFORE_TOO_SMALL_TO_SHOW_MINIMUM
}
