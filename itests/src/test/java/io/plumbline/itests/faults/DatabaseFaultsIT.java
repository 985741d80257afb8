package io.plumbline.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.apache.derby.jdbc.EmbeddedDataSource;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.After;
import org.junit.Assume;
import org.junit.Test;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plumbline.application.FileKeys;
import io.plumbline.itests.faults.Invariants.Violation;
import io.plumbline.itests.inside.EngineDown;
import io.plumbline.itests.inside.OneClassBundle;
import io.plumbline.store.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * The database goes while an ERP pushes, mails leave and customers answer: {@code /health} names the cause within ten seconds and is well
 * again by itself, and nothing that was acknowledged is lost.
 */
public class DatabaseFaultsIT {
    private static final Duration NOTICED = Duration.ofSeconds(10);
    private static final Duration HEALED = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofSeconds(5);
    /** From the last look at the policy to the mail server; the database may go in between and be waited for. */
    private static final Duration IN_FLIGHT = Duration.ofSeconds(10);
    private static final int EVENTS_PER_SECOND = 20;
    /** Whoever sends when the database goes cannot note it: one each that invites customers and that tells quality managers. */
    private static final int SENDERS = 2;
    private static final String SMALL = "128m";
    /** {@code limit} takes the way of machines where nothing can be mounted also where it can. */
    private static final boolean MAY_MOUNT = !System.getProperty("plumbline.full", "mount").equals("limit");

    private final ClientLog log = new ClientLog();
    private final StringBuilder story = new StringBuilder();
    private Path mounted;

    @After
    public void unmount() throws Exception {
        LoggerFactory.getLogger(DatabaseFaultsIT.class).warn("{}", story);
        if (mounted != null) {
            assertThat(run("umount", mounted.toString())).isZero();
        }
    }

    @Test
    public void postgresqlKilledOutOfConnectionsAndReadOnly() throws Exception {
        Path data = Path.of("target", "faults", "postgresql").toAbsolutePath();
        remove(data);
        Postgres server = new Postgres(data, PlumblineProcess.freePort());
        Path home = Path.of("target", "faults", "database");
        try (SmtpSink post = new SmtpSink(); PlumblineProcess plumbline = PlumblineProcess.unpacked(home)) {
            try {
                server.start();
            } catch (IOException | RuntimeException e) {
                Assume.assumeNoException("PostgreSQL does not start on this machine, so nothing was proven on it", e);
            }
            server.run("create role plumbline login password 'plumbline'", "create database plumbline owner plumbline");
            String datasource = "org.ops4j.datasource-plumbline.cfg";
            plumbline.mailsTo(post.port()).configure(datasource, "osgi.jdbc.driver.name", "PostgreSQL JDBC Driver")
                    .configure(datasource, "url", "jdbc:postgresql://127.0.0.1:" + server.port + "/plumbline").configure(datasource, "user", "plumbline")
                    .configure(datasource, "password", "plumbline");
            plumbline.start();
            plumbline.awaitReady();
            plumbline.setUp();
            try (Load load = Load.begin(plumbline, post, log, EVENTS_PER_SECOND, 1)) {
                goesOn(post, load);
                fault(plumbline, post, load, "killed", server::kill, server::start, "the database does not answer", "refused");
                fault(plumbline, post, load, "out of connections",
                        () -> server.run("alter role plumbline connection limit 0", "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'plumbline'"),
                        () -> server.run("alter role plumbline connection limit -1"), "the database takes no more connections", "too many connections for role");
                fault(plumbline, post, load, "read-only", () -> server.run("alter system set default_transaction_read_only = on", "select pg_reload_conf()"),
                        () -> server.run("alter system reset default_transaction_read_only", "select pg_reload_conf()"), "the database is read-only");
                settle(plumbline, post, load);
            }
            Instant running = Instant.now();
            plumbline.stop();
            assertThat(violations(server.database("plumbline"), home, post, running)).as(story.toString()).isEmpty();
        } finally {
            server.close();
        }
    }

