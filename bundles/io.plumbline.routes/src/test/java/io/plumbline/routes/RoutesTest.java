package io.plumbline.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.After;
import org.junit.Test;

import io.plumbline.application.FlowLog;
import io.plumbline.application.Ids;
import io.plumbline.application.MakeSteps;
import io.plumbline.application.StepHandler;
import io.plumbline.application.access.ForgetCalls;
import io.plumbline.application.access.ForgetSessions;
import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.PullDeliveries;
import io.plumbline.application.delivery.ReceiveFile;
import io.plumbline.application.delivery.WatchFolder;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.application.operation.HealthCheck;
import io.plumbline.application.operation.OpenGate;
import io.plumbline.application.operation.OperationQueries;
import io.plumbline.application.operation.Routes;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Calls;
import io.plumbline.domain.access.Sessions;
import io.plumbline.domain.delivery.Quarantine;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal;

public class RoutesTest {
    private static final String DECIDE = "invitations.decide";

    private final Camel camel = new Camel();
    private final Routes routes = new CamelRoutes(camel);
    private final HealthCheck check = new RoutesCheck(routes);
    private final Ports ports = new Ports();
    private final ConfigurationProblems problems = new ConfigurationProblems();
    private final Backlog backlog = new Backlog();

    @After
    public void stop() {
        camel.stop();
    }

    @Test
    public void everyKindOfStepHasItsRouteAndMakesAllThatIsDue() {
        Set<Command.Kind> made = ConcurrentHashMap.newKeySet();
        List<StepHandler> handlers = new ArrayList<>();
        for (Command.Kind kind : Command.Kind.values()) {
            backlog.put(kind, kind == Command.Kind.DECIDE_INVITATION ? 120 : 1);
            handlers.add(handler(kind, () -> made.add(kind)));
        }

        start(handlers, Map.of("pollInterval", "50ms"));

        await().until(() -> backlog.size() == 0 && made.size() == Command.Kind.values().length);
        assertThat(routes.all()).extracting(Routes.Route::id).containsExactlyInAnyOrder("invitations.decide", "invitations.send", "invitations.expire",
                "nonconformities.file", "feedback.file", "nonconformities.tell", "nonconformities.colleagues", "nonconformities.note", "nonconformities.recur", "letters.send", "webhooks.deliver");

        backlog.put(Command.Kind.FILE_NONCONFORMITY, 3);
        await().until(() -> backlog.size() == 0);
        await().untilAsserted(() -> assertThat(check.check()).isEqualTo(HealthCheck.Result.ok("11 run")));
    }

    @Test
    public void nothingPilesUpBehindASlowStep() {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        backlog.put(Command.Kind.DECIDE_INVITATION, 6);
        start(List.of(handler(Command.Kind.DECIDE_INVITATION, () -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            pause(120);
            atOnce.decrementAndGet();
            made.incrementAndGet();
        })), Map.of("pollInterval", "50ms", "batch", "1"));

