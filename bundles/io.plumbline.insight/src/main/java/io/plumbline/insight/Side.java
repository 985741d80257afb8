package io.plumbline.insight;

import org.apache.commons.statistics.inference.AlternativeHypothesis;

/** What a test looks for. Which one is asked is settled before the answers are seen. */
public enum Side {
    EITHER(AlternativeHypothesis.TWO_SIDED),
    FIRST_GREATER(AlternativeHypothesis.GREATER_THAN),
    SECOND_GREATER(AlternativeHypothesis.LESS_THAN);

    private final AlternativeHypothesis alternative;

    Side(AlternativeHypothesis alternative) {
        this.alternative = alternative;
    }

    AlternativeHypothesis alternative() {
        return alternative;
    }
}
