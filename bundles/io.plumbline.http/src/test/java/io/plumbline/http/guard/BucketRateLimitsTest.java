package io.plumbline.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.Test;

import io.plumbline.http.RateLimits;
import io.plumbline.http.RateLimits.Limit;

public class BucketRateLimitsTest {
    private Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private final RateLimits limits = new BucketRateLimits(() -> TestRoom.rules(TrustedProxies.NONE, false), () -> now);

    @Test
    public void tenMissesInAMinuteAreEnough() {
        for (int i = 0; i < 10; i++) {
            assertThat(limits.spent(Limit.TOKEN_MISS, "192.0.2.7")).isEmpty();
            assertThat(limits.take(Limit.TOKEN_MISS, "192.0.2.7")).isEmpty();
        }
        now = now.plusSeconds(20);
        assertThat(limits.spent(Limit.TOKEN_MISS, "192.0.2.7")).hasValue(Duration.ofSeconds(40));
        assertThat(limits.take(Limit.TOKEN_MISS, "192.0.2.7")).hasValue(Duration.ofSeconds(40));
        assertThat(limits.take(Limit.TOKEN_MISS, "192.0.2.8")).as("somebody else").isEmpty();
        assertThat(limits.take(Limit.LOGIN, "192.0.2.7")).as("something else").isEmpty();
        now = now.plusSeconds(40);
        assertThat(limits.take(Limit.TOKEN_MISS, "192.0.2.7")).isEmpty();
    }

    @Test
    public void whatIsGivenBackCanBeTakenAgain() {
        for (int i = 0; i < 100; i++) {
            assertThat(limits.take(Limit.LOGIN, "quality")).isEmpty();
            limits.giveBack(Limit.LOGIN, "quality");
        }
        limits.giveBack(Limit.LOGIN, "quality");
        for (int i = 0; i < 10; i++) {
            assertThat(limits.take(Limit.LOGIN, "quality")).isEmpty();
        }
        assertThat(limits.take(Limit.LOGIN, "quality")).as("never more than the limit").isPresent();
    }

    @Test
    public void retryAfterIsRoundedUpToWholeSeconds() {
        assertThat(RateLimits.retryAfter(Duration.ofMillis(1))).isEqualTo("1");
        assertThat(RateLimits.retryAfter(Duration.ofMillis(40_001))).isEqualTo("41");
        assertThat(RateLimits.retryAfter(Duration.ZERO)).isEqualTo("1");
    }
}
