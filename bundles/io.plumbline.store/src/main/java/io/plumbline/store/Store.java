package io.plumbline.store;

import java.sql.SQLException;

import javax.sql.DataSource;

import io.plumbline.application.Keys;
import io.plumbline.application.Transactions;
import liquibase.exception.LiquibaseException;

/** Every port on one database, put together by hand: for tests and tools. In the container Declarative Services do it. */
public final class Store {
    private final Sql sql;
    private final Keys keys;

    private Store(Sql sql, Keys keys) {
        this.sql = sql;
        this.keys = keys;
    }

    /** Brings the database to the state that this version needs and opens it. */
    public static Store open(DataSource dataSource, Keys keys) {
        try {
            return new Store(new Sql(dataSource, Schema.migrate(dataSource)), keys);
        } catch (SQLException | LiquibaseException e) {
            throw new IllegalStateException("the database cannot be brought to the state that this version needs", e);
        }
    }

    /** For queries beyond the ports. */
    public Sql sql() {
        return sql;
    }

    public Transactions transactions() {
        return new SqlTransactions(sql);
    }
}
