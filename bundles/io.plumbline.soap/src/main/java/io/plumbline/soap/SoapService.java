package io.plumbline.soap;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import javax.annotation.security.RolesAllowed;
import javax.jws.WebMethod;
import javax.jws.WebService;

import org.apache.cxf.Bus;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxws.JaxWsServerFactoryBean;
import org.apache.cxf.logging.FaultListener;

import io.plumbline.domain.access.Role;

/** One service of version 1: its endpoint on CXF, and who may call what. */
final class SoapService {
    /** The one namespace of version 1. */
    static final String NAMESPACE = "urn:plumbline:soap:v1";
    private static final String VERSION = "/v1/";

    private final String name;
    private final Map<String, List<String>> rights;
    private final Server server;

    SoapService(Object endpoint, Bus bus) {
        Class<?> contract = endpoint.getClass().getInterfaces()[0];
        name = contract.getAnnotation(WebService.class).name();
        rights = rights(endpoint.getClass(), contract);
        JaxWsServerFactoryBean factory = new JaxWsServerFactoryBean();
        factory.setBus(bus);
        factory.setAddress(path());
        factory.setServiceBean(endpoint);
        factory.setWsdlLocation(contract.getResource(name + ".wsdl").toString());
        factory.setInvoker(new CheckedInvoker(endpoint, rights));
        factory.setProperties(new java.util.HashMap<>(Map.of(
                // the door has checked all values against the schema, and notes those that do not fit, item by item
                "set-jaxb-validation-event-handler", "false",
                "schema-validation-enabled", "false",
                // what went wrong has been logged where it happened, without what the caller sent
                FaultListener.class.getName(), (FaultListener) (exception, description, message) -> false)));
        server = factory.create();
    }

    /** @throws IllegalStateException for an operation that does not say who may call it */
    static Map<String, List<String>> rights(Class<?> endpoint, Class<?> contract) {
        Map<String, List<String>> rights = new TreeMap<>();
        for (Method operation : contract.getMethods()) {
            if (operation.isAnnotationPresent(WebMethod.class)) {
                rights.put(operation.getName(), roles(endpoint, operation));
            }
        }
        return rights;
    }

    private static List<String> roles(Class<?> endpoint, Method operation) {
        RolesAllowed allowed = Arrays.stream(endpoint.getMethods()).filter(m -> m.getName().equals(operation.getName()) && !m.isBridge())
                .flatMap(m -> Optional.ofNullable(m.getAnnotation(RolesAllowed.class)).stream()).findFirst().orElse(null);
        if (allowed == null || allowed.value().length == 0 || Arrays.stream(allowed.value()).anyMatch(r -> Role.of(r).isEmpty())) {
            throw new IllegalStateException("the operation " + operation.getName() + " does not say which roles may call it");
        }
        return List.of(allowed.value());
    }

    String name() {
        return name;
    }

    /** Below {@code /soap}. */
    String path() {
        return VERSION + name;
    }

    /** Roles by operation. */
    Map<String, List<String>> rights() {
        return rights;
    }

    /** The address in the WSDL, whatever name the caller used for this host. */
    void publishAt(String address) {
        server.getEndpoint().getEndpointInfo().setProperty("publishedEndpointUrl", address);
    }

    void close() {
        server.destroy();
    }
}
