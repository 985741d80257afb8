package io.plumbline.routes;

import java.time.Clock;
import java.time.Duration;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.RemindOwners;
import io.plumbline.application.operation.StartGate;

/** Runs the route that reminds the owners of actions. */
@Component(service = {}, immediate = true, configurationPid = RoutesSettings.PID)
public final class ReminderRoutes {
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final Camel camel;

    @Activate
    public ReminderRoutes(@Reference Camel camel, @Reference RemindOwners remindOwners, @Reference(name = "gate", target = RoutesSettings.OPEN) StartGate gate) {
        this.camel = camel;
        camel.add(new ReminderRoute(remindOwners, EVERY, camel.watch(), Clock.systemUTC()));
    }

    @Deactivate
    void stop() {
        camel.remove(ReminderRoute.ID);
    }
}
