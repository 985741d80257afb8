package io.plumbline.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.Stale;

/**
 * SQL in the open: statements with {@code ?}, rows read by column name, and the transaction that belongs to the thread. A statement
 * outside a transaction runs in a short one of its own.
 * <p>
 * Parameters may be null or of these types: String, {@link Id}, {@link Site}, any enum (its name), {@link Instant} (see {@link Micros}),
 * {@link LocalDate}, Boolean, Integer, Long, BigDecimal and byte[].
 */
public final class Sql {
    /** How often work is begun in all before a conflict is handed to the caller. */
    static final int MOST_ATTEMPTS = 10;
    private static final long MOST_PAUSE = 250;
    private static final int FETCH = 500;
    private static final int BATCH = 500;

    private final DataSource dataSource;
    private final Vendor vendor;
    private final Room room;
    private final ThreadLocal<Session> current = new ThreadLocal<>();
    /** Shared by transactions underway; taken alone to close. */
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private boolean closed;
    private volatile SQLException unconnected;
    private volatile Shortage shortage;

    Sql(DataSource dataSource, Vendor vendor) {
        this(dataSource, vendor, Room.PLENTY);
    }

    Sql(DataSource dataSource, Vendor vendor, Room room) {
        this.dataSource = dataSource;
        this.vendor = vendor;
        this.room = room;
    }

    /** A transaction underway on this thread. */
    private static final class Session {
        private final Connection connection;
        private final List<Runnable> afterCommit;
        private boolean doomed;

        private Session(Connection connection, List<Runnable> afterCommit) {
            this.connection = connection;
            this.afterCommit = afterCommit;
        }
    }

    /** The disk was full at {@code at}, in {@link System#nanoTime()}. */
    private record Shortage(SQLException said, long at) {
    }

    /** What is done with the connection. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Names the primary key or unique constraint that leads to the one row that is read; right behind the table's name. In a small table
     * Derby would rather read every row, and so wait for rows that others have not committed: two who do so are a deadlock. Every other
     * database takes it for a comment.
     */
    public static String byKey(String constraint) {
        return " --DERBY-PROPERTIES constraint=" + constraint + "\n";
    }

    public Vendor vendor() {
        return vendor;
    }

    /**
     * All rows, in the order of the query. A few rows are better sorted by the caller: Derby sets up a sort for longer than it takes to read
     * them, unless the index that it follows has them in order.
     */
    public <T> List<T> list(String sql, Function<Row, T> mapper, Object... parameters) {
        List<T> rows = new ArrayList<>();
        each(sql, row -> rows.add(mapper.apply(row)), parameters);
        return rows;
    }

    /** The only row, if there is one. */
    public <T> Optional<T> one(String sql, Function<Row, T> mapper, Object... parameters) {
        List<T> rows = list(sql, mapper, parameters);
        if (rows.size() > 1) {
            throw new IllegalStateException("one row expected, " + rows.size() + " found: " + sql);
        }
        return rows.stream().findFirst();
    }

    /** The first column of the only row, such as a count; 0 where it is null. */
    public long number(String sql, Object... parameters) {
        return one(sql, Row::first, parameters).orElseThrow();
    }

