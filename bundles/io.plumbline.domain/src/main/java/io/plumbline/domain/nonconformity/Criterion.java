package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.plumbline.domain.Problem;

/**
 * What must be measurable before anything is done, so that nobody can choose afterwards what counts as success (ISO 9001:2015 10.2.1 d).
 *
 * @param stratum            where the effect is looked for
 * @param measure            which share is compared
 * @param minimumImprovement by how many percentage points that share must fall, 1 to 100
 * @param minimumAnswers     how many of those that are counted, answers or deliveries, there must be before and after to conclude anything, 10 to 100,000: below ten no
 *                           share is shown anywhere
 * @param judgeOn            the day from which the effect is judged
 */
public record Criterion(Stratum stratum, Measure measure, int minimumImprovement, int minimumAnswers, LocalDate judgeOn) {
    private static final int LEAST_ANSWERS = 10;
    private static final int MOST_ANSWERS = 100_000;
    private static final int MOST_VALUE = 120;

    /**
     * What is counted. Each is a share that is to fall, of those of whom each is counted once and is a hit or none: so that exact tests hold.
     */
    public enum Measure {
        /** Answers that are low by the programme's limits, among the accepted ones. */
        LOW_ANSWERS,
        /** Answers with 1 to 3 of 5 for satisfaction, among the accepted ones: the satisfied, with 4 and 5, are to become more. */
        UNSATISFIED_ANSWERS,
        /** Deliveries of which the customer's receipt says that goods were rejected or are missing, among those with a receipt. */
        REJECTED_DELIVERIES
    }

    public Criterion {
        Objects.requireNonNull(stratum, "stratum");
        Objects.requireNonNull(measure, "measure");
    }

    /** By low answers. */
    public Criterion(Stratum stratum, int minimumImprovement, int minimumAnswers, LocalDate judgeOn) {
        this(stratum, Measure.LOW_ANSWERS, minimumImprovement, minimumAnswers, judgeOn);
    }

    /** What is wrong with it; empty when it can be fixed. */
    public List<Problem> problems(Instant now) {
        List<Problem> problems = new ArrayList<>();
        boolean everything = stratum.kind() == Stratum.Kind.EVERYTHING;
        if (everything != stratum.value().isBlank() || stratum.value().length() > MOST_VALUE) {
            problems.add(new Problem("stratum.value", stratum.value(), everything ? "nothing, because everything is looked at" : "which " + stratum.kind() + ", 1 to " + MOST_VALUE + " characters"));
        }
        if (minimumImprovement < 1 || minimumImprovement > 100) {
            problems.add(new Problem("minimumImprovement", Integer.toString(minimumImprovement), "1 to 100 percentage points"));
        }
        if (minimumAnswers < LEAST_ANSWERS || minimumAnswers > MOST_ANSWERS) {
            problems.add(new Problem("minimumAnswers", Integer.toString(minimumAnswers), measure == Measure.REJECTED_DELIVERIES ? "10 to 100000 deliveries" : "10 to 100000 answers"));
        }
        if (judgeOn == null || !judgeOn.isAfter(now.atZone(ZoneOffset.UTC).toLocalDate())) {
            problems.add(new Problem("judgeOn", judgeOn == null ? "" : judgeOn.toString(), "a day after today, as YYYY-MM-DD"));
        }
        return problems;
    }
}
