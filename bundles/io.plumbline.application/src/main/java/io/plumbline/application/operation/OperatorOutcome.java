package io.plumbline.application.operation;

/** What became of something that an operator wanted done. */
public enum OperatorOutcome {
    DONE,
    /** Nothing was done: the one who wanted it is not an active operator. */
    NOT_AN_OPERATOR,
    /** Nothing was done: what it was about is not there, or not any more. */
    NOT_THERE
}
