package io.plumbline.routes;

import java.time.Clock;
import java.time.Instant;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.PullDeliveries;

/** Reads one source. What fails there stands in its stream, and is no failure of the route. */
final class DeliveryPullRoute extends TimedRoute {
    private static final String PREFIX = "deliveries.pull.";
    private final PullDeliveries pullDeliveries;
    private final DeliverySource source;

    DeliveryPullRoute(DeliverySource source, PullDeliveries pullDeliveries, RouteWatch watch, Clock clock) {
        super(id(source.name()), source.every(), watch, clock);
        this.pullDeliveries = pullDeliveries;
        this.source = source;
    }

    static String id(String source) {
        return PREFIX + source;
    }

    @Override
    void work(Instant now) {
        pullDeliveries.run(source, now);
    }
}
