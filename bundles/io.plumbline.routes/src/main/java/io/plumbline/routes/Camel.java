package io.plumbline.routes;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * The one CamelContext. It knows nothing of what is routed: the components of this bundle add their routes and take them away again.
 * All of Camel lives in one other bundle, whose class loader must be the thread's whenever Camel looks something up by name.
 */
@Component(service = Camel.class)
public final class Camel {
    /** A route that is taken away, and the context at its end, waits this long for what is under way. */
    static final int SECONDS_TO_FINISH = 5;

    private final ClassLoader loader = DefaultCamelContext.class.getClassLoader();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DefaultCamelContext context;
    private final ProducerTemplate producer;
    private final RouteWatch watch = new RouteWatch();
    /** Stays known while a route is replaced, so that a changed option does not let a paused route run. */
    private final Set<String> paused = ConcurrentHashMap.newKeySet();

    @Activate
    public Camel() {
        context = call(() -> {
            DefaultCamelContext made = new DefaultCamelContext(false);
            made.setApplicationContextClassLoader(loader);
            made.getCamelContextExtension().setName("plumbline");
            made.build();
            made.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
            MicrometerRoutePolicyFactory policy = new MicrometerRoutePolicyFactory();
            policy.setMeterRegistry(meters);
            made.addRoutePolicyFactory(policy);
            made.getShutdownStrategy().setTimeout(SECONDS_TO_FINISH);
            made.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
            made.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
            made.start();
            return made;
        });
        producer = call(context::createProducerTemplate);
    }

    @Deactivate
    void stop() {
        call(() -> {
            producer.stop();
            context.stop();
            return null;
        });
    }

    DefaultCamelContext context() {
        return context;
    }

    RouteWatch watch() {
        return watch;
    }

    PrometheusMeterRegistry meters() {
        return meters;
    }

    /** Adds the route and starts it. */
    synchronized void add(RoutesBuilder route) {
        call(() -> {
            context.addRoutes(route);
            for (String id : paused) {
                if (context.getRouteController().getRouteStatus(id) == ServiceStatus.Started) {
                    context.getRouteController().suspendRoute(id);
                }
            }
            return null;
        });
    }

    /** Pauses a route once what is under way in it has finished. Returns whether there is one of this id. */
    synchronized boolean pause(String id) {
        if (context.getRoute(id) == null) {
            return false;
        }
        paused.add(id);
        call(() -> {
            context.getRouteController().suspendRoute(id, SECONDS_TO_FINISH, TimeUnit.SECONDS);
            return null;
        });
        return true;
    }

    /** Lets a paused route run again. Returns whether there is one of this id. */
    synchronized boolean resume(String id) {
        if (context.getRoute(id) == null) {
            return false;
        }
        paused.remove(id);
        call(() -> {
            context.getRouteController().resumeRoute(id);
            return null;
        });
        return true;
    }

    /** Takes the route away, once what is under way in it has finished or {@link #SECONDS_TO_FINISH} are over. */
    synchronized void remove(String id) {
        if (context.isStopped() || context.getRoute(id) == null) {
            return;
        }
        call(() -> {
            context.getRouteController().stopRoute(id, SECONDS_TO_FINISH, TimeUnit.SECONDS);
            watch.forget(id);
            return context.removeRoute(id);
        });
    }

    /** Sends a body through a route and waits; the exchange that comes back holds the exception, if there was one. */
    Exchange send(String endpoint, Object body) {
        return with(() -> producer.send(endpoint, e -> e.getMessage().setBody(body)));
    }

    /** Something that may end in an exception of one kind. */
    interface Work<T, X extends Exception> {
        T make() throws X;
    }

    /** Does something for which Camel's libraries must find their own classes. */
    <T, X extends Exception> T with(Work<T, X> work) throws X {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.make();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** For what says that anything might go wrong, which would be an error of ours. */
    private <T> T call(Callable<T> work) {
        try {
            return with(work::call);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Camel failed", e);
        }
    }
}
