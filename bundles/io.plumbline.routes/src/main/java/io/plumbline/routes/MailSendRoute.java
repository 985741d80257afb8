package io.plumbline.routes;

import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;

/** Hands a MIME message to the mail server. */
final class MailSendRoute extends RouteBuilder {
    static final String ID = "mails.send";
    /** Fails at once, rather than waiting, while the route is paused. */
    static final String ENTRY = "direct:" + ID + "?block=false";

    private final Endpoint server;

    MailSendRoute(Endpoint server) {
        this.server = server;
    }

    @Override
    public void configure() {
        from(ENTRY).routeId(ID)
                .errorHandler(noErrorHandler()) // whoever sends learns of it, and decides
                .to(server);
    }
}
