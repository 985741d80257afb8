package io.plumbline.routes;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.apache.camel.ServiceStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.operation.Routes;

/** The routes as operators see them. */
@Component(service = Routes.class)
public final class CamelRoutes implements Routes {
    private final Camel camel;

    @Activate
    public CamelRoutes(@Reference Camel camel) {
        this.camel = camel;
    }

    @Override
    public List<Route> all() {
        return camel.context().getRoutes().stream().map(r -> route(r.getRouteId())).sorted(Comparator.comparing(Route::id)).toList();
    }

    private Route route(String id) {
        Optional<RouteWatch.State> fares = camel.watch().of(id);
        return new Route(id, state(camel.context().getRouteController().getRouteStatus(id)), fares.map(RouteWatch.State::lastRunAt).orElse(null),
                fares.map(RouteWatch.State::failingSince).orElse(null), fares.map(RouteWatch.State::lastError).orElse(null));
    }

    private static State state(ServiceStatus status) {
        if (status == ServiceStatus.Suspended || status == ServiceStatus.Suspending) {
            return State.PAUSED;
        }
        return status != null && (status.isStarted() || status.isStarting()) ? State.RUNNING : State.STOPPED;
    }

    @Override
    public boolean pause(String id) {
        return camel.pause(id);
    }

    @Override
    public boolean resume(String id) {
        return camel.resume(id);
    }
}
