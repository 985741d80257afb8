package io.plumbline.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Kind;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.soap.v1.Document;
import io.plumbline.soap.v1.ErpEvents;
import io.plumbline.soap.v1.InvalidDelivery;
import io.plumbline.soap.v1.Outcome;
import io.plumbline.soap.v1.Receipt;

/** A document of another standard in an envelope: it reaches its format as it was sent, and what is wrong is told by its path. */
public class DocumentTest {
    private static final String UBL = "urn:oasis:names:specification:ubl:schema:xsd:";
    private static final String CBC = UBL + "CommonBasicComponents-2";

    @Rule
    public final SoapRoom room = new SoapRoom();

    @Before
    public void readCancellations() {
        room.reader = (text, connector) -> {
            String id = parsed(text).getElementsByTagNameNS(CBC, "ID").item(0).getTextContent();
            return List.of(new DeliveryFormat.Item("document", Optional.of("DespatchAdvice/" + id),
                    Optional.of(new DeliveredOrder(new SourceRef(connector, "-", "DespatchAdvice", id, id, null), Kind.DELIVERY, Status.CANCELLED, List.of(), null, List.of(),
                            null, null, null, null, null, null, null, List.of(), List.of(), Map.of())), List.of()));
        };
    }

    private static Element parsed(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml))).getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError(xml, e);
        }
    }

    private static String call(String document) {
        return "<reportDocument xmlns=\"" + SoapRoom.NS + "\"><document>" + document + "</document></reportDocument>";
    }

    private static String advice(String content) {
        return "<DespatchAdvice xmlns=\"" + UBL + "DespatchAdvice-2\" xmlns:cbc=\"" + CBC + "\">" + content + "</DespatchAdvice>";
    }

    private HttpResponse<String> refused(int status, String document, String... why) throws Exception {
        HttpResponse<String> response = room.call(call(document));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body().replaceAll("<(\\w+:)", "<")).contains(why);
        assertThat(room.deliveries).isEmpty();
        return response;
    }

    @Test
    public void aDocumentIsTakenUnderTheLoginOrTheConnectorThatIsNamed() throws Exception {
        ErpEvents erp = room.client(ErpEvents.class, "erp");
        Document document = new Document();
        document.setAny(parsed(advice("<cbc:ID>7</cbc:ID>")));
        Receipt receipt = erp.reportDocument(null, document);
        assertThat(receipt.getOutcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(receipt.getDocument()).isEqualTo("DespatchAdvice/7");
        assertThat(room.deliveries.values()).singleElement().satisfies(d -> {
            assertThat(d.facts().report().source().key()).hasToString("erp|-|DespatchAdvice|7");
            assertThat(d.facts().id().value()).isEqualTo(receipt.getId());
        });
        assertThat(erp.reportDocument("erp", document).getOutcome()).as("the same by both names").isEqualTo(Outcome.DUPLICATE);
        assertThat(erp.reportDocument("works-2", document).getOutcome()).isEqualTo(Outcome.ACCEPTED);
        InvalidDelivery refused = catchThrowableOfType(() -> erp.reportDocument("Not this", document), InvalidDelivery.class);
        assertThat(refused.getFaultInfo().getProblem()).singleElement().satisfies(p -> assertThat(p.getField()).isEqualTo("connector"));
    }

    @Test
    public void theFormatSeesTheNamespacesAndTheLinesThatWereSent() throws Exception {
        String envelope = """
                <?xml version="1.0" encoding="UTF-8"?>
                <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"
                            xmlns:cbc="%1$s"
                            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                  <e:Body><p:reportDocument xmlns:p="%2$s"><p:document><!-- not
                      this -->
                    <u:DespatchAdvice xmlns:u="%3$sDespatchAdvice-2">
                      <cbc:ID
                          schemeID="a&lt;&quot;b"
                          >7</cbc:ID>
                      <!-- nor
                           this --><cbc:Note xsi:type="cbc:NoteType">&lt;ü&gt; &amp; <![CDATA[<x>
                      two]]></cbc:Note>
                      <Own xmlns="urn:own"><Inner xmlns=""/></Own>
                      <cbc:UUID>8</cbc:UUID>
                    </u:DespatchAdvice>
                  </p:document></p:reportDocument></e:Body>
                </e:Envelope>
                """.formatted(CBC, SoapRoom.NS, UBL);
        assertThat(room.post(envelope).statusCode()).isEqualTo(200);
        String seen = room.documents.get(0);
        assertThat(lineOf(seen, "</cbc:UUID>")).isEqualTo(lineOf(envelope, "</cbc:UUID>"));
        assertThat(lineOf(seen, "7</cbc:ID>")).isEqualTo(lineOf(envelope, "7</cbc:ID>"));
        Element root = parsed(seen);
        assertThat(root.getNamespaceURI()).isEqualTo(UBL + "DespatchAdvice-2");
        assertThat(root.lookupNamespaceURI("cbc")).isEqualTo(CBC);
        assertThat(((Element) root.getElementsByTagNameNS(CBC, "ID").item(0)).getAttribute("schemeID")).isEqualTo("a<\"b");
        assertThat(root.getElementsByTagNameNS(CBC, "Note").item(0).getTextContent()).matches("(?s)<ü> & <x>\n\\s+two");
        assertThat(root.getElementsByTagNameNS("urn:own", "Own").item(0).getFirstChild().getNamespaceURI()).isNull();
        assertThat(seen).doesNotContain("not").doesNotContain("reportDocument");
    }

    private static int lineOf(String text, String what) {
        return (int) text.substring(0, text.indexOf(what)).lines().count();
    }

    @Test
    public void whatIsWrongIsToldByItsPathFromTheOperation() throws Exception {
        room.reader = (text, connector) -> List.of(new DeliveryFormat.Item("document", Optional.empty(), Optional.empty(),
                List.of(new Problem("/DespatchAdvice/cbc:IssueDate (line 4)", "gestern", "a date"))));
        assertThat(refused(500, advice(""), "<invalidDelivery", "<field>document/DespatchAdvice/cbc:IssueDate (line 4)<", "<value>gestern<").body()).contains("a date");
        room.reader = (text, connector) -> {
            throw new DeliveryFormat.Malformed(new Problem("line 3, column 9", "a text of more than 65536 characters", "at most 65536"));
        };
        refused(500, advice(""), "<invalidDelivery", "<field>document (line 3)<");
        room.reader = (text, connector) -> {
            throw new DeliveryFormat.Malformed(new Problem("document", "DespatchNote", "a DespatchAdvice or a ReceiptAdvice"));
        };
        refused(500, advice("").replace(":DespatchAdvice>", ":DespatchNote>"), "<field>document<");
    }

    @Test
    public void oneDocumentOfTheStandardAndNothingElse() throws Exception {
        refused(500, "", "<invalidDelivery", "<field>document<", "in it an element in " + UBL + "DespatchAdvice-2");
        refused(500, advice("<cbc:ID>1</cbc:ID>") + advice("<cbc:ID>2</cbc:ID>"), "<invalidDelivery", "does not belong here");
        refused(500, "<Order xmlns=\"" + UBL + "Order-2\"/>", "<invalidDelivery", "<field>document/Order<", "or " + UBL + "ReceiptAdvice-2");
        refused(500, "DespatchAdvice", "<invalidDelivery", "only elements in it");
        refused(500, advice("") + "</document><document>" + advice(""), "<invalidDelivery", "does not belong here");
        assertThat(room.documents).isEmpty();
    }

    @Test
    public void theLimitsAreThoseOfTheStandardWithinAndOfTheEnvelopeAround() throws Exception {
        assertThat(room.call(call(advice("<cbc:ID>1</cbc:ID><cbc:Note>" + "x".repeat(65_000) + "</cbc:Note>"))).statusCode()).isEqualTo(200);
        assertThat(room.call(call(advice("<cbc:ID>1</cbc:ID>" + "<a>".repeat(29) + "</a>".repeat(29)))).statusCode()).isEqualTo(200);
        room.deliveries.clear();
        room.documents.clear();
        refused(400, advice("<cbc:Note>" + "x".repeat(65_537) + "</cbc:Note>"), "longer than 65536");
        refused(400, advice("<a>".repeat(30) + "</a>".repeat(30)), "deeper than 30");
        refused(400, advice("<?pi x?>"), "processing instruction");
        refused(400, advice("&lol;"), "not well-formed");
        refused(400, advice("") + "x".repeat(4001), "longer than 4000");
        HttpResponse<String> bomb = room.post("<!DOCTYPE e [<!ENTITY a \"ha\">]>" + SoapRoom.envelope(call(advice("&a;"))));
        assertThat(bomb.statusCode()).isEqualTo(400);
        assertThat(bomb.body()).contains("DOCTYPE");
        assertThat(room.documents).isEmpty();
    }
}
