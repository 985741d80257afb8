package io.plumbline.domain.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.plumbline.domain.Id;

/**
 * A secret that an endpoint shares with Plumbline: 32 bytes, derived from the key in Plumbline's secret file, the endpoint and the
 * secret's number. It is stored nowhere, so that a copy of the database signs nothing.
 */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private final byte[] bytes;

    private WebhookSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param key 32 bytes that belong to webhooks alone */
    public static WebhookSecret of(Id webhook, int number, byte[] key) {
        return new WebhookSecret(mac(key, webhook + "." + number));
    }

    /** One that is written as {@link #text} writes it, with or without the prefix. */
    public static WebhookSecret of(String text) {
        return new WebhookSecret(Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text));
    }

    /** As the specification writes it: {@code whsec_} and base 64. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** One signature: {@code v1,} and the HMAC-SHA-256 of {@code id.seconds.body} in base 64. */
    public String sign(String id, long seconds, String body) {
        return "v1," + Base64.getEncoder().encodeToString(mac(bytes, id + "." + seconds + "." + body));
    }

    /** The header {@code webhook-signature}: by the present secret and, while they overlap, by the one before it. */
    public static String signatures(Webhook.Facts to, byte[] key, String id, String body, Instant now) {
        List<String> all = new ArrayList<>();
        all.add(of(to.id(), to.secretNumber(), key).sign(id, now.getEpochSecond(), body));
        if (to.previousUntil() != null && now.isBefore(to.previousUntil())) {
            all.add(of(to.id(), to.secretNumber() - 1, key).sign(id, now.getEpochSecond(), body));
        }
        return String.join(" ", all);
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
