package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.plumbline.application.operation.DatabaseBackups.Outcome;
import io.plumbline.application.operation.DatabaseBackups.Rows;
import io.plumbline.domain.Id;
import io.plumbline.domain.journal.Journal;

/** A copy that is made while the database is written to is whole, and opens. */
public class DerbyBackupsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private static Databases drivers() {
        return new Databases(null) {
            @Override
            DataSource derby(String url) throws SQLException {
                if (url.endsWith(";shutdown=true")) {
                    org.apache.derby.jdbc.EmbeddedDataSource closing = new org.apache.derby.jdbc.EmbeddedDataSource();
                    closing.setDatabaseName(url.substring("jdbc:derby:".length(), url.indexOf(';')));
                    closing.setShutdownDatabase("shutdown");
                    return closing;
                }
                org.apache.derby.jdbc.EmbeddedDataSource there = new org.apache.derby.jdbc.EmbeddedDataSource();
                there.setDatabaseName(url.substring("jdbc:derby:".length()));
                return there;
            }
        };
    }

    @Test
    public void aBackupUnderLoadIsWholeVerifiesAndCanBeGoneOnWith() throws Exception {
        Path home = temporary.newFolder("home").toPath();
        Path backups = temporary.newFolder("backups").toPath();
        Store store = Store.open(TestDatabase.derbyAt(home.resolve("plumbline").toString()), TestKeys.KEYS);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger numbers = new AtomicInteger();
        Set<Id> acknowledged = new ConcurrentSkipListSet<>(java.util.Comparator.comparing(Id::value));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<?> one = threads.submit(() -> write(store, stop, numbers, acknowledged));
            Future<?> two = threads.submit(() -> write(store, stop, numbers, acknowledged));
            Future<?> sequencer = threads.submit(() -> {
                while (!stop.get()) {
                    store.journal().sequence(100, Samples.NOW);
                }
            });
            await().until(() -> acknowledged.size() > 20);
            Set<Id> before = Set.copyOf(acknowledged);
            Outcome outcome = new DerbyBackups(store.sql(), drivers()).backUp(backups, NOW);
            int during = acknowledged.size();
            await().until(() -> acknowledged.size() > during + 5);
            stop.set(true);
            one.get();
            two.get();
            sequencer.get();

            assertThat(outcome).isInstanceOf(Outcome.Made.class);
            Outcome.Made made = (Outcome.Made) outcome;
            assertThat(made.folder()).isEqualTo(backups.resolve("plumbline-20261121T120000Z").resolve("plumbline"));
            assertThat(made.journal().findings()).as("each row has its entries, and the chain holds").isEmpty();
            Map<String, Long> rows = new TreeMap<>();
            made.tables().forEach((Rows r) -> rows.put(r.table(), r.rows()));
            long nouns = rows.get("invitation");
            assertThat(nouns).as("as it was at one moment between the beginning and the end").isBetween((long) before.size(), (long) during + 2);
            assertThat(rows).containsEntry("delivery", nouns).containsEntry("response", nouns).containsEntry("journal", 10 * nouns).containsEntry("delivery_line", 2 * nouns);
            assertThat(Files.getPosixFilePermissions(made.folder().getParent())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(named(backups)).noneMatch(f -> f.contains("secret"));

            Path restored = home.resolve("restored");
            copy(made.folder(), restored);
            Store again = Store.open(TestDatabase.derbyAt(restored.toString()), TestKeys.KEYS);
            assertThat(before).as("what was acknowledged before the backup began").allSatisfy(id -> assertThat(again.invitations().byTokenHash(Samples.tokenHash(id))).isPresent());
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

    private static void write(Store store, AtomicBoolean stop, AtomicInteger numbers, Set<Id> acknowledged) {
        while (!stop.get()) {
            acknowledged.add(Content.nouns(store, numbers.incrementAndGet()));
        }
    }

    private static Stream<String> named(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(Path::toString).toList().stream();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
    }

    @Test
    public void aFolderThatIsNotThereAndASecondBackupInTheSameSecondAreRefused() throws Exception {
        Path backups = temporary.newFolder("backups").toPath();
        Store store = Store.open(TestDatabase.derbyAt(temporary.newFolder("home").toPath().resolve("plumbline").toString()), TestKeys.KEYS);
        DerbyBackups derby = new DerbyBackups(store.sql(), drivers());
        assertThat(derby.backUp(backups.resolve("nowhere"), NOW)).isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.why()).endsWith("nowhere is no folder"));
        assertThat(derby.backUp(backups, NOW)).isInstanceOf(Outcome.Made.class);
        assertThat(derby.backUp(backups, NOW)).isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.why()).endsWith("is there already"));
    }

    @Test
    public void onPostgresqlItNamesTheProperTool() throws Exception {
        Store store = Store.open(TestDatabase.POSTGRESQL.create("backups"), TestKeys.KEYS);
        assertThat(new DerbyBackups(store.sql(), drivers()).backUp(temporary.newFolder().toPath(), NOW))
                .isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.why()).contains("pg_dump"));
    }
}
