package io.plumbline.application.operation;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.DropFolder;
import io.plumbline.domain.delivery.Streams;

/** Whether deliveries can be read from each ERP that is configured. A source that was taken out of {@code etc/} is nobody's worry any more. */
@Component(service = HealthCheck.class)
public final class StreamsCheck implements HealthCheck {
    private final Transactions transactions;
    private final Streams streams;
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<DeliverySource> sources = List.of();
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<DropFolder> folders = List.of();

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
        Set<String> configured = Stream.concat(sources.stream().map(DeliverySource::name), folders.stream().map(DropFolder::name)).collect(Collectors.toSet());
        List<Streams.State> all = transactions.required(streams::all).stream().filter(s -> configured.contains(s.name())).toList();
        List<String> failing = all.stream().filter(s -> s.lastError() != null)
                .map(s -> s.name() + " fails since " + s.failingSince() + ": " + s.lastError()).toList();
        if (!failing.isEmpty()) {
            return Result.degraded(String.join("; ", failing));
        }
        long paused = all.stream().filter(Streams.State::paused).count();
        return Result.ok(all.size() + " read" + (paused > 0 ? ", " + paused + " of them paused by an operator" : ""));
    }
}
