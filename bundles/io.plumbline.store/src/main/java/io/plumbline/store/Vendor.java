package io.plumbline.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * The database and the few things in which it differs.
 *
 * @param product          as it names itself, with its version
 * @param mustSetIsolation whether its connections begin with another isolation than READ COMMITTED
 */
public record Vendor(Kind kind, String product, boolean mustSetIsolation) {
    /** The databases that Plumbline runs on. */
    public enum Kind { DERBY, POSTGRESQL }

    static Vendor of(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        String name = about.getDatabaseProductName();
        String product = name + " " + about.getDatabaseProductVersion();
        boolean otherIsolation = connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED;
        if (name.contains("Derby")) {
            return new Vendor(Kind.DERBY, product, otherIsolation);
        }
        if (name.contains("PostgreSQL")) {
            return new Vendor(Kind.POSTGRESQL, product, otherIsolation);
        }
        throw new SQLException("Plumbline runs on Derby and PostgreSQL, not on " + product);
    }

    public boolean postgresql() {
        return kind == Kind.POSTGRESQL;
    }

    void bind(PreparedStatement statement, int index, LocalDate day) throws SQLException {
        if (postgresql()) {
            statement.setObject(index, day);
        } else {
            statement.setString(index, day.toString());
        }
    }
}
