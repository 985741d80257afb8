package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.postgresql.ds.PGSimpleDataSource;

import io.plumbline.application.operation.DatabaseMoves;
import io.plumbline.application.operation.DatabaseMoves.Outcome;
import io.plumbline.application.operation.DatabaseMoves.Target;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Site;
import io.plumbline.domain.journal.Entry;

/** A move whose process is killed again and again, with Derby on disk: each time it goes on, and in the end nothing is missing or double. */
public class KilledMovesTest {
    private static final int KILLED = 66;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    /** A process that moves, and ends without any farewell after so many batches. */
    public static final class Process {
        private Process() {
        }

        /** @param args folder of Derby, address of PostgreSQL, how many batches to live */
        public static void main(String[] args) {
            PGSimpleDataSource target = new PGSimpleDataSource();
            target.setUrl(args[1]);
            AtomicInteger left = new AtomicInteger(Integer.parseInt(args[2]));
            BundleContext context = fake(BundleContext.class, () -> fake(ServiceRegistration.class, () -> null));
            OpenDatabase database = new OpenDatabase(TestDatabase.derbyAt(args[0]), TestDatabase.NO_DRIVERS, context);
            while (database.found().isEmpty()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            DatabaseMoves moves = new SqlDatabaseMoves(database, new Databases(null) {
                @Override
                DataSource target(Target asked) {
                    return target;
                }
            });
            Outcome outcome = moves.move(new Target("there", null, null, null), Samples.id(), moved -> new Entry(Site.MAIN, Samples.NOW, Actor.user("shell:alice"),
                    "database.moved", "operation", Samples.id(), 1, "", Map.of(), Map.of()), p -> {
                        if (p.doing().startsWith("copying") && p.fresh() > 0 && left.decrementAndGet() <= 0) {
                            Runtime.getRuntime().halt(KILLED);
                        }
                    });
            Runtime.getRuntime().halt(outcome instanceof Outcome.Done || outcome instanceof Outcome.DoneBefore ? 0 : 1);
        }

        private static <T> T fake(Class<T> type, java.util.function.Supplier<Object> answer) {
            return type.cast(Proxy.newProxyInstance(Process.class.getClassLoader(), new Class<?>[] {type}, (p, m, args) -> answer.get()));
        }
    }

    @Test
    public void itGoesOnWhereItWasKilled() throws Exception {
        Path derby = temporary.newFolder().toPath().resolve("plumbline");
        DataSource source = TestDatabase.derbyAt(derby.toString());
        Store store = Store.open(source, TestKeys.KEYS);
        for (int i = 0; i < 4; i++) {
            Content.nouns(store, i);
        }
        store.journal().sequence(33, Samples.NOW);
        Content.rest(source, 1200);
        // whoever opens a database ends the leases of those before
        for (String leased : List.of("step", "stream")) {
            store.sql().change("update " + leased + " set lease_until = 0 where lease_until is not null");
        }
        Map<String, TableSum> sums = Content.sums(source);
        shutDown(derby);
        DataSource young = TestDatabase.POSTGRESQL.create("killed_move");

        int kills = 0;
        int exit;
        do {
            exit = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp", System.getProperty("java.class.path"),
                    Process.class.getName(), derby.toString(), TestDatabase.server().getJdbcUrl("postgres", "killed_move"), Integer.toString(7 + kills)).inheritIO().start()
                    .waitFor();
            kills++;
        } while (exit == KILLED && kills < 30);

        assertThat(exit).isZero();
        assertThat(kills).isGreaterThan(3);
        Store moved = Store.open(young, TestKeys.KEYS);
        assertThat(moved.sql().change("delete from journal where action = 'database.moved'")).as("notes of the move").isEqualTo(1);
        assertThat(Content.sums(young)).isEqualTo(sums);
        assertThat(moved.journal().verify().findings()).isEmpty();
        assertThat(MoveMark.whole(Store.open(source, TestKeys.KEYS).sql())).get().extracting(MoveMark.Whole::stage).isEqualTo(MoveMark.Stage.DONE);
    }

    private static void shutDown(Path derby) {
        org.apache.derby.jdbc.EmbeddedDataSource closing = new org.apache.derby.jdbc.EmbeddedDataSource();
        closing.setDatabaseName(derby.toString());
        closing.setShutdownDatabase("shutdown");
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(java.sql.SQLException.class, closing::getConnection).getSQLState()).isEqualTo("08006");
    }
}
