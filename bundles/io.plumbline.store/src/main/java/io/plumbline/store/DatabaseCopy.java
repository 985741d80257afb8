package io.plumbline.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.plumbline.application.operation.DatabaseMoves.Progress;
import io.plumbline.application.operation.DatabaseMoves.Table;
import io.plumbline.domain.journal.Journal.Verification;

/**
 * Fills an empty database with the rows of another one that nobody writes to, batch by batch in the order of primary keys. Each batch
 * commits together with the key of its last row, so that whoever goes on after a fault neither loses a row nor copies one twice.
 */
final class DatabaseCopy {
    private static final int MOST_ROWS = 1000;
    private static final int MOST_CHARACTERS = 2_000_000;
    private static final int FETCH = 500;

    private final DataSource source;
    private final Sql from;
    private final DataSource target;
    private final Sql to;
    private final Consumer<Progress> progress;
    private final List<TableShape> tables;

    DatabaseCopy(DataSource source, Sql from, DataSource target, Sql to, Consumer<Progress> progress) throws SQLException {
        this.source = source;
        this.from = from;
        this.target = target;
        this.to = to;
        this.progress = progress;
        try (Connection connection = source.getConnection()) {
            this.tables = TableShape.content(connection);
        }
    }

    /** What both databases must have alike; null when they do. */
    String otherShape() throws SQLException {
        Map<String, TableShape> there = new TreeMap<>();
        try (Connection connection = target.getConnection()) {
            TableShape.content(connection).forEach(t -> there.put(t.name(), t));
        }
        for (TableShape table : tables) {
            TableShape other = there.remove(table.name());
            if (other == null || !other.columns().equals(table.columns()) || !other.key().equals(table.key())) {
                return "the table " + table.name() + (other == null ? " is missing there" : " has other columns there");
            }
        }
        return there.isEmpty() ? null : "there are tables that this Plumbline does not know: " + String.join(", ", there.keySet());
    }

    /** Counts what is under way, over all tables. */
    private final class Count {
        private final String doing;
        private final long all;
        private final long before;
        private final long since = System.nanoTime();
        private long rows;

        private Count(String doing, long all, long before) {
            this.doing = doing;
            this.all = all;
            this.before = before;
            this.rows = before;
        }

