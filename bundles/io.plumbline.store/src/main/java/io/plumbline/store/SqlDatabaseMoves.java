package io.plumbline.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.sql.DataSource;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.operation.DatabaseMoves;
import io.plumbline.domain.Id;
import io.plumbline.domain.journal.Entry;
import liquibase.exception.LiquibaseException;

/**
 * From Derby to PostgreSQL. That a move began stands in both databases ({@link MoveMark}): in the old one so that nobody writes to it any
 * more, in the new one with how far each table got.
 */
@Component
public final class SqlDatabaseMoves implements DatabaseMoves {
    /** How long is waited for transactions that are under way when the old database is taken from everybody. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** "plumbm" in ASCII: whoever holds this lock of the new database is filling it. */
    private static final long LOCK = 0x706c756d626dL;
    private static final Logger LOG = LoggerFactory.getLogger(SqlDatabaseMoves.class);

    private final OpenDatabase database;
    private final Databases databases;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    @Activate
    public SqlDatabaseMoves(@Reference OpenDatabase database, @Reference Databases databases) {
        this.database = database;
        this.databases = databases;
    }

    /** Why a move does not even begin. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private Refusal(String why) {
            super(why);
        }
    }

    @Override
    public Outcome move(Target target, Id move, Function<Moved, Entry> note, Consumer<Progress> progress) {
        if (!oneAtATime.tryLock()) {
            return new Outcome.Refused("a move is under way already");
        }
        try {
            return guarded(target, move, note, progress);
        } catch (Refusal e) {
            return new Outcome.Refused(e.getMessage());
        } finally {
            oneAtATime.unlock();
        }
    }

    private Outcome guarded(Target target, Id move, Function<Moved, Entry> note, Consumer<Progress> progress) throws Refusal {
        Sql from = database.found().orElseThrow(() -> new Refusal("the database that Plumbline runs on is not open: " + database.trouble()));
        if (from.vendor().postgresql()) {
            throw new Refusal("Plumbline runs on PostgreSQL already");
        }
        Optional<MoveMark.Whole> begun = MoveMark.whole(from).filter(m -> m.side() == MoveMark.Side.SOURCE);
        if (begun.isPresent() && begun.get().stage() == MoveMark.Stage.DONE) {
            return new Outcome.DoneBefore(begun.get().other());
        }
        DataSource there;
        try {
            there = databases.target(target);
        } catch (SQLException | RuntimeException e) {
            throw new Refusal(target + " cannot be used: " + SqlFault.reason(e));
        }
        try (Connection guard = connected(target, there)) {
            try {
                String id = begun.map(MoveMark.Whole::move).orElse(move.value());
                Sql to = prepared(there, guard, from, id);
                DatabaseCopy copy = new DatabaseCopy(database.dataSource(), from, there, to, progress);
                String other = copy.otherShape();
                if (other != null) {
                    throw new Refusal("the new database is not of this version: " + other);
                }
                return withheld(copy, from, to, id, name(database.dataSource()), name(there), note);
            } finally {
                unlock(guard);
            }
        } catch (SQLException | SqlFault e) {
            throw new Refusal(target + ": " + SqlFault.reason(e));
        }
    }

    /** A connection that holds the lock of the new database for as long as it is open. */
    private static Connection connected(Target target, DataSource there) throws Refusal {
        try {
            Connection guard = there.getConnection();
            if (!Vendor.of(guard).postgresql()) {
                guard.close();
                throw new Refusal(target + " is no PostgreSQL database");
            }
            if (!"UTF8".equals(text(guard, "show server_encoding"))) {
                guard.close();
                throw new Refusal("the new database keeps texts in another encoding than UTF8: make it with \"create database ... encoding 'UTF8' template template0\"");
            }
            if (!"t".equals(text(guard, "select pg_try_advisory_lock(" + LOCK + ")"))) {
                guard.close();
                throw new Refusal("the new database is being filled by another process");
            }
            return guard;
        } catch (SQLException e) {
            throw new Refusal(target + " cannot be reached: " + SqlFault.reason(e));
        }
    }

    /** A pool keeps the connection, and the lock with it; where the connection is lost, so is the lock. */
    private static void unlock(Connection guard) {
        try {
            text(guard, "select pg_advisory_unlock(" + LOCK + ")");
        } catch (SQLException e) {
            LOG.debug("The lock ended with its connection", e);
        }
    }

