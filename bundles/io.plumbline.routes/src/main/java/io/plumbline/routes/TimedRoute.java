package io.plumbline.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * A route that time starts, with one call to one use case. It has one thread, and the time between two starts counts from the last one:
 * what takes long delays the next start, and nothing piles up.
 */
abstract class TimedRoute extends RouteBuilder {
    /** How long a route goes on as long as there is more to do; then it can be paused or stopped, and starts again at once if it is not. */
    static final Duration TURN = Duration.ofSeconds(2);
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final String id;
    private final Duration every;
    private final RouteWatch watch;
    private final Clock clock;

    TimedRoute(String id, Duration every, RouteWatch watch, Clock clock) {
        this.id = id;
        this.every = every;
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public void configure() {
        onException(Throwable.class).handled(true)
                .process(e -> watch.failed(id, e.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class), clock.instant()));
        from("timer:" + id + "?fixedRate=false&includeMetadata=false&delay=" + Math.min(every.toMillis(), FIRST.toMillis()) + "&period=" + every.toMillis())
                .routeId(id)
                .filter(e -> watch.due(id, clock.instant()))
                .process(e -> work(clock.instant()))
                .process(e -> watch.well(id, clock.instant()));
    }

    /** The call. Goes on for a {@link #TURN} at most while there is more to do. */
    abstract void work(Instant now);

    /** Calls {@code batch}, which tells whether there is more, until there is no more or the turn is over. */
    final void turn(java.util.function.BooleanSupplier batch) {
        long begun = System.nanoTime(); // the clock may be set back meanwhile
        boolean more = true;
        while (more && System.nanoTime() - begun < TURN.toNanos()) {
            more = batch.getAsBoolean();
        }
    }

    final Clock clock() {
        return clock;
    }

    final String id() {
        return id;
    }
}
