package io.plumbline.domain.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * One event for one endpoint. The body is written once, so that every try says the same.
 *
 * @param subject      what happened: a response, a case; with endpoint and type the natural key
 * @param body         JSON without personal data
 * @param attempts     tries since it was written or replayed
 * @param waitingSince when it was written, or replayed
 * @param nextTryAt    null once it is settled
 * @param lastError    why the last try failed, for operators; null where none did
 * @param settledAt    when it was delivered or given up, or null
 */
public record WebhookMessage(Id id, Site site, Id webhook, EventType type, Id subject, String body, State state, int attempts, Instant waitingSince,
        Instant nextTryAt, String lastError, Instant settledAt, Instant createdAt) {
    /** Where it stands. */
    public enum State { WAITING, DELIVERED, GIVEN_UP }

    public WebhookMessage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(webhook, "webhook");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(state, "state");
    }

    /** A new message that is due at once. */
    public static WebhookMessage written(Id id, Webhook.Facts to, EventType type, Id subject, String body, Instant now) {
        return new WebhookMessage(id, to.site(), to.id(), type, subject, body, State.WAITING, 0, now, now, null, null, now);
    }

    /** The header {@code webhook-id}: the same with each try. */
    public String header() {
        return "msg_" + id;
    }

    public WebhookMessage delivered(Instant now) {
        return new WebhookMessage(id, site, webhook, type, subject, body, State.DELIVERED, attempts + 1, waitingSince, null, null, now, createdAt);
    }

    public WebhookMessage failed(String why, Instant again) {
        return new WebhookMessage(id, site, webhook, type, subject, body, State.WAITING, attempts + 1, waitingSince, again, why, null, createdAt);
    }

    /** @param tried whether a try has just failed, rather than not being made at all */
    public WebhookMessage givenUp(String why, boolean tried, Instant now) {
        return new WebhookMessage(id, site, webhook, type, subject, body, State.GIVEN_UP, attempts + (tried ? 1 : 0), waitingSince, null, why, now, createdAt);
    }

    /** Due at once, with all tries before it. */
    public WebhookMessage again(Instant now) {
        return new WebhookMessage(id, site, webhook, type, subject, body, State.WAITING, 0, now, now, lastError, null, createdAt);
    }

    /**
     * One call, or one that was not made because the address may not be called.
     *
     * @param number 1 for the first, counting on after a replay
     * @param status of the answer, or null where there was none
     * @param took   until the answer, the timeout or the fault
     * @param reason why it failed; null for a success
     */
    public record Attempt(Id message, int number, Instant at, Integer status, Duration took, String reason) {
        public boolean succeeded() {
            return reason == null;
        }
    }
}
