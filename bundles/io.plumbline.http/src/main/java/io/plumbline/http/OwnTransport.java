package io.plumbline.http;

import org.apache.cxf.Bus;
import org.apache.cxf.transport.DestinationFactoryManager;
import org.apache.cxf.transport.http.DestinationRegistryImpl;
import org.apache.cxf.transport.http.HTTPTransportFactory;

/**
 * A bus with a list of endpoints of its own. Where CXF's OSGi transport is not turned off, as in a Karaf that Plumbline was installed into,
 * all buses share one list: two applications could not both begin at their root, and CXF's own servlet would serve the endpoints past
 * the HTTP room.
 */
public final class OwnTransport {
    private OwnTransport() {
    }

    /** Gives it to {@code bus}, before the first endpoint. */
    public static HTTPTransportFactory of(Bus bus) {
        HTTPTransportFactory transport = new HTTPTransportFactory(new DestinationRegistryImpl());
        DestinationFactoryManager factories = bus.getExtension(DestinationFactoryManager.class);
        HTTPTransportFactory.DEFAULT_NAMESPACES.forEach(namespace -> factories.registerDestinationFactory(namespace, transport));
        return transport;
    }
}
