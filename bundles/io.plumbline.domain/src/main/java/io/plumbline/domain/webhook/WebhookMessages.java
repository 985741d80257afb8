package io.plumbline.domain.webhook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.plumbline.domain.Id;

/** What is told to endpoints, and what became of it. */
public interface WebhookMessages {
    /** The payload as it is sent: one line of JSON, members in the order given. Values are text, numbers, booleans, null, lists and maps. */
    String json(Map<String, ?> payload);

    /** Returns false, and adds nothing, when the endpoint has a message of this type and subject. */
    boolean add(WebhookMessage message);

    Optional<WebhookMessage> byId(Id id);

    void save(WebhookMessage message);

    /** Newest first. */
    List<WebhookMessage> of(Id webhook, int most);

    /** Those of the endpoint in this state, oldest first. */
    List<WebhookMessage> of(Id webhook, WebhookMessage.State state, int most);

    long count(Id webhook, WebhookMessage.State state);

    void add(WebhookMessage.Attempt attempt);

    /** Oldest first, at most the 100 newest. */
    List<WebhookMessage.Attempt> attempts(Id message);
}
