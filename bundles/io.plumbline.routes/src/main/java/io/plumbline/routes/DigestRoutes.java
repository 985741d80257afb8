package io.plumbline.routes;

import java.time.Clock;
import java.time.Duration;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.SendDigests;
import io.plumbline.application.operation.StartGate;

/** Runs the route that sends digests, apart from the others because it needs what writes letters. */
@Component(service = {}, immediate = true, configurationPid = RoutesSettings.PID)
public final class DigestRoutes {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Camel camel;

    @Activate
    public DigestRoutes(@Reference Camel camel, @Reference SendDigests sendDigests, @Reference(name = "gate", target = RoutesSettings.OPEN) StartGate gate) {
        this.camel = camel;
        camel.add(new DigestRoute(sendDigests, EVERY, camel.watch(), Clock.systemUTC()));
    }

    @Deactivate
    void stop() {
        camel.remove(DigestRoute.ID);
    }
}
