package io.plumbline.http.guard;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.plumbline.http.RateLimits;

/** Token buckets in memory, for as many keys as were used last. */
@Component(service = RateLimits.class)
public final class BucketRateLimits implements RateLimits {
    private static final int MOST_KEYS = 50_000;
    private final HttpRules.Current rules;
    private final TimeMeter time;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_KEYS;
        }
    };

    @Activate
    public BucketRateLimits(@Reference HttpRules.Current rules) {
        this(rules, InstantSource.system());
    }

    BucketRateLimits(HttpRules.Current rules, InstantSource clock) {
        this.rules = rules;
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    @Override
    public Optional<Duration> take(Limit limit, String key) {
        Bucket bucket = bucket(limit, key);
        return bucket.tryConsume(1) ? Optional.empty() : Optional.of(untilNext(bucket));
    }

    @Override
    public Optional<Duration> spent(Limit limit, String key) {
        Bucket bucket = bucket(limit, key);
        return bucket.getAvailableTokens() > 0 ? Optional.empty() : Optional.of(untilNext(bucket));
    }

    @Override
    public void giveBack(Limit limit, String key) {
        bucket(limit, key).addTokens(1);
    }

    private static Duration untilNext(Bucket bucket) {
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        return Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private Bucket bucket(Limit limit, String key) {
        String counted = limit + " " + Address.of(key).map(Address::key).orElse(key);
        synchronized (buckets) {
            return buckets.computeIfAbsent(counted, unused -> Bucket.builder().addLimit(bandwidth(limit)).withCustomTimePrecision(time).build());
        }
    }

    private Bandwidth bandwidth(Limit limit) {
        HttpRules now = rules.get();
        return switch (limit) {
            case LOGIN, SETUP -> within(now.loginTries(), Duration.ofMinutes(15));
            case TOKEN_MISS -> within(now.tokenMisses(), Duration.ofMinutes(1));
            case API -> within(now.apiCalls(), Duration.ofMinutes(1));
        };
    }

    private static Bandwidth within(int times, Duration period) {
        return Bandwidth.builder().capacity(times).refillIntervally(times, period).build();
    }
}
