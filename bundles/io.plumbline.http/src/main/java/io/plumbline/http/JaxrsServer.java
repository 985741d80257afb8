package io.plumbline.http;

import java.util.Dictionary;
import java.util.Hashtable;

import javax.servlet.Servlet;
import javax.ws.rs.core.Application;

import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.utils.ResourceUtils;
import org.apache.cxf.transport.http.HTTPTransportFactory;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.http.whiteboard.HttpWhiteboardConstants;

/**
 * One JAX-RS application on a CXF bus and a servlet of its own. An own bus, because the providers and the endpoints of a
 * shared one would be seen by every application.
 */
final class JaxrsServer implements AutoCloseable {

    private final Bus bus;
    private final Server server;
    private final ServiceRegistration<Servlet> servlet;

    JaxrsServer(BundleContext bundle, String path, Application application) {
        bus = BusFactory.newInstance().createBus();
        HTTPTransportFactory transport = OwnTransport.of(bus);
        JAXRSServerFactoryBean factory = ResourceUtils.createApplication(application, true, false, true, bus);
        factory.setBus(bus);
        factory.setDestinationFactory(transport);
        factory.setAddress("/");
        factory.setProvider(new DeniedUnlessAllowed());
        server = factory.create();
        CXFNonSpringServlet dispatcher = new CXFNonSpringServlet();
        dispatcher.setBus(bus);
        servlet = bundle.registerService(Servlet.class, dispatcher, properties(path));
    }

    private static Dictionary<String, Object> properties(String path) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT, HttpRoom.SELECT);
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME, "jaxrs " + path);
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, path.endsWith("/") ? path + "*" : path + "/*");
        // CXF would list its endpoints under <path>/services
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_INIT_PARAM_PREFIX + "hide-service-list-page", "true");
        return properties;
    }

    @Override
    public void close() {
        servlet.unregister();
        server.destroy();
        bus.shutdown(true);
    }
}
