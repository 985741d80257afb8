package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** An ERP that can do nothing but write files: into a folder of the running distribution, which the operator added. */
public class DropFolderIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Charset EXCEL = Charset.forName("windows-1252");
    private static final LocalDate YESTERDAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);

    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();
    private static Api quality;
    private static Path folder;

    @BeforeClass
    public static void addTheFolder() throws Exception {
        quality = Api.as(PLUMBLINE, "quality");
        folder = Files.createDirectories(PLUMBLINE.home().resolve("drop"));
        PLUMBLINE.install("plumbline-erp-files");
        PLUMBLINE.configure("io.plumbline.erp.files-drop.cfg", Map.of("directory", folder, "every", "1s", "settle", "0s"));
        await().atMost(Duration.ofMinutes(1)).until(() -> stream().contains("well"));
    }

    @AfterClass
    public static void takeTheFolderAway() throws IOException {
        Files.deleteIfExists(PLUMBLINE.home().resolve("etc/io.plumbline.erp.files-drop.cfg"));
    }

    private static String stream() throws IOException {
        try (Shell shell = PLUMBLINE.shell()) {
            return shell.run("plumbline:streams").lines().filter(line -> line.startsWith("drop ")).findFirst().orElse("");
        }
    }

    /** Writes a file as a careful ERP does, and waits until it is filed away. */
    private static Filed drop(String name, byte[] content) throws IOException {
        Path part = folder.resolve(name + ".part");
        Files.write(part, content);
        List<Path> before = filed();
        Files.move(part, folder.resolve(name));
        await().atMost(SOON).until(() -> !Files.exists(folder.resolve(name)) && filed().size() == before.size() + 2);
        List<Path> added = new ArrayList<>(filed());
        added.removeAll(before);
        Path file = added.stream().filter(f -> !f.toString().endsWith(".report.txt")).findFirst().orElseThrow();
        assertThat(Files.readAllBytes(file)).as("kept as it came").isEqualTo(content);
        return new Filed(file.getParent().getFileName().toString(), file.getFileName().toString(), Files.readString(file.resolveSibling(file.getFileName() + ".report.txt")));
    }

    private record Filed(String where, String name, String report) {
    }

    private static List<Path> filed() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String where : List.of("done", "failed")) {
            try (var files = Files.list(folder.resolve(where))) {
                files.forEach(all::add);
            }
        }
        return all;
    }

    private static List<JsonNode> known(String order) throws Exception {
        List<JsonNode> found = new ArrayList<>();
        quality.json("/api/v1/deliveries?text=" + order).get("items").forEach(found::add);
        return found;
    }

    private static JsonNode asked(String order) {
        await().atMost(SOON).untilAsserted(() -> assertThat(known(order)).singleElement().satisfies(d -> assertThat(d.get("line").asText()).isEqualTo("ASKED")));
        try {
            return known(order).get(0);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** As German Excel writes it: semicolons, decimal commas, days with dots, Windows-1252. */
    private static byte[] excel(String... rows) {
        String head = "document_id;customer_id;customer_name;contact_email;contact_language;order_no;order_line_id;item_name;ordered_quantity;delivered_quantity;unit;delivered_date";
        return (head + "\r\n" + String.join("\r\n", rows) + "\r\n").getBytes(EXCEL);
    }

    private static String row(String document, String order, String quantity) {
        return document + ";10077;Müller & Söhne KG;" + order.toLowerCase() + "@mueller.example;de;" + order + ";10;\"Türscharnier 90°; vernickelt\";1.200,5;" + quantity + ";Stk;"
                + YESTERDAY.format(DateTimeFormatter.ofPattern("dd.MM.yyyy"));
    }

    private static String json(String document, String order) {
        return """
                {"schema":"delivered-order/1","source":{"company":"1","docType":"shipment","docId":"%1$s"},"kind":"DELIVERY","status":"DELIVERED",
                 "orders":[{"id":"%2$s","no":"%2$s","state":"COMPLETE"}],"customer":{"id":"10078","name":"Bäckerei Groß"},
                 "contacts":[{"role":"BUYER","name":"Gerda Groß","email":"%2$s@gross.example","language":"de"}],
                 "delivered":{"date":"%3$s","basis":"GOODS_ISSUE"},"lines":[{"id":"1","name":"Kühltheke","delivered":1}]}
                """.formatted(document, order, YESTERDAY);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    public void csvAsExcelSavesItIsRead() throws Exception {
        Filed filed = drop("excel.csv", excel(row("LS-1", "DCA1", "1.200,5"), row("LS-2", "DCA2", "1.200,5")));
        assertThat(filed.report()).contains("file:       excel.csv", "folder:     drop", "accepted:   2", "refused:    0");
        assertThat(filed.where()).isEqualTo("done");
        assertThat(asked("DCA1").get("customerName").asText()).isEqualTo("Müller & Söhne KG");
        JsonNode one = quality.json("/api/v1/deliveries/" + asked("DCA2").get("id").asText());
        assertThat(one.toString()).contains("Türscharnier 90°; vernickelt").contains("1200.5");
    }

    @Test
    public void neutralJsonIsRead() throws Exception {
        Filed filed = drop("orders.json", bytes("[" + json("J1", "DJA1") + "," + json("J2", "DJA2") + "]"));
        assertThat(filed.report()).contains("accepted:   2", "refused:    0");
        assertThat(filed.where()).isEqualTo("done");
        assertThat(asked("DJA1").get("customerName").asText()).isEqualTo("Bäckerei Groß");
        asked("DJA2");
    }

    @Test
    public void despatchAdviceOfEachUblIsRead() throws Exception {
        for (String version : List.of("2.1", "2.2", "2.3", "2.4")) {
            String order = "DU" + version.replace(".", "");
            Filed filed = drop("advice-" + version + ".xml", bytes(UblDocuments.despatch(version, "SHP-" + version, order)));
            assertThat(filed.report()).contains("accepted:   1", "refused:    0");
            assertThat(filed.where()).isEqualTo("done");
            assertThat(asked(order).get("customerName").asText()).isEqualTo("Weaver & Sons Ltd");
        }
    }

    @Test
    public void theSameFileAgainChangesNothing() throws Exception {
        byte[] file = excel(row("LS-3", "DCB1", "1.200,5"));
        drop("twice.csv", file);
        JsonNode before = asked("DCB1");
        JsonNode beforeInFull = quality.json("/api/v1/deliveries/" + before.get("id").asText());
        int mails = PLUMBLINE.post().getReceivedMessages().length;
        Filed again = drop("twice.csv", file);
        assertThat(again.where()).isEqualTo("done");
        assertThat(again.name()).as("the first stays").isEqualTo("twice-2.csv");
        assertThat(again.report()).contains("accepted:   0", "amended:    0", "duplicates: 1", "refused:    0");
        assertThat(known("DCB1")).containsExactly(before);
        assertThat(quality.json("/api/v1/deliveries/" + before.get("id").asText())).isEqualTo(beforeInFull);
        assertThat(PLUMBLINE.post().getReceivedMessages()).hasSize(mails);
    }

    @Test
    public void oneBadLineIsNamedAndTheGoodOnesAreTaken() throws Exception {
        Filed filed = drop("mixed.csv", excel(row("LS-4", "DCC1", "1.200,5"), row("LS-5", "DCC2", "-3"), row("LS-6", "DCC3", "1.200,5")));
        assertThat(filed.where()).isEqualTo("failed");
        assertThat(filed.report()).contains("accepted:   2", "refused:    1", "line 3", "LS-5", "delivered_quantity", "-3").doesNotContain("LS-4").doesNotContain("LS-6");
        asked("DCC1");
        asked("DCC3");
        assertThat(known("DCC2")).isEmpty();

        Filed json = drop("mixed.json", bytes("[" + json("J3", "DJB1") + "," + json("J4", "DJB2").replace(YESTERDAY.toString(), "2026-02-30") + "]"));
        assertThat(json.where()).isEqualTo("failed");
        assertThat(json.report()).contains("accepted:   1", "refused:    1", "shipment/J4", "delivered.date", "2026-02-30");
        asked("DJB1");
        assertThat(known("DJB2")).isEmpty();
    }

    @Test
    public void whatCannotBeReadIsRefusedAsAWhole() throws Exception {
        assertRefused(drop("broken.json", bytes(json("J5", "DXA1").replace("\"customer\":{", "\"customer\":"))), "line 2, column 73");
        assertRefused(drop("broken.xml", bytes(UblDocuments.despatch("2.1", "SHP-X", "DXA2").replace("</cac:Item>", ""))), "line 19, column ");
        assertRefused(drop("broken.csv", excel(row("LS-7", "DXA3", "3").replace("vernickelt\"", "vernickelt"))), "line 2");
        assertRefused(drop("column.csv", new String(excel(row("LS-8", "DXA4", "3")), EXCEL).replace("unit;", "colour;").getBytes(EXCEL)), "colour");
        assertRefused(drop("dtd.xml", bytes(UblDocuments.despatch("2.1", "&a;", "DXA5").replace("?>\n", "?>\n<!DOCTYPE DespatchAdvice [<!ENTITY a \"SHP-Y\">]>\n"))), "line 2, column 49 is \"a document type declaration\"");
        assertRefused(drop("outside.xml", bytes(UblDocuments.despatch("2.1", "&a;", "DXA6").replace("?>\n", "?>\n<!DOCTYPE DespatchAdvice [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>\n"))), "DOCTYPE");
        assertRefused(drop("deep.json", bytes("[".repeat(40) + "]".repeat(40))), "30");
        assertRefused(drop("big.csv", excel(row("LS-9", "DXA7", "3"), "x".repeat(1_100_000))), "1 MB");
        assertRefused(drop("orders.xlsx", bytes("PK")), ".csv, .json or .xml");
        for (int i = 1; i <= 7; i++) {
            assertThat(known("DXA" + i)).isEmpty();
        }
        assertThat(stream()).as("a bad file is no fault of the folder").contains("well");
    }

    @Test
    public void aFolderThatIsNotThereIsToldUntilItIsBackOrNoLongerWanted() throws Exception {
        Path share = PLUMBLINE.home().resolve("share");
        Path file = PLUMBLINE.home().resolve("etc/io.plumbline.erp.files-share.cfg");
        Api operator = Api.as(PLUMBLINE, "operator");
        String told = "share fails since ";
        try {
            PLUMBLINE.configure(file.getFileName().toString(), Map.of("directory", share, "every", "1s"));
            await().atMost(SOON).untilAsserted(() -> assertThat(operator.get("/health").body()).contains(told).contains("share does not exist"));
            Files.createDirectory(share);
            await().atMost(SOON).untilAsserted(() -> assertThat(operator.get("/health").body()).doesNotContain(told));
            Files.move(share, PLUMBLINE.home().resolve("share-away"));
            await().atMost(SOON).untilAsserted(() -> assertThat(operator.get("/health").body()).contains(told));
        } finally {
            Files.deleteIfExists(file);
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(operator.get("/health").body()).doesNotContain(told));
    }

    private static void assertRefused(Filed filed, String why) {
        assertThat(filed.report()).contains("file:       " + filed.name(), "The file was refused as a whole").contains(why).doesNotContain("Exception").doesNotContain("accepted:");
        assertThat(filed.where()).isEqualTo("failed");
    }

    @Test
    public void aReceiptAdviceProvesADeliveryAndSaysWhatWasRejected() throws Exception {
        drop("underway.json", json("R1", "SO-RCPT").replace("\"status\":\"DELIVERED\"", "\"status\":\"SHIPPED\"").getBytes(StandardCharsets.UTF_8));
        assertThat(known("SO-RCPT")).singleElement().satisfies(d -> assertThat(d.get("state").asText()).isEqualTo("Shipped"));
        Filed refused = drop("wrong-receipt.xml", UblDocuments.receipt("2.1", "RA-1", "10078", "R1", "0.123456789").getBytes(StandardCharsets.UTF_8));
        assertThat(refused.where()).isEqualTo("failed");
        assertThat(refused.report()).contains("/ReceiptAdvice/cac:ReceiptLine/cbc:RejectedQuantity (line 13)").contains("0.123456789");
        assertThat(drop("receipt.xml", UblDocuments.receipt("2.1", "RA-1", "10078", "R1", "1").getBytes(StandardCharsets.UTF_8)).report()).contains("accepted:   1");
        await().atMost(SOON).untilAsserted(() -> assertThat(known("SO-RCPT")).singleElement().satisfies(d -> assertThat(d.get("state").asText()).isEqualTo("Delivered")));
        await().atMost(SOON).untilAsserted(() -> assertThat(quality.json("/api/v1/nonconformities?text=SO-RCPT").get("items")).as("what was rejected is a case").hasSize(1));
        assertThat(drop("receipt-again.xml", UblDocuments.receipt("2.1", "RA-1", "10078", "R1", "1").getBytes(StandardCharsets.UTF_8)).report()).contains("duplicates: 1");
        PageClient manager = new PageClient(PLUMBLINE);
        manager.logIn("quality", People.password(PLUMBLINE, "quality"));
        String list = manager.get("/feedback?state=New&kind=RECEIPT").body();
        assertThat(list).contains("Kühltheke").contains("Glas gesprungen &lt;b&gt;").contains("Bäckerei Groß");
        String delivery = manager.get("/deliveries/" + known("SO-RCPT").get(0).get("id").asText()).body();
        assertThat(delivery).contains("Glas gesprungen &lt;b&gt;").contains("RA-1");
    }

    @Test
    public void theSameDocumentByEveryDoorIsOneDelivery() throws Exception {
        String document = UblDocuments.despatch("2.3", "SHP-ALL", "DALL");
        Api erp = Api.as(PLUMBLINE, "erp");
        assertThat(drop("all-doors.xml", bytes(document)).report()).contains("accepted:   1");
        JsonNode posted = Api.read(erp.post("/api/v1/deliveries?connector=drop", "application/xml", bytes(document)));
        assertThat(posted.get("duplicate").asInt()).as(posted.toString()).isEqualTo(1);
        String answer = erp.post("/soap/v1/ErpEvents", "text/xml", bytes(UblDocuments.envelope("drop", document))).body();
        assertThat(answer).contains("DUPLICATE").contains(posted.at("/items/0/id").asText());
        JsonNode pushed = Api.read(erp.post("/api/v1/deliveries?connector=drop", "application/json",
                bytes("[" + json("SHP-ALL", "DALL").replace("\"1\",\"docType\":\"shipment\"", "\"-\",\"docType\":\"DespatchAdvice\"") + "]")));
        assertThat(pushed.get("amended").asInt()).as(pushed.toString()).isEqualTo(1);
        assertThat(asked("DALL").get("id").asText()).isEqualTo(posted.at("/items/0/id").asText());
    }
}
