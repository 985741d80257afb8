package io.plumbline.domain.webhook;

import java.time.Duration;
import java.time.Instant;

import io.plumbline.domain.Id;

/**
 * How an endpoint fares. While it fails as a whole, it is not called more often than {@link #hold} allows, whatever waits for it: a dead
 * endpoint costs one timeout at a time and holds up no other.
 *
 * @param failures        tries in a row that failed, whichever message it was
 * @param failingSince    when the first of them failed, or null
 * @param lastError       why the last of them failed, or null
 * @param heldUntil       no call before this, or null
 * @param lastDeliveredAt null before the first success
 */
public record WebhookHealth(Id webhook, int failures, Instant failingSince, String lastError, Instant heldUntil, Instant lastDeliveredAt) {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    public static WebhookHealth unknown(Id webhook) {
        return new WebhookHealth(webhook, 0, null, null, null, null);
    }

    public boolean failing() {
        return failures > 0;
    }

    /** Whether it must not be called at {@code now}. */
    public boolean held(Instant now) {
        return heldUntil != null && now.isBefore(heldUntil);
    }

    public WebhookHealth delivered(Instant now) {
        return new WebhookHealth(webhook, 0, null, null, null, now);
    }

    /**
     * @param whole      whether it concerns every message: no connection, no answer, 429 and 5xx; not that this message was refused
     * @param retryAfter what the endpoint asked for, or null
     */
    public WebhookHealth failed(String why, boolean whole, Duration retryAfter, Instant now) {
        Duration hold = !whole ? Duration.ZERO : retryAfter == null ? hold(failures + 1) : retryAfter;
        return new WebhookHealth(webhook, failures + 1, failingSince == null ? now : failingSince, why, hold.isZero() ? null : now.plus(hold), lastDeliveredAt);
    }

    /** As if nothing had failed: an operator says that it is well again. */
    public WebhookHealth forgiven() {
        return new WebhookHealth(webhook, 0, null, null, null, lastDeliveredAt);
    }

    /** How long nothing is sent after so many failures in a row: 5 s, doubling up to 5 minutes. */
    static Duration hold(int failures) {
        Duration hold = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        return hold.compareTo(LONGEST) > 0 ? LONGEST : hold;
    }
}
