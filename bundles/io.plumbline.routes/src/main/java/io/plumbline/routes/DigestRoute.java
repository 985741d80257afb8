package io.plumbline.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.plumbline.application.nonconformity.SendDigests;

/** Sends the digests that are due. */
final class DigestRoute extends TimedRoute {
    static final String ID = "nonconformities.digest";
    private final SendDigests sendDigests;

    DigestRoute(SendDigests sendDigests, Duration every, RouteWatch watch, Clock clock) {
        super(ID, every, watch, clock);
        this.sendDigests = sendDigests;
    }

    @Override
    void work(Instant now) {
        sendDigests.run(now);
    }
}
