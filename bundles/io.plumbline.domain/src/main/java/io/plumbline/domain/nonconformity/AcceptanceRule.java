package io.plumbline.domain.nonconformity;

import java.util.ArrayList;
import java.util.List;

import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Programme.AcceptanceLimits;

/** Which answers are low, and how severe a case they make. */
public final class AcceptanceRule {
    private AcceptanceRule() {
    }

    /** Why the answer is low, one clause each, such as {@code satisfaction 1 of 5 (limit 2)}; empty when it is not. */
    public static List<String> whyLow(Answer answer, AcceptanceLimits limits) {
        List<String> why = new ArrayList<>();
        if (answer.satisfaction() <= limits.satisfactionAtMost()) {
            why.add("satisfaction " + answer.satisfaction() + " of 5 (limit " + limits.satisfactionAtMost() + ")");
        }
        if (answer.recommendation().isPresent() && answer.recommendation().getAsInt() <= limits.recommendationAtMost()) {
            why.add("recommendation " + answer.recommendation().getAsInt() + " of 10 (limit " + limits.recommendationAtMost() + ")");
        }
        return why;
    }

    /** The lowest mark on either scale makes a major case, anything else that is low a minor one. */
    public static Severity severity(Answer answer) {
        boolean worst = answer.satisfaction() == 1 || answer.recommendation().isPresent() && answer.recommendation().getAsInt() == 0;
        return worst ? Severity.MAJOR : Severity.MINOR;
    }
}
