package io.plumbline.application.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;

/** Whether the steps of the flow are made. */
@Component(service = HealthCheck.class)
public final class QueuesCheck implements HealthCheck {
    private static final Duration LATE = Duration.ofMinutes(15);
    private final Transactions transactions;
    private final OperationQueries queries;

    @Activate
    public QueuesCheck(@Reference Transactions transactions, @Reference OperationQueries queries) {
        this.transactions = transactions;
        this.queries = queries;
    }

    @Override
    public String name() {
        return "queues";
    }

    @Override
    public Result check() {
        Instant now = Clock.systemUTC().instant();
        List<String> wrong = new ArrayList<>();
        for (OperationQueries.Queue queue : transactions.required(() -> queries.queues(now))) {
            String kind = queue.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            if (queue.parked() > 0) {
                wrong.add(kind + ": " + queue.parked() + " set aside until an operator replays them");
            }
            if (queue.oldestDue() != null && queue.oldestDue().plus(LATE).isBefore(now)) {
                wrong.add(kind + ": the oldest is due since " + queue.oldestDue());
            }
        }
        return wrong.isEmpty() ? Result.ok("nothing is late") : Result.degraded(String.join("; ", wrong));
    }
}
