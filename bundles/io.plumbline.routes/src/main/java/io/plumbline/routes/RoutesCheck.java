package io.plumbline.routes;

import java.util.List;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.operation.HealthCheck;
import io.plumbline.application.operation.Routes;
import io.plumbline.domain.flow.Command;

/** Whether the routes run. */
@Component(service = HealthCheck.class)
public final class RoutesCheck implements HealthCheck {
    private final Routes routes;

    @Activate
    public RoutesCheck(@Reference Routes routes) {
        this.routes = routes;
    }

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public Result check() {
        List<Routes.Route> all = routes.all();
        List<Routes.Route> failing = all.stream().filter(r -> r.failingSince() != null).toList();
        if (!failing.isEmpty()) {
            return Result.degraded(failing.stream().map(r -> r.id() + " fails since " + r.failingSince() + ": " + r.lastError() + ", see the log")
                    .collect(Collectors.joining("; ")));
        }
        if (all.stream().noneMatch(r -> r.id().equals(Command.Kind.DECIDE_INVITATION.route()))) {
            return Result.degraded("the routes have not started: they wait for the database, or for what gate.target in etc/io.plumbline.routes.cfg names");
        }
        String paused = all.stream().filter(r -> r.state() != Routes.State.RUNNING).map(Routes.Route::id).collect(Collectors.joining(", "));
        return paused.isEmpty() ? Result.ok(all.size() + " run") : Result.degraded("paused by an operator: " + paused);
    }
}
