package io.plumbline.domain.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;

import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

public class WebhookSecretTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final byte[] KEY = new byte[32];
    private static final Id ID = new Id("01KB0000000000000000000001");

    /** The example of the libraries that the specification publishes. */
    @Test
    public void signsAsTheSpecificationsLibrariesDo() {
        for (String text : new String[] {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}) {
            assertThat(WebhookSecret.of(text).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                    .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        }
    }

    @Test
    public void aSecretIsLongEnoughAndBelongsToOneEndpointAndNumber() {
        WebhookSecret secret = WebhookSecret.of(ID, 1, KEY);
        assertThat(secret.text()).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.text().substring(6))).hasSize(32);
        assertThat(WebhookSecret.of(ID, 1, KEY).text()).isEqualTo(secret.text());
        assertThat(WebhookSecret.of(ID, 2, KEY).text()).isNotEqualTo(secret.text());
        assertThat(WebhookSecret.of(new Id("01KB0000000000000000000002"), 1, KEY).text()).isNotEqualTo(secret.text());
        assertThat(secret.toString()).doesNotContain(secret.text());
    }

    @Test
    public void bothSecretsSignWhileTheyOverlap() {
        Webhook.Facts facts = new Webhook.Facts(ID, Site.MAIN, "x", URI.create("https://x.example"), Set.of(EventType.RESPONSE_RECORDED), 1, null, NOW, NOW, 1);
        String first = WebhookSecret.of(ID, 1, KEY).sign("msg_1", NOW.getEpochSecond(), "{}");
        String second = WebhookSecret.of(ID, 2, KEY).sign("msg_1", NOW.getEpochSecond(), "{}");
        assertThat(WebhookSecret.signatures(facts, KEY, "msg_1", "{}", NOW)).isEqualTo(first);
        Webhook.Facts rotated = facts.rotated(NOW.plusSeconds(60), NOW);
        assertThat(WebhookSecret.signatures(rotated, KEY, "msg_1", "{}", NOW)).isEqualTo(second + " " + first);
        Webhook.Facts over = facts.rotated(NOW, NOW);
        assertThat(WebhookSecret.signatures(over, KEY, "msg_1", "{}", NOW)).isEqualTo(second);
    }
}
