package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;

/**
 * A possible cause of a nonconformity (ISO 9001:2015 10.2.1 b), and whether it was found to be one. Only a verified cause carries a
 * case further; a refuted one stays as evidence that it was looked at.
 *
 * @param cycle    the cycle of the case that it belongs to
 * @param category of the organisation's catalogue of causes, for counting; lower case letters, digits and hyphens, or null
 * @param evidence what shows the verdict; null while it is {@link Verdict#PROPOSED}
 * @param by       login of who proposed it
 * @param judgedBy login of who gave the verdict, or null
 */
public record Cause(Id id, Site site, Id nonconformity, int cycle, Analysis analysis, String category, Verdict verdict, String evidence, String by, String judgedBy, Instant changedAt,
        long version) {
    /** What became of a proposed cause. */
    public enum Verdict { PROPOSED, VERIFIED, REFUTED }

    public Cause {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(nonconformity, "nonconformity");
        Objects.requireNonNull(analysis, "analysis");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(by, "by");
    }

    public static Cause proposed(Id id, Nonconformity.Facts of, Analysis analysis, String category, String by, Instant at) {
        return new Cause(id, of.site(), of.id(), of.cycle(), analysis, category, Verdict.PROPOSED, null, by, null, at, 1);
    }

    /** With a verdict and what shows it; a verdict may be given again when something new is found. */
    public Cause judged(Verdict given, String shownBy, String who, Instant at) {
        return judged(given, shownBy, category, who, at);
    }

    /** The same, counted under another category. */
    public Cause judged(Verdict given, String shownBy, String counted, String who, Instant at) {
        return new Cause(id, site, nonconformity, cycle, analysis, counted, given, shownBy, by, who, at, version + 1);
    }

    /** What is wrong with it; empty when it can be kept. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(analysis.problems());
        if (category != null && !CauseCategory.wellFormed(category)) {
            problems.add(new Problem("category", category, "1 to 40 characters of a-z and 0-9, words joined by hyphens, such as packaging"));
        }
        if (verdict != Verdict.PROPOSED) {
            Words.check("evidence", evidence, Containment.MOST_WORDS, problems);
        }
        return problems;
    }
}
