package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** Documents of UBL over REST: despatch advices, receipt advices, and what only looks like them. */
public class UblIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();
    private static Api erp;
    private static Api quality;

    @BeforeClass
    public static void comeIn() throws Exception {
        erp = Api.as(PLUMBLINE, "erp");
        quality = Api.as(PLUMBLINE, "quality");
    }

    private static HttpResponse<String> send(String document) throws Exception {
        return erp.post("/api/v1/deliveries", "application/xml", document.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode taken(String document, String result) throws Exception {
        HttpResponse<String> response = send(document);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode item = Api.read(response).at("/items/0");
        assertThat(item.get("result").asText()).as(response.body()).isEqualTo(result);
        return item;
    }

    private static List<JsonNode> known(String text) throws Exception {
        List<JsonNode> found = new ArrayList<>();
        quality.json("/api/v1/deliveries?text=" + text).get("items").forEach(found::add);
        return found;
    }

    @Test
    public void aDespatchAdviceOfTheOldestAndTheNewestVersionIsADelivery() throws Exception {
        for (String version : List.of("2.1", "2.4")) {
            String order = "UB" + version.replace(".", "");
            String document = UblDocuments.despatch(version, "SHP-R" + version, order);
            String id = taken(document, "accepted").get("id").asText();
            assertThat(taken(document, "duplicate").get("id").asText()).isEqualTo(id);
            assertThat(taken(document.replace("C62\">120<", "C62\">119<"), "amended").get("id").asText()).isEqualTo(id);
            await().atMost(SOON).untilAsserted(() -> assertThat(known(order)).singleElement().satisfies(d -> assertThat(d.get("line").asText()).isEqualTo("ASKED")));
            assertThat(quality.get("/api/v1/deliveries/" + id).body()).contains("Hinge 90°").contains("Weaver & Sons Ltd");
        }
    }

    @Test
    public void aReceiptAdviceProvesADeliveryAndSaysWhatWasShortAndRejected() throws Exception {
        for (String version : List.of("2.1", "2.4")) {
            String doc = "UR" + version.replace(".", "");
            String customer = "C-" + doc;
            HttpResponse<String> shipped = erp.report(Invited.delivery(doc, doc + "@joinery.example", "en").replace("DELIVERED", "SHIPPED").replace("\"id\":\"77\"",
                    "\"id\":\"" + customer + "\""));
            String delivery = Api.read(shipped).at("/items/0/id").asText();
            assertThat(known(doc)).singleElement().satisfies(d -> assertThat(d.get("state").asText()).isEqualTo("Shipped"));
            String document = UblDocuments.receipt(version, "RA-" + doc, customer, doc, "1");
            taken(document, "accepted");
            taken(document, "duplicate");
            assertThat(known(doc)).singleElement().satisfies(d -> assertThat(d.get("state").asText()).isEqualTo("Delivered"));
            JsonNode feedback = quality.json("/api/v1/feedback?delivery=" + delivery).get("items");
            assertThat(feedback).singleElement().satisfies(f -> {
                assertThat(f.get("originNumber").asText()).isEqualTo("RA-" + doc);
                assertThat(f.at("/discrepancy/missing").decimalValue()).isEqualByComparingTo("2");
                assertThat(f.at("/discrepancy/rejected").decimalValue()).isEqualByComparingTo("1");
                assertThat(f.get("words").asText()).isEqualTo("Glas gesprungen <b>");
            });
        }
    }

    /** The record has the numbers of the document, and identities and a company of its own. */
    private static String record(String number, String order) {
        return Invited.delivery("4711-" + number, order + "@weaver.example", "en").replace("\"docType\":\"shipment\"", "\"docType\":\"stock.shipment.out\",\"docNo\":\"" + number + "\"")
                .replace("\"no\":\"SO-4711-" + number + "\"", "\"no\":\"" + order + "\"").replace("\"no\":\"C77\"", "\"no\":\"10079\"");
    }

    private static JsonNode pushed(String type, String body) throws Exception {
        HttpResponse<String> response = erp.post("/api/v1/deliveries?connector=main-erp", type, body.getBytes(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Api.read(response).at("/items/0");
    }

    private static String reported(String document) throws Exception {
        HttpResponse<String> response = erp.post("/soap/v1/ErpEvents", "text/xml; charset=utf-8", UblDocuments.envelope("main-erp", document).getBytes(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Test
    public void aDocumentAndTheRecordOfTheSameDeliveryAreOneDeliveryAndOneQuestion() throws Exception {
        String id = pushed("application/json", record("SHP-M1", "UBM1")).get("id").asText();
        JsonNode second = pushed("application/xml", UblDocuments.despatch("2.4", "SHP-M1", "UBM1"));
        assertThat(second.get("result").asText()).isEqualTo("duplicate");
        assertThat(second.get("id").asText()).isEqualTo(id);
        assertThat(second.toString()).contains("known as stock.shipment.out/4711-SHP-M1");
        assertThat(reported(UblDocuments.despatch("2.1", "SHP-M1", "UBM1"))).containsIgnoringCase("duplicate").contains(id);

        String first = reported(UblDocuments.despatch("2.4", "SHP-M2", "UBM2"));
        await().atMost(SOON).untilAsserted(() -> assertThat(known("UBM2")).singleElement().satisfies(d -> assertThat(d.get("line").asText()).isEqualTo("ASKED")));
        JsonNode adopted = pushed("application/json", record("SHP-M2", "UBM2"));
        assertThat(adopted.get("result").asText()).isEqualTo("amended");
        assertThat(first).contains(adopted.get("id").asText());
        assertThat(pushed("application/xml", UblDocuments.despatch("2.4", "SHP-M2", "UBM2")).get("result").asText()).isEqualTo("duplicate");
        for (String order : List.of("UBM1", "UBM2")) {
            await().atMost(SOON).untilAsserted(() -> assertThat(known(order)).singleElement().satisfies(d -> {
                assertThat(d.get("line").asText()).isEqualTo("ASKED");
                assertThat(d.toString()).contains("stock.shipment.out");
            }));
            assertThat(quality.json("/api/v1/orders?number=" + order).get("items")).hasSize(1);
            assertThat(java.util.Arrays.stream(PLUMBLINE.post().getReceivedMessages()).filter(m -> addressee(m).contains(order + "@weaver.example"))).hasSize(1);
        }
    }

    private static String addressee(jakarta.mail.internet.MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    public void whatTheSchemaRefusesIsToldByItsPath() throws Exception {
        HttpResponse<String> bad = send(UblDocuments.despatch("2.4", "SHP-BAD", "UBAD").replace(">120<", ">a dozen<").replace("<cac:Item>", "<cac:Item><cbc:Colour/>"));
        assertThat(bad.statusCode()).isEqualTo(422);
        JsonNode item = Api.read(bad).at("/items/0");
        assertThat(item.get("identity").asText()).isEqualTo("DespatchAdvice/SHP-BAD");
        assertThat(item.get("errors")).extracting(e -> e.get("field").asText()).containsExactly("/DespatchAdvice/cac:DespatchLine/cbc:DeliveredQuantity (line 16)",
                "/DespatchAdvice/cac:DespatchLine/cac:Item/cbc:Colour (line 18)");
        assertThat(item.at("/errors/0/value").asText()).isEqualTo("a dozen");
        HttpResponse<String> receipt = send(UblDocuments.receipt("2.1", "RA-BAD", "77", "SHP-BAD", "0.123456789"));
        assertThat(receipt.statusCode()).isEqualTo(422);
        assertThat(receipt.body()).contains("/ReceiptAdvice/cac:ReceiptLine/cbc:RejectedQuantity (line 13)").contains("0.123456789");
        assertThat(known("UBAD")).isEmpty();
    }

    @Test
    public void whatIsNoDocumentIsAProblemAndNothingIsStored() throws Exception {
        String good = UblDocuments.despatch("2.4", "&a;", "UXXX");
        String laughs = "<!DOCTYPE DespatchAdvice [<!ENTITY z \"ha\"><!ENTITY a \"&z;&z;&z;&z;&z;&z;&z;&z;&z;&z;&z;&z;\">]>\n";
        refused(400, send(good.replace("?>\n", "?>\n" + laughs)), "DOCTYPE");
        refused(400, send(good.replace("?>\n", "?>\n<!DOCTYPE DespatchAdvice SYSTEM \"file:///etc/hostname\">\n")), "DOCTYPE");
        refused(400, send(good), "line 4");
        refused(400, send(good.replace("&a;", "<x>".repeat(40) + "</x>".repeat(40))), "30");
        refused(400, send(good.replace("&a;", "<x/>".repeat(60_000))), "50000");
        refused(400, send(good.replace("&a;", "7").replace("DespatchAdvice", "Order")), "DespatchAdvice");
        refused(400, send(good.replace("&a;", "7").replace("</DespatchAdvice>", "")), "not well-formed");
        refused(400, send(""), "line 1");
        refused(413, send(good.replace("&a;", "7".repeat(1_100_000))), "");
        assertThat(known("UXXX")).isEmpty();
    }

    private static void refused(int status, HttpResponse<String> response, String why) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(response.body()).contains(why).doesNotContain("Exception").doesNotContain("localhost");
    }
}
