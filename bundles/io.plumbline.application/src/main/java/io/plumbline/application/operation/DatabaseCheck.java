package io.plumbline.application.operation;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import io.plumbline.application.Transactions;

/** Whether the database takes a row. Stays while the store is away, because that is when it has something to say. */
@Component(service = HealthCheck.class)
public final class DatabaseCheck implements HealthCheck {
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile OperationQueries queries;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Transactions transactions;

    @Activate
    public DatabaseCheck() {
    }

    DatabaseCheck(OperationQueries queries, Transactions transactions) {
        this.queries = queries;
        this.transactions = transactions;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public boolean neededToBeReady() {
        return true;
    }

    @Override
    public Result check() {
        OperationQueries q = queries;
        Transactions t = transactions;
        if (q == null || t == null) {
            return Result.down("there is no database: look at etc/org.ops4j.datasource-plumbline.cfg and at the log");
        }
        return t.required(() -> {
            q.probe();
            return Result.ok(q.database());
        });
    }
}
