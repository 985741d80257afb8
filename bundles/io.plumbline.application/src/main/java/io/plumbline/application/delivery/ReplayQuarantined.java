package io.plumbline.application.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.DeliveryFormat.Malformed;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.Quarantine;

/** Takes a record that was set aside once more: read again from the source where that is possible, otherwise as it came. */
@Component(service = ReplayQuarantined.class)
public final class ReplayQuarantined {
    private final Transactions transactions;
    private final Quarantine quarantine;
    private final PullDeliveries pull;
    private final ReceiveDeliveries receive;
    private final List<DeliverySource> sources = new java.util.concurrent.CopyOnWriteArrayList<>();

    @Activate
    public ReplayQuarantined(@Reference Transactions transactions, @Reference Quarantine quarantine, @Reference PullDeliveries pull,
            @Reference ReceiveDeliveries receive) {
        this.transactions = transactions;
        this.quarantine = quarantine;
        this.pull = pull;
        this.receive = receive;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSource(DeliverySource source) {
        sources.add(source);
    }

    public void removeSource(DeliverySource source) {
        sources.remove(source);
    }

    /** What came of it. */
    public sealed interface Outcome {
        record Taken() implements Outcome {
        }

        record StillWrong(List<Problem> problems) implements Outcome {
        }

        /** The source cannot be read at present. */
        record Unreachable(String why) implements Outcome {
        }

        record Unknown() implements Outcome {
        }
    }

    public Outcome replay(Id id, Actor actor, Instant now) {
        Optional<Quarantine.Entry> found = transactions.required(() -> quarantine.byId(id));
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Quarantine.Entry entry = found.get();
        Optional<DeliverySource> source = sources.stream().filter(s -> s.name().equals(entry.connector())).findFirst();
        try {
            List<Problem> problems = source.isPresent() ? pull.again(source.get(), entry.identity(), now) : asItCame(entry, actor, now);
            transactions.run(() -> {
                if (problems.isEmpty()) {
                    quarantine.remove(id);
                } else {
                    quarantine.put(new Quarantine.Entry(id, entry.site(), entry.connector(), entry.identity(), entry.payload(), entry.format(), problems,
                            entry.firstAt(), now));
                }
            });
            return problems.isEmpty() ? new Outcome.Taken() : new Outcome.StillWrong(problems);
        } catch (SourceFault e) {
            return new Outcome.Unreachable(e.getMessage());
        }
    }

    private List<Problem> asItCame(Quarantine.Entry entry, Actor actor, Instant now) {
        Optional<DeliveryFormat> format = receive.formatOf(entry.format());
        if (format.isEmpty()) {
            return List.of(new Problem("format", entry.format(), String.join(", ", receive.mediaTypes())));
        }
        try {
            return receive.receive(entry.payload().getBytes(StandardCharsets.UTF_8), format.get(), entry.connector(), actor, now).stream()
                    .flatMap(r -> r.problems().stream()).toList();
        } catch (Malformed e) {
            return List.of(e.problem());
        }
    }
}