    /** Where no small file system can be mounted, files that may not grow any more stand in for it: the same fault to whoever writes. */
    @Test
    public void diskFull() throws Exception {
        Path home = Path.of("target", "faults", "full");
        try (SmtpSink post = new SmtpSink(); PlumblineProcess plumbline = PlumblineProcess.unpacked(home)) {
            Path db = Files.createDirectories(plumbline.home().resolve("db"));
            boolean small = MAY_MOUNT && run("mount", "-t", "tmpfs", "-o", "size=" + SMALL, "tmpfs", db.toString()) == 0;
            mounted = small ? db : null;
            story.append(small ? "a small disk; " : "no more growing files; ");
            plumbline.mailsTo(post.port());
            plumbline.start();
            plumbline.awaitReady();
            plumbline.setUp();
            Path filler = db.resolve("filler");
            try (Load load = Load.begin(plumbline, post, log, EVENTS_PER_SECOND, 2)) {
                goesOn(post, load);
                fault(plumbline, post, load, "disk full", () -> {
                    int failures = load.failures();
                    if (small) {
                        fill(filler);
                    } else {
                        plumbline.limitFiles("4096");
                    }
                    // what the database set aside before lasts for a moment
                    await("the first report that cannot be taken").atMost(HEALED).until(() -> load.failures() > failures);
                }, () -> {
                    if (small) {
                        Files.delete(filler);
                    } else {
                        plumbline.limitFiles("unlimited");
                    }
                }, "the disk of the database is full");
                settle(plumbline, post, load);
            }
            Instant running = Instant.now();
            // not stopped in good order: a Derby that closed itself under way may have left a thread that waits in it for ever
            plumbline.kill();
            EmbeddedDataSource derby = new EmbeddedDataSource();
            derby.setDatabaseName(db.resolve("plumbline").toString());
            try {
                KillIT.tablesAreSound(derby);
                assertThat(violations(derby, home, post, running)).as(story.toString()).isEmpty();
            } finally {
                KillIT.close(derby);
            }
        }
    }

    /** What is left of an engine that closed itself cannot be removed from a process: another one has to begin. */
    @Test
    public void aDerbyThatOpensNothingAnyMoreIsStartedAgainInANewProcess() throws Exception {
        try (SmtpSink post = new SmtpSink(); PlumblineProcess plumbline = PlumblineProcess.unpacked(Path.of("target", "faults", "stuck"))) {
            plumbline.mailsTo(post.port());
            plumbline.start();
            plumbline.awaitReady();
            plumbline.setUp();
            Path jar = plumbline.home().resolve("deploy/engine-down.jar");
            OneClassBundle.write(jar, EngineDown.class, "javax.sql", Map.of(EngineDown.DATABASE, plumbline.home().resolve("db/plumbline").toString()));
            await("health says it").atMost(HEALED).until(() -> said(plumbline).startsWith("down: "));
            Files.delete(jar);
            await("it wants to be restarted").atMost(Duration.ofMinutes(2)).until(() -> plumbline.restarts() == 1);
            plumbline.awaitReady();
            assertThat(said(plumbline)).startsWith("ok: ");
            try (Load load = Load.begin(plumbline, post, log, EVENTS_PER_SECOND, 3)) {
                goesOn(post, load);
                load.stopPushing();
            }
            assertThat(plumbline.restarts()).isEqualTo(1);
        }
    }

    private interface Act {
        void happen() throws Exception;
    }

