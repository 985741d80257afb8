package io.plumbline.application.customer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalInt;

import io.plumbline.application.customer.CustomerQueries.Marks;
import io.plumbline.domain.nonconformity.AcceptanceRule;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Programme.AcceptanceLimits;
import io.plumbline.insight.Confidence;
import io.plumbline.insight.Interval;
import io.plumbline.insight.Share;

/**
 * How satisfied a customer is, by their accepted answers.
 *
 * @param answers how many there are
 * @param mean    of satisfaction, 1 to 5, with two decimals; null of none
 * @param low     how many are low by the limits of the programme
 * @param share   of low answers; null for fewer than {@link #LEAST} answers, of which a share would say nothing
 */
public record Satisfaction(long answers, BigDecimal mean, long low, LowShare share) {
    /** No share is told of fewer answers. */
    public static final int LEAST = 10;

    /** In percent with one decimal: the share, and where the true one may lie with a confidence of 95 % (Wilson, see {@link Share#wilson}). */
    public record LowShare(BigDecimal percent, BigDecimal from, BigDecimal to) {
    }

    static Satisfaction of(List<Marks> marks, AcceptanceLimits limits) {
        long answers = marks.stream().mapToLong(Marks::answers).sum();
        long low = marks.stream().filter(m -> !AcceptanceRule.whyLow(answer(m), limits).isEmpty()).mapToLong(Marks::answers).sum();
        BigDecimal mean = answers == 0 ? null
                : BigDecimal.valueOf(marks.stream().mapToLong(m -> m.satisfaction() * m.answers()).sum()).divide(BigDecimal.valueOf(answers), 2, RoundingMode.HALF_UP);
        return new Satisfaction(answers, mean, low, answers < LEAST ? null : share(new Share(low, answers)));
    }

    private static Answer answer(Marks m) {
        return new Answer(m.satisfaction(), m.recommendation() == null ? OptionalInt.empty() : OptionalInt.of(m.recommendation()), "", false);
    }

    private static LowShare share(Share low) {
        Interval interval = low.wilson(Confidence.NINETY_FIVE);
        return new LowShare(percent(low.value().orElseThrow()), percent(interval.low()), percent(interval.high()));
    }

    private static BigDecimal percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).setScale(1, RoundingMode.HALF_UP);
    }
}
