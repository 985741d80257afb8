package io.plumbline.http;

import java.time.Duration;
import java.util.Optional;

/** How often something may be tried. Counted in memory, for each node by itself. */
public interface RateLimits {
    /** What is counted, and by which key. */
    enum Limit {
        /** Failed logins, by address and by login name. */
        LOGIN,
        /** Wrong setup codes, by address. */
        SETUP,
        /** Unknown, expired or withdrawn tokens of customers' links, by address. */
        TOKEN_MISS,
        /** Calls of services, by login name. */
        API
    }

    /** Counts one try. Empty when it is within the limit; else how long to wait, for {@code 429} and {@code Retry-After}. */
    Optional<Duration> take(Limit limit, String key);

    /** How long to wait when the limit is spent; counts nothing. */
    Optional<Duration> spent(Limit limit, String key);

    /** Takes back one try that turned out well. */
    void giveBack(Limit limit, String key);

    /** Whole seconds for {@code Retry-After}, at least one. */
    static String retryAfter(Duration wait) {
        return String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}