        await().until(() -> made.get() == 6);
        assertThat(most).hasValue(1);
        int before = backlog.asked.get(Command.Kind.DECIDE_INVITATION).size();
        await().until(() -> backlog.asked.get(Command.Kind.DECIDE_INVITATION).size() > before);
        assertThat(backlog.asked.get(Command.Kind.DECIDE_INVITATION).size()).as("no burst of starts that were missed").isLessThan(before + 5);
    }

    @Test
    public void aRouteThatFailsIsNamedByHealthAndIsWellAgainByItself() {
        backlog.broken = new IllegalStateException("no database");
        backlog.put(Command.Kind.DECIDE_INVITATION, 1);
        start(List.of(handler(Command.Kind.DECIDE_INVITATION, () -> { })), Map.of("pollInterval", "50ms"));
        await().until(() -> check.check().state() == HealthCheck.State.DEGRADED && check.check().text().contains(DECIDE));
        assertThat(check.check().text()).contains("invitations.decide fails since", "IllegalStateException", "see the log").doesNotContain("no database");

        backlog.broken = null;

        await().until(() -> backlog.size() == 0);
        await().until(() -> check.check().state() == HealthCheck.State.OK);
    }

    @Test
    public void aFailingRouteIsNotTriedAtEveryTurn() {
        RouteWatch watch = new RouteWatch();
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");
        watch.failed("r", new IllegalStateException(), noon);
        assertThat(watch.due("r", noon.plus(RouteWatch.PATIENCE).minusMillis(1))).isFalse();
        assertThat(watch.due("r", noon.plus(RouteWatch.PATIENCE))).isTrue();
        assertThat(watch.due("r", noon.minus(Duration.ofDays(1)))).as("the clock was set back").isTrue();
        watch.failed("r", new IllegalArgumentException(), noon.plusSeconds(60));
        assertThat(watch.of("r").orElseThrow().failingSince()).isEqualTo(noon);
        watch.well("r", noon.plusSeconds(90));
        assertThat(watch.due("r", noon.plusSeconds(90))).isTrue();
        assertThat(watch.of("r").orElseThrow().failingSince()).isNull();
    }

    @Test
    public void anOperatorPausesAndResumesARoute() {
        StepRoutes steps = start(List.of(handler(Command.Kind.DECIDE_INVITATION, () -> { })), Map.of("pollInterval", "50ms"));
        assertThat(routes.pause(DECIDE)).isTrue();
        backlog.put(Command.Kind.DECIDE_INVITATION, 1);
        assertThat(state(DECIDE)).isEqualTo(Routes.State.PAUSED);
        assertThat(check.check()).isEqualTo(HealthCheck.Result.degraded("paused by an operator: invitations.decide"));
        await().during(Duration.ofMillis(300)).until(() -> backlog.size() == 1);

        steps.stop();
        assertThat(routes.all()).isEmpty();
        start(List.of(handler(Command.Kind.DECIDE_INVITATION, () -> { })), Map.of("pollInterval", "50ms"));
        assertThat(state(DECIDE)).as("a changed option lets no paused route run").isEqualTo(Routes.State.PAUSED);

        assertThat(routes.resume(DECIDE)).isTrue();
        await().until(() -> backlog.size() == 0);
        assertThat(routes.pause("nothing.here")).isFalse();
        assertThat(routes.resume("nothing.here")).isFalse();
    }

    @Test(timeout = 30_000)
    public void routesStopWithinSecondsThoughThereIsAlwaysMoreToDo() {
        backlog.endless = true;
        AtomicInteger made = new AtomicInteger();
        StepRoutes steps = start(List.of(handler(Command.Kind.DECIDE_INVITATION, made::incrementAndGet)), Map.of("pollInterval", "50ms"));
        await().until(() -> made.get() > 100);

        steps.stop();

        assertThat(routes.all()).isEmpty();
        int after = made.get();
        await().during(Duration.ofMillis(200)).until(() -> made.get() == after);
    }

    @Test
    public void badOptionsAreNamedAndDefaultsStandIn() {
        start(List.of(), Map.of("pollInterval", "often", "batch", "0", "mailBatch", "5000"));
        assertThat(problems.all()).extracting(Problem::field).containsExactlyInAnyOrder("etc/io.plumbline.routes.cfg: pollInterval",
                "etc/io.plumbline.routes.cfg: batch", "etc/io.plumbline.routes.cfg: mailBatch");
        assertThat(routes.all()).hasSize(Command.Kind.values().length);
    }

    @Test
    public void theJournalIsSequencedUntilNothingIsLeft() {
        AtomicInteger unnumbered = new AtomicInteger(1700);
        Journal journal = journal(most -> {
            int n = Math.min(most, unnumbered.get());
            unnumbered.addAndGet(-n);
            return n;
        });
        UpkeepRoutes upkeep = new UpkeepRoutes(camel, journal, new ForgetSessions(ports.transactions, Ports.empty(Sessions.class)),
                new ForgetCalls(ports.transactions, Ports.empty(Calls.class)), new OpenGate());

        await().until(() -> unnumbered.get() == 0);
        assertThat(routes.all()).extracting(Routes.Route::id).containsExactlyInAnyOrder("journal.sequence", "sessions.forget", "calls.forget");

        upkeep.stop();
        assertThat(routes.all()).isEmpty();
    }

    @Test
    public void sourcesComeAndGoWhileTheRestRuns() {
        DeliveryRoutes deliveries = deliveries();
        Source first = new Source("shop");
        Source other = new Source("depot");
        deliveries.addSource(first);
        deliveries.addSource(other);
        await().until(() -> first.pulls.get() > 1 && other.pulls.get() > 1);

        deliveries.removeSource(first);

        assertThat(routes.all()).extracting(Routes.Route::id).containsExactly("deliveries.pull.depot");
        int after = first.pulls.get();
        int othersBefore = other.pulls.get();
        await().until(() -> other.pulls.get() > othersBefore + 2);
        assertThat(first.pulls).hasValue(after);
        deliveries.stop();
        assertThat(routes.all()).isEmpty();
    }

    @Test
    public void ofTwoSourcesWithOneNameTheFirstIsReadAndTheOtherNamed() {
        DeliveryRoutes deliveries = deliveries();
        Source first = new Source("shop");
        Source second = new Source("shop");
        deliveries.addSource(first);
        deliveries.addSource(second);
        await().until(() -> first.pulls.get() > 1);
        assertThat(second.pulls).hasValue(0);
        assertThat(problems.all()).singleElement().satisfies(p -> assertThat(p.text()).contains("\"shop\""));

        deliveries.removeSource(first);

        await().until(() -> second.pulls.get() > 0);
        assertThat(problems.all()).isEmpty();
    }

    @Test
    public void measuresQueuesStreamsAndRoutesWithoutNamingAnybody() {
        ports.streams.take("shop", "demo", Duration.ofMinutes(1), Instant.now());
        DeliveryRoutes deliveries = deliveries();
        deliveries.addSource(new Source("depot"));
        PrometheusMetrics metrics = metrics(queries());

        await().untilAsserted(() -> assertThat(metrics.scrape()).containsPattern("camel_exchanges_total\\{[^}]*routeId=\"deliveries.pull.depot\"[^}]*} [1-9]"));

        String scraped = metrics.scrape();
        assertThat(scraped).contains("plumbline_queue_due{step=\"invitations.send\"} 7.0", "plumbline_queue_parked{step=\"invitations.send\"} 2.0",
                "plumbline_stream_failures{stream=\"shop\"} 0.0", "plumbline_route_up{route=\"deliveries.pull.depot\"} 1.0", "plumbline_journal_unnumbered 5.0",
                "plumbline_deliveries 42.0", "plumbline_quarantine_size 0.0", "plumbline_configuration_problems 0.0", "plumbline_database_up 1.0");
        assertThat(scraped).containsPattern("plumbline_queue_oldest_due_seconds\\{step=\"invitations.send\"} 9[0-9]\\.");
        assertThat(scraped.lines().filter(l -> !l.startsWith("#")).count()).isLessThan(200);

        ports.gone = new IllegalStateException("no database");
        assertThat(metrics.scrape()).as("counted a moment ago").contains("plumbline_queue_due{");
        later.set(Duration.ofHours(1));
        assertThat(metrics.scrape()).contains("plumbline_database_up 0.0", "plumbline_route_up").doesNotContain("plumbline_queue_due{");
        ports.gone = null;
        assertThat(metrics.scrape()).contains("plumbline_database_up 1.0", "plumbline_queue_due{");
    }

    /** Micrometer warns of a meter that is registered again, which every look at the metrics would do. */
    @Test
    public void eachMeterIsRegisteredOnceHoweverOftenTheyAreScraped() {
        FlowLog.of(new Entry(Site.MAIN, Instant.now(), Actor.system("test"), "response.accepted", "response", new Id("01K9ZZZZZZZZZZZZZZZZZZZZZ2"), 1, "",
                Map.of(), Map.of())).orElseThrow().write();
        PrometheusMetrics metrics = metrics(queries());
        PrintStream shown = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            metrics.scrape();
            metrics.scrape();
            metrics.stop();
            metrics(queries()).scrape();
        } finally {
            System.setErr(shown);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("registered");
    }

    @Test
    public void whatIsScrapedIsPrometheusTextWithBoundedLabels() {
        FlowLog.of(new Entry(Site.MAIN, Instant.now(), Actor.system("test"), "response.accepted", "response", new Id("01K9ZZZZZZZZZZZZZZZZZZZZZ1"), 1, "",
                Map.of(), Map.of())).orElseThrow().write();
        ports.streams.take("shop", "demo", Duration.ofMinutes(1), Instant.now());
        PrometheusMetrics metrics = metrics(queries());
        metrics.scrape();
        String scraped = metrics.scrape();

        assertThat(scraped).endsWith("\n").containsPattern("(?m)^plumbline_flow_events_total\\{action=\"response.accepted\"} [1-9]");
        Pattern comment = Pattern.compile("# (HELP [a-zA-Z_:][a-zA-Z0-9_:]* .*|TYPE [a-zA-Z_:][a-zA-Z0-9_:]* (counter|gauge|histogram|summary|untyped))");
        Pattern sample = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{([a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\]|\\\\[\\\\n\"])*\",?)*})? (NaN|[+-]Inf|[-+0-9.eE]+)");
        Set<String> series = new HashSet<>();
        Set<String> typed = new HashSet<>();
        scraped.lines().forEach(line -> {
            if (line.startsWith("#")) {
                assertThat(line).matches(comment);
                assertThat(!line.startsWith("# TYPE ") || typed.add(line.split(" ")[2])).as("typed once: %s", line).isTrue();
                return;
            }
            Matcher m = sample.matcher(line);
            assertThat(m.matches()).as(line).isTrue();
            assertThat(series.add(line.substring(0, line.lastIndexOf(' ')))).as("said once: %s", line).isTrue();
            assertThat(typed).anyMatch(name -> m.group(1).equals(name) || m.group(1).matches(Pattern.quote(name) + "_(count|sum|bucket|max)"));
            if (m.group(1).startsWith("plumbline_") && m.group(2) != null) {
                assertThat(m.group(2)).matches("\\{(step|stream|route|action)=\"[^\"]*\"}").doesNotContainPattern("[0-9A-Z]{26}|@");
            }
        });
        assertThat(series).hasSizeLessThan(200).anyMatch(line -> line.startsWith("plumbline_database_figures_age_seconds"));
    }

    @Test
    public void healthSaysWhenTheRoutesHaveNotStarted() {
        assertThat(check.check().state()).isEqualTo(HealthCheck.State.DEGRADED);
        assertThat(check.check().text()).contains("gate.target", "etc/io.plumbline.routes.cfg");
    }

    private StepRoutes start(List<StepHandler> handlers, Map<String, String> options) {
        return new StepRoutes(Settings.of(RoutesOptions.class, options), camel, new MakeSteps(backlog, ports.transactions, handlers), problems, new OpenGate());
    }

    private DeliveryRoutes deliveries() {
        PullDeliveries pull = new PullDeliveries(ports.transactions, ports.streams, null, null, null);
        return new DeliveryRoutes(camel, pull, new ReceiveFile(ports.receiveDeliveries()), new WatchFolder(ports.transactions, ports.streams), problems, new OpenGate());
    }

    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);

    private PrometheusMetrics metrics(OperationQueries queries) {
        return new PrometheusMetrics(camel, routes, ports.transactions, queries, ports.streams, Ports.empty(Quarantine.class), problems, new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.now().plus(later.get());
            }
        });
    }

    private Routes.State state(String id) {
        return routes.all().stream().filter(r -> r.id().equals(id)).map(Routes.Route::state).findFirst().orElseThrow();
    }

    private static StepHandler handler(Command.Kind kind, Runnable work) {
        return new StepHandler() {
            @Override
            public Command.Kind kind() {
                return kind;
            }

            @Override
            public void make(WorkQueue.Claim claim, Instant now) {
                work.run();
            }
        };
    }

    private static void pause(long millis) {
        try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Journal journal(java.util.function.IntUnaryOperator sequence) {
        return (Journal) java.lang.reflect.Proxy.newProxyInstance(Journal.class.getClassLoader(), new Class<?>[] {Journal.class},
                (proxy, method, args) -> method.getName().equals("sequence") ? (Object) sequence.applyAsInt((Integer) args[0]) : null);
    }

    private static OperationQueries queries() {
        return (OperationQueries) java.lang.reflect.Proxy.newProxyInstance(OperationQueries.class.getClassLoader(), new Class<?>[] {OperationQueries.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "queues" -> List.of(new OperationQueries.Queue(Command.Kind.SEND_INVITATION, 7, 1, 0, 1, 2, ((Instant) args[0]).minusSeconds(95)));
                    case "unnumberedJournalEntries" -> 5L;
                    case "deliveries" -> 42L;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** A source that never has anything new. */
    private static final class Source implements DeliverySource {
        private final String name;
        private final AtomicInteger pulls = new AtomicInteger();

        Source(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String type() {
            return "test";
        }

        @Override
        public Duration every() {
            return Duration.ofMillis(50);
        }

        @Override
        public Page pull(Streams.Cursor cursor, Instant now) {
            pulls.incrementAndGet();
            return new Page(List.of(), new Streams.Cursor(null, now, null, null, true), now, false);
        }

        @Override
        public Optional<Item> fetch(String identity, Instant now) {
            return Optional.empty();
        }
    }

    /** A queue whose steps are gone once they are claimed. */
    private static final class Backlog implements WorkQueue {
        private final Ids ids = new Ids();
        private final Map<Command.Kind, AtomicInteger> due = new ConcurrentHashMap<>();
        private final Map<Command.Kind, Collection<Integer>> asked = new ConcurrentHashMap<>();
        private volatile boolean endless;
        private volatile RuntimeException broken;

        void put(Command.Kind kind, int steps) {
            due.computeIfAbsent(kind, k -> new AtomicInteger()).addAndGet(steps);
        }

        int size() {
            return due.values().stream().mapToInt(AtomicInteger::get).sum();
        }

        @Override
        public List<Claim> claim(Command.Kind kind, int most, Duration lease, Instant now) {
            if (broken != null) {
                throw broken;
            }
            asked.computeIfAbsent(kind, k -> new ConcurrentLinkedQueue<>()).add(most);
            AtomicInteger waiting = due.computeIfAbsent(kind, k -> new AtomicInteger());
            int taken = endless ? most : Math.min(most, waiting.get());
            if (!endless) {
                waiting.addAndGet(-taken);
            }
            List<Claim> claims = new ArrayList<>();
            for (int i = 0; i < taken; i++) {
                claims.add(new Claim(kind, ids.next(now), 1, 1, 1));
            }
            return claims;
        }

        @Override
        public void put(Flow.Due due) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void finish(Claim claim) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void again(Claim claim, Instant at, String error) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void park(Claim claim, Instant now, String error) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean replay(Command.Kind kind, io.plumbline.domain.Id subject, Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void drop(Command.Kind kind, io.plumbline.domain.Id subject) {
            throw new UnsupportedOperationException();
        }
    }
}
