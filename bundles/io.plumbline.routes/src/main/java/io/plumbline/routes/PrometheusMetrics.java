package io.plumbline.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.plumbline.application.FlowLog;
import io.plumbline.application.Transactions;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.application.operation.MetricsSource;
import io.plumbline.application.operation.OperationQueries;
import io.plumbline.application.operation.Routes;
import io.plumbline.domain.delivery.Quarantine;
import io.plumbline.domain.delivery.Streams;

/**
 * What happened, what waits and how the routes fare, beside Camel's own counts and times of each route. The figures that the database
 * counts cost in proportion to its tables: they are kept for {@link #KEPT_AT_LEAST}, and so long that counting takes no more than one
 * part in {@link #SHARE} of the time. Where the database does not answer, {@code plumbline_database_up} is 0 and its figures are left
 * out. No label names a person, an order or a mail.
 */
@Component(service = MetricsSource.class)
public final class PrometheusMetrics implements MetricsSource {
    private static final Logger LOG = LoggerFactory.getLogger(PrometheusMetrics.class);

    static final Duration KEPT_AT_LEAST = Duration.ofSeconds(5);
    static final int SHARE = 50;

    private final Camel camel;
    private final Routes routes;
    private final Transactions transactions;
    private final OperationQueries queries;
    private final Streams streams;
    private final Quarantine quarantine;
    private final ConfigurationProblems problems;
    private final Clock clock;
    private final Map<String, MultiGauge> gauges = new ConcurrentHashMap<>();
    private boolean databaseUp = true;
    private Instant counted;
    private Duration kept = KEPT_AT_LEAST;

    @Activate
    public PrometheusMetrics(@Reference Camel camel, @Reference Routes routes, @Reference Transactions transactions, @Reference OperationQueries queries,
            @Reference Streams streams, @Reference Quarantine quarantine, @Reference ConfigurationProblems problems) {
        this(camel, routes, transactions, queries, streams, quarantine, problems, Clock.systemUTC());
        new JvmMemoryMetrics().bindTo(camel.meters());
        new JvmThreadMetrics().bindTo(camel.meters());
        new UptimeMetrics().bindTo(camel.meters());
    }

    PrometheusMetrics(Camel camel, Routes routes, Transactions transactions, OperationQueries queries, Streams streams, Quarantine quarantine,
            ConfigurationProblems problems, Clock clock) {
        this.camel = camel;
        this.routes = routes;
        this.transactions = transactions;
        this.queries = queries;
        this.streams = streams;
        this.quarantine = quarantine;
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    public synchronized String scrape() {
        Instant now = clock.instant();
        if (!databaseUp || counted == null || now.isBefore(counted) || !now.isBefore(counted.plus(kept))) {
            databaseFigures(now);
        }
        one("plumbline.database.figures.age.seconds", "how old the figures are that the database counts", counted == null ? Double.NaN : age(counted, now));
        for (String action : FlowLog.counts().keySet()) {
            if (camel.meters().find("plumbline.flow.events").tag("action", action).functionCounter() != null) {
                continue;
            }
            FunctionCounter.builder("plumbline.flow.events", action, a -> FlowLog.counts().getOrDefault(a, 0L))
                    .description("business events since the start, by what happened").tag("action", action).register(camel.meters());
        }
        put("plumbline.route.up", "1 while the route runs and does its work", routes.all(), "route", Routes.Route::id,
                r -> r.state() == Routes.State.RUNNING && r.failingSince() == null ? 1 : 0);
        one("plumbline.configuration.problems", "values in etc/ that could not be used", problems.all().size());
        return camel.meters().scrape();
    }

    private void databaseFigures(Instant now) {
        try {
            List<OperationQueries.Queue> queues = transactions.required(() -> queries.queues(now));
            List<Streams.State> all = transactions.required(streams::all);
            queues(queues, now);
            streams(all, now);
            one("plumbline.quarantine.size", "records set aside", transactions.required(quarantine::count));
            one("plumbline.journal.unnumbered", "journal entries that wait for their number", transactions.required(queries::unnumberedJournalEntries));
            one("plumbline.deliveries", "deliveries known", transactions.required(queries::deliveries));
            databaseUp = true;
            counted = now;
            Duration longest = Duration.between(now, clock.instant()).multipliedBy(SHARE);
            kept = longest.compareTo(KEPT_AT_LEAST) > 0 ? longest : KEPT_AT_LEAST;
        } catch (RuntimeException e) {
            if (databaseUp) {
                LOG.warn("The database's figures cannot be measured: {}", e.getClass().getSimpleName());
            }
            databaseUp = false;
            gauges.values().forEach(g -> g.register(List.of(), true));
        }
        one("plumbline.database.up", "1 while the database answers", databaseUp ? 1 : 0);
    }

    private void queues(List<OperationQueries.Queue> queues, Instant now) {
        queue("plumbline.queue.due", "steps that are due", queues, OperationQueries.Queue::due);
        queue("plumbline.queue.later", "steps that are due later", queues, OperationQueries.Queue::later);
        queue("plumbline.queue.underway", "steps that are being made", queues, OperationQueries.Queue::underway);
        queue("plumbline.queue.failing", "steps that failed and are tried again", queues, OperationQueries.Queue::failing);
        queue("plumbline.queue.parked", "steps set aside until an operator replays them", queues, OperationQueries.Queue::parked);
        queue("plumbline.queue.oldest.due.seconds", "how long the longest waiting step has been due", queues, q -> age(q.oldestDue(), now));
    }

    private void streams(List<Streams.State> all, Instant now) {
        stream("plumbline.stream.lag.seconds", "time since the source was last read", all, s -> s.lastReadAt() == null ? Double.NaN : age(s.lastReadAt(), now));
        stream("plumbline.stream.failures", "failures in a row", all, Streams.State::failures);
        stream("plumbline.stream.paused", "1 while an operator has paused it", all, s -> s.paused() ? 1 : 0);
        stream("plumbline.stream.items", "deliveries read so far", all, Streams.State::items);
    }

    private void queue(String name, String what, List<OperationQueries.Queue> queues, ToDoubleFunction<OperationQueries.Queue> value) {
        put(name, what, queues, "step", q -> q.kind().route(), value);
    }

    private void stream(String name, String what, List<Streams.State> all, ToDoubleFunction<Streams.State> value) {
        put(name, what, all, "stream", Streams.State::name, value);
    }

    private <T> void put(String name, String what, List<T> rows, String label, java.util.function.Function<T, String> key, ToDoubleFunction<T> value) {
        gauge(name, what).register(rows.stream().map(r -> MultiGauge.Row.of(Tags.of(label, key.apply(r)), value.applyAsDouble(r))).toList(), true);
    }

    private void one(String name, String what, double value) {
        gauge(name, what).register(List.of(MultiGauge.Row.of(Tags.empty(), value)), true);
    }

    private MultiGauge gauge(String name, String what) {
        MeterRegistry registry = camel.meters();
        return gauges.computeIfAbsent(name, n -> MultiGauge.builder(n).description(what).register(registry));
    }

    private static double age(Instant since, Instant now) {
        return since == null || since.isAfter(now) ? 0 : Duration.between(since, now).toMillis() / 1000.0;
    }

    @Deactivate
    void stop() {
        gauges.values().forEach(g -> g.register(List.of(), true));
    }
}
