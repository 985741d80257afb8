package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import javax.sql.DataSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Flow;
import liquibase.Liquibase;

@RunWith(Parameterized.class)
public class SchemaTest {
    private final TestDatabase database;

    public SchemaTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Test
    public void migratesAnEmptyDatabaseAndLeavesAMigratedOneAlone() throws Exception {
        DataSource source = database.create("schema_twice");
        Schema.migrate(source);
        Set<String> tables = tables(source);
        assertThat(tables).containsAll(TestDatabase.TABLES).contains("journal_head", "probe");
        Schema.migrate(source);
        assertThat(tables(source)).isEqualTo(tables);
    }

    @Test
    public void everyChangelogKeepsToItsSchema() throws Exception {
        String schema = "www.liquibase.org/xml/ns/dbchangelog/dbchangelog-4.33.xsd";
        Validator validator = SchemaFactory.newDefaultInstance().newSchema(Liquibase.class.getClassLoader().getResource(schema)).newValidator();
        Path folder = Path.of(getClass().getResource("changelog/all.xml").toURI()).getParent();
        try (Stream<Path> changelogs = Files.list(folder)) {
            List<Path> all = changelogs.toList();
            assertThat(all).hasSizeGreaterThan(20);
            for (Path changelog : all) {
                assertThat(Files.readString(changelog)).as(changelog.toString()).contains(schema);
                validator.validate(new StreamSource(changelog.toFile()));
            }
        }
    }

    @Test
    public void everyTableHasASite() throws Exception {
        DataSource source = database.create("schema_sites");
        Schema.migrate(source);
        Set<String> own = tables(source);
        own.removeIf(t -> t.startsWith("databasechangelog"));
        assertThat(having(source, "site")).containsExactlyInAnyOrderElementsOf(own);
    }

    /** Liquibase quotes words that a database reserves; our statements quote nothing. */
    @Test
    public void noNameIsReserved() throws Exception {
        DataSource source = database.create("schema_names");
        Schema.migrate(source);
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            for (String table : tables(source)) {
                List<String> columns = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("select * from " + table)) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        columns.add(rows.getMetaData().getColumnName(i));
                    }
                }
                try (ResultSet rows = statement.executeQuery("select " + String.join(", ", columns) + " from " + table)) {
                    assertThat(rows.getMetaData().getColumnCount()).isEqualTo(columns.size());
                }
            }
        }
    }

    /** What a process leaves behind that was killed while it migrated. */
    @Test(timeout = 60_000)
    public void aLockLeftByAKilledProcessDoesNotBlockTheNextStart() throws Exception {
        DataSource source = database.create("schema_lock");
        Schema.migrate(source);
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update databasechangeloglock set locked = true, lockgranted = current_timestamp, lockedby = 'a dead process'"))
                    .isEqualTo(1);
        }
        Schema.migrate(source);
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select locked from databasechangeloglock")) {
            rows.next();
            assertThat(rows.getBoolean(1)).isFalse();
        }
    }

    /** Nobody else can be in a Derby database; on PostgreSQL another node may be at it. */
    @Test
    public void whatAKilledProcessWasAtIsTakenUpAtOnceOnDerbyAndWhenItsLeaseRunsOutOnPostgresql() throws Exception {
        DataSource source = database.create("schema_leases");
        Store killed = Store.open(source, TestKeys.KEYS);
        Instant now = Samples.NOW;
        killed.workQueue().put(new Flow.Due(new Command.SendInvitation(Samples.id()), now));
        assertThat(killed.workQueue().claim(Command.Kind.SEND_INVITATION, 1, Duration.ofMinutes(5), now)).hasSize(1);
        assertThat(killed.streams().take("erp", "tryton", Duration.ofMinutes(10), now)).isPresent();

        Store next = Store.open(source, TestKeys.KEYS);

        boolean alone = database == TestDatabase.DERBY;
        assertThat(next.workQueue().claim(Command.Kind.SEND_INVITATION, 1, Duration.ofMinutes(5), now.plusSeconds(10))).hasSize(alone ? 1 : 0);
        assertThat(next.streams().take("erp", "tryton", Duration.ofMinutes(10), now.plusSeconds(10)).isPresent()).isEqualTo(alone);
    }

    @Test(timeout = 120_000)
    public void startsAtTheSameTimeDoNotMeet() throws Exception {
        DataSource source = database.create("schema_race");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Vendor>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> Schema.migrate(source)));
            }
            for (Future<Vendor> one : all) {
                assertThat(one.get().kind().name()).isEqualTo(database.name());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Set<String> tables(DataSource source) throws Exception {
        Set<String> found = new TreeSet<>();
        try (Connection connection = source.getConnection(); ResultSet rows = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                found.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }

    private static Set<String> having(DataSource source, String column) throws Exception {
        Set<String> found = new TreeSet<>();
        for (String name : List.of(column, column.toUpperCase(Locale.ROOT))) {
            try (Connection connection = source.getConnection(); ResultSet rows = connection.getMetaData().getColumns(null, null, "%", name)) {
                while (rows.next()) {
                    found.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
                }
            }
        }
        return found;
    }
}
