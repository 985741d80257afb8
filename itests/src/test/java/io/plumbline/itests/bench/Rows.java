package io.plumbline.itests.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.plumbline.domain.Id;

/**
 * The rows that a use case wrote, as a pattern: like rows can be written again by plain JDBC as often as one likes, with identities of
 * their own. That is the floor under the use case, and how a database is filled that is to be large.
 */
final class Rows {
    /** Of all, or counted up in place: a like row cannot be added. */
    private static final Set<String> NOT_OURS = Set.of("site", "journal_head", "document_turn", "databasechangelog", "databasechangeloglock");
    private static final List<String> FIRST = List.of("customer", "contact", "customer_order", "delivery");
    /** Who is known already stays who they are. */
    private static final Set<String> PEOPLE = Set.of("customer_id", "contact_id", "recipient_id");
    private static final AtomicLong ENTRIES = new AtomicLong(-1);
    private static final AtomicLong DOCUMENTS = new AtomicLong();

    private final List<Row> rows;
    private final Set<String> renewed;
    private final String document;
    private final String tokenHash;

    /** @param values by column, as plain text, numbers, days and truth values */
    record Row(String table, Map<String, Object> values) {
    }

    private Rows(List<Row> rows, Set<String> renewed, String document) {
        this.rows = rows;
        this.renewed = renewed;
        this.document = document;
        this.tokenHash = rows.stream().filter(r -> r.table.equals("invitation")).map(r -> (String) r.values.get("token_hash")).findFirst().orElse(null);
    }

