package io.plumbline.routes;

import java.time.Clock;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

import io.plumbline.application.MakeSteps;
import io.plumbline.application.Options;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.application.operation.StartGate;
import io.plumbline.domain.flow.Command;

/** Runs the routes that make the steps of the flow. */
@Component(service = {}, immediate = true, configurationPid = RoutesSettings.PID)
@Designate(ocd = RoutesOptions.class)
public final class StepRoutes {
    private final Camel camel;

    @Activate
    public StepRoutes(RoutesOptions raw, @Reference Camel camel, @Reference MakeSteps makeSteps, @Reference ConfigurationProblems problems,
            @Reference(name = "gate", target = RoutesSettings.OPEN) StartGate gate) {
        this.camel = camel;
        Options options = new Options("etc/" + RoutesSettings.PID + ".cfg");
        RoutesSettings settings = RoutesSettings.of(raw, options);
        problems.report(RoutesSettings.PID, options.problems());
        for (Command.Kind kind : Command.Kind.values()) {
            camel.add(new StepsRoute(kind, settings.batch(kind), settings.pollInterval(), makeSteps, camel.watch(), Clock.systemUTC()));
        }
    }

    @Deactivate
    void stop() {
        for (Command.Kind kind : Command.Kind.values()) {
            camel.remove(kind.route());
        }
    }
}
