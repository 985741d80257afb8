package io.plumbline.store;

import java.util.function.Supplier;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;

/** Transactions on the connection that belongs to the thread. */
@Component
public final class SqlTransactions implements Transactions {
    private final Sql sql;

    @Activate
    public SqlTransactions(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public <T> T required(Supplier<T> work) {
        return sql.required(work);
    }
}