    /** All rows of all tables. */
    static List<Row> all(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getTables(null, "APP", "%", new String[] {"TABLE"})) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        tables.removeIf(NOT_OURS::contains);
        // those who refer to a delivery come after it
        tables.sort(Comparator.comparingInt((String t) -> FIRST.contains(t) ? FIRST.indexOf(t) : FIRST.size()).thenComparing(t -> t));
        List<Row> rows = new ArrayList<>();
        for (String table : tables) {
            try (Statement statement = connection.createStatement(); ResultSet found = statement.executeQuery("select * from " + table)) {
                while (found.next()) {
                    Map<String, Object> values = new LinkedHashMap<>();
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        Object value = found.getObject(i);
                        values.put(found.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT), value instanceof Clob clob ? clob.getSubString(1, (int) clob.length()) : value);
                    }
                    rows.add(new Row(table, values));
                }
            }
        }
        return rows;
    }

    /**
     * What was written between two looks: rows that are new or changed.
     *
     * @param document the document's name in the ERP, which is renewed too
     */
    static Rows between(List<Row> before, List<Row> after, String document) {
        List<Row> written = new ArrayList<>(after);
        written.removeAll(before);
        Set<String> identities = new LinkedHashSet<>();
        Set<String> people = new LinkedHashSet<>();
        written.forEach(row -> row.values.forEach((column, value) -> {
            if (value instanceof String text && Id.isOne(text)) {
                if (PEOPLE.contains(column)) {
                    people.add(text);
                } else if (column.equals("id") || column.endsWith("_id")) {
                    identities.add(text);
                }
            }
        }));
        identities.removeAll(people);
        return new Rows(written, identities, document);
    }

    /** For a database that is filled: as if the journal's sequencer had been there. */
    Rows settled() {
        rows.stream().filter(row -> row.table.equals("journal")).forEach(row -> row.values.put("waiting", null));
        return this;
    }

    /** Only these tables' rows, written as they are. */
    static List<Row> of(List<Row> rows, String... tables) {
        return rows.stream().filter(row -> List.of(tables).contains(row.table)).toList();
    }

    int count() {
        return rows.size();
    }

    static void write(Connection connection, List<Row> rows) throws SQLException {
        for (Row row : rows) {
            try (PreparedStatement statement = connection.prepareStatement(insert(row.table, new ArrayList<>(row.values.keySet())))) {
                int i = 0;
                for (Object value : row.values.values()) {
                    statement.setObject(++i, value);
                }
                statement.executeUpdate();
            }
        }
    }

    private static String insert(String table, List<String> columns) {
        return "insert into " + table + " (" + String.join(", ", columns) + ") values (" + "?, ".repeat(columns.size() - 1) + "?)";
    }

    /** Writes them over one connection, with statements that are kept. Used by one thread. */
    Writer writer(Connection connection) throws SQLException {
        return new Writer(connection);
    }

    /** What one repetition is called. */
    record Written(String delivery, String token) {
    }

    final class Writer {
        private final Connection connection;
        private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();
        private final List<List<Cell>> cells = new ArrayList<>();
        private final List<PreparedStatement> targets = new ArrayList<>();
        private final Random random = new Random();
        private final String delivery;

        private Writer(Connection connection) throws SQLException {
            this.connection = connection;
            connection.setAutoCommit(false);
            Set<String> texts = new LinkedHashSet<>(renewed);
            texts.add(document);
            if (tokenHash != null) {
                texts.add(tokenHash);
            }
            Pattern parts = Pattern.compile(String.join("|", texts.stream().map(Pattern::quote).toList()));
            for (Row row : rows) {
                List<String> columns = new ArrayList<>(row.values.keySet());
                if (row.table.equals("journal")) {
                    columns.remove("entry_id");
                }
                PreparedStatement statement = statements.get(row.table);
                if (statement == null) {
                    statement = connection.prepareStatement(insert(row.table, columns));
                    statements.put(row.table, statement);
                }
                targets.add(statement);
                cells.add(columns.stream().map(column -> cell(row.table, column, row.values.get(column), parts)).toList());
            }
            delivery = rows.stream().filter(r -> r.table.equals("delivery")).map(r -> (String) r.values.get("id")).findFirst().orElse(null);
        }

        private Cell cell(String table, String column, Object value, Pattern parts) {
            if (table.equals("journal_salt") && column.equals("entry_id")) {
                return names -> names.entry((Long) value);
            }
            if (!(value instanceof String text) || !parts.matcher(text).find()) {
                return names -> value;
            }
            List<String> pieces = new ArrayList<>();
            Matcher m = parts.matcher(text);
            int end = 0;
            while (m.find()) {
                pieces.add(text.substring(end, m.start()));
                pieces.add(m.group());
                end = m.end();
            }
            pieces.add(text.substring(end));
            return names -> {
                StringBuilder out = new StringBuilder();
                for (int i = 0; i < pieces.size(); i++) {
                    out.append(i % 2 == 0 ? pieces.get(i) : names.of(pieces.get(i)));
                }
                return out.toString();
            };
        }

        /** Repeats the pattern this many times, batched, in one transaction. */
        List<Written> write(int times) throws SQLException {
            List<Written> written = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                Names names = new Names();
                for (int row = 0; row < cells.size(); row++) {
                    PreparedStatement statement = targets.get(row);
                    int parameter = 0;
                    for (Cell cell : cells.get(row)) {
                        statement.setObject(++parameter, cell.of(names));
                    }
                    if (times == 1) {
                        statement.executeUpdate();
                    } else {
                        statement.addBatch();
                    }
                }
                written.add(new Written(delivery == null ? null : names.of(delivery), names.token));
            }
            if (times > 1) {
                for (PreparedStatement statement : statements.values()) {
                    statement.executeBatch();
                }
            }
            connection.commit();
            return written;
        }

        /** Forgets what was not committed. */
        void rollback() throws SQLException {
            connection.rollback();
            for (PreparedStatement statement : statements.values()) {
                statement.clearBatch();
            }
        }

        /** What the names of the pattern are in one repetition. */
        private final class Names {
            private final Map<String, String> names = new HashMap<>();
            private final Map<Long, Long> entries = new HashMap<>();
            private String token;

            String of(String old) {
                return names.computeIfAbsent(old, this::fresh);
            }

            private String fresh(String old) {
                if (old.equals(document)) {
                    return "F" + DOCUMENTS.incrementAndGet() + "x" + Long.toString(System.nanoTime(), 36);
                }
                if (old.equals(tokenHash)) {
                    byte[] bytes = new byte[16];
                    random.nextBytes(bytes);
                    token = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                    return sha256(token);
                }
                return Id.at(Instant.now(), random).value();
            }

            long entry(Long old) {
                return entries.computeIfAbsent(old, o -> ENTRIES.getAndDecrement());
            }
        }

        private interface Cell {
            Object of(Names names);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
