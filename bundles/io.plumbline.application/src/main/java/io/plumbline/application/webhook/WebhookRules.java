package io.plumbline.application.webhook;

import java.nio.file.Path;
import java.time.Duration;

import io.plumbline.domain.webhook.ReceiverRule;

/**
 * How endpoints are called, as configured in {@code etc/io.plumbline.webhooks.cfg}.
 *
 * @param receivers      which addresses may be called
 * @param connectTimeout how long a connection may take, with TLS
 * @param timeout        how long a call may take in all
 * @param overlap        how long the secret before signs, too, after a rotation
 * @param trust          certificates in PEM form to trust beside Java's own; null for none
 */
public record WebhookRules(ReceiverRule receivers, Duration connectTimeout, Duration timeout, Duration overlap, Path trust) {

    /** The rules at this moment. */
    public interface Current {
        WebhookRules get();
    }
}
