package io.plumbline.itests.bench;

import java.util.Map;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel route that does nothing but hand a mail to the server: the floor under our mails. */
final class BareRoute implements AutoCloseable {
    private static final String TEXT = "How was order SO-1? " + "It takes a minute, and it helps us to get better. ".repeat(20);
    private static final String HTML = "<html><body>" + "<p style=\"font-family: sans-serif\">How was it? It takes a minute.</p>".repeat(40) + "</body></html>";
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;

    BareRoute(int port) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:mail").to("smtp://127.0.0.1:" + port + "?mail.smtp.quitwait=false&alternativeBodyHeader=plain&contentType=text/html;charset=utf-8");
            }
        });
        camel.start();
        template = camel.createProducerTemplate();
    }

    void send(long number) {
        template.sendBodyAndHeaders("direct:mail", HTML, Map.of("plain", TEXT, "To", "somebody" + number + "@c1.example", "From", "quality@works.example", "Subject",
                "How was order SO-" + number + "?"));
    }

    @Override
    public void close() {
        camel.stop();
    }
}
