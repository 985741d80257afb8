package io.plumbline.itests.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import javax.servlet.ServletConfig;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MultivaluedMap;

import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxws.JaxWsServerFactoryBean;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plumbline.itests.soap.client.Delivery;
import io.plumbline.itests.soap.client.ErpEvents;
import io.plumbline.itests.soap.client.Outcome;
import io.plumbline.itests.soap.client.Receipt;
import io.plumbline.itests.soap.client.Receipts;

/** CXF on the Jetty that Karaf has, in a process of its own, reading what Plumbline reads and answering what Plumbline answers: without login, rules and rows. */
final class BareEndpoint implements AutoCloseable {
    private final Process process;
    private final int port;

    private BareEndpoint(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    static BareEndpoint inAProcessOfItsOwn(Path directory) throws IOException, InterruptedException {
        int port = Product.freePort();
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-classpath", System.getProperty("java.class.path"), BareEndpoint.class.getName(), Integer.toString(port)).redirectErrorStream(true)
                .redirectOutput(directory.resolve("bare-endpoint.log").toFile()).start();
        long end = System.nanoTime() + 120_000_000_000L;
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return new BareEndpoint(process, port);
            } catch (IOException notYet) {
                process.waitFor(100, java.util.concurrent.TimeUnit.MILLISECONDS);
            }
        }
        process.destroyForcibly();
        throw new IOException("the bare endpoint did not start, see " + directory.resolve("bare-endpoint.log"));
    }

    @Override
    public void close() {
        process.destroy();
    }

    public static void main(String[] arguments) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new Endpoints()), "/*");
        server.setHandler(context);
        // its endpoints are there before it listens
        context.getServletHandler().getServlets()[0].setInitOrder(1);
        server.start();
        server.join();
    }

    /** The servlet's own bus, with both endpoints. */
    private static final class Endpoints extends CXFNonSpringServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void loadBus(ServletConfig config) {
            super.loadBus(config);
            Bus bus = getBus();
            BusFactory.setDefaultBus(bus);
            JAXRSServerFactoryBean rest = new JAXRSServerFactoryBean();
            rest.setBus(bus);
            rest.setAddress("/rest");
            rest.setServiceBean(new Resource());
            rest.create();
            JaxWsServerFactoryBean soap = new JaxWsServerFactoryBean();
            soap.setBus(bus);
            soap.setAddress("/soap/ErpEvents");
            soap.setServiceClass(ErpEvents.class);
            soap.setServiceBean(Proxy.newProxyInstance(ErpEvents.class.getClassLoader(), new Class<?>[] {ErpEvents.class},
                    (proxy, method, parameters) -> answer(method.getName(), parameters)));
            soap.create();
        }
    }

    private static Object answer(String method, Object[] parameters) {
        return switch (method) {
            case "reportDelivery" -> receipt((Delivery) parameters[0], 1);
            case "reportDeliveries" -> {
                Receipts receipts = new Receipts();
                int position = 1;
                for (Object delivery : (List<?>) parameters[0]) {
                    receipts.getReceipt().add(receipt((Delivery) delivery, position++));
                }
                receipts.setAccepted(receipts.getReceipt().size());
                yield receipts;
            }
            case "hashCode" -> 1;
            case "equals" -> false;
            case "toString" -> "bare";
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private static Receipt receipt(Delivery delivery, int position) {
        Receipt receipt = new Receipt();
        receipt.setPosition(position);
        receipt.setDocument(delivery.getSource().getDocType() + "/" + delivery.getSource().getDocId());
        receipt.setOutcome(Outcome.ACCEPTED);
        receipt.setId("01ARZ3NDEKTSV4RRFFQ69G5FAV");
        return receipt;
    }

    /** REST and a page. */
    @javax.ws.rs.Path("/")
    public static final class Resource {
        private static final JsonMapper JSON = JsonMapper.builder().build();
        private static final String PAGE = "<html><body><form><input type=\"hidden\" name=\"form\" value=\"1\">" + "<p class=\"line\">How was it? It takes a minute.</p>\n".repeat(100) + "</form></body></html>";

        @POST
        @javax.ws.rs.Path("deliveries")
        @Consumes("application/json")
        @Produces("application/json")
        public String report(InputStream body) throws IOException {
            JsonNode read = JSON.readTree(body);
            StringBuilder answer = new StringBuilder("{\"accepted\":1,\"items\":[");
            for (JsonNode delivery : read.isArray() ? read : List.of(read)) {
                answer.append(answer.charAt(answer.length() - 1) == '[' ? "" : ",").append(JSON.writeValueAsString(Map.of("position", "", "identity",
                        delivery.get("source").get("docId").asText(), "result", "accepted", "id", "01ARZ3NDEKTSV4RRFFQ69G5FAV")));
            }
            return answer.append("]}").toString();
        }

        @GET
        @javax.ws.rs.Path("page")
        @Produces("text/html")
        public String page() {
            return PAGE;
        }

        @POST
        @javax.ws.rs.Path("page")
        @Consumes("application/x-www-form-urlencoded")
        @Produces("text/html")
        public String answer(MultivaluedMap<String, String> form) {
            return PAGE + form.size();
        }
    }
}
