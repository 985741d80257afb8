package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.postgresql.ds.PGSimpleDataSource;

import io.plumbline.domain.Id;
import io.plumbline.domain.journal.Journal;

/**
 * The backup and the restore that {@code etc/README.md} describes for PostgreSQL, with PostgreSQL's own tools. pg_dump refuses a newer
 * server, so the server is the one that belongs to the tools.
 */
public class PostgresqlToolsTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private Path tools;
    private Path data;
    private int port;

    @Before
    public void start() throws Exception {
        Optional<Path> found = tools();
        Assume.assumeTrue("no PostgreSQL server with its tools on this machine (Debian: apt-get install postgresql), so its backup was not tried", found.isPresent());
        tools = found.get();
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        data = temporary.newFolder("data").toPath();
        server("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "-D", data.toString());
        server("pg_ctl", "-D", data.toString(), "-w", "-l", data.resolve("log").toString(), "-o", "-p " + port + " -k '' -c listen_addresses=127.0.0.1 -c fsync=off", "start");
    }

    @After
    public void stop() throws Exception {
        if (data != null) {
            server("pg_ctl", "-D", data.toString(), "-w", "-m", "immediate", "stop");
        }
    }

    private static Optional<Path> tools() throws IOException {
        List<Path> places = new ArrayList<>();
        if (Files.isDirectory(Path.of("/usr/lib/postgresql"))) {
            try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
                versions.sorted(Comparator.reverseOrder()).map(v -> v.resolve("bin")).forEach(places::add);
            }
        }
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).map(Path::of).forEach(places::add);
        return places.stream().filter(p -> Stream.of("initdb", "pg_ctl", "pg_dump", "pg_restore").allMatch(tool -> Files.isExecutable(p.resolve(tool)))).findFirst();
    }

    /** PostgreSQL's server does not run as root. */
    private void server(String tool, String... arguments) throws Exception {
        run("root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of(), tool, arguments);
    }

    private void client(String tool, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("--host=127.0.0.1", "--port=" + port, "--username=postgres"));
        all.addAll(List.of(arguments));
        run(List.of(), tool, all.toArray(String[]::new));
    }

    private void run(List<String> before, String tool, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.add(tools.resolve(tool).toString());
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile(temporary.getRoot().toPath(), tool, ".log");
        int exit = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start().waitFor();
        assertThat(exit).as("%s: %s", tool, Files.readString(said, StandardCharsets.ISO_8859_1)).isZero();
    }

    private DataSource database(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + name);
        source.setUser("postgres");
        return source;
    }

    @Test
    public void aDumpUnderLoadIsWholeAndCanBeGoneOnWith() throws Exception {
        client("createdb", "--encoding=UTF8", "--template=template0", "plumbline");
        Store store = Store.open(database("plumbline"), TestKeys.KEYS);
        Content.rest(database("plumbline"), 50);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger numbers = new AtomicInteger();
        Set<Id> acknowledged = new ConcurrentSkipListSet<>(Comparator.comparing(Id::value));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> writer = threads.submit(() -> {
                while (!stop.get()) {
                    acknowledged.add(Content.nouns(store, numbers.incrementAndGet()));
                }
            });
            Future<?> sequencer = threads.submit(() -> {
                while (!stop.get()) {
                    store.journal().sequence(100, Samples.NOW);
                }
            });
            await().until(() -> acknowledged.size() > 20);
            Set<Id> before = Set.copyOf(acknowledged);
            Path dump = temporary.getRoot().toPath().resolve("plumbline.dump");
            client("pg_dump", "--format=custom", "--file=" + dump, "plumbline");
            int during = acknowledged.size();
            await().until(() -> acknowledged.size() > during + 5);
            stop.set(true);
            writer.get();
            sequencer.get();

            client("createdb", "--encoding=UTF8", "--template=template0", "restored");
            client("pg_restore", "--no-owner", "--role=postgres", "--dbname=restored", "--exit-on-error", dump.toString());
            Store again = Store.open(database("restored"), TestKeys.KEYS);
            long nouns = again.sql().number("select count(*) from invitation");
            assertThat(nouns).as("as it was at one moment between the beginning and the end").isBetween((long) before.size(), during + 1L);
            assertThat(again.sql().number("select count(*) from journal")).isEqualTo(10 * nouns);
            assertThat(before).allSatisfy(id -> assertThat(again.invitations().byTokenHash(Samples.tokenHash(id))).isPresent());
            assertThat(again.journal().verify().findings()).isEmpty();
            Content.nouns(again, 100_000);
            again.journal().sequence(100_000, Samples.NOW);
            Journal.Verification journal = again.journal().verify();
            assertThat(journal.findings()).isEmpty();
            assertThat(journal.entries()).isEqualTo(10 * nouns + 10);
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }
}
