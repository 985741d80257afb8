package io.plumbline.routes;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the routes fare. A failure is logged once, when it begins; a route that fails is tried again with a little patience, so that a
 * database that is gone does not fill the log.
 */
final class RouteWatch {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);

    /** What is known of one route; the first two are null while all is well. */
    record State(Instant failingSince, String lastError, Instant lastRunAt, Instant notBefore) {
    }

    private final Map<String, State> states = new ConcurrentHashMap<>();

    Optional<State> of(String route) {
        return Optional.ofNullable(states.get(route));
    }

    /** Whether the route may be tried at this moment: also when the clock was set back since it failed. */
    boolean due(String route, Instant now) {
        State state = states.get(route);
        return state == null || state.notBefore() == null || !now.isBefore(state.notBefore()) || now.isBefore(state.notBefore().minus(PATIENCE));
    }

    void well(String route, Instant now) {
        State before = states.put(route, new State(null, null, now, null));
        if (before != null && before.failingSince() != null) {
            LOG.info("{} is well again, after failing since {}", route, before.failingSince());
        }
    }

    void failed(String route, Throwable why, Instant now) {
        State before = states.get(route);
        boolean known = before != null && before.failingSince() != null;
        states.put(route, new State(known ? before.failingSince() : now, why.getClass().getSimpleName(), before == null ? null : before.lastRunAt(),
                now.plus(PATIENCE)));
        if (!known) {
            LOG.error("{} failed; it is tried again until it succeeds", route, why);
        }
    }

    void forget(String route) {
        states.remove(route);
    }
}
