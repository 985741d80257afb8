package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import javax.sql.DataSource;

import org.junit.After;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

import io.plumbline.application.operation.DatabaseMoves;
import io.plumbline.application.operation.DatabaseMoves.Moved;
import io.plumbline.application.operation.DatabaseMoves.Outcome;
import io.plumbline.application.operation.DatabaseMoves.Progress;
import io.plumbline.application.operation.DatabaseMoves.Target;
import io.plumbline.application.operation.HealthCheck;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Sha256;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.nonconformity.Attachment;
import io.plumbline.domain.nonconformity.FileType;

/** From Derby to a real PostgreSQL: all or nothing, once, wherever it is broken off. */
public class DatabaseMovesTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Target TARGET = new Target("there", null, null, null);
    private static final Consumer<Progress> SILENT = p -> { };

    private final List<OpenDatabase> opened = new ArrayList<>();
    private final int number = NUMBER.incrementAndGet();
    private final DataSource old = TestDatabase.derby("move_" + number);
    private final DataSource young = TestDatabase.POSTGRESQL.create("move_" + number);
    private OpenDatabase database;
    private volatile Sql offered;

    @After
    public void close() {
        opened.forEach(OpenDatabase::close);
    }

    /** The old database with something in it, in use. */
    private Store used(int nouns, int rows) throws SQLException {
        Store store = Store.open(old, TestKeys.KEYS);
        for (int i = 0; i < nouns; i++) {
            Content.nouns(store, i);
        }
        store.journal().sequence(nouns * 7, Samples.NOW); // some keep waiting for their number
        Content.rest(old, rows);
        start(old);
        await().until(() -> offered != null);
        return store;
    }

    /** What a start of Plumbline does with a database. */
    private void start(DataSource source) {
        offered = null;
        database = new OpenDatabase(source, TestDatabase.NO_DRIVERS, (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (p, m, args) -> {
            assertThat(m.getName()).isEqualTo("registerService");
            offered = (Sql) args[1];
            return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class}, (p2, m2, args2) -> {
                offered = null;
                return null;
            });
        }));
        opened.add(database);
    }

    private DatabaseMoves moves(DataSource target) {
        return new SqlDatabaseMoves(database, new Databases(null) {
            @Override
            DataSource target(Target asked) {
                return target;
            }
        });
    }

    private Outcome move(DataSource target, Consumer<Progress> progress) {
        return moves(target).move(TARGET, Samples.id(), DatabaseMovesTest::note, progress);
    }

    private static Entry note(Moved moved) {
        return new Entry(Site.MAIN, Samples.NOW, Actor.user("shell:alice"), "database.moved", "operation", Samples.id(), 1, "", Map.of("to", moved.to()), Map.of());
    }

    private void assertRefused(Outcome outcome, String... words) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.why()).contains(words));
        assertThat(offered).as("the old database is in use as before").isNotNull();
    }

    @Test
    public void everythingIsMovedAndTheNewDatabaseGoesOn() throws Exception {
        used(10, 40);
        Store before = Store.open(old, TestKeys.KEYS);
        Id invitation = Content.nouns(before, 99);
        byte[] content = new byte[2 * SqlAttachments.PART_BYTES + 7];
        new Random(5).nextBytes(content);
        Attachment file = new Attachment(Samples.id(), Site.MAIN, Samples.id(), Attachment.About.CASE, Samples.id(), "box.jpg", FileType.JPEG, content.length, Sha256.hex(content), "cem", Samples.NOW);
        before.attachments().add(file, content);
        before.journal().append(new Entry(Site.MAIN, Samples.NOW, Actor.connector("demo"), "attachment.added", "attachment", file.id(), 1, "", Map.of(), Map.of()));
        Content.furtherNouns(before, old);
        before.journal().sequence(1000, Samples.NOW);
        long entries = before.journal().verify().entries();
        Map<String, TableSum> sums = Content.sums(old);
        assertThat(sums.entrySet()).allSatisfy(e -> assertThat(e.getValue().rows()).as("rows of %s", e.getKey()).isPositive());
        List<Progress> shown = new ArrayList<>();

        Outcome outcome = move(young, shown::add);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            assertThat(done.moved().tables()).hasSize(sums.size()).allSatisfy(t -> assertThat(new TableSum(t.rows(), t.hash())).isEqualTo(sums.get(t.name())));
            assertThat(done.moved().journal().sound()).isTrue();
            assertThat(done.moved().journal().entries()).isEqualTo(entries).isGreaterThanOrEqualTo(110);
            assertThat(done.moved().from()).startsWith("jdbc:derby:memory:move_");
            assertThat(done.moved().to()).startsWith("jdbc:postgresql://").doesNotContain("?");
        });
        assertThat(shown).filteredOn(p -> p.doing().startsWith("copying")).last().satisfies(p -> {
            assertThat(p.rows()).isEqualTo(p.all());
            assertThat(p.all()).isEqualTo(sums.values().stream().mapToLong(TableSum::rows).sum());
        });

        Store after = Store.open(young, TestKeys.KEYS);
        assertThat(after.invitations().byTokenHash(Samples.tokenHash(invitation))).isEqualTo(before.invitations().byTokenHash(Samples.tokenHash(invitation))).isPresent();
        assertThat(after.attachments().byId(file.id())).contains(file);
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        for (int part = 0; after.attachments().part(file.id(), part).isPresent(); part++) {
            arrived.writeBytes(after.attachments().part(file.id(), part).orElseThrow());
        }
        assertThat(Sha256.hex(arrived.toByteArray())).as("the file that is evidence").isEqualTo(file.sha256());
        Content.nouns(after, 100);
        assertThat(after.journal().sequence(1000, Samples.NOW)).as("10 of the new ones and the note of the move").isEqualTo(11);
        assertThat(after.journal().verify()).satisfies(v -> assertThat(v.sound()).isTrue()).satisfies(v -> assertThat(v.entries()).isEqualTo(entries + 11));
        assertThat(after.nonconformities().nextNumber(Site.MAIN, 2026)).hasToString("NC-MAIN-2026-0013");
        assertThat(after.sql().number("select count(*) from journal where action = 'database.moved'")).isEqualTo(1);
    }

    @Test
    public void theOldDatabaseIsWithheldFromTheBeginningAndAlsoAfterARestart() throws Exception {
        Store store = used(1, 5);
        Sql inUse = offered;
        List<String> seen = new ArrayList<>();
        Outcome outcome = move(young, p -> {
            seen.add(database.check().text());
            assertThat(offered).isNull();
            assertThatThrownBy(() -> inUse.change("delete from step")).isInstanceOf(SqlFault.class).hasMessageContaining("withheld");
        });
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(seen).isNotEmpty().allSatisfy(t -> assertThat(t).startsWith("this database is being moved to jdbc:postgresql://"));

        assertThat(offered).isNull();
        store.sql().change("delete from case_word");
        start(old);
        await().until(() -> database.found().isPresent());
        assertThat(database.check().state()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(store.sql().number("select count(*) from case_word")).as("what was moved stays as it was").isZero();
        assertThat(database.check().text()).contains("was moved to jdbc:postgresql://", "etc/org.ops4j.datasource-plumbline.cfg", "--give-up");
        assertThat(move(young, SILENT)).isInstanceOf(Outcome.DoneBefore.class);

        assertThat(moves(young).giveUp()).startsWith("jdbc:postgresql://");
        assertThat(offered).isNotNull();
        assertThat(store.sql().number("select count(*) from case_word")).as("what a database that is used again lacks").isPositive();
        assertThat(database.check().state()).isEqualTo(HealthCheck.State.OK);
        assertThat(moves(young).giveUp()).isNull();
        assertThat(store.customers().byErpId("demo", "1", "k0")).isPresent();
    }

    @Test
    public void aMoveThatIsBrokenOffAfterAnyBatchGoesOnThere() throws Exception {
        used(3, 1500);
        Map<String, TableSum> sums = Content.sums(old);
        int attempts = 0;
        Map<String, Integer> batches = new HashMap<>();
        Outcome outcome;
        do {
            attempts++;
            AtomicInteger calls = new AtomicInteger();
            outcome = move(young, p -> {
                batches.merge(p.doing(), 1, Integer::sum);
                if (p.doing().startsWith("copying") && p.fresh() > 0 && calls.incrementAndGet() == 5) {
                    throw new CancellationException("killed");
                }
            });
            if (outcome instanceof Outcome.BrokenOff) {
                start(old);
                await().until(() -> database.found().isPresent());
                assertThat(offered).as("nobody writes to the old database between the attempts").isNull();
                OpenDatabase there = database;
                start(young);
                await().until(() -> database.found().isPresent());
                assertThat(offered).as("nobody uses a half filled database").isNull();
                assertThat(database.check().text()).contains("half filled from jdbc:derby:");
                database = there;
            }
        } while (outcome instanceof Outcome.BrokenOff && attempts < 100);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(attempts).isGreaterThan(4);
        assertThat(batches.get("copying step")).as("tables are copied in batches").isGreaterThanOrEqualTo(2);
        assertThat(Content.sums(young)).allSatisfy((table, sum) -> {
            if (!table.equals("journal")) { // which has the note of the move
                assertThat(sum).as(table).isEqualTo(sums.get(table));
            }
        });
        assertThat(offered).isNull();
    }

    @Test
    public void aCommitThatFailsOrWhoseAnswerIsLostLosesAndDoublesNothing() throws Exception {
        used(3, 30);
        Schema.migrate(young);
        Outcome outcome = null;
        int attempts = 0;
        for (int at = 1; !(outcome instanceof Outcome.Done) && at < 400; at += 7) {
            attempts++;
            outcome = move(failing(young, at, at % 2 == 0), SILENT);
            assertThat(outcome).isNotInstanceOf(Outcome.Different.class);
        }
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(attempts).isGreaterThan(3);
        assertThat(Store.open(young, TestKeys.KEYS).journal().verify().sound()).isTrue();
        assertThat(new Sql(young, Store.open(young, TestKeys.KEYS).sql().vendor()).number("select count(*) from journal where action = 'database.moved'")).isEqualTo(1);
    }

    /** Its commit of this number fails, before or after it took effect. */
    private static DataSource failing(DataSource source, int at, boolean after) {
        AtomicInteger commits = new AtomicInteger();
        return proxy(DataSource.class, source, (method, result) -> method.equals("getConnection")
                ? proxy(Connection.class, (Connection) result.call(), (call, inner) -> {
                    if (!call.equals("commit") || commits.incrementAndGet() != at) {
                        return inner.call();
                    }
                    if (after) {
                        inner.call();
                    }
                    throw new SQLException("the connection is gone", "08006");
                }) : result.call());
    }

    private interface Call {
        Object call() throws Exception;
    }

    private interface Around {
        Object call(String method, Call inner) throws Exception;
    }

    private static <T> T proxy(Class<T> type, T inner, Around around) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (p, method, args) -> around.call(method.getName(), () -> {
            try {
                return method.invoke(inner, args);
            } catch (java.lang.reflect.InvocationTargetException e) {
                throw (Exception) e.getCause();
            }
        })));
    }

    @Test
    public void anAlteredRowIsFoundAndTheOldDatabaseGoesOn() throws Exception {
        used(2, 20);
        boolean[] done = {false};
        Outcome outcome = move(young, p -> {
            if (p.doing().startsWith("copying stream") && !done[0]) {
                done[0] = true;
                execute(young, "update customer set name = 'Nobody' where erp_id = 'k1'");
                execute(young, "delete from opt_out where email_hash like '1%'");
            }
        });
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Different.class, d -> assertThat(d.what()).hasSize(2).anySatisfy(w -> assertThat(w).startsWith("customer: 2 rows"))
                .anySatisfy(w -> assertThat(w).contains("opt_out: 20 rows", ", 9 with")));
        assertThat(offered).as("the old database is in use again").isNotNull();
        start(young);
        await().until(() -> database.found().isPresent());
        assertThat(offered).as("the new one is not").isNull();
    }

    @Test
    public void aTargetThatIsNotEmptyIsRefusedByNameAndLeftAlone() throws Exception {
        used(1, 1);
        Store other = Store.open(young, TestKeys.KEYS);
        Customer customer = Samples.customer(Samples.id(), "theirs", 1);
        other.customers().add(customer);
        execute(young, "create table invoices (id int)");
        assertRefused(move(young, SILENT), "not empty", "customer (1 row)", "invoices", "not Plumbline's", "Nothing was changed");
        assertThat(other.customers().byId(customer.id())).contains(customer);
        assertThat(other.sql().number("select count(*) from customer")).isEqualTo(1);
    }

    @Test
    public void anEmptyTargetThatWasStartedOnceIsTaken() throws Exception {
        used(1, 1);
        Store.open(young, TestKeys.KEYS);
        assertThat(move(young, SILENT)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    public void whatAnotherMoveLeftBehindIsRefused() throws Exception {
        used(1, 1);
        assertThat(move(young, p -> {
            throw new CancellationException("killed");
        })).isInstanceOf(Outcome.BrokenOff.class);
        assertThat(moves(young).giveUp()).isNotNull();
        assertRefused(move(young, SILENT), "not empty", "another move", "jdbc:derby:memory:move_");
    }

    @Test
    public void aTargetOfAnotherVersionIsRefused() throws Exception {
        used(1, 1);
        Store.open(young, TestKeys.KEYS);
        execute(young, "update databasechangelog set id = 'from-the-future' where id = 'probe'");
        assertRefused(move(young, SILENT), "another version", "from-the-future");
    }

    @Test
    public void aTargetThatIsHeldByAnotherMoveIsRefused() throws Exception {
        used(1, 1);
        try (Connection other = young.getConnection(); Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(" + 0x706c756d626dL + ")");
            assertRefused(move(young, SILENT), "filled by another process");
            statement.execute("select pg_advisory_unlock_all()");
        }
    }

    @Test
    public void anUnreachableTargetIsRefusedWithTheReason() throws Exception {
        used(1, 1);
        org.postgresql.ds.PGSimpleDataSource nowhere = new org.postgresql.ds.PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/plumbline");
        nowhere.setPassword("s3cret");
        assertRefused(move(nowhere, SILENT), "cannot be reached", "127.0.0.1:1", "refused");
        org.postgresql.ds.PGSimpleDataSource unknown = new org.postgresql.ds.PGSimpleDataSource();
        unknown.setUrl(TestDatabase.server().getJdbcUrl("postgres", "no_such_database"));
        assertRefused(move(unknown, SILENT), "cannot be reached", "no_such_database");
    }

    @Test
    public void otherKindsOfTargetsAreRefused() throws Exception {
        used(1, 1);
        assertRefused(move(TestDatabase.derby("move_to_" + number), SILENT), "no PostgreSQL database");
        execute(young, "create database move_latin_" + number + " encoding 'LATIN1' locale 'C' template template0");
        assertRefused(move(TestDatabase.server().getDatabase("postgres", "move_latin_" + number), SILENT), "UTF8");
        start(young);
        await().until(() -> offered != null);
        assertRefused(move(old, SILENT), "runs on PostgreSQL already");
    }

    private static void execute(DataSource source, String sql) {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
