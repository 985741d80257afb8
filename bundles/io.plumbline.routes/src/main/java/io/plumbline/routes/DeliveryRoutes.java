package io.plumbline.routes;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.apache.camel.builder.RouteBuilder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.DropFolder;
import io.plumbline.application.delivery.PullDeliveries;
import io.plumbline.application.delivery.ReceiveFile;
import io.plumbline.application.delivery.WatchFolder;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.application.operation.StartGate;
import io.plumbline.domain.Problem;

/** Runs a route for each source and each drop folder, as they come and go. */
@Component(service = {}, immediate = true, configurationPid = RoutesSettings.PID)
public final class DeliveryRoutes {
    private static final String PROBLEMS = "io.plumbline.routes.deliveries";

    private final Camel camel;
    private final PullDeliveries pullDeliveries;
    private final ReceiveFile receiveFile;
    private final WatchFolder watchFolder;
    private final ConfigurationProblems problems;
    private final List<Wanted> wanted = new ArrayList<>();
    private final Map<String, Wanted> running = new HashMap<>();

    @Activate
    public DeliveryRoutes(@Reference Camel camel, @Reference PullDeliveries pullDeliveries, @Reference ReceiveFile receiveFile,
            @Reference WatchFolder watchFolder, @Reference ConfigurationProblems problems,
            @Reference(name = "gate", target = RoutesSettings.OPEN) StartGate gate) {
        this.camel = camel;
        this.pullDeliveries = pullDeliveries;
        this.receiveFile = receiveFile;
        this.watchFolder = watchFolder;
        this.problems = problems;
    }

    /** @param service the source or folder that the route is for */
    private record Wanted(Object service, String name, String route, RouteBuilder builder) {
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(DeliverySource source) {
        add(new Wanted(source, source.name(), DeliveryPullRoute.id(source.name()),
                new DeliveryPullRoute(source, pullDeliveries, camel.watch(), Clock.systemUTC())));
    }

    void removeSource(DeliverySource source) {
        remove(source);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFolder(DropFolder folder) {
        add(new Wanted(folder, folder.name(), DeliveryFilesRoute.id(folder.name()),
                new DeliveryFilesRoute(new DropFolderReader(folder, receiveFile, watchFolder, camel.watch(), Clock.systemUTC()))));
    }

    void removeFolder(DropFolder folder) {
        remove(folder);
    }

    private synchronized void add(Wanted route) {
        wanted.add(route);
        settle();
    }

    private synchronized void remove(Object service) {
        wanted.removeIf(w -> w.service() == service);
        running.values().stream().filter(w -> w.service() == service).toList().forEach(this::stop);
        settle();
    }

    /** Starts what is wanted and does not run. Of several with one name the first runs: they would share one stream. */
    private void settle() {
        TreeSet<String> twice = new TreeSet<>();
        for (Wanted w : wanted) {
            Wanted runs = running.putIfAbsent(w.name(), w);
            if (runs == null) {
                camel.add(w.builder());
            } else if (runs != w) {
                twice.add(w.name());
            }
        }
        problems.report(PROBLEMS, twice.stream().map(name -> new Problem("etc/: name of a source", name, "a name that no other source has; it is not read")).toList());
    }

    private void stop(Wanted route) {
        running.remove(route.name());
        camel.remove(route.route());
    }

    @Deactivate
    synchronized void stop() {
        wanted.clear();
        List.copyOf(running.values()).forEach(this::stop);
    }
}
