package io.plumbline.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A table as the database itself describes it, so that tables of later changelogs are copied and compared without a word about them here.
 *
 * @param name    in small letters
 * @param columns by name
 * @param key     the columns of the primary key, in its order
 * @param counter the column that the database numbers by itself, or null
 */
record TableShape(String name, List<Column> columns, List<Column> key, String counter) {
    /** What belongs to one database and not to its content: what Liquibase keeps, health's probe, and moves themselves. */
    private static final Set<String> NOT_CONTENT = Set.of("databasechangelog", "databasechangeloglock", "probe", "database_move");

    record Column(String name, Kind kind) {
    }

    /** What is kept in a column, whatever the database calls it. */
    enum Kind { TEXT, NUMBER, DECIMAL, FLAG, DAY, BYTES }

    /** What the database holds of Plumbline's, in an order in which rows can be inserted: what is referred to comes first. */
    static List<TableShape> content(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        String schema = connection.getSchema();
        Map<String, String> names = new TreeMap<>();
        try (ResultSet rows = about.getTables(connection.getCatalog(), schema, "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME");
                if (!NOT_CONTENT.contains(name.toLowerCase(Locale.ROOT))) {
                    names.put(name.toLowerCase(Locale.ROOT), name);
                }
            }
        }
        Map<String, TableShape> shapes = new TreeMap<>();
        Map<String, Set<String>> refersTo = new HashMap<>();
        for (Map.Entry<String, String> one : names.entrySet()) {
            shapes.put(one.getKey(), shape(about, connection.getCatalog(), schema, one.getValue()));
            Set<String> others = new TreeSet<>();
            try (ResultSet rows = about.getImportedKeys(connection.getCatalog(), schema, one.getValue())) {
                while (rows.next()) {
                    others.add(rows.getString("PKTABLE_NAME").toLowerCase(Locale.ROOT));
                }
            }
            others.remove(one.getKey());
            refersTo.put(one.getKey(), others);
        }
        Map<String, TableShape> ordered = new LinkedHashMap<>();
        while (ordered.size() < shapes.size()) {
            int before = ordered.size();
            shapes.forEach((name, shape) -> {
                if (ordered.keySet().containsAll(refersTo.get(name))) {
                    ordered.putIfAbsent(name, shape);
                }
            });
            if (ordered.size() == before) {
                throw new IllegalStateException("tables refer to each other in a circle: no order to copy them in");
            }
        }
        return List.copyOf(ordered.values());
    }

    private static TableShape shape(DatabaseMetaData about, String catalog, String schema, String table) throws SQLException {
        Map<String, Column> columns = new TreeMap<>();
        String counter = null;
        try (ResultSet rows = about.getColumns(catalog, schema, table, "%")) {
            while (rows.next()) {
                String name = rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT);
                columns.put(name, new Column(name, kind(table, name, rows.getInt("DATA_TYPE"))));
                counter = "YES".equals(rows.getString("IS_AUTOINCREMENT")) ? name : counter;
            }
        }
        record Part(int position, Column column) {
        }
        List<Part> key = new ArrayList<>();
        try (ResultSet rows = about.getPrimaryKeys(catalog, schema, table)) {
            while (rows.next()) {
                key.add(new Part(rows.getInt("KEY_SEQ"), columns.get(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT))));
            }
        }
        if (key.isEmpty()) {
            throw new IllegalStateException("the table " + table + " has no primary key: it cannot be read in parts");
        }
        key.sort(Comparator.comparingInt(Part::position));
        return new TableShape(table.toLowerCase(Locale.ROOT), List.copyOf(columns.values()), key.stream().map(Part::column).toList(), counter);
    }

    private static Kind kind(String table, String column, int type) {
        return switch (type) {
            case Types.VARCHAR, Types.CHAR, Types.CLOB, Types.LONGVARCHAR -> Kind.TEXT;
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> Kind.NUMBER;
            case Types.DECIMAL, Types.NUMERIC -> Kind.DECIMAL;
            case Types.BOOLEAN, Types.BIT -> Kind.FLAG;
            case Types.DATE -> Kind.DAY;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Kind.BYTES;
            default -> throw new IllegalStateException("the column " + table + "." + column + " is of a type (" + type + ") that nobody has taught this to copy");
        };
    }

    String names() {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    /** All rows behind a key, in the order of keys; {@code after} says whether there is such a key. */
    String select(boolean after) {
        String order = String.join(", ", key.stream().map(Column::name).toList());
        return "select " + names() + " from " + name + (after ? " where " + behind() : "") + " order by " + order;
    }

    /** {@code a > ? or a = ? and b > ?}: neither database knows rows as values the way the other does. */
    private String behind() {
        List<String> cases = new ArrayList<>();
        StringBuilder same = new StringBuilder();
        for (Column column : key) {
            cases.add(same + column.name() + " > ?");
            same.append(column.name()).append(" = ? and ");
        }
        return String.join(" or ", cases);
    }

    /** Binds what {@link #select} asks for. */
    void bindAfter(PreparedStatement statement, Vendor vendor, List<String> last) throws SQLException {
        int index = 1;
        for (int i = 0; i < key.size(); i++) {
            for (int j = 0; j <= i; j++) {
                bind(statement, vendor, index++, key.get(j).kind(), last.get(j));
            }
        }
    }

    String insert() {
        return "insert into " + name + " (" + names() + ") values (" + "?, ".repeat(columns.size() - 1) + "?)";
    }

    /** The row as texts that are the same on every database; null where the column is. */
    String[] read(ResultSet rows) throws SQLException {
        String[] values = new String[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(rows, i + 1, columns.get(i).kind());
        }
        return values;
    }

    private static String read(ResultSet rows, int index, Kind kind) throws SQLException {
        return switch (kind) {
            case TEXT, DAY -> rows.getString(index);
            case NUMBER -> {
                long number = rows.getLong(index);
                yield rows.wasNull() ? null : Long.toString(number);
            }
            case DECIMAL -> {
                BigDecimal number = rows.getBigDecimal(index);
                yield number == null ? null : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            }
            case FLAG -> {
                boolean flag = rows.getBoolean(index);
                yield rows.wasNull() ? null : Boolean.toString(flag);
            }
            case BYTES -> {
                byte[] bytes = rows.getBytes(index);
                yield bytes == null ? null : java.util.HexFormat.of().formatHex(bytes);
            }
        };
    }

    void bind(PreparedStatement statement, Vendor vendor, String[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(statement, vendor, i + 1, columns.get(i).kind(), values[i]);
        }
    }

    private static void bind(PreparedStatement statement, Vendor vendor, int index, Kind kind, String value) throws SQLException {
        if (value == null) {
            statement.setObject(index, null);
            return;
        }
        switch (kind) {
            case TEXT -> statement.setString(index, value);
            case NUMBER -> statement.setLong(index, Long.parseLong(value));
            case DECIMAL -> statement.setBigDecimal(index, new BigDecimal(value));
            case FLAG -> statement.setBoolean(index, Boolean.parseBoolean(value));
            case DAY -> vendor.bind(statement, index, LocalDate.parse(value));
            case BYTES -> statement.setBytes(index, java.util.HexFormat.of().parseHex(value));
        }
    }

    /** The key of a row. */
    List<String> keyOf(String[] values) {
        return key.stream().map(column -> values[columns.indexOf(column)]).toList();
    }
}
