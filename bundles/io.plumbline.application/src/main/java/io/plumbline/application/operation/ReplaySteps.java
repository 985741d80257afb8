package io.plumbline.application.operation;

import java.time.Instant;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.Transactions;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue;

/** Makes parked or waiting steps due at once, for an operator. */
@Component(service = ReplaySteps.class)
public final class ReplaySteps {
    private static final int MOST = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(ReplaySteps.class);

    private final Transactions transactions;
    private final WorkQueue queue;
    private final OperationQueries queries;

    @Activate
    public ReplaySteps(@Reference Transactions transactions, @Reference WorkQueue queue, @Reference OperationQueries queries) {
        this.transactions = transactions;
        this.queue = queue;
        this.queries = queries;
    }

    /** Returns whether there is such a step. */
    public boolean one(Command.Kind kind, Id subject, Actor actor, Instant now) {
        boolean found = transactions.required(() -> queue.replay(kind, subject, now));
        if (found) {
            LOG.info("{} {} was replayed by {}", kind.route(), subject, actor);
        }
        return found;
    }

    /** Replays those that are set aside, and those that failed and wait. Returns how many. */
    public int failed(Command.Kind kind, Actor actor, Instant now) {
        List<OperationQueries.Step> failed = transactions.required(() -> queries.steps(kind, MOST)).stream()
                .filter(s -> s.parked() || s.lastError() != null).toList();
        return (int) failed.stream().filter(s -> one(kind, s.subject(), actor, now)).count();
    }
}
