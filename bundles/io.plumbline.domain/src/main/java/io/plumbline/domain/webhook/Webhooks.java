package io.plumbline.domain.webhook;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;

/** The endpoints. */
public interface Webhooks {
    Optional<Webhook> byId(Id id);

    /** All but those that were removed, oldest first. */
    List<Webhook> all();

    /** Those that are on, oldest first. */
    List<Webhook> on();

    void add(Webhook webhook);

    /** @throws io.plumbline.domain.Stale when somebody else saved it meanwhile */
    void save(Webhook webhook);

    /** {@link WebhookHealth#unknown} where nothing was sent yet. */
    WebhookHealth health(Id webhook);

    void save(WebhookHealth health);
}
