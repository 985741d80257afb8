package io.plumbline.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.Before;
import org.junit.Test;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveryRules;
import io.plumbline.domain.delivery.ReceiptReport;
import io.plumbline.domain.delivery.ReceiptRules;
import io.plumbline.domain.feedback.Discrepancy;
import io.plumbline.domain.feedback.Discrepancy.Code;

public class UblReceiptAdviceTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private final DeliveryFormat format = new UblDeliveryFormat();
    private String sample;

    @Before
    public void read() throws Exception {
        sample = resource("receipt-advice.xml");
    }

    private String resource(String name) throws Exception {
        try (InputStream in = getClass().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private DeliveryFormat.Item read(String xml) throws Exception {
        return format.read(xml.getBytes(StandardCharsets.UTF_8), "main").get(0);
    }

    private ReceiptReport report(String xml) throws Exception {
        DeliveryFormat.Item item = read(xml);
        assertThat(item.problems()).isEmpty();
        return item.receipt().orElseThrow();
    }

    private String malformed(String xml) {
        return catchThrowableOfType(DeliveryFormat.Malformed.class, () -> read(xml)).problem().text();
    }

    @Test
    public void aReceiptAdviceIsReadAsItsTableSays() throws Exception {
        DeliveryFormat.Item item = read(sample);
        assertThat(item.identity()).contains("ReceiptAdvice/RA-2291");
        assertThat(item.report()).isEmpty();
        ReceiptReport receipt = report(sample);
        assertThat(receipt.source()).isEqualTo(new SourceRef("main", "ACME-DE", "ReceiptAdvice", "C20058/RA-2291", "RA-2291", Instant.parse("2026-11-21T06:15:00Z")));
        assertThat(receipt.issued()).isEqualTo(LocalDate.of(2026, 11, 21));
        assertThat(receipt.cancelled()).isFalse();
        assertThat(receipt.documents()).containsExactly("SHP-000417");
        assertThat(receipt.orders()).as("not looked at where a delivery is named").isEmpty();
        assertThat(receipt.account()).isEqualTo("C20058");
        assertThat(receipt.received()).isEqualTo(new ErpDate(LocalDate.of(2026, 11, 20), Instant.parse("2026-11-20T15:40:00Z"), ZoneOffset.ofHours(1),
                Basis.PROOF_OF_DELIVERY));
        assertThat(receipt.lines()).containsExactly(new ReceiptReport.Line("1", "SHP-000417", new Discrepancy("1", "GZ-1001", "Hinge 90°", new BigDecimal("115"),
                new BigDecimal("12.5"), new BigDecimal("5"), BigDecimal.ZERO, "C62", Map.of(Code.REJECT_REASON, "damaged", Code.REJECT_ACTION, "credit",
                        Code.SHORTAGE_ACTION, "reship", Code.QUANTITY_DISCREPANCY, "SH", Code.TIMING_COMPLAINT, "late")),
                "Verbogen, sagt Herr Brandt\nEinen Tag zu spät\nPalette 2"));
        assertThat(ReceiptRules.check(receipt, NOW)).isEmpty();
    }

    @Test
    public void eachVersionFrom21To24IsRead() throws Exception {
        for (String version : List.of("2.1", "2.2", "2.3", "2.4")) {
            assertThat(read(sample.replace("<cbc:UBLVersionID>2.1<", "<cbc:UBLVersionID>" + version + "<")).problems()).as(version).isEmpty();
        }
    }

    @Test
    public void theDayIsThatOfTheLinesThenOfTheShipmentThenOfTheDocument() throws Exception {
        String noLines = sample.replaceAll(" *<cbc:Received(Date|Time)>.*\n", "");
        assertThat(report(noLines).received()).isEqualTo(ErpDate.day(LocalDate.of(2026, 11, 19), Basis.PROOF_OF_DELIVERY));
        assertThat(report(noLines.replaceAll(" *<cbc:ActualDeliveryDate>.*\n", "")).received().date()).isEqualTo(LocalDate.of(2026, 11, 21));
        String nothing = sample.replace(">115<", ">0<").replace(">4<", ">0.0<");
        assertThat(report(nothing).received()).as("what was rejected came").isNotNull();
        assertThat(report(nothing.replace(">12.50<", ">0<")).received()).as("nothing came").isNull();
    }

    @Test
    public void deliveriesAreNamedByTheDocumentItsLinesOrElseByTheOrder() throws Exception {
        String byLine = sample.replaceAll("(?s) *<cac:DespatchDocumentReference>.*?</cac:DespatchDocumentReference>\n", "");
        assertThat(report(byLine).documents()).containsExactly("SHP-000417");
        String byUuid = sample.replace("<cbc:ID>SHP-000417</cbc:ID>\n  </cac:Desp", "<cbc:ID>SHP-000417</cbc:ID><cbc:UUID>4627f15f-da96-5320-b458-b5841d43393f</cbc:UUID>\n  </cac:Desp");
        assertThat(report(byUuid).documents()).containsExactly("SHP-000417", "4627f15f-da96-5320-b458-b5841d43393f");
        String byOrder = byLine.replaceAll("(?s) *<cac:DespatchLineReference>.*?</cac:DespatchLineReference>\n", "");
        assertThat(report(byOrder).orders()).containsExactly("S00233");
        String byTheirs = byOrder.replaceAll(" *<cbc:SalesOrderID>.*\n", "");
        assertThat(report(byTheirs).customerOrders()).containsExactly("PO-7781");
        String byNothing = byTheirs.replaceAll("(?s) *<cac:OrderReference>.*?</cac:OrderReference>\n", "");
        assertThat(read(byNothing).problems()).singleElement().satisfies(p -> assertThat(p.text())
                .isEqualTo("/ReceiptAdvice/cac:DespatchDocumentReference (line 4) is missing: expected the delivery that came, or its order in cac:OrderReference"));
    }

    @Test
    public void whatIsSaidAboutTheWholeIsALineOfItsOwn() throws Exception {
        String whole = sample.replace("  <cbc:Note>Tor 3</cbc:Note>", "  <cbc:DeliveryAcceptanceCode>partly</cbc:DeliveryAcceptanceCode><cbc:RejectReason>Falscher Tag</cbc:RejectReason>"
                + "<cbc:Note>Tor 3</cbc:Note>");
        assertThat(report(whole).lines()).hasSize(2).first().isEqualTo(new ReceiptReport.Line(null, "SHP-000417",
                new Discrepancy(null, null, null, null, null, null, null, null, Map.of(Code.ACCEPTANCE, "partly")), "Falscher Tag\nTor 3"));
    }

    @Test
    public void aCancelledDocumentIsTakenBack() throws Exception {
        assertThat(report(sample.replace("  <cbc:Note>Tor 3</cbc:Note>", "  <cbc:DocumentStatusCode>Cancelled</cbc:DocumentStatusCode>")).cancelled()).isTrue();
    }

    @Test
    public void whatTheSchemaForbidsIsToldWithPathAndLine() throws Exception {
        DeliveryFormat.Item item = read(sample.replace("<cbc:ShortQuantity unitCode=\"C62\">5</cbc:ShortQuantity>", "<cbc:ShortQuantity>few</cbc:ShortQuantity>"));
        assertThat(item.receipt()).isEmpty();
        assertThat(item.problems().get(0).field()).isEqualTo("/ReceiptAdvice/cac:ReceiptLine/cbc:ShortQuantity (line 39)");
        assertThat(read(sample.replaceFirst(" *<cbc:ID>RA-2291</cbc:ID>\n", "")).problems().get(0).field()).startsWith("/ReceiptAdvice/cbc:UUID (line 6)");
    }

    @Test
    public void negativeQuantitiesAndMixedUnitsAreToldWithPathAndLine() throws Exception {
        assertThat(read(sample.replace(">12.50<", ">-1<")).problems()).containsExactly(
                new Problem("/ReceiptAdvice/cac:ReceiptLine/cbc:RejectedQuantity (line 41)", "-1", "a quantity of zero or more"));
        assertThat(read(sample.replace("unitCode=\"C62\">5<", "unitCode=\"KGM\">5<")).problems()).singleElement().satisfies(p -> assertThat(p.text())
                .isEqualTo("/ReceiptAdvice/cac:ReceiptLine/cbc:ShortQuantity (line 39) is \"unitCode KGM\": expected the unit of the other quantities of this line, C62"));
    }

    @Test
    public void whatOnlyTheRulesFindIsToldWithPathAndLineToo() throws Exception {
        List<Problem> found = placed(sample.replace("2026-11-20<", "2036-11-20<").replace(">12.50<", ">0.00000001<").replace(">damaged<", ">" + "d".repeat(70) + "<")
                .replace("Verbogen", "x".repeat(4001)));
        assertThat(found).extracting(Problem::field).containsExactlyInAnyOrder("/ReceiptAdvice/cac:ReceiptLine/cbc:ReceivedDate (line 47)",
                "/ReceiptAdvice/cac:ReceiptLine/cbc:RejectedQuantity (line 41)", "/ReceiptAdvice/cac:ReceiptLine/cbc:RejectReasonCode (line 42)",
                "/ReceiptAdvice/cac:ReceiptLine/cbc:RejectReason (line 43)");
    }

    private List<Problem> placed(String xml) throws Exception {
        DeliveryFormat.Item item = read(xml);
        assertThat(item.problems()).isEmpty();
        return ReceiptRules.check(item.receipt().orElseThrow(), NOW).stream().map(p -> p.at(item.places().apply(p.field()))).toList();
    }

    @Test
    public void soIsWhatOnlyTheRulesFindInADespatchAdvice() throws Exception {
        String despatch = resource("despatch-advice.xml");
        DeliveryFormat.Item item = read(despatch.replace("einkauf@nordlicht.example", "nobody").replace(">DE<", ">XX<").replace("unitCode=\"C62\">80", "unitCode=\"C62\">80.00000001")
                .replace("GZ-1001", "z".repeat(130)).replace("L-118", "l".repeat(121)).replace("Nordlicht Möbel GmbH", "n".repeat(201)).replace("PO-7781", "p".repeat(121))
                .replace("2026-11-19", "2126-11-19"));
        assertThat(item.problems()).isEmpty();
        List<String> found = DeliveryRules.check(item.report().orElseThrow(), NOW).stream().map(p -> item.places().apply(p.field()).replaceAll(" \\(line \\d+\\)$", "")).toList();
        assertThat(found).containsExactlyInAnyOrder("/DespatchAdvice/cac:DeliveryCustomerParty/cac:DeliveryContact/cbc:ElectronicMail",
                "/DespatchAdvice/cac:Shipment/cac:Delivery/cac:DeliveryAddress/cac:Country/cbc:IdentificationCode",
                "/DespatchAdvice/cac:DespatchLine/cbc:BackorderQuantity", "/DespatchAdvice/cac:DespatchLine/cac:Item/cac:SellersItemIdentification/cbc:ID",
                "/DespatchAdvice/cac:DespatchLine/cac:Item/cac:ItemInstance", "/DespatchAdvice/cac:DeliveryCustomerParty/cac:Party/cac:PartyName/cbc:Name",
                "/DespatchAdvice/cac:OrderReference/cbc:ID", "/DespatchAdvice/cac:Shipment/cac:Delivery/cac:PromisedDeliveryPeriod/cbc:EndDate");
    }

    @Test
    public void hostileDocumentsAreRefusedAsADespatchAdviceIs() {
        String start = "<ReceiptAdvice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:ReceiptAdvice-2\">";
        assertThat(malformed(sample.replace("?>\n", "?>\n<!DOCTYPE ReceiptAdvice [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n").replace("Hinge", "&x;")))
                .contains("document type declaration").doesNotContain("root:");
        assertThat(malformed(start + "<a>".repeat(30) + "</a>".repeat(30) + "</ReceiptAdvice>")).contains("more than 30 levels");
        assertThat(malformed(start + "<a/>".repeat(50_000) + "</ReceiptAdvice>")).contains("more than 50000 elements");
        assertThat(malformed(sample + " ".repeat(DeliveryFormat.MOST_BYTES))).contains("1 MB");
        assertThat(malformed("<ReceiptAdvice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2\"/>")).contains("expected a DespatchAdvice or a ReceiptAdvice");
    }
}