        private synchronized void more(long more, String table) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("it was interrupted");
            }
            rows += more;
            progress.accept(new Progress(doing + " " + table, rows, all, rows - before, Duration.ofNanos(System.nanoTime() - since)));
        }
    }

    void copy(String move) throws SQLException {
        long all = 0;
        long before = 0;
        for (TableShape table : tables) {
            all += from.number("select count(*) from " + table.name());
            before += MoveMark.part(to, table.name()).map(MoveMark.Part::copied).orElse(0L);
        }
        Count count = new Count("copying", all, before);
        for (TableShape table : tables) {
            copy(move, table, count);
        }
        try (Connection connection = target.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("analyze");
        }
    }

    private void copy(String move, TableShape table, Count count) throws SQLException {
        MoveMark.Part begun = MoveMark.part(to, table.name()).orElse(null);
        if (begun == null) {
            to.required(() -> {
                to.change("delete from " + table.name()); // rows that the changelog puts into every new database
                MoveMark.begin(to, move, table.name());
                return null;
            });
            begun = new MoveMark.Part(0, null, false);
        }
        if (begun.done()) {
            return;
        }
        try (Connection connection = source.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(table.select(begun.lastKey() != null))) {
                statement.setFetchSize(FETCH);
                if (begun.lastKey() != null) {
                    table.bindAfter(statement, from.vendor(), begun.lastKey());
                }
                try (ResultSet rows = statement.executeQuery()) {
                    copy(table, rows, count);
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        to.required(() -> {
            if (table.counter() != null) {
                numberOn(table);
            }
            MoveMark.done(to, table.name());
            return null;
        });
        count.more(0, table.name());
    }

    private void copy(TableShape table, ResultSet rows, Count count) throws SQLException {
        List<String[]> batch = new ArrayList<>();
        long characters = 0;
        while (rows.next()) {
            String[] row = table.read(rows);
            batch.add(row);
            for (String value : row) {
                characters += value == null ? 0 : value.length();
            }
            if (batch.size() == MOST_ROWS || characters > MOST_CHARACTERS) {
                write(table, batch);
                count.more(batch.size(), table.name());
                batch.clear();
                characters = 0;
            }
        }
        if (!batch.isEmpty()) {
            write(table, batch);
            count.more(batch.size(), table.name());
        }
    }

    private void write(TableShape table, List<String[]> batch) {
        to.required(() -> {
            to.onConnection(table.insert(), connection -> {
                try (PreparedStatement statement = connection.prepareStatement(table.insert())) {
                    for (String[] row : batch) {
                        table.bind(statement, to.vendor(), row);
                        statement.addBatch();
                    }
                    return statement.executeBatch();
                }
            });
            MoveMark.reached(to, table.name(), batch.size(), table.keyOf(batch.get(batch.size() - 1)));
            return null;
        });
    }

    /** The next number that the database gives by itself is behind all that were copied. */
    private void numberOn(TableShape table) {
        to.number("select setval(pg_get_serial_sequence('" + table.name() + "', '" + table.counter() + "'), coalesce(max(" + table.counter() + "), 1), max("
                + table.counter() + ") is not null) from " + table.name());
    }

    /** What both sides hold. */
    record Compared(List<Table> tables, Verification journal, List<String> differences) {
    }

    Compared compare() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
            Thread made = new Thread(task, "plumbline-compare-databases");
            made.setDaemon(true);
            return made;
        });
        try {
            long all = 0;
            for (TableShape table : tables) {
                all += from.number("select count(*) from " + table.name());
            }
            Count count = new Count("comparing", 2 * all, 0);
            Future<Map<String, TableSum>> left = threads.submit(sums(source, count));
            Future<Map<String, TableSum>> right = threads.submit(sums(target, count));
            List<Table> same = new ArrayList<>();
            List<String> differences = new ArrayList<>();
            Map<String, TableSum> here = result(left);
            Map<String, TableSum> there = result(right);
            here.forEach((table, sum) -> {
                TableSum other = there.get(table);
                if (sum.equals(other)) {
                    same.add(new Table(table, sum.rows(), sum.hash()));
                } else {
                    differences.add(table + ": " + sum.rows() + " rows with hash " + sum.hash() + " in the old database, " + other.rows() + " with " + other.hash()
                            + " in the new one");
                }
            });
            Future<Verification> old = threads.submit(() -> new JournalVerification(from).run());
            Future<Verification> young = threads.submit(() -> new JournalVerification(to).run());
            Verification before = result(old);
            Verification after = result(young);
            if (!before.equals(after)) {
                differences.add("the journal: " + shown(before) + " in the old database, " + shown(after) + " in the new one");
            }
            return new Compared(same, after, differences);
        } finally {
            threads.shutdownNow();
        }
    }

    private static String shown(Verification journal) {
        return journal.entries() + " entries up to " + journal.headHash() + ", " + journal.unnumbered() + " without a number, "
                + (journal.sound() ? "sound" : journal.findings().size() + " findings, the first: " + journal.findings().get(0).text());
    }

    private Callable<Map<String, TableSum>> sums(DataSource database, Count count) {
        return () -> {
            Map<String, TableSum> sums = new TreeMap<>();
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false); // PostgreSQL hands out rows in parts only within a transaction
                for (TableShape table : tables) {
                    sums.put(table.name(), TableSum.of(connection, table, more -> count.more(more, table.name())));
                }
                connection.rollback();
                connection.setAutoCommit(true);
            }
            return sums;
        };
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw SqlFault.of("comparing", sql);
            }
            throw e.getCause() instanceof RuntimeException runtime ? runtime : new IllegalStateException(e.getCause());
        }
    }
}