    private void fault(PlumblineProcess plumbline, SmtpSink post, Load load, String what, Act fault, Act cure, String... words) throws Exception {
        assertThat(said(plumbline)).startsWith("ok: ");
        fault.happen();
        Instant begun = Instant.now();
        try {
            await(what + " is noticed").atMost(NOTICED).pollInterval(Duration.ofMillis(200)).until(() -> {
                String said = said(plumbline);
                return said.startsWith("down: ") && Stream.of(words).allMatch(said::contains);
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(story + what + " is not noticed within " + NOTICED + ", health says " + plumbline.health(), e);
        }
        story.append(what).append(": noticed after ").append(Duration.between(begun, Instant.now()).toMillis()).append(" ms, \"").append(said(plumbline)).append('"');
        assertThat(plumbline.readiness()).isEqualTo(503);
        for (int i = 0; i < SENDERS; i++) {
            log.crashedWhileSending();
        }
        cure.happen();
        Instant cured = Instant.now();
        await(what + " is over").atMost(HEALED).pollInterval(Duration.ofMillis(200)).until(() -> plumbline.readiness() == 200 && said(plumbline).startsWith("ok: "));
        story.append(", well again after ").append(Duration.between(cured, Instant.now()).toMillis()).append(" ms; ");
        if (plumbline.restarts() > 0) {
            story.append("restarted itself ").append(plumbline.restarts()).append(" times so far; ");
        }
        goesOn(post, load);
    }

    /** What health says about the database. */
    private static String said(PlumblineProcess plumbline) throws Exception {
        String health = plumbline.health();
        if (!health.startsWith("{")) {
            return health;
        }
        for (JsonNode check : JsonMapper.builder().build().readTree(health).get("checks")) {
            if (check.get("name").asText().equals("database")) {
                return check.get("status").asText() + ": " + check.path("text").asText();
            }
        }
        return "nothing: " + health;
    }

    /** Deliveries are acknowledged, mails leave and customers answer. */
    private void goesOn(SmtpSink post, Load load) {
        int delivered = log.delivered().size();
        int mails = post.mails().size();
        int answers = load.answers();
        await("pushes, mails and answers").atMost(HEALED)
                .until(() -> log.delivered().size() > delivered + EVENTS_PER_SECOND && post.mails().size() > mails + 5 && load.answers() > answers);
    }

    private void settle(PlumblineProcess plumbline, SmtpSink post, Load load) throws Exception {
        load.stopPushing();
        Instant quiet = Instant.now();
        await("all work is done").atMost(Duration.ofMinutes(7)).pollInterval(Duration.ofSeconds(1)).ignoreExceptions()
                .until(() -> load.underway() == 0 && plumbline.nothingIsDue());
        story.append(log.delivered().size()).append(" deliveries, ").append(post.mails().size()).append(" mails, ").append(load.answers()).append(" answers; ")
                .append(load.failures()).append(" reports were answered 5xx and sent again; all work done ").append(Duration.between(quiet, Instant.now()).toSeconds())
                .append(" s after the last push");
        assertThat(load.surprises()).as(story.toString()).isEmpty();
        assertThat(post.unreadable()).isEmpty();
        assertThat(Invariants.missingFrom(plumbline.listed(), log)).isEmpty();
    }

    private List<Violation> violations(DataSource database, Path home, SmtpSink post, Instant at) throws SQLException {
        Store store = Store.open(database, new FileKeys(home.resolve("db/secret.key")));
        return Invariants.violations(database, store, log, post.mails(), POLL, IN_FLIGHT, at);
    }

    /** Leaves no byte. */
    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(Files.size(file)).isPositive();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    private static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** A server that can be killed and started again on the same data. */
    private static final class Postgres {
        private final Path data;
        private final int port;
        private EmbeddedPostgres running;

        private Postgres(Path data, int port) {
            this.data = data;
            this.port = port;
        }

        void start() throws IOException {
            // otherwise it would be started as one that may lose what it has acknowledged
            running = EmbeddedPostgres.builder().setPort(port).setDataDirectory(data).setCleanDataDirectory(false).setServerConfig("synchronous_commit", "on")
                    .start();
        }

        /** The first process and those for the connections, all at once. */
        void kill() throws Exception {
            Path pid = data.resolve("postmaster.pid");
            ProcessHandle first = ProcessHandle.of(Long.parseLong(Files.readAllLines(pid, StandardCharsets.US_ASCII).get(0).strip())).orElseThrow();
            List<ProcessHandle> all = Stream.concat(Stream.of(first), first.descendants()).toList();
            all.forEach(ProcessHandle::destroyForcibly);
            await().atMost(NOTICED).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
            Files.delete(pid);
            close(); // what is left of it here: the lock on the directory
        }

        void run(String... statements) throws SQLException {
            try (Connection connection = running.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }

        DataSource database(String name) {
            return running.getDatabase("postgres", name);
        }

        void close() throws IOException {
            Optional<EmbeddedPostgres> left = Optional.ofNullable(running);
            running = null;
            if (left.isPresent()) {
                left.get().close();
            }
        }
    }
}
