package io.plumbline.itests.inside;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import javax.ws.rs.HttpMethod;
import javax.ws.rs.core.Application;

import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

import io.plumbline.itests.Distribution;

/** Lists what can be called in the running distribution: the operations of every JAX-RS application and of SOAP, and Plumbline's shell commands. */
public final class DoorsLodger implements BundleActivator {
    private static final String FILE = "Tests-File";
    private static final String SOAP = "io.plumbline.soap.operations";
    private static final String PATH = "io.plumbline.jaxrs.path";

    /** {@code GET /deliveries/{id}}, {@code SOAP Quality.answers}, {@code SHELL plumbline:status} and so on. */
    public static List<String> list(Distribution plumbline) throws IOException {
        Path file = Files.createTempFile(Path.of("target").toAbsolutePath(), "doors-", ".txt");
        Lodger.moveIn(plumbline, DoorsLodger.class, "javax.ws.rs,javax.ws.rs.core,org.apache.karaf.shell.api.console", Map.of(FILE, file.toString())).close();
        List<String> doors = Files.readAllLines(file);
        Files.delete(file);
        return doors;
    }

    @Override
    public void start(BundleContext bundle) throws Exception {
        Set<String> doors = new TreeSet<>();
        for (ServiceReference<Application> reference : bundle.getServiceReferences(Application.class, "(" + PATH + "=*)")) {
            Application application = bundle.getService(reference);
            for (Object resource : application.getSingletons()) {
                operations((String) reference.getProperty(PATH), resource.getClass(), doors);
            }
        }
        for (ServiceReference<?> reference : bundle.getAllServiceReferences(null, "(" + SOAP + "=*)")) {
            for (String operation : (String[]) reference.getProperty(SOAP)) {
                doors.add("SOAP " + operation.substring(0, operation.indexOf('=')));
            }
        }
        SessionFactory shell = bundle.getService(bundle.getServiceReference(SessionFactory.class));
        for (Command command : shell.getRegistry().getCommands()) {
            if (command.getScope().equals("plumbline")) {
                doors.add("SHELL plumbline:" + command.getName());
            }
        }
        Files.write(Path.of(bundle.getBundle().getHeaders("").get(FILE)), doors);
    }

    private static void operations(String root, Class<?> resource, Set<String> doors) {
        javax.ws.rs.Path below = resource.getAnnotation(javax.ws.rs.Path.class);
        if (below == null) {
            return;
        }
        for (Method method : resource.getMethods()) {
            javax.ws.rs.Path path = method.getAnnotation(javax.ws.rs.Path.class);
            String whole = ("/" + root + "/" + below.value() + "/" + (path == null ? "" : path.value())).replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
            boolean verb = false;
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (http != null) {
                    verb = true;
                    doors.add(http.value() + " " + whole);
                }
            }
            if (path != null && !verb) {
                doors.add("LOCATOR " + whole);
            }
        }
    }

    @Override
    public void stop(BundleContext bundle) {
        // nothing stays
    }
}
