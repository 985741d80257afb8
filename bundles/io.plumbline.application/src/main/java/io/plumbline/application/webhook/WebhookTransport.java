package io.plumbline.application.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Posts a message to an endpoint. */
public interface WebhookTransport {
    /**
     * Posts once. No redirect is followed, and no address is connected to that the {@link io.plumbline.domain.webhook.ReceiverRule} in
     * {@code rules} refuses: a name is resolved once, and the connection goes to the address that was looked at.
     *
     * @param headers beside {@code Content-Type}, which is {@code application/json}
     */
    Result post(URI url, Map<String, String> headers, String body, WebhookRules rules);

    /** What became of a call; {@code took} is its time in all. */
    sealed interface Result {
        Duration took();
    }

    /**
     * @param status     of the answer; its body is not kept
     * @param retryAfter seconds or date of that header as a time from now; null where there is none that can be read
     */
    record Answered(int status, Duration retryAfter, Duration took) implements Result {
    }

    /** @param reason why there was no answer, in plain words, without the address */
    record Failed(String reason, Duration took) implements Result {
    }
}
