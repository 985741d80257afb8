package io.plumbline.domain.survey;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What the customer said.
 *
 * @param satisfaction   1 (very dissatisfied) to 5 (very satisfied), the CSAT question
 * @param recommendation 0 to 10, the NPS question; empty where the customer left it out
 * @param comment        in their own words, at most {@value #COMMENT_LIMIT} characters, empty where there is none; personal data
 * @param mayCall        whether someone may call about it
 */
public record Answer(int satisfaction, OptionalInt recommendation, String comment, boolean mayCall) {
    public static final int COMMENT_LIMIT = 2000;

    public Answer {
        Objects.requireNonNull(recommendation, "recommendation");
        Objects.requireNonNull(comment, "comment");
        if (satisfaction < 1 || satisfaction > 5) {
            throw new IllegalArgumentException("satisfaction 1 to 5 expected");
        }
        if (recommendation.isPresent() && (recommendation.getAsInt() < 0 || recommendation.getAsInt() > 10)) {
            throw new IllegalArgumentException("recommendation 0 to 10 expected");
        }
        if (comment.length() > COMMENT_LIMIT) {
            throw new IllegalArgumentException("comment of at most " + COMMENT_LIMIT + " characters expected");
        }
    }
}
