package io.plumbline.domain.survey;

/** Why a customer is not asked about a whole order. Each is a line of the denominator ledger. */
public enum NotAsked {
    TOO_OLD, NO_ADDRESS, OPTED_OUT, NO_PERMISSION, FATIGUE, NOT_SAMPLED, CANCELLED, RETURNED, OPEN_CASE, NO_PROGRAMME
}
