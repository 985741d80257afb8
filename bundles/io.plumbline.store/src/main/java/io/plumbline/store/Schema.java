package io.plumbline.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;

import javax.sql.DataSource;

import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Brings the tables to the state that this version needs.
 * <p>
 * Liquibase guards itself with a row that says "locked", and whoever is killed while it is set locks everybody out for ever. Here one
 * process at a time is let in by a lock that ends with its holder (a session's advisory lock on PostgreSQL; Derby lets only one
 * process open the database at all); a row that is still set by then was left by a dead one, and is taken back.
 */
final class Schema {
    private static final String CHANGELOG = "io/plumbline/store/changelog/all.xml";
    /** "plumb" in ASCII: the number of our advisory lock. */
    private static final long LOCK = 0x706c756d62L;
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private Schema() {
    }

    static Vendor migrate(DataSource dataSource) throws SQLException, LiquibaseException {
        IN_THIS_PROCESS.lock();
        try (Connection guard = dataSource.getConnection()) {
            Vendor vendor = Vendor.of(guard);
            if (vendor.postgresql()) {
                execute(guard, "select pg_advisory_lock(" + LOCK + ")");
            } else {
                settings(guard);
            }
            try {
                update(dataSource, CHANGELOG);
                if (vendor.postgresql()) {
                    sortWordsByTheirBytes(guard);
                } else {
                    endLeasesOfTheDead(guard);
                }
            } finally {
                if (vendor.postgresql()) {
                    execute(guard, "select pg_advisory_unlock(" + LOCK + ")");
                }
            }
            return vendor;
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    /** Derby looks for deadlocks after 20 seconds and waits for locks 60 unless told otherwise. */
    private static void settings(Connection connection) throws SQLException {
        execute(connection, "call syscs_util.syscs_set_database_property('derby.locks.deadlockTimeout', '1')");
        execute(connection, "call syscs_util.syscs_set_database_property('derby.locks.waitTimeout', '15')");
    }

    /** Derby lets nobody else in, so that whoever held a lease is gone: what they were at is taken up at once. On PostgreSQL leases run out. */
    private static void endLeasesOfTheDead(Connection connection) throws SQLException {
        execute(connection, "update step set lease_until = 0 where lease_until is not null");
        execute(connection, "update stream set lease_until = 0 where lease_until is not null");
    }

    /** Words are found by their beginnings, which lie together only where no language says how to sort. Derby knows none unless told. */
    private static void sortWordsByTheirBytes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet column = statement.executeQuery(
                "select 1 from information_schema.columns where table_schema = current_schema() and table_name = 'case_word' and column_name = 'word' and collation_name is null")) {
            if (column.next()) {
                execute(connection, "alter table case_word alter column word type varchar(60) collate \"C\"");
            }
        }
    }

    /** Applies one changelog, without the guard of {@link #migrate}. */
    static void update(DataSource dataSource, String changelog) throws SQLException, LiquibaseException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Liquibase.class.getClassLoader());
        try (Connection connection = dataSource.getConnection()) {
            // "analytics" would call its makers' server, and the default UI writes to standard output
            // the changelogs are held to their schema by a test: it would be read for each of them at every start
            Map<String, Object> settings = Map.of("liquibase.analytics.enabled", false, "liquibase.analytics.logLevel", Level.FINE, "liquibase.validateXmlChangelogFiles", false,
                    Scope.Attr.ui.name(), new LoggerUIService(), Scope.Attr.logService.name(), new LiquibaseLog(),
                    Scope.Attr.resourceAccessor.name(), new ClassLoaderResourceAccessor(Schema.class.getClassLoader()));
            Scope.child(settings, () -> update(connection, changelog));
        } catch (SQLException | LiquibaseException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new LiquibaseException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void update(Connection connection, String changelog) throws LiquibaseException {
        Database database = DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        Liquibase liquibase = new Liquibase(changelog, Scope.getCurrentScope().getResourceAccessor(), database);
        try {
            liquibase.setShowSummary(UpdateSummaryEnum.OFF);
            liquibase.forceReleaseLocks();
            liquibase.update(new Contexts(), new LabelExpression());
        } finally {
            // Liquibase reads after its last commit, and Derby closes no connection within a transaction
            database.rollback();
            database.setAutoCommit(true);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
