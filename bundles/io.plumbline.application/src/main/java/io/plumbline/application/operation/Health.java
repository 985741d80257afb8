package io.plumbline.application.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.operation.HealthCheck.Result;
import io.plumbline.application.operation.HealthCheck.State;

/**
 * How Plumbline fares, as its {@link HealthCheck checks} say. A report holds for five seconds, so that whoever asks often loads
 * nothing, and for one second when something is down, so that the cause and the cure are told soon; a check that does not answer within half a second counts as down, and is not asked again before it has answered.
 */
@Component(service = Health.class)
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final Duration HOLDS = Duration.ofSeconds(5);
    private static final Duration HOLDS_DOWN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
    private final Map<HealthCheck, Future<Result>> underway = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "plumbline-health");
        thread.setDaemon(true);
        return thread;
    });
    private Report last;

    @Activate
    public Health() {
    }

    @Deactivate
    void stop() {
        threads.shutdownNow();
    }

    /** Called for each check that comes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public synchronized void addCheck(HealthCheck check) {
        checks.add(check);
        last = null;
    }

    /** Called for each check that goes. */
    public synchronized void removeCheck(HealthCheck check) {
        checks.remove(check);
        underway.remove(check);
        last = null;
    }

    public synchronized Report report(Instant now) {
        if (last == null || !now.isBefore(last.at().plus(last.state() == State.DOWN ? HOLDS_DOWN : HOLDS)) || now.isBefore(last.at())) {
            last = looked(now);
        }
        return last;
    }

    private Report looked(Instant now) {
        checks.forEach(check -> underway.computeIfAbsent(check, c -> threads.submit(c::check)));
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Part> parts = new ArrayList<>();
        for (HealthCheck check : checks) {
            Result result = answer(check, Math.max(0, end - System.nanoTime()));
            parts.add(new Part(check.name(), result.state(), result.text(), check.neededToBeReady()));
        }
        parts.sort(Comparator.comparing(Part::name));
        return new Report(parts, now);
    }

    private Result answer(HealthCheck check, long nanos) {
        try {
            Result result = underway.get(check).get(nanos, TimeUnit.NANOSECONDS);
            underway.remove(check);
            return result;
        } catch (TimeoutException e) {
            return Result.down("no answer within half a second");
        } catch (ExecutionException e) {
            underway.remove(check);
            LOG.warn("The health check {} failed", check.name(), e.getCause());
            return Result.down("could not be checked; the log says why");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Result.down("the check was interrupted");
        }
    }

    /**
     * @param parts by name
     * @param at    when the checks looked
     */
    public record Report(List<Part> parts, Instant at) {
        public Report {
            parts = List.copyOf(parts);
        }

        /** The worst of the parts; down while none of the needed ones is there to be asked. */
        public State state() {
            return parts.stream().noneMatch(Part::needed) ? State.DOWN
                    : parts.stream().map(Part::state).max(Comparator.naturalOrder()).orElse(State.DOWN);
        }

        /** Whether users can be let in. */
        public boolean ready() {
            return parts.stream().anyMatch(Part::needed) && parts.stream().filter(Part::needed).allMatch(part -> part.state() == State.OK);
        }
    }

    /** @param needed whether Plumbline is not ready without it */
    public record Part(String name, State state, String text, boolean needed) {
    }
}
