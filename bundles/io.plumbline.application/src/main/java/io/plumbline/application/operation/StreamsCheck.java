package io.plumbline.application.operation;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.domain.delivery.Streams;

/** Whether deliveries can be read from each ERP. */
@Component(service = HealthCheck.class)
public final class StreamsCheck implements HealthCheck {
    private final Transactions transactions;
    private final Streams streams;

    @Activate
    public StreamsCheck(@Reference Transactions transactions, @Reference Streams streams) {
        this.transactions = transactions;
        this.streams = streams;
    }

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public Result check() {
        List<Streams.State> all = transactions.required(streams::all);
        List<String> failing = all.stream().filter(s -> s.lastError() != null)
                .map(s -> s.name() + " fails since " + s.failingSince() + ": " + s.lastError()).toList();
        if (!failing.isEmpty()) {
            return Result.degraded(String.join("; ", failing));
        }
        long paused = all.stream().filter(Streams.State::paused).count();
        return Result.ok(all.size() + " read" + (paused > 0 ? ", " + paused + " of them paused by an operator" : ""));
    }
}
