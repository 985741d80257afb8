package io.plumbline.domain.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

public class RetryRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Id ID = new Id("01KB0000000000000000000001");
    private final Random random = new Random(1);

    private static WebhookMessage written() {
        Webhook.Facts to = new Webhook.Facts(ID, Site.MAIN, "x", URI.create("https://x.example"), Set.of(EventType.RESPONSE_RECORDED), 1, null, NOW, NOW, 1);
        return WebhookMessage.written(ID, to, EventType.RESPONSE_RECORDED, ID, "{}", NOW);
    }

    @Test
    public void aMessageIsTriedTenTimesOverThreeDaysWithGrowingWaits() {
        WebhookMessage message = written();
        Instant at = NOW;
        Duration before = Duration.ZERO;
        int tries = 0;
        Optional<Instant> next;
        do {
            tries++;
            next = RetryRule.next(message, null, at, random);
            if (next.isPresent()) {
                Duration wait = Duration.between(at, next.get());
                assertThat(wait).isGreaterThan(before.multipliedBy(95).dividedBy(100));
                before = wait;
                message = message.failed("x", next.get());
                at = next.get();
            }
        } while (next.isPresent());
        assertThat(tries).isEqualTo(10);
        assertThat(Duration.between(NOW, at)).isBetween(Duration.ofHours(68), Duration.ofHours(84));
    }

    @Test
    public void whatFailedTogetherDoesNotComeBackTogether() {
        Set<Instant> all = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Instant next = RetryRule.next(written(), null, NOW, random).orElseThrow();
            assertThat(next).isBetween(NOW.plusMillis(4500), NOW.plusMillis(5500));
            all.add(next);
        }
        assertThat(all).hasSizeGreaterThan(50);
    }

    @Test
    public void anEndpointIsGivenThePauseItAsksForWithinADay() {
        assertThat(RetryRule.next(written(), Duration.ofHours(3), NOW, random)).contains(NOW.plus(Duration.ofHours(3)));
        assertThat(RetryRule.next(written(), Duration.ofDays(900), NOW, random)).contains(NOW.plus(Duration.ofDays(1)));
        assertThat(RetryRule.next(written(), Duration.ofSeconds(-9), NOW, random).orElseThrow()).isAfter(NOW.plusSeconds(4));
        assertThat(RetryRule.next(written(), null, NOW.plus(Duration.ofDays(5)), random)).as("too old").isEmpty();
    }

    @Test
    public void anEndpointThatFailsAsAWholeIsLeftAloneForLongerAndLonger() {
        WebhookHealth health = WebhookHealth.unknown(ID);
        Duration before = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            health = health.failed("500", true, null, NOW);
            Duration hold = Duration.between(NOW, health.heldUntil());
            assertThat(hold).isBetween(before, Duration.ofMinutes(5));
            before = hold;
            assertThat(health.held(NOW)).isTrue();
            assertThat(health.held(health.heldUntil())).isFalse();
        }
        assertThat(before).isEqualTo(Duration.ofMinutes(5));
        assertThat(health.failed("429", true, Duration.ofHours(2), NOW).heldUntil()).isEqualTo(NOW.plus(Duration.ofHours(2)));
        assertThat(WebhookHealth.unknown(ID).failed("400", false, null, NOW).held(NOW)).as("only this message was refused").isFalse();
        assertThat(health.delivered(NOW).failing()).isFalse();
    }
}