    /** Hands each row to {@code reader} as it comes, without keeping them; the row is valid during the call only. */
    public void each(String sql, Consumer<Row> reader, Object... parameters) {
        inSession(sql, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCH);
                bind(statement, parameters);
                try (ResultSet rows = statement.executeQuery()) {
                    Row row = new Row(rows);
                    while (rows.next()) {
                        reader.accept(row);
                    }
                }
            }
            return null;
        });
    }

    /** Inserts, updates or deletes; how many rows it was. */
    public int change(String sql, Object... parameters) {
        return inSession(sql, connection -> {
            needRoom();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, parameters);
                return statement.executeUpdate();
            }
        });
    }

    /**
     * Changes exactly one row that is at the version before {@code version}.
     *
     * @throws Stale when it is not
     */
    public void changeVersion(String what, Id id, long version, String sql, Object... parameters) {
        if (change(sql, parameters) != 1) {
            throw new Stale(what, id, version - 1);
        }
    }

    /** The same statement for many rows; how many rows each changed. */
    public int[] changes(String sql, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return new int[0];
        }
        return inSession(sql, connection -> {
            needRoom();
            int[] counts = new int[rows.size()];
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int from = 0; from < rows.size(); from += BATCH) {
                    List<Object[]> some = rows.subList(from, Math.min(rows.size(), from + BATCH));
                    for (Object[] row : some) {
                        bind(statement, row);
                        statement.addBatch();
                    }
                    System.arraycopy(statement.executeBatch(), 0, counts, from, some.size());
                }
            }
            return counts;
        });
    }

    /** As {@link io.plumbline.application.Transactions#required}. */
    public <T> T required(Supplier<T> work) {
        Session joined = current.get();
        if (joined != null) {
            try {
                return work.get();
            } catch (RuntimeException | Error e) {
                joined.doomed = true;
                throw e;
            }
        }
        for (int attempt = 1;; attempt++) {
            try {
                return once(work);
            } catch (SqlFault | Stale e) {
                boolean again = e instanceof Stale || ((SqlFault) e).conflict();
                if (!again || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                // those who met once should not meet again at the same moment
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(Math.min(1L << attempt, MOST_PAUSE))));
            }
        }
    }

    /**
     * For what the methods above do not offer.
     *
     * @param sql what a fault is said to have happened at
     */
    <T> T onConnection(String sql, Work<T> work) {
        return inSession(sql, work);
    }

    /** The same in a transaction of its own, whether or not one is underway on this thread. */
    <T> T alone(Supplier<T> work) {
        Session outer = current.get();
        current.remove();
        try {
            return required(work);
        } finally {
            if (outer != null) {
                current.set(outer);
            }
        }
    }

    /**
     * Runs {@code told} once the transaction that is underway on this thread has committed, at once where there is none. A transaction
     * that is rolled back or done again from its beginning forgets it.
     */
    void afterCommit(Runnable told) {
        Session session = current.get();
        if (session == null) {
            told.run();
        } else {
            session.afterCommit.add(told);
        }
    }

    /**
     * Waits for what is under way and lets nothing begin any more.
     *
     * @return false when something did not end in this time: then nothing has changed
     */
    boolean close(Duration patience) throws InterruptedException {
        if (!gate.writeLock().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        closed = true;
        gate.writeLock().unlock();
        return true;
    }

    private <T> T once(Supplier<T> work) {
        List<Runnable> afterCommit = new ArrayList<>();
        T result;
        gate.readLock().lock();
        try {
            if (closed) {
                throw SqlFault.closed();
            }
            result = connected(work, afterCommit);
        } finally {
            gate.readLock().unlock();
        }
        afterCommit.forEach(Runnable::run);
        return result;
    }

    private <T> T connected(Supplier<T> work, List<Runnable> afterCommit) {
        try (Connection connection = connection()) {
            connection.setAutoCommit(false);
            if (vendor.mustSetIsolation()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
            Session session = new Session(connection, afterCommit);
            current.set(session);
            boolean done = false;
            try {
                T result = work.get();
                if (session.doomed) {
                    throw new IllegalStateException("a failure inside the transaction was swallowed, so it cannot commit");
                }
                connection.commit();
                done = true;
                return result;
            } finally {
                current.remove();
                if (!done) {
                    rollback(connection);
                }
            }
        } catch (SQLException e) {
            throw fault("transaction", e);
        }
    }

    private SqlFault fault(String where, SQLException e) {
        if (SqlFault.noRoom(e)) {
            shortage = new Shortage(e, System.nanoTime());
        }
        return SqlFault.of(where, e);
    }

    /**
     * Why something could not be written for want of room. Small changes may still find some, and a database that closes itself says
     * other things from then on, so that whoever wants to know has to remember.
     */
    Optional<SQLException> shortage() {
        return Optional.ofNullable(shortage).map(Shortage::said);
    }

    /** A change was written: there is room again, unless there was none a short while ago. */
    void roomAgain(Duration since) {
        Shortage last = shortage;
        if (last != null && System.nanoTime() - last.at() > since.toNanos()) {
            shortage = null;
        }
    }

    private void needRoom() throws SQLException {
        if (room.isShort()) {
            throw room.full();
        }
    }

    private Connection connection() throws SQLException {
        if (unconnected != null) {
            // to open a database, Derby writes
            needRoom();
        }
        try {
            Connection connection = dataSource.getConnection();
            if (unconnected != null) {
                unconnected = null;
            }
            return connection;
        } catch (SQLException e) {
            unconnected = e;
            throw e;
        }
    }

    /** Why the last one who waited for a connection got none; empty once somebody got one. */
    Optional<SQLException> unconnected() {
        return Optional.ofNullable(unconnected);
    }

    /** What went wrong before is what the caller must hear of; a connection that cannot roll back is given up. */
    private static void rollback(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            SqlFault.LOG.warn("The database did not take a rollback (SQLSTATE {}): the connection is given up", e.getSQLState());
            giveUp(connection);
        }
    }

    /**
     * A pool goes by the state that an exception has, and a Derby that closed itself says others than that the connection is gone: the
     * pool would hand the dead connection to the next one at once, and so on. What a closed connection says it understands.
     */
    private static void giveUp(Connection connection) {
        try {
            connection.abort(Runnable::run);
            connection.getAutoCommit();
        } catch (SQLException gone) {
            SqlFault.LOG.debug("The connection that was given up is closed", gone);
        }
    }

    private <T> T inSession(String sql, Work<T> work) {
        Session session = current.get();
        if (session == null) {
            return required(() -> inSession(sql, work));
        }
        try {
            return work.with(session.connection);
        } catch (SQLException e) {
            session.doomed = true;
            throw fault(sql, e);
        }
    }

    private void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
    }

    private void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value == null) {
            statement.setObject(index, null);
        } else if (value instanceof String text) {
            statement.setString(index, Texts.storable(text));
        } else if (value instanceof Id id) {
            statement.setString(index, id.value());
        } else if (value instanceof Site site) {
            statement.setString(index, site.code());
        } else if (value instanceof Enum<?> one) {
            statement.setString(index, one.name());
        } else if (value instanceof Instant moment) {
            statement.setLong(index, Micros.of(moment));
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof Boolean flag) {
            statement.setBoolean(index, flag);
        } else if (value instanceof BigDecimal number) {
            statement.setBigDecimal(index, number);
        } else if (value instanceof LocalDate day) {
            vendor.bind(statement, index, day);
        } else {
            throw new IllegalArgumentException("a parameter of type " + value.getClass().getName());
        }
    }
}
