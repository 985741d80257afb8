package io.plumbline.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.Before;
import org.junit.Test;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveryRules;

public class UblDeliveryFormatTest {
    private static final String ADVICE = "xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2\"";
    private final DeliveryFormat format = new UblDeliveryFormat();
    private String sample;

    @Before
    public void read() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("despatch-advice.xml")) {
            sample = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    public void aDespatchAdviceIsReadAsItsTableSays() throws Exception {
        DeliveryFormat.Item item = read(sample);
        assertThat(item.problems()).isEmpty();
        assertThat(item.identity()).contains("DespatchAdvice/SHP-000417");
        DeliveredOrder report = item.report().orElseThrow();
        assertThat(report.source()).isEqualTo(new DeliveredOrder.SourceRef("main", "ACME-DE", "DespatchAdvice", "SHP-000417", "SHP-000417",
                Instant.parse("2026-11-20T09:42:07Z")));
        assertThat(report.kind()).isEqualTo(DeliveredOrder.Kind.DELIVERY);
        assertThat(report.status()).isEqualTo(DeliveredOrder.Status.DELIVERED);
        assertThat(report.orders()).containsExactly(new DeliveredOrder.OrderRef("S00233", "S00233", "PO-7781", LocalDate.of(2026, 11, 16), null, null, null));
        assertThat(report.customer()).isEqualTo(new DeliveredOrder.CustomerRef("C20058", "C20058", "Nordlicht Möbel GmbH", null, null));
        assertThat(report.contacts()).containsExactly(new DeliveredOrder.ContactRef(DeliveredOrder.Role.DELIVERY, null, "Jana Petersen",
                "einkauf@nordlicht.example", "+49 431 5550199", "de-DE", false));
        assertThat(report.promised()).isEqualTo(ErpDate.day(LocalDate.of(2026, 11, 19), Basis.CONFIRMED));
        assertThat(report.shipped()).isEqualTo(ErpDate.day(LocalDate.of(2026, 11, 18), Basis.GOODS_ISSUE));
        assertThat(report.delivered()).isEqualTo(new ErpDate(LocalDate.of(2026, 11, 20), Instant.parse("2026-11-20T08:30:00Z"), ZoneOffset.ofHours(1),
                Basis.PROOF_OF_DELIVERY));
        assertThat(report.destination()).isEqualTo(new DeliveredOrder.Place(null, null, "DE", null, "24103", "Kiel"));
        assertThat(report.origin()).isEqualTo(new DeliveredOrder.Place(null, null, null, null, null, "Bremen"));
        assertThat(report.salesperson()).isEqualTo(new DeliveredOrder.Person("7", "Miriam Hold", "hold@acme.example"));
        assertThat(report.lines()).containsExactly(new DeliveredOrder.Line("1", "S00233", "1201", null, "GZ-1001", "04012345678901", "NL-4711", "Hinge 90°", null,
                new BigDecimal("200"), new BigDecimal("120"), null, "C62", null, List.of("L-118", "SN-1")));
        assertThat(report.attributes()).isEqualTo(Map.of("uuid", "4627f15f-da96-5320-b458-b5841d43393f"));
        assertThat(DeliveryRules.check(report, Instant.parse("2026-11-21T00:00:00Z"))).isEmpty();
    }

    @Test
    public void theCarrierIsTheFirstPartyThatIsNamed() throws Exception {
        assertThat(read(sample).report().orElseThrow().carrier()).isNull();
        String stage = "<cac:ShipmentStage><cbc:ID>1</cbc:ID></cac:ShipmentStage><cac:ShipmentStage><cbc:ID>2</cbc:ID>" + carrierParty("<cac:PartyName><cbc:Name> DHL Freight </cbc:Name></cac:PartyName>")
                + "</cac:ShipmentStage>";
        assertThat(carrier(shipped("", stage))).isEqualTo("DHL Freight");
        String consigned = "<cac:Consignment><cbc:ID>1</cbc:ID>" + carrierParty("<cac:PartyIdentification><cbc:ID>4005454000001</cbc:ID></cac:PartyIdentification>") + "</cac:Consignment>";
        assertThat(carrier(shipped(consigned, ""))).as("where it has no name").isEqualTo("4005454000001");
        assertThat(carrier(shipped(consigned, stage))).isEqualTo("DHL Freight");
        String registered = carrierParty("<cac:PartyLegalEntity><cbc:RegistrationName>Schenker AG</cbc:RegistrationName></cac:PartyLegalEntity>");
        assertThat(carrier(sample.replace("<cac:Despatch>", registered + "<cac:Despatch>"))).isEqualTo("Schenker AG");
        DeliveryFormat.Item tooLong = read(shipped("", stage.replace("DHL Freight", "x".repeat(121))));
        assertThat(DeliveryRules.check(tooLong.report().orElseThrow(), Instant.parse("2026-11-21T00:00:00Z"))).extracting(p -> tooLong.places().apply(p.field()))
                .containsExactly("/DespatchAdvice/cac:Shipment/cac:ShipmentStage[2]/cac:CarrierParty/cac:PartyName/cbc:Name (line 39)");
    }

    private static String carrierParty(String named) {
        return "<cac:CarrierParty>" + named + "</cac:CarrierParty>";
    }

    private String carrier(String document) throws Exception {
        DeliveryFormat.Item item = read(document);
        assertThat(item.problems()).isEmpty();
        return item.report().orElseThrow().carrier();
    }

    private String shipped(String before, String after) {
        return sample.replace("<cac:Shipment>\n    <cbc:ID>1</cbc:ID>", "<cac:Shipment>\n    <cbc:ID>1</cbc:ID>" + before + after);
    }

    @Test
    public void eachVersionFrom21To24IsRead() throws Exception {
        for (String version : List.of("2.1", "2.2", "2.3", "2.4")) {
            assertThat(read(sample.replace("<cbc:UBLVersionID>2.1<", "<cbc:UBLVersionID>" + version + "<")).problems()).as(version).isEmpty();
        }
    }

    @Test
    public void withoutAnArrivalTheGoodsIssueCountsAndWithoutThatTheIssue() throws Exception {
        String noArrival = sample.replaceAll("<cbc:ActualDelivery.*>\n", "");
        assertThat(delivered(noArrival)).isEqualTo(ErpDate.day(LocalDate.of(2026, 11, 18), Basis.GOODS_ISSUE));
        String noDespatch = noArrival.replaceAll("<cbc:ActualDespatchDate.*>\n", "");
        assertThat(delivered(noDespatch)).isEqualTo(new ErpDate(LocalDate.of(2026, 11, 20), Instant.parse("2026-11-20T09:42:07Z"), ZoneOffset.ofHours(1), Basis.DOCUMENT));
    }

    @Test
    public void aCancelledDocumentIsACancellation() throws Exception {
        assertThat(withStatus("Cancelled").report().orElseThrow().status()).isEqualTo(DeliveredOrder.Status.CANCELLED);
        assertThat(withStatus("Revised").report().orElseThrow().status()).isEqualTo(DeliveredOrder.Status.DELIVERED);
        assertThat(withStatus("Lost").problems()).containsExactly(new Problem("/DespatchAdvice/cbc:DocumentStatusCode (line 8)", "Lost",
                "Cancelled, Revised, Disputed or NoStatus, or no status at all"));
    }

    @Test
    public void severalOrdersAreToldApartByTheirLines() throws Exception {
        String two = sample.replace("<cac:DespatchSupplierParty>", "<cac:OrderReference><cbc:ID>PO-7782</cbc:ID></cac:OrderReference><cac:DespatchSupplierParty>");
        assertThat(read(two).problems()).singleElement().satisfies(p -> assertThat(p.text())
                .startsWith("/DespatchAdvice/cac:DespatchLine/cac:OrderLineReference/cac:OrderReference (line ").contains("S00233, PO-7782"));
        String byBuyersNumber = two.replace("</cac:OrderLineReference>", "<cac:OrderReference><cbc:ID>PO-7781</cbc:ID></cac:OrderReference></cac:OrderLineReference>");
        DeliveredOrder report = read(byBuyersNumber).report().orElseThrow();
        assertThat(report.orders()).extracting(DeliveredOrder.OrderRef::id).containsExactly("S00233", "PO-7782");
        assertThat(report.lines().get(0).orderId()).isEqualTo("S00233");
    }

    @Test
    public void anOrderIsAskedFor() throws Exception {
        String without = sample.replaceAll("(?s)<cac:OrderReference>.*?</cac:OrderReference>", "");
        assertThat(read(without).problems()).singleElement().satisfies(p -> assertThat(p.field()).isEqualTo("/DespatchAdvice/cac:OrderReference (line 2)"));
    }

    @Test
    public void whatTheSchemaForbidsIsToldWithPathLineAndWhatIsExpected() throws Exception {
        String withoutId = sample.replaceFirst("  <cbc:ID>SHP-000417</cbc:ID>\n", "");
        DeliveryFormat.Item item = read(withoutId);
        assertThat(item.report()).isEmpty();
        assertThat(item.identity()).isEmpty();
        assertThat(item.problems().get(0).field()).isEqualTo("/DespatchAdvice/cbc:UUID (line 4)");
        assertThat(item.problems().get(0).text()).contains("out of place").contains("cbc:ID").doesNotContain("urn:oasis").doesNotContain("cvc-");

        assertThat(read(sample.replace("<cbc:Name>Hinge 90°</cbc:Name>", "<cbc:Naem>x</cbc:Naem>")).problems().get(0).field())
                .isEqualTo("/DespatchAdvice/cac:DespatchLine/cac:Item/cbc:Naem (line 66)");
        String secondLine = sample.replace("</DespatchAdvice>", "<cac:DespatchLine><cbc:ID>2</cbc:ID></cac:DespatchLine></DespatchAdvice>");
        assertThat(read(secondLine).problems()).singleElement().satisfies(p -> {
            assertThat(p.field()).startsWith("/DespatchAdvice/cac:DespatchLine[2] (line ");
            assertThat(p.text()).contains("incomplete").contains("cac:OrderLineReference");
        });
    }

    @Test
    public void impossibleDatesAndNumbersAreToldWithTheirValue() throws Exception {
        assertThat(read(sample.replace("2026-11-19", "2026-02-30")).problems()).singleElement().satisfies(p -> {
            assertThat(p.field()).isEqualTo("/DespatchAdvice/cac:Shipment/cac:Delivery/cac:PromisedDeliveryPeriod/cbc:EndDate (line 48)");
            assertThat(p.value()).isEqualTo("2026-02-30");
        });
        assertThat(read(sample.replace(">120<", ">twelve<")).problems().get(0).value()).isEqualTo("twelve");
        assertThat(read(sample.replace(">120<", ">-3<")).problems()).containsExactly(new Problem("/DespatchAdvice/cac:DespatchLine/cbc:DeliveredQuantity (line 59)", "-3",
                "a quantity of zero or more"));
        assertThat(read(sample.replace(">120<", ">" + "9".repeat(2000) + "<")).problems()).singleElement()
                .satisfies(p -> assertThat(p.accepted()).isEqualTo("a quantity of zero or more"));
        assertThat(read(sample.replace("unitCode=\"C62\">80", "unitCode=\"KGM\">80")).problems()).singleElement()
                .satisfies(p -> assertThat(p.text()).contains("unitCode KGM").contains("C62"));
        assertThat(read(sample.replace("10:42:07+01:00", "24:00:00")).problems()).singleElement().satisfies(p -> assertThat(p.value()).isEqualTo("24:00:00"));
    }

    @Test
    public void messagesAreTheSameWhateverTheMachinesLanguage() throws Exception {
        List<String> broken = List.of(sample.replace("unitCode=\"C62\">120<", "wrong=\"b\">120<"), sample.replace(">120<", ">twelve<"),
                sample.replace("<cbc:Name>Hinge 90°</cbc:Name>", "<cbc:Naem>x</cbc:Naem>"), sample.replaceFirst("  <cbc:ID>SHP-000417</cbc:ID>\n", ""),
                sample.replace("</cac:DespatchLine>", "stray</cac:DespatchLine>"), sample.replaceAll("(?s)<cac:OrderLineReference>.*", "</cac:DespatchLine></DespatchAdvice>"));
        Locale before = Locale.getDefault();
        try {
            for (String xml : broken) {
                Locale.setDefault(Locale.ENGLISH);
                List<Problem> english = read(xml).problems();
                assertThat(english).isNotEmpty().allSatisfy(p -> assertThat(p.text()).doesNotContain("null").doesNotContain("urn:oasis"));
                Locale.setDefault(Locale.GERMAN);
                assertThat(read(xml).problems()).isEqualTo(english);
                Locale.setDefault(Locale.JAPAN);
                assertThat(read(xml).problems()).isEqualTo(english);
            }
        } finally {
            Locale.setDefault(before);
        }
        assertThat(read(broken.get(0)).problems().get(0).text())
                .isEqualTo("/DespatchAdvice/cac:DespatchLine/cbc:DeliveredQuantity (line 59) is \"with an attribute wrong\": expected only attributes that UBL knows");
    }

    @Test
    public void missingPartsThatTheSchemaAllowsAreAskedFor() throws Exception {
        assertThat(read(sample.replace("<cbc:SupplierAssignedAccountID>C20058</cbc:SupplierAssignedAccountID>", "")).problems()).singleElement()
                .satisfies(p -> assertThat(p.field()).startsWith("/DespatchAdvice/cac:DeliveryCustomerParty/cbc:SupplierAssignedAccountID (line "));
        assertThat(read(sample.replaceAll(" *<cbc:DeliveredQuantity.*\n", "")).problems()).singleElement()
                .satisfies(p -> assertThat(p.text()).contains("cac:DespatchLine/cbc:DeliveredQuantity").contains("is missing"));
    }

    @Test
    public void entityBombsAndForeignEntitiesAreRefusedUnread() throws Exception {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE DespatchAdvice [<!ENTITY a \"ha\">");
        for (char c = 'b'; c < 'z'; c++) {
            bomb.append("<!ENTITY ").append(c).append(" \"").append(("&" + (char) (c - 1) + ";").repeat(10)).append("\">");
        }
        assertThat(malformed(withProlog(bomb + "]>").replace("Hinge 90°", "&y;"))).contains("document type declaration");
        assertThat(malformed(withProlog("<!DOCTYPE DespatchAdvice [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>").replace("Hinge 90°", "&x;")))
                .contains("document type declaration").doesNotContain("root:");
        try (ServerSocket spy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String there = "http://127.0.0.1:" + spy.getLocalPort() + "/x";
            assertThat(malformed(withProlog("<!DOCTYPE DespatchAdvice SYSTEM \"" + there + "\">"))).contains("document type declaration");
            assertThat(malformed(withProlog("<!DOCTYPE d [<!ENTITY % p SYSTEM \"" + there + "\"> %p;]>"))).contains("document type declaration");
            String hinted = sample.replace(ADVICE, ADVICE + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2 "
                    + there + " urn:x " + there + "\"");
            assertThat(read(hinted).problems()).isEmpty();
            String extended = sample.replace("<cbc:UBLVersionID>", "<e:UBLExtensions xmlns:e=\"urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2\"><e:UBLExtension>"
                    + "<e:ExtensionContent><x:y xmlns:x=\"urn:x\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x " + there + "\"/></e:ExtensionContent>"
                    + "</e:UBLExtension></e:UBLExtensions><cbc:UBLVersionID>");
            assertThat(read(extended).problems()).isEmpty();
            spy.setSoTimeout(1);
            assertThat(catchThrowableOfType(java.net.SocketTimeoutException.class, spy::accept)).as("nobody called").isNotNull();
        }
    }

    @Test
    public void limitsHold() {
        assertThat(malformed("<DespatchAdvice " + ADVICE + ">" + "<a>".repeat(30) + "</a>".repeat(30) + "</DespatchAdvice>")).contains("more than 30 levels");
        assertThat(malformed("<DespatchAdvice " + ADVICE + ">" + "<a/>".repeat(50_000) + "</DespatchAdvice>")).contains("more than 50000 elements");
        assertThat(malformed(sample.replace("Hinge 90°", "x".repeat(70_000)))).contains("more than 65536 characters");
        assertThat(malformed(sample + " ".repeat(DeliveryFormat.MOST_BYTES))).contains("1 MB");
    }

    @Test
    public void aDocumentFullOfMistakesNamesFiftyAndIsDone() throws Exception {
        assertThat(read(sample.replace("</DespatchAdvice>", "<cbc:ID/>" + "<cac:DespatchLine><cbc:ID>1</cbc:ID></cac:DespatchLine>".repeat(5000) + "</DespatchAdvice>"))
                .problems()).hasSizeBetween(1, 50);
    }

    @Test
    public void whatIsNoDespatchAdviceIsMalformed() {
        assertThat(malformed("<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"/>")).contains("Invoice-2}Invoice").contains("expected a DespatchAdvice");
        assertThat(malformed("<DespatchAdvice/>")).contains("expected a DespatchAdvice");
        assertThat(malformed("{\"schema\": 1}")).contains("not well-formed");
        assertThat(malformed("")).isNotEmpty();
        assertThat(malformed(sample.substring(0, 900))).containsPattern("line \\d+, column \\d+").contains("not well-formed");
        assertThat(malformed(sample + "<more/>")).contains("not well-formed");
        assertThat(malformed(sample.replace("Hinge", "Hinge \u0001"))).contains("not well-formed");
        assertThat(malformed(sample.getBytes(StandardCharsets.ISO_8859_1))).contains("bytes that are not UTF-8");
        assertThat(malformed(sample.replace("encoding=\"UTF-8\"", "encoding=\"IBM037\""))).contains("encoding is \"IBM037\"");
    }

    @Test
    public void otherPrefixesAndEncodingsAreTheSameDocument() throws Exception {
        DeliveredOrder report = read(sample).report().orElseThrow();
        String renamed = sample.replace("cac:", "a:").replace("xmlns:cac", "xmlns:a").replace("cbc:", "b:").replace("xmlns:cbc", "xmlns:b");
        assertThat(read(renamed).report()).contains(report);
        assertThat(format.read(sample.replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"").getBytes(StandardCharsets.UTF_16), "main").get(0).report()).contains(report);
        assertThat(format.read(sample.replace("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"").getBytes(StandardCharsets.ISO_8859_1), "main").get(0).report()).contains(report);
    }

    @Test
    public void textIsDataWhateverItLooksLike() throws Exception {
        String hostile = sample.replace("Nordlicht Möbel GmbH", "<![CDATA[<script>alert(1)</script>]]> &amp; Söhne");
        assertThat(read(hostile).report().orElseThrow().customer().name()).isEqualTo("<script>alert(1)</script> & Söhne");
    }

    @Test
    public void theSchemasLieInThisBundleAndNotInAnotherJar() throws Exception {
        Path classes = Path.of(UblSchema.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertThat(Files.exists(classes.resolve("external/schemas/ubl24/maindoc/UBL-DespatchAdvice-2.4.xsd"))).isTrue();
        assertThat(Files.exists(classes.resolve("schemas/CCTS_CCT_SchemaModule.xsd"))).isTrue();
        assertThat(Files.exists(classes.resolve("schemas/xmldsig-core-schema.xsd"))).isTrue();
    }

    @Test
    public void itReadsFilesOfItsName() {
        assertThat(format.mediaType()).isEqualTo("application/xml");
        assertThat(format.reads("SHP-000417.XML")).isTrue();
        assertThat(format.reads("SHP-000417.xml.part")).isFalse();
    }

    private ErpDate delivered(String xml) throws Exception {
        DeliveryFormat.Item item = read(xml);
        assertThat(item.problems()).isEmpty();
        assertThat(item.report().orElseThrow().status()).isEqualTo(DeliveredOrder.Status.DELIVERED);
        return item.report().orElseThrow().delivered();
    }

    private DeliveryFormat.Item withStatus(String code) throws Exception {
        return read(sample.replace("</cbc:IssueTime>\n", "</cbc:IssueTime>\n<cbc:DocumentStatusCode>" + code + "</cbc:DocumentStatusCode>\n"));
    }

    private String withProlog(String doctype) {
        return sample.replace("encoding=\"UTF-8\"?>", "encoding=\"UTF-8\"?>" + doctype);
    }

    private DeliveryFormat.Item read(String xml) throws DeliveryFormat.Malformed {
        List<DeliveryFormat.Item> items = format.read(xml.getBytes(StandardCharsets.UTF_8), "main");
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private String malformed(String xml) {
        return malformed(xml.getBytes(StandardCharsets.UTF_8));
    }

    private String malformed(byte[] xml) {
        DeliveryFormat.Malformed malformed = catchThrowableOfType(DeliveryFormat.Malformed.class, () -> format.read(xml, "main"));
        assertThat(malformed).as(new String(xml, 0, Math.min(300, xml.length), StandardCharsets.UTF_8)).isNotNull();
        return malformed.problem().text();
    }
}
