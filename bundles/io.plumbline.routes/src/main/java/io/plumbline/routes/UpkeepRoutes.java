package io.plumbline.routes;

import java.time.Clock;
import java.time.Duration;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.access.ForgetCalls;
import io.plumbline.application.access.ForgetSessions;
import io.plumbline.application.operation.StartGate;
import io.plumbline.domain.journal.Journal;

/** Runs the routes that keep the house in order. */
@Component(service = {}, immediate = true, configurationPid = RoutesSettings.PID)
public final class UpkeepRoutes {
    private static final Duration SEQUENCE = Duration.ofSeconds(1);
    private static final Duration FORGET = Duration.ofMinutes(10);

    private final Camel camel;

    @Activate
    public UpkeepRoutes(@Reference Camel camel, @Reference Journal journal, @Reference ForgetSessions forgetSessions, @Reference ForgetCalls forgetCalls,
            @Reference(name = "gate", target = RoutesSettings.OPEN) StartGate gate) {
        this.camel = camel;
        camel.add(new JournalSequenceRoute(journal, SEQUENCE, camel.watch(), Clock.systemUTC()));
        camel.add(new SessionsForgetRoute(forgetSessions, FORGET, camel.watch(), Clock.systemUTC()));
        camel.add(new CallsForgetRoute(forgetCalls, FORGET, camel.watch(), Clock.systemUTC()));
    }

    @Deactivate
    void stop() {
        camel.remove(CallsForgetRoute.ID);
        camel.remove(SessionsForgetRoute.ID);
        camel.remove(JournalSequenceRoute.ID);
    }
}
