package io.plumbline.application.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.order.ErpNotes;

/** Whether the ERPs that are to be told of cases can be written to. */
@Component(service = HealthCheck.class)
public final class OrderNotesCheck implements HealthCheck {
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<DeliverySource> sources = List.of();

    @Activate
    public OrderNotesCheck() {
    }

    /** By hand, where no container injects the sources. */
    public OrderNotesCheck(List<DeliverySource> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public String name() {
        return "notes";
    }

    @Override
    public Result check() {
        int wanted = 0;
        List<String> wrong = new ArrayList<>();
        for (DeliverySource source : sources) {
            Optional<ErpNotes> notes = source.notes();
            wanted += notes.isPresent() ? 1 : 0;
            notes.flatMap(ErpNotes::fault).ifPresent(why -> wrong.add(source.name() + " cannot be told of cases: " + why));
        }
        return wrong.isEmpty() ? Result.ok(wanted + " told of cases") : Result.degraded(String.join("; ", wrong));
    }
}
