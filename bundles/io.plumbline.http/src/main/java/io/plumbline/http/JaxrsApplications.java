package io.plumbline.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.ws.rs.core.Application;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Serves every JAX-RS application that carries a {@link JaxrsPath}, for as long as it is there. */
@Component(immediate = true, service = {})
public final class JaxrsApplications {

    private static final String PATH = "io.plumbline.jaxrs.path";

    private final BundleContext bundle;
    private final Map<Application, JaxrsServer> servers = new ConcurrentHashMap<>();

    @Activate
    public JaxrsApplications(BundleContext bundle) {
        this.bundle = bundle;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, target = "(" + PATH + "=*)")
    void addApplication(Application application, Map<String, Object> properties) {
        servers.put(application, new JaxrsServer(bundle, (String) properties.get(PATH), application));
    }

    void removeApplication(Application application) {
        JaxrsServer server = servers.remove(application);
        if (server != null) {
            server.close();
        }
    }

    @Deactivate
    void closeAll() {
        servers.keySet().forEach(this::removeApplication);
    }
}
