package io.plumbline.application.nonconformity;

import java.time.Duration;
import java.time.Instant;

/** How long ago a case was reported, in steps that have names, youngest first; each begins where the one before ends. */
public enum CaseAge {
    /** Up to 7 days. */
    WEEK(0, 7),
    /** More than 7 and up to 30 days. */
    MONTH(7, 30),
    /** More than 30 and up to 90 days. */
    QUARTER(30, 90),
    /** More than 90 days. */
    OLDER(90, -1);

    private final int from;
    private final int to;

    CaseAge(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /** Reported at this moment or later; null where there is no such bound. */
    public Instant since(Instant now) {
        return to < 0 ? null : now.minus(Duration.ofDays(to));
    }

    /** Reported before this moment; null where there is no such bound. */
    public Instant before(Instant now) {
        return from == 0 ? null : now.minus(Duration.ofDays(from));
    }
}
