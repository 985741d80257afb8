package io.plumbline.http;

/**
 * The servlet context in which all of Plumbline's HTTP lives, rooted at {@code /}. Its filters see every request, also those
 * that end in a 404. JAX-RS goes in by {@link JaxrsPath}; any other servlet (SOAP) is registered as an OSGi whiteboard
 * servlet that selects this context.
 */
public final class HttpRoom {

    /** Name of the servlet context. */
    public static final String NAME = "plumbline";

    /** Value of {@code osgi.http.whiteboard.context.select} for servlets and filters of the room. */
    public static final String SELECT = "(osgi.http.whiteboard.context.name=" + NAME + ")";

    private HttpRoom() {
    }
}
