package io.plumbline.application.operation;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;

/** Whether the journal's entries get their numbers. */
@Component(service = HealthCheck.class)
public final class JournalCheck implements HealthCheck {
    /** A burst of deliveries may leave so many; more than that means that nobody numbers them. */
    private static final long BACKLOG = 20_000;
    private final Transactions transactions;
    private final OperationQueries queries;

    @Activate
    public JournalCheck(@Reference Transactions transactions, @Reference OperationQueries queries) {
        this.transactions = transactions;
        this.queries = queries;
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public Result check() {
        long unnumbered = transactions.required(queries::unnumberedJournalEntries);
        String text = unnumbered + " entries wait for their number";
        return unnumbered <= BACKLOG ? Result.ok(text) : Result.degraded(text + ": the sequencer does not keep up");
    }
}
