package io.plumbline.soap;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;

import io.plumbline.domain.Problem;
import io.plumbline.http.OwnTransport;

/**
 * Stands before CXF: one envelope, one operation that the service knows, no attachment, no DTD, limited depth and text. What fails is
 * answered here with a fault and a 4xx, and no service sees it. Values that do not fit the schema are noted for the service, because
 * one bad item of a batch keeps no other out.
 */
final class SoapDoor extends CXFNonSpringServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOCUMENT = Pattern.compile("wsdl|WSDL|xsd=plumbline\\.xsd");

    // the servlet forgets its own when it is destroyed
    private final transient Bus bus = BusFactory.newInstance().createBus();
    private final transient List<SoapService> services;
    private final transient UnaryOperator<String> published;
    private final transient Contract contract = new Contract();

    /** @param published the address as everybody knows it, for a path below {@code /soap} */
    SoapDoor(List<Object> endpoints, UnaryOperator<String> published) {
        OwnTransport.of(bus);
        setBus(bus);
        this.services = endpoints.stream().map(endpoint -> new SoapService(endpoint, bus)).toList();
        this.published = published;
    }

    List<SoapService> services() {
        return services;
    }

    void close() {
        services.forEach(SoapService::close);
        bus.shutdown(true);
    }

    @Override
    protected void invoke(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        try {
            SoapService service = service(request);
            if (request.getMethod().equals("POST")) {
                Envelope envelope = Envelope.read(request.getInputStream().readAllBytes(), charset(request), service, contract);
                Call.note(request, envelope);
                super.invoke(new SameBytes(request, envelope.bytes()), response);
            } else {
                document(request, service);
                super.invoke(request, response);
            }
        } catch (Refused refusal) {
            write(refusal, response);
        } catch (IOException e) {
            throw new ServletException("the request cannot be read", e);
        }
    }

    private SoapService service(HttpServletRequest request) throws Refused {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        return services.stream().filter(s -> s.path().equals(path)).findFirst().orElseThrow(() -> Refused.because(404,
                "There is no service at this address. There are " + services.stream().map(s -> SoapServices.ROOT + s.path()).collect(Collectors.joining(" and "))
                        + ", each with its description at ?wsdl."));
    }

    private void document(HttpServletRequest request, SoapService service) throws Refused {
        if (!request.getMethod().equals("GET")) {
            throw Refused.because(405, "Send operations with POST.", Map.of("Allow", "GET, POST"));
        }
        if (request.getQueryString() == null || !DOCUMENT.matcher(request.getQueryString()).matches()) {
            throw Refused.because(405, "Send operations with POST. The description of the service is at ?wsdl.", Map.of("Allow", "POST"));
        }
        service.publishAt(published.apply(service.path()));
    }

    private static Charset charset(HttpServletRequest request) throws Refused {
        String type = request.getContentType() == null ? "" : request.getContentType();
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (media.startsWith("multipart/")) {
            throw Refused.because(415, "Attachments (MTOM, SwA) are not taken. Send the envelope alone, as text/xml.");
        }
        if (media.equals("application/soap+xml")) {
            throw Refused.because(415, "SOAP 1.1 is spoken here, not 1.2. Send the envelope as text/xml.");
        }
        if (!media.equals("text/xml")) {
            throw Refused.because(415, "Send the envelope as text/xml.");
        }
        Matcher charset = CHARSET.matcher(type);
        String name = charset.find() ? charset.group(1).toLowerCase(Locale.ROOT) : "utf-8";
        return switch (name) {
            case "utf-8" -> StandardCharsets.UTF_8;
            case "utf-16" -> StandardCharsets.UTF_16;
            default -> throw Refused.because(415, "The charset must be utf-8 or utf-16.");
        };
    }

    private static void write(Refused refusal, HttpServletResponse response) throws ServletException {
        StringBuilder detail = new StringBuilder();
        for (Problem p : refusal.problems()) {
            detail.append("<problem><field>").append(xml(p.field())).append("</field><value>").append(xml(p.value())).append("</value><accepted>")
                    .append(xml(p.accepted())).append("</accepted></problem>");
        }
        String fault = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\"" + Envelope.SOAP + "\"><soap:Body><soap:Fault><faultcode>soap:"
                + refusal.code() + "</faultcode><faultstring>" + xml(refusal.getMessage()) + "</faultstring><detail><invalidRequest xmlns=\"" + SoapService.NAMESPACE
                + "\"><message>" + xml(refusal.getMessage()) + "</message>" + detail + "</invalidRequest></detail></soap:Fault></soap:Body></soap:Envelope>\n";
        byte[] bytes = fault.getBytes(StandardCharsets.UTF_8);
        response.setStatus(refusal.status());
        refusal.headers().forEach(response::setHeader);
        response.setContentType("text/xml");
        response.setCharacterEncoding("UTF-8");
        response.setContentLength(bytes.length);
        try {
            response.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new ServletException("the answer cannot be written", e);
        }
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