    /** The new database with the tables of this version, empty or filled up to somewhere by this same move. */
    private Sql prepared(DataSource there, Connection guard, Sql from, String move) throws Refusal, SQLException {
        Set<String> tables = tables(guard);
        if (tables.contains("databasechangelog")) {
            Set<String> ours = new HashSet<>(from.list("select id from databasechangelog", row -> row.text("id")));
            List<String> unknown = texts(guard, "select id from databasechangelog order by orderexecuted").stream().filter(id -> !ours.contains(id)).toList();
            if (!unknown.isEmpty()) {
                throw new Refusal("the tables of the new database are of another version: this Plumbline does not know their change " + String.join(", ", unknown));
            }
        }
        Sql plain = new Sql(there, Vendor.of(guard));
        Optional<MoveMark.Whole> mark = tables.contains("database_move") ? MoveMark.whole(plain) : Optional.empty();
        boolean ours = mark.isPresent() && mark.get().side() == MoveMark.Side.TARGET && mark.get().move().equals(move);
        if (!ours) {
            Set<String> known = new HashSet<>(List.of("databasechangelog", "databasechangeloglock"));
            try (Connection here = database.dataSource().getConnection()) {
                known.addAll(tables(here));
            }
            List<String> standing = standing(guard, tables, known);
            if (!standing.isEmpty()) {
                throw new Refusal("the new database is not empty: it holds " + String.join(", ", standing)
                        + (mark.isPresent() ? "; they come from another move, from " + mark.get().other() : "") + ". Nothing was changed; give an empty database");
            }
        }
        try {
            return new Sql(there, Schema.migrate(there));
        } catch (SQLException | LiquibaseException e) {
            throw new Refusal("the tables cannot be made in the new database: " + SqlFault.reason(e)
                    + ". If an earlier attempt ended while it made them, drop the new database and create it once more");
        }
    }

    /** What a database holds that is not as every new one: tables of others, and rows. */
    private static List<String> standing(Connection there, Set<String> tables, Set<String> known) throws SQLException {
        List<String> standing = new ArrayList<>();
        for (String table : tables) {
            if (!known.contains(table)) {
                standing.add("a table " + table + " that is not Plumbline's");
            } else if (!Set.of("databasechangelog", "databasechangeloglock", "probe", "document_turn").contains(table)) {
                String some = table.equals("journal_head") ? " where entries > 0" : "";
                long rows = Long.parseLong(text(there, "select count(*) from " + table + some));
                if (rows > 0) {
                    standing.add(table + " (" + rows + (rows == 1 ? " row)" : " rows)"));
                }
            }
        }
        return standing;
    }

    private Outcome withheld(DatabaseCopy copy, Sql from, Sql to, String move, String here, String there, Function<Moved, Entry> note) throws Refusal {
        try {
            if (!database.withhold("this database is being moved to " + there, PATIENCE)) {
                throw new Refusal("something that is under way does not end within " + PATIENCE.toSeconds() + " seconds: try again");
            }
            MoveMark.write(from, new MoveMark.Whole(move, MoveMark.Side.SOURCE, MoveMark.Stage.BEGUN, there));
            LOG.info("The database is being moved to {}", there);
            if (MoveMark.whole(to).filter(m -> m.stage() == MoveMark.Stage.DONE).isEmpty()) {
                MoveMark.write(to, new MoveMark.Whole(move, MoveMark.Side.TARGET, MoveMark.Stage.BEGUN, here));
                copy.copy(move);
            }
            DatabaseCopy.Compared compared = copy.compare();
            if (!compared.differences().isEmpty()) {
                LOG.error("The database was not moved, both sides differ: {}", compared.differences());
                giveUp();
                return new Outcome.Different(compared.differences());
            }
            Moved moved = new Moved(here, there, compared.tables(), compared.journal());
            to.required(() -> {
                new SqlJournal(to).append(note.apply(moved));
                to.change("delete from database_move");
                MoveMark.write(to, new MoveMark.Whole(move, MoveMark.Side.TARGET, MoveMark.Stage.DONE, here));
                return null;
            });
            MoveMark.write(from, new MoveMark.Whole(move, MoveMark.Side.SOURCE, MoveMark.Stage.DONE, there));
            LOG.info("Everything was moved to {}: {} rows", there, moved.rows());
            return new Outcome.Done(moved);
        } catch (SQLException | SqlFault | CancellationException e) {
            LOG.warn("The move stands still: {}", SqlFault.reason(e));
            return new Outcome.BrokenOff(SqlFault.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.BrokenOff("it was interrupted");
        } finally {
            settle();
        }
    }

    /** Once an attempt is over, the old database is withheld exactly when it says so of itself. */
    private void settle() {
        try {
            String why = database.found().flatMap(MoveMark::whole).map(MoveMark.Whole::withheld).orElse(null);
            if (why == null) {
                database.reopen();
            } else {
                database.stayWithheld(why);
            }
        } catch (SqlFault e) {
            LOG.warn("Whether the old database is to be withheld cannot be read: {}", SqlFault.reason(e));
        }
    }

    @Override
    public String giveUp() {
        Sql from = database.found().orElseThrow(() -> new IllegalStateException("the database that Plumbline runs on is not open: " + database.trouble()));
        Optional<MoveMark.Whole> mark = MoveMark.whole(from).filter(m -> m.side() == MoveMark.Side.SOURCE);
        if (mark.isEmpty()) {
            return null;
        }
        MoveMark.forget(from);
        database.reopen();
        LOG.info("The move to {} was taken back", mark.get().other());
        return mark.get().other();
    }

    private static Set<String> tables(Connection connection) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (ResultSet rows = connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** The database's address without its parameters, among which a password may be. */
    private static String name(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return connection.getMetaData().getURL().replaceFirst("[?;].*", "");
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        return texts(connection, sql).get(0);
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
