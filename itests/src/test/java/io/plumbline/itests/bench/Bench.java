package io.plumbline.itests.bench;

import static io.plumbline.itests.bench.Calls.send;
import static java.util.Locale.ROOT;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.itests.flow.Workshop;
import io.plumbline.itests.bench.Calls.Answer;
import io.plumbline.itests.bench.Load.Duel;
import io.plumbline.itests.bench.Load.Outcome;
import io.plumbline.itests.bench.Load.Side;

/**
 * Prints how fast the distribution is: each figure beside a floor that was measured in turns with it, the ratio, and the goal. It never
 * fails because something is slow. See {@link Options}.
 */
public final class Bench {
    private static final double HALF = 0.5;
    private static final int HUNDRED = 100;
    private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");
    private static final Duration READING = Duration.ofMillis(1000);
    private static final int TRIES = 300;
    private static final int WARM_TRIES = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Options options;
    private final Table table = new Table();
    private final Patterns patterns;
    private final BareEndpoint bare;

    private Databases database;
    private Product product;
    private SmtpSink sink;

    private Bench(Options options, BareEndpoint bare) throws Exception {
        this.options = options;
        this.bare = bare;
        this.patterns = Patterns.look();
    }

    public static void main(String[] arguments) throws Exception {
        // an idle connection that the server closes at the moment of the next call is a failed call
        System.setProperty("jdk.httpclient.keepalive.timeout", "5");
        Options options = Options.read();
        Product.clear(options.directory());
        Files.createDirectories(options.directory());
        long begin = System.nanoTime();
        String machine = Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name") + ", Java " + System.getProperty("java.version");
        double loadBefore = java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Bench bench;
        try (BareEndpoint bare = BareEndpoint.inAProcessOfItsOwn(options.directory())) {
            bench = new Bench(options, bare);
            for (String name : options.databases()) {
                try {
                    bench.measure(name);
                } catch (Exception e) {
                    bench.table.add(name, "ended early", e.toString(), "", null, "", null);
                    e.printStackTrace();
                }
            }
        }
        String about = String.format(ROOT, "%s, %s; load average %.1f when it began, %.1f when it ended; %d clients, on the same machine; it took %d minutes.",
                Instant.now().truncatedTo(ChronoUnit.MINUTES), machine, loadBefore,
                java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), options.clients(),
                Duration.ofNanos(System.nanoTime() - begin).toMinutes());
        bench.table.print(about);
        bench.table.write(about, options.directory().resolve("table.md"));
        System.exit(0);
    }

    private void measure(String name) throws Exception {
        System.out.println(name);
        Path directory = Files.createDirectories(options.directory().resolve(name));
        try (SmtpSink mails = new SmtpSink(); Databases opened = name.equals("derby") ? Databases.derby(directory) : Databases.postgresql();
                Product started = new Product(options.distribution(), directory.resolve("product"))) {
            sink = mails;
            database = opened;
            product = started;
            new Workshop(Workshop.ASK_ALL, database.floor());
            try (Connection connection = database.floor().getConnection()) {
                Rows.write(connection, patterns.people());
            }
            configure(product);
            start(directory);
            product.setUp();
            if (options.wants("mails")) {
                mails();
            }
            if (options.wants("answers") && !sink.tokens().isEmpty()) {
                answers(sink.tokens(), "answers, none stored before");
            }
            if (options.wants("tokens") && sink.tokens().size() > 1) {
                tokens(sink.tokens());
            }
            gate("bench");
            if (options.wants("rest") || options.wants("soap") || options.wants("pull")) {
                rest(1).during(options.warm().dividedBy(2));
                rest(HUNDRED).during(options.warm().dividedBy(2));
            }
            if (options.wants("rest")) {
                table.duel(name, "REST, one event a call", "events", Duel.of(options, rest(1), jdbc(patterns.reported(), 1, options.clients()), bare("/rest/deliveries", 1)), HALF);
                table.duel(name, "REST, 100 events a call", "events",
                        Duel.of(options, rest(HUNDRED), jdbc(patterns.reported(), HUNDRED, options.clients()), bare("/rest/deliveries", HUNDRED)), HALF);
            }
            if (options.wants("soap")) {
                // the door is compiled by calls of its own
                soap(1).during(options.warm().dividedBy(2));
                soap(HUNDRED).during(options.warm().dividedBy(4));
                table.duel(name, "SOAP, one event a call", "events", Duel.of(options, soap(1), jdbc(patterns.reported(), 1, options.clients()), bareSoap(1)), HALF);
                table.duel(name, "SOAP, 100 events a call", "events",
                        Duel.of(options, soap(HUNDRED), jdbc(patterns.reported(), HUNDRED, options.clients()), bareSoap(HUNDRED)), HALF);
            }
            if (options.wants("pull")) {
                pull(directory);
            }
            if (options.wants("sizes")) {
                sizes();
            }
            if (options.wants("cases")) {
                cases();
            }
        }
    }

    private void configure(Product one) throws IOException {
        one.configure("io.plumbline.http.cfg", Map.of("apiCalls", "1000000", "loginTries", "1000", "tokenMisses", "1000"));
        one.configure("io.plumbline.organisation.cfg", Map.of("publicUrl", "http://127.0.0.1", "mailFrom", "quality@works.example"));
        one.configure("io.plumbline.mail.cfg", Map.of("host", "127.0.0.1", "port", Integer.toString(sink.port()), "security", "none"));
        one.configure("io.plumbline.programme.cfg", Map.of("delay", "0s", "quietPeriod", "never"));
        one.configure("org.ops4j.datasource-plumbline.cfg", database.configuration());
    }

    /** Opens the routes' gate, or shuts it, so that what one figure leaves behind is not done during the next. */
    private void gate(String which) throws Exception {
        product.configure("io.plumbline.routes.cfg", Map.of("gate.target", "(gate=" + which + ")"));
        rest(1).times(1);
        settle(Duration.ofSeconds(8));
    }

    /** Lets the machine come to rest, or a change of configuration take hold. */
    private static void settle(Duration time) throws InterruptedException {
        new java.util.concurrent.CountDownLatch(1).await(time.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    // ---- start ----

    private void start(Path directory) throws Exception {
        Duration ready = product.start();
        if (!options.wants("start")) {
            return;
        }
        settle(Duration.ofSeconds(10));
        long resident = product.resident();
        String floorReady = "";
        String floorResident = "";
        Double ratio = null;
        Double memoryRatio = null;
        try (Product karaf = new Product(options.distribution(), directory.resolve("karaf"))) {
            karaf.withoutPlumbline();
            product.stop();
            Duration booted = karaf.startBare();
            settle(Duration.ofSeconds(10));
            floorReady = seconds(booted) + " bare Karaf";
            floorResident = karaf.resident() + " MiB bare Karaf";
            ratio = (double) ready.toMillis() / booted.toMillis();
            memoryRatio = (double) resident / karaf.resident();
        }
        table.add(database.name(), "ready, first start", seconds(ready), floorReady, ratio, "at most 15 s", ready.toMillis() <= 15_000);
        table.add(database.name(), "resident when idle", resident + " MiB", floorResident, memoryRatio, "at most 600 MB", resident * 1.048576 <= 600);
        Duration again = product.start();
        table.add(database.name(), "ready, second start", seconds(again), "", null, "", null);
    }

    private static String seconds(Duration time) {
        return String.format(ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    // ---- events ----

    private Side rest(int events) {
        return new Side("REST", options.clients(), events, n -> {
            String body = events == 1 ? Events.json() : Events.jsonList(events);
            Answer answer = send(product.request("/api/v1/deliveries", "erp").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build());
            expect(answer, 200, "\"accepted\":" + events);
        });
    }

    private Side soap(int events) {
        return new Side("SOAP", options.clients(), events, n -> {
            Answer answer = send(product.request("/soap/v1/ErpEvents", "erp").header("Content-Type", "text/xml; charset=utf-8").header("SOAPAction", "\"\"")
                    .POST(BodyPublishers.ofString(Events.soap(events))).build());
            expect(answer, 200, events == 1 ? ">ACCEPTED<" : ">" + events + "</");
        });
    }

    private Side bare(String path, int events) {
        return new Side("bare CXF", options.clients(), events, n -> expect(send(HttpRequest.newBuilder(bare.at(path)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(events == 1 ? Events.json() : Events.jsonList(events))).build()), 200, "accepted"));
    }

    private Side bareSoap(int events) {
        return new Side("bare CXF", options.clients(), events, n -> expect(send(HttpRequest.newBuilder(bare.at("/soap/ErpEvents")).header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", "\"\"").POST(BodyPublishers.ofString(Events.soap(events))).build()), 200, "ACCEPTED"));
    }

    private static void expect(Answer answer, int status, String in) throws IOException {
        expect(answer.request(), answer.status(), answer.body(), status, in);
    }

    private static void expect(HttpResponse<String> answer, int status, String in) throws IOException {
        expect(answer.request(), answer.statusCode(), answer.body(), status, in);
    }

    private static void expect(HttpRequest asked, int came, String body, int status, String in) throws IOException {
        if (came != status || !body.contains(in)) {
            throw new IOException(asked.method() + " " + asked.uri().getPath() + " was answered " + came + ": " + body.substring(0, Math.min(600, body.length())));
        }
    }

    /** The same rows, so many events in one transaction, by as many threads. */
    private Side jdbc(Rows rows, int events, int threads) {
        ThreadLocal<Rows.Writer> writers = new ThreadLocal<>();
        return new Side("JDBC", threads, events, n -> {
            if (writers.get() == null) {
                writers.set(rows.writer(database.floor().getConnection()));
            }
            for (int attempt = 1;; attempt++) {
                try {
                    writers.get().write(events);
                    return;
                } catch (SQLException e) {
                    // a deadlock in Derby's indexes: the loser tries again, as the product does
                    writers.get().rollback();
                    if (attempt == 5) {
                        throw e;
                    }
                }
            }
        });
    }

    private void pull(Path directory) throws Exception {
        Side floor = jdbc(patterns.reported(), HUNDRED, 1);
        floor.during(options.round().dividedBy(2));
        double[] rates = new double[options.rounds()];
        double[] ratios = new double[options.rounds()];
        double[] floors = new double[options.rounds()];
        for (int round = 0; round < options.rounds(); round++) {
            Path result = directory.resolve("pulled-" + round);
            Path jar = product.home().resolve("deploy/bench-" + round + ".jar");
            FakeErp.jar(jar, options.round().plusSeconds(1), result);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!Files.exists(result) && System.nanoTime() < end) {
                settle(Duration.ofMillis(100));
            }
            String said = Files.readString(result);
            Files.delete(jar);
            if (said.startsWith("failed")) {
                throw new IOException("pull " + said);
            }
            rates[round] = Double.parseDouble(said);
            floors[round] = floor.during(options.round()).rate();
            ratios[round] = rates[round] / floors[round];
        }
        double ratio = Load.median(ratios);
        table.add(database.name(), "pull, pages of 100", String.format(ROOT, "%.0f events/s", Load.median(rates)), String.format(ROOT, "JDBC, one thread %.0f/s", Load.median(floors)), ratio,
                "at least 50 % of batched inserts", ratio >= HALF);
    }

    // ---- mails and answers ----

    private void mails() throws Exception {
        gate("bench");
        sink.forget();
        Side events = rest(HUNDRED);
        events.times((options.mails() + HUNDRED - 1) / HUNDRED);
        product.configure("io.plumbline.routes.cfg", Map.of("gate.target", "(gate=open)"));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (sink.count() < options.mails() && System.nanoTime() < end) {
            settle(Duration.ofMillis(50));
        }
        List<Long> arrivals = sink.arrivals();
        int from = arrivals.size() / 10;
        double rate = (arrivals.size() - 1 - from) / ((arrivals.get(arrivals.size() - 1) - arrivals.get(from)) / 1e9);
        double floor;
        try (SmtpSink other = new SmtpSink(); BareRoute route = new BareRoute(other.port())) {
            Side side = new Side("bare route", 1, 1, route::send);
            side.during(options.round().dividedBy(2));
            floor = side.during(options.round()).rate();
        }
        table.add(database.name(), "mails, from queue to sink", String.format(ROOT, "%.0f mails/s, of %d", rate, arrivals.size()), String.format(ROOT, "bare route %.0f/s", floor), rate / floor, "", null);
    }

    /** The first half is answered unmeasured, and then again for as long as the product takes events before they are measured. */
    private void answers(List<String> tokens, String figure) throws Exception {
        List<String> first = tokens.subList(0, tokens.size() / 2);
        AtomicReferenceArray<String> forms = ask(first).forms;
        Side again = new Side("again", options.clients(), 1, n -> {
            int which = (int) (n % first.size());
            look(first.get(which));
            answer(first.get(which), forms.get(which), "Once+more%2C+" + n);
        });
        again.during(options.warm());
        List<String> some = tokens.subList(tokens.size() / 2, tokens.size());
        Asked asked = ask(some);
        double rate = some.size() / (asked.looked.seconds() + asked.answered.seconds());
        Side page = new Side("bare CXF", options.clients(), 1, n -> {
            expect(send(HttpRequest.newBuilder(bare.at("/rest/page")).build()), 200, "form");
            expect(send(HttpRequest.newBuilder(bare.at("/rest/page")).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString("form=1&satisfaction=4")).build()), 200,
                    "form");
        });
        Side rows = jdbc(patterns.answer(), 1, options.clients());
        page.during(options.time());
        rows.during(options.time());
        double pages = page.during(options.round()).rate();
        double inserts = rows.during(options.round()).rate();
        table.add(database.name(), figure, String.format(ROOT, "%.0f answers/s of %d (page p50 %.1f ms, p99 %.1f; POST p50 %.1f ms, p99 %.1f)", rate, some.size(), asked.looked.percentile(0.5),
                asked.looked.percentile(0.99), asked.answered.percentile(0.5), asked.answered.percentile(0.99)), String.format(ROOT, "JDBC %.0f/s, bare CXF %.0f/s", inserts, pages),
                rate / Math.min(pages, inserts), "at least 500 answers/s", rate >= 500);
    }

    private record Asked(Outcome looked, Outcome answered, AtomicReferenceArray<String> forms) {
    }

    /** Each client reads a block of pages, then answers them; a person needs longer to read than the rule for robots lets pass, so between the two nothing is timed. */
    private Asked ask(List<String> tokens) throws Exception {
        AtomicReferenceArray<String> forms = new AtomicReferenceArray<>(tokens.size());
        Side look = new Side("look", options.clients(), 1, n -> forms.set((int) n, look(tokens.get((int) n))));
        Outcome looked = look.times(tokens.size());
        settle(READING);
        Side answer = new Side("answer", options.clients(), 1, n -> answer(tokens.get((int) n), forms.get((int) n), "On+time%2C+well+packed."));
        return new Asked(looked, answer.times(tokens.size()), forms);
    }

    /** The form that the page has. */
    private String look(String token) throws IOException {
        Answer page = send(HttpRequest.newBuilder(product.at("/s/" + token)).header("Accept-Language", "en").build());
        Matcher m = FORM.matcher(page.body());
        if (page.status() != 200 || !m.find()) {
            throw new IOException("no survey: " + page.status() + " " + page.body());
        }
        return m.group(1);
    }

    private void answer(String token, String form, String comment) throws IOException {
        String body = "form=" + URLEncoder.encode(form, StandardCharsets.UTF_8) + "&satisfaction=4&recommendation=8&comment=" + comment;
        expect(send(HttpRequest.newBuilder(product.at("/s/" + token)).header("Accept-Language", "en").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)).build()), 200, "");
    }

    /**
     * What somebody could time who tries tokens: unknown, expired and withdrawn ones, in turns. One client, because waiting for others is no part
     * of it. The limit for each address leaves a thousand in a minute.
     */
    private void tokens(List<String> sent) throws Exception {
        if (database.mustBeDown()) {
            product.stop();
        }
        try (Connection connection = database.product(product.home())) {
            over(connection, sent.get(0), "Expired");
            over(connection, sent.get(1), "Withdrawn");
        }
        database.release(product.home());
        if (database.mustBeDown()) {
            product.start();
        }
        List<String> kinds = List.of("unknown", "expired", "withdrawn");
        List<String> texts = List.of("AAAAAAAAAAAAAAAAAAAAAA", sent.get(0), sent.get(1));
        List<double[]> millis = kinds.stream().map(kind -> new double[TRIES]).toList();
        for (int i = -WARM_TRIES; i < TRIES; i++) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                // who comes first changes, so that nobody always follows the same
                int next = Math.floorMod(i + kind, kinds.size());
                HttpRequest request = HttpRequest.newBuilder(product.at("/s/" + texts.get(next))).header("Accept-Language", "en").build();
                long begin = System.nanoTime();
                expect(send(request), 404, "");
                if (i >= 0) {
                    millis.get(next)[i] = (System.nanoTime() - begin) / 1e6;
                }
            }
        }
        List<String> figures = new ArrayList<>();
        for (int kind = 0; kind < kinds.size(); kind++) {
            double[] sorted = millis.get(kind);
            java.util.Arrays.sort(sorted);
            figures.add(String.format(ROOT, "%s %.2f ms (%.2f to %.2f)", kinds.get(kind), sorted[TRIES / 2], sorted[TRIES / 4], sorted[TRIES * 3 / 4]));
        }
        table.add(database.name(), "tokens that open nothing: median (middle half)", String.join(", ", figures), "", null, "alike", null);
    }

    private static void over(Connection connection, String token, String state) throws SQLException {
        connection.setAutoCommit(true);
        try (PreparedStatement statement = connection.prepareStatement("update invitation set state = ?, why = ? where token_hash = ?")) {
            statement.setString(1, state);
            statement.setString(2, state.equals("Withdrawn") ? "OPTED_OUT" : null);
            statement.setString(3, HexFormat.of().formatHex(SurveyToken.from(token).orElseThrow().hash()));
            if (statement.executeUpdate() != 1) {
                throw new SQLException("no invitation has this token");
            }
        }
    }

    // ---- what grows ----

    private void sizes() throws Exception {
        int filled = 0;
        boolean answered = false;
        double costAtFirst = 0;
        List<String> deliveries = new ArrayList<>();
        for (int size : options.sizes()) {
            if (database.mustBeDown()) {
                product.stop();
            }
            List<String> open = new ArrayList<>();
            double floorP99;
            try (Connection connection = database.product(product.home())) {
                if (filled == 0) {
                    writeIfMissing(connection, patterns.people());
                }
                Rows.Writer done = patterns.answered().writer(connection);
                for (; filled < Math.min(size, options.stored()); filled += HUNDRED) {
                    done.write(HUNDRED).forEach(w -> deliveries.add(w.delivery()));
                }
                Rows.Writer silent = patterns.asked().writer(connection);
                for (; filled < size; filled += HUNDRED) {
                    silent.write(HUNDRED).forEach(w -> deliveries.add(w.delivery()));
                }
                if (!answered && size >= options.stored() && options.wants("answers")) {
                    for (int i = 0; i < options.mails(); i += HUNDRED) {
                        silent.write(HUNDRED).forEach(w -> open.add(w.token()));
                    }
                }
                analyse(connection);
                floorP99 = keysetByHand(connection, deliveries);
            }
            database.release(product.home());
            if (database.mustBeDown()) {
                Duration ready = product.start();
                table.add(database.name(), "ready with " + size + " orders", seconds(ready), "", null, "", null);
            }
            lists(size, deliveries, floorP99);
            Duel duel = Duel.of(options, rest(1), jdbc(patterns.reported(), 1, options.clients()), bare("/rest/deliveries", 1));
            table.duel(database.name(), "REST, one event a call, " + size + " orders", "events", duel, HALF);
            double cost = 1 / duel.ratio();
            if (costAtFirst == 0) {
                costAtFirst = cost;
            } else {
                table.add(database.name(), "cost of an event, " + size + " to " + options.sizes().get(0) + " orders", String.format(ROOT, "%.2f times, in floors of its time", cost / costAtFirst), "",
                        cost / costAtFirst, "at most 1.25 times at 10^6", cost / costAtFirst <= 1.25);
            }
            if (!open.isEmpty()) {
                answered = true;
                answers(open, "answers, " + options.stored() + " stored before, " + size + " orders");
            }
        }
    }

    /** The product may have met the same customer already. */
    private static void writeIfMissing(Connection connection, List<Rows.Row> rows) throws SQLException {
        connection.setAutoCommit(true);
        for (Rows.Row row : rows) {
            try {
                Rows.write(connection, List.of(row));
            } catch (SQLException e) {
                if (!e.getSQLState().startsWith("23")) {
                    throw e;
                }
            }
        }
    }

    /** As PostgreSQL's autovacuum and Derby's daemon do by themselves, within a minute, when so many rows have come: not while something is measured. */
    private void analyse(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            if (database.name().equals("postgresql")) {
                statement.execute("analyze");
                return;
            }
            List<String> tables = new ArrayList<>();
            try (ResultSet found = connection.getMetaData().getTables(null, "APP", "%", new String[] {"TABLE"})) {
                while (found.next()) {
                    tables.add(found.getString("TABLE_NAME"));
                }
            }
            for (String table : tables) {
                statement.execute("call syscs_util.syscs_update_statistics('APP', '" + table + "', null)");
            }
        }
    }

    /** p99 in ms of reading a page's rows from the table of deliveries by plain JDBC. */
    private double keysetByHand(Connection connection, List<String> deliveries) throws SQLException {
        connection.setAutoCommit(false);
        Random random = new Random(7);
        double[] millis = new double[300];
        String sql = "select * from delivery --DERBY-PROPERTIES index=delivery_by_site\n where site = 'MAIN' and id < ? order by id desc fetch first 101 rows only";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = -100; i < millis.length; i++) {
                statement.setString(1, deliveries.get(random.nextInt(deliveries.size())));
                long begin = System.nanoTime();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        rows.getString("report");
                    }
                }
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - begin) / 1e6;
                }
            }
        }
        connection.commit();
        java.util.Arrays.sort(millis);
        return millis[(int) (millis.length * 0.99)];
    }

    private void lists(int size, List<String> deliveries, double floorP99) throws Exception {
        Random random = new Random(11);
        Side api = new Side("list", 1, 1, n -> expect(send(product.request("/api/v1/deliveries?limit=100&after=" + deliveries.get(random.nextInt(deliveries.size())), "auditor").build()), 200, "items"));
        list("list over REST, page of 100 at " + size + " orders", api, floorP99);
        var person = product.pages("auditor");
        Side page = new Side("page", 1, 1, n -> expect(person.get("/deliveries?after=" + deliveries.get(random.nextInt(deliveries.size()))), 200, "<table"));
        list("page of deliveries at " + size + " orders", page, floorP99);
        Side ledger = new Side("ledger", 1, 1, n -> expect(person.get("/ledger"), 200, "<"));
        ledger.times(30);
        Outcome counted = ledger.during(options.round());
        table.add(database.name(), "ledger page (counts all) at " + size + " orders", String.format(ROOT, "p50 %.1f ms, p99 %.1f ms", counted.percentile(0.5), counted.percentile(0.99)), "", null,
                "dashboards at most 50 ms", counted.percentile(0.5) <= 50);
    }

    /** Pages of the workbench with this many nonconformities, one reader at a time, beside the rows of such a page by JDBC. */
    private void cases() throws Exception {
        int size = options.cases();
        if (database.mustBeDown()) {
            product.stop();
        }
        double floorP99;
        try (Connection connection = database.product(product.home())) {
            new Cases().fill(connection, size);
            analyse(connection);
            floorP99 = Cases.byHand(connection);
        }
        database.release(product.home());
        if (database.mustBeDown()) {
            product.start();
        }
        var person = product.pages("auditor");
        Random random = new Random(13);
        workbench("inbox", floorP99, () -> person.get("/"));
        workbench("inbox by due date, overdue", floorP99, () -> person.get("/?sort=due&overdue=yes"));
        workbench("inbox by severity, all", floorP99, () -> person.get("/?state=all&sort=severity"));
        workbench("inbox by customer", floorP99, () -> person.get("/?sort=customer"));
        workbench("search for an order among the open", floorP99, () -> person.get("/?q=CASE-" + 50 * (1 + random.nextInt(size / 50))));
        workbench("search for an order among all", floorP99, () -> person.get("/?state=all&q=CASE-" + (1 + random.nextInt(size))));
        workbench("search for a customer among the open", floorP99, () -> person.get("/?q=firm+0" + (1000 + random.nextInt(Cases.CUSTOMERS - 1000))));
        workbench("case", floorP99, () -> person.get("/cases/" + Cases.number(1 + random.nextInt(size))));
        workbench("board", floorP99, () -> person.get("/board"));
    }

    private interface Look {
        HttpResponse<String> at() throws Exception;
    }

    private void workbench(String what, double floorP99, Look look) throws Exception {
        Side side = new Side(what, 1, 1, n -> expect(look.at(), 200, "</html>"));
        side.during(options.round());
        Outcome outcome = side.during(options.time());
        double p99 = outcome.percentile(0.99);
        table.add(database.name(), what + ", " + options.cases() + " cases", String.format(ROOT, "p50 %.1f ms, p99 %.1f ms", outcome.percentile(0.5), p99),
                String.format(ROOT, "rows of a page by JDBC: p99 %.1f ms", floorP99), p99 / floorP99, "p99 at most 50 ms", p99 <= 50);
    }

    private void list(String figure, Side side, double floorP99) throws Exception {
        side.times(100);
        Outcome outcome = side.during(options.round());
        double p99 = outcome.percentile(0.99);
        table.add(database.name(), figure, String.format(ROOT, "p50 %.1f ms, p99 %.1f ms", outcome.percentile(0.5), p99), String.format(ROOT, "the rows by JDBC: p99 %.1f ms", floorP99), p99 / floorP99,
                "p99 at most 20 ms at 10^6", p99 <= 20);
    }
}
