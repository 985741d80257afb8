package io.plumbline.domain.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a message that failed is tried again: the schedule that the Standard Webhooks specification gives as its example, each wait
 * shifted at random by up to a tenth so that what failed together does not come back together.
 */
public final class RetryRule {
    private static final List<Duration> WAITS = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2),
            Duration.ofHours(5), Duration.ofHours(10), Duration.ofHours(14), Duration.ofHours(20), Duration.ofHours(24));
    /** A message that could not be sent for so long is given up, however seldom it was tried. */
    public static final Duration LONGEST = Duration.ofDays(4);
    /** No endpoint may ask for a longer pause. */
    public static final Duration LONGEST_PAUSE = Duration.ofHours(24);
    private static final int SHIFT = 10;

    private RetryRule() {
    }

    /**
     * When to try again after a failure at {@code now}; empty when the message is given up.
     *
     * @param message    as it stood before the failed try
     * @param retryAfter what the endpoint asked for, or null; at most {@link #LONGEST_PAUSE} is granted
     */
    public static Optional<Instant> next(WebhookMessage message, Duration retryAfter, Instant now, RandomGenerator random) {
        if (message.attempts() >= WAITS.size() || tooOld(message, now)) {
            return Optional.empty();
        }
        Duration wait = WAITS.get(message.attempts());
        long most = wait.toMillis() / SHIFT;
        Duration shifted = wait.plusMillis(random.nextLong(-most, most + 1));
        Duration asked = granted(retryAfter);
        return Optional.of(now.plus(asked.compareTo(shifted) > 0 ? asked : shifted));
    }

    /** The pause that an endpoint gets of the one it asked for; zero for null. */
    public static Duration granted(Duration retryAfter) {
        return retryAfter == null || retryAfter.isNegative() ? Duration.ZERO : retryAfter.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : retryAfter;
    }

    public static boolean tooOld(WebhookMessage message, Instant now) {
        return message.waitingSince().plus(LONGEST).isBefore(now);
    }
}
