package io.plumbline.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.Rule;
import org.junit.Test;

import io.plumbline.application.StoreFault;

/** What is no call of ours never reaches a service. */
public class DoorTest {
    @Rule
    public final SoapRoom room = new SoapRoom();

    private static final String CANCEL = SoapRoom.cancellation("1");

    private void refused(int status, String why, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/xml");
        assertThat(response.body()).contains("Fault>").contains(why).doesNotContain("Exception").doesNotContain("org.apache").doesNotContain("io.plumbline");
        assertThat(room.deliveries).isEmpty();
    }

    private HttpResponse<String> typed(String type) throws Exception {
        return room.send("/soap/v1/ErpEvents", "erp", type, SoapRoom.envelope(CANCEL).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    public void aCallIsTaken() throws Exception {
        assertThat(room.call(CANCEL).statusCode()).isEqualTo(200);
        assertThat(room.deliveries).hasSize(1);
    }

    @Test
    public void oneEnvelopeWithOneBodyAndOneOperation() throws Exception {
        String body = "<e:Body>" + CANCEL + "</e:Body>";
        String envelope = "<e:Envelope xmlns:e=\"" + Envelope.SOAP + "\">%s</e:Envelope>";
        refused(400, "more than one Body", room.post(envelope.formatted(body + body)));
        refused(400, "more than one Header", room.post(envelope.formatted("<e:Header/><e:Header/>" + body)));
        refused(400, "one Header and one Body", room.post(envelope.formatted(body + "<e:Header/>")));
        refused(400, "one Header and one Body", room.post(envelope.formatted(body + "<x/>")));
        refused(400, "more than one operation", room.call(CANCEL + SoapRoom.cancellation("2")));
        refused(400, "has no operation", room.post(envelope.formatted("<e:Body/>")));
        refused(400, "has no operation", room.post(envelope.formatted("")));
        refused(400, "no SOAP 1.1 envelope", room.post(CANCEL));
        refused(400, "VersionMismatch", room.post(SoapRoom.envelope(CANCEL).replace(Envelope.SOAP, "http://www.w3.org/2003/05/soap-envelope")));
        refused(400, "not well-formed", room.post(SoapRoom.envelope(CANCEL) + "<!-- -- -->"));
        refused(400, "not well-formed", room.post(""));
    }

    @Test
    public void oneNamespaceAndOneVersion() throws Exception {
        refused(400, "{urn:plumbline:soap:v2}cancelDelivery", room.call(CANCEL.replace(":v1", ":v2")));
        refused(400, "speaks urn:plumbline:soap:v1 only", room.call(CANCEL.replace(SoapRoom.NS, "")));
        refused(400, "no operation answers", room.call("<answers xmlns=\"" + SoapRoom.NS + "\"/>"));
        refused(404, "/soap/v1/ErpEvents and /soap/v1/Quality", room.send("/soap/v2/ErpEvents", "erp", "text/xml", SoapRoom.envelope(CANCEL).getBytes(StandardCharsets.UTF_8)));
        refused(404, "/soap/v1/ErpEvents", room.get("/soap"));
        refused(404, "/soap/v1/ErpEvents", room.get("/soap/services"));
        refused(405, "?wsdl", room.get("/soap/v1/ErpEvents"));
        refused(405, "?wsdl", room.get("/soap/v1/ErpEvents?xsd=../../secret"));
        refused(405, "?wsdl", room.get("/soap/v1/ErpEvents?stylesheet=1"));
    }

    @Test
    public void whoMeetsADatabaseThatTakesNoWorkIsToldToComeBack() throws Exception {
        room.broken = new StoreFault("SQLSTATE 08006 at: select secret", null) {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean passing() {
                return true;
            }
        };
        HttpResponse<String> later = room.call(CANCEL);
        assertThat(later.statusCode()).isEqualTo(503);
        assertThat(later.body()).contains("soap:Server").contains("Call again").doesNotContain("secret");
        room.broken = null;
        assertThat(room.call(CANCEL).statusCode()).isEqualTo(200);
    }

    @Test
    public void theActionMustBeThatOfTheOperation() throws Exception {
        byte[] bytes = SoapRoom.envelope(CANCEL).getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> other = room.send("/soap/v1/ErpEvents", "erp", "text/xml", bytes, "SOAPAction", "\"" + SoapRoom.NS + "/reportDelivery\"");
        assertThat(other.statusCode()).isEqualTo(500);
        assertThat(other.body()).contains("soap:Client").contains("reportDelivery");
        assertThat(room.deliveries).isEmpty();
        assertThat(room.send("/soap/v1/ErpEvents", "erp", "text/xml", bytes, "SOAPAction", "\"" + SoapRoom.NS + "/cancelDelivery\"").statusCode()).isEqualTo(200);
    }

    @Test
    public void aHeaderThatMustBeUnderstoodAndIsNotEndsTheCall() throws Exception {
        String header = "<e:Header><s:Security xmlns:s=\"urn:x\" e:mustUnderstand=\"1\"/></e:Header>";
        HttpResponse<String> response = room.post(SoapRoom.envelope(CANCEL).replace("<e:Body>", header + "<e:Body>"));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("MustUnderstand");
        assertThat(room.deliveries).isEmpty();
        assertThat(room.post(SoapRoom.envelope(CANCEL).replace("<e:Body>", header.replace("\"1\"", "\"0\"") + "<e:Body>")).statusCode()).isEqualTo(200);
    }

    @Test
    public void attachmentsAndOtherKindsOfContentAreNotTaken() throws Exception {
        refused(415, "Attachments", typed("multipart/related; type=\"application/xop+xml\"; boundary=b"));
        refused(415, "Attachments", typed("multipart/related; type=\"text/xml\"; boundary=b"));
        refused(415, "not 1.2", typed("application/soap+xml; charset=utf-8"));
        refused(415, "text/xml", typed("application/json"));
        refused(415, "text/xml", typed(null));
        refused(415, "utf-8 or utf-16", typed("text/xml; charset=iso-8859-1"));
        refused(400, "bytes that are not UTF-8", room.send("/soap/v1/ErpEvents", "erp", "text/xml",
                SoapRoom.envelope(SoapRoom.cancellation("ü")).getBytes(StandardCharsets.ISO_8859_1)));
        String include = "<x:Include xmlns:x=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:1\"/>";
        HttpResponse<String> xop = room.call(CANCEL.replace("<docId>1", "<docId>" + include));
        assertThat(xop.statusCode()).isEqualTo(500);
        assertThat(xop.body()).contains("invalidDelivery").contains("source/docId");
        assertThat(room.deliveries).isEmpty();
    }

    @Test
    public void utf16IsTakenToo() throws Exception {
        byte[] wide = ("\uFEFF" + SoapRoom.envelope(SoapRoom.cancellation("ü"))).getBytes(Charset.forName("UTF-16BE"));
        assertThat(room.send("/soap/v1/ErpEvents", "erp", "text/xml; charset=\"UTF-16\"", wide).statusCode()).isEqualTo(200);
        assertThat(room.deliveries.values()).singleElement().satisfies(d -> assertThat(d.facts().report().source().docId()).isEqualTo("ü"));
    }

    @Test
    public void bombsDoNotGoOff() throws Exception {
        String laughs = "<!DOCTYPE e [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
        refused(400, "DOCTYPE", room.post(laughs + SoapRoom.envelope(SoapRoom.cancellation("&b;"))));
        refused(400, "DOCTYPE", room.post("<!DOCTYPE e SYSTEM \"file:///etc/passwd\">" + SoapRoom.envelope(CANCEL)));
        refused(400, "not well-formed", room.call(SoapRoom.cancellation("&undefined;")));
        refused(400, "processing instruction", room.post("<?xml-stylesheet href=\"x\"?>" + SoapRoom.envelope(CANCEL)));
        refused(400, "deeper than 30", room.call("<cancelDelivery xmlns=\"" + SoapRoom.NS + "\">" + "<a>".repeat(200_000)));
        refused(400, "longer than 4000", room.call(SoapRoom.cancellation("9".repeat(900_000))));
        refused(400, "longer than 4000", room.call("<cancelDelivery xmlns=\"" + SoapRoom.NS + "\">" + "9".repeat(4001) + "</cancelDelivery>"));
        refused(400, "longer than 4000", room.post(SoapRoom.envelope(CANCEL).replace("<e:Body>", "<e:Header>" + "x".repeat(5000) + "</e:Header><e:Body>")));
        String attributes = java.util.stream.IntStream.range(0, 20_000).mapToObj(i -> " a" + i + "=\"\"").collect(java.util.stream.Collectors.joining());
        refused(400, "not well-formed", room.call("<cancelDelivery xmlns=\"" + SoapRoom.NS + "\"" + attributes + "/>"));
    }

    @Test
    public void nothingIsFetched() throws Exception {
        try (ServerSocket elsewhere = new ServerSocket(0)) {
            elsewhere.setSoTimeout(300);
            String location = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"" + SoapRoom.NS + " http://127.0.0.1:"
                    + elsewhere.getLocalPort() + "/x.xsd urn:y http://127.0.0.1:" + elsewhere.getLocalPort() + "/y.xsd\"";
            assertThat(room.call(CANCEL.replace("<cancelDelivery", "<cancelDelivery" + location)).statusCode()).isEqualTo(200);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(elsewhere::accept)).isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    public void eachOperationIsForTheRolesThatItNames() throws Exception {
        byte[] cancel = SoapRoom.envelope(CANCEL).getBytes(StandardCharsets.UTF_8);
        for (String role : List.of("quality-manager", "auditor", "operator")) {
            refused(403, "role does not allow cancelDelivery", room.send("/soap/v1/ErpEvents", role, "text/xml", cancel));
        }
        byte[] answers = SoapRoom.envelope("<answers xmlns=\"" + SoapRoom.NS + "\"/>").getBytes(StandardCharsets.UTF_8);
        refused(403, "role does not allow answers", room.send("/soap/v1/Quality", "operator", "text/xml", answers));
        for (String role : List.of("quality-manager", "auditor", "erp")) {
            assertThat(room.send("/soap/v1/Quality", role, "text/xml", answers).statusCode()).as(role).isEqualTo(200);
        }
    }

    @Test
    public void theDescriptionNamesTheAddressThatEverybodyKnows() throws Exception {
        String wsdl = room.get("/soap/v1/ErpEvents?wsdl").body();
        assertThat(wsdl).contains("location=\"https://quality.example.org/soap/v1/ErpEvents\"").contains("Reports a delivery.");
        assertThat(wsdl).contains("?xsd=plumbline.xsd").doesNotContain("localhost");
        assertThat(room.get("/soap/v1/ErpEvents?xsd=plumbline.xsd").body()).contains("targetNamespace=\"urn:plumbline:soap:v1\"").contains("only optional elements are added");
        assertThat(room.get("/soap/v1/Quality?wsdl").body()).contains("https://quality.example.org/soap/v1/Quality");
    }
}
