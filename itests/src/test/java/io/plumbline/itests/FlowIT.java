package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

/** The flow through the public doors of the booted distribution: reported over REST, asked by mail, answered on the page, filed. */
public class FlowIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/s/[A-Za-z0-9_-]{22}");

    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();
    private static Api erp;
    private static Api quality;
    private final PageClient customer = new PageClient(PLUMBLINE);

    @BeforeClass
    public static void comeIn() throws Exception {
        erp = Api.as(PLUMBLINE, "erp");
        quality = Api.as(PLUMBLINE, "quality");
    }

    private static String delivery(String doc, String order, String email) {
        return """
                {"schema":"delivered-order/1","source":{"company":"1","docType":"shipment","docId":"%1$s","docNo":"SHP-%1$s"},
                 "kind":"DELIVERY","status":"DELIVERED","orders":[{"id":"%2$s","no":"SO-%2$s","state":"COMPLETE"}],
                 "customer":{"id":"58","no":"C58","name":"Nordlicht Möbel GmbH"},
                 "contacts":[{"role":"BUYER","name":"Jana Petersen","email":"%3$s","language":"de"}],
                 "promised":{"date":"%4$s"},"delivered":{"date":"%5$s","basis":"GOODS_ISSUE"},
                 "lines":[{"id":"1","orderLineId":"1","sku":"GZ-1001","name":"Scharnier 90°","ordered":4,"delivered":4,"uom":"pcs","lots":["L-7"]}]}
                """.formatted(doc, order, email, LocalDate.now(ZoneOffset.UTC).minusDays(3), LocalDate.now(ZoneOffset.UTC).minusDays(1));
    }

    private static List<MimeMessage> mailsTo(String address) {
        return Arrays.stream(PLUMBLINE.post().getReceivedMessages()).filter(m -> {
            try {
                return m.getRecipients(Message.RecipientType.TO)[0].toString().contains(address);
            } catch (MessagingException e) {
                throw new AssertionError(e);
            }
        }).toList();
    }

    private static MimeMessage mailTo(String address) {
        await().atMost(SOON).until(() -> !mailsTo(address).isEmpty());
        return mailsTo(address).get(0);
    }

    private static String part(MimeMessage mail, int which) throws MessagingException, IOException {
        return ((MimeMultipart) mail.getContent()).getBodyPart(which).getContent().toString();
    }

    private static String link(MimeMessage mail) throws MessagingException, IOException {
        Matcher m = LINK.matcher(part(mail, 0));
        assertThat(m.find()).isTrue();
        return m.group();
    }

    private static JsonNode caseOf(String order) throws Exception {
        for (JsonNode found : quality.json("/api/v1/nonconformities?text=SO-" + order).get("items")) {
            if (found.get("orderNumber").asText().equals("SO-" + order)) {
                return found;
            }
        }
        return null;
    }

    private static String line(String order) throws Exception {
        for (JsonNode found : quality.json("/api/v1/deliveries?text=SO-" + order).get("items")) {
            return found.get("line").asText();
        }
        return "none";
    }

    @Test
    public void fromADeliveryToACaseThatNamesOrderCustomerAndLines() throws Exception {
        HttpResponse<String> reported = erp.report(delivery("F1", "F1", "jana@nordlicht.example"));
        assertThat(reported.statusCode()).as(reported.body()).isEqualTo(200);
        assertThat(Api.read(reported).get("accepted").asInt()).isEqualTo(1);

        MimeMessage mail = mailTo("jana@nordlicht.example");
        assertThat(mail.getSubject()).contains("SO-F1");
        assertThat(mail.getHeader("Content-Language")).containsExactly("de");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(mail.getHeader("List-Unsubscribe", null)).startsWith("<http://127.0.0.1:").contains("/u/");
        assertThat(mail.isMimeType("multipart/alternative")).isTrue();
        String link = link(mail);
        assertThat(part(mail, 1)).contains(link).doesNotContain("<img").doesNotContain("<script");
        await().atMost(SOON).untilAsserted(() -> assertThat(line("F1")).isEqualTo("ASKED"));

        for (int i = 0; i < 5; i++) {
            assertThat(customer.get(link + "?score=" + (i + 1)).statusCode()).isEqualTo(200);
        }
        assertThat(line("F1")).as("looking answers nothing").isEqualTo("ASKED");

        String form = customer.get(link).body();
        assertThat(form).contains("SO-F1").contains("Scharnier 90°").doesNotContain("<script");
        HttpResponse<String> thanks = customer.answer(link, "satisfaction", "1", "recommendation", "2", "comment",
                "<script>alert(1)</script> klemmt", "mayCall", "yes");
        assertThat(thanks.statusCode()).as(thanks.body()).isEqualTo(200);

        await().atMost(SOON).until(() -> caseOf("F1") != null);
        JsonNode filed = quality.json("/api/v1/nonconformities/" + caseOf("F1").get("number").asText());
        assertThat(filed.at("/nonconformity/state").asText()).isEqualTo("Reported");
        assertThat(filed.at("/nonconformity/customerName").asText()).isEqualTo("Nordlicht Möbel GmbH");
        assertThat(filed.at("/snapshot/deliveries/0/lines/0/lots/0").asText()).isEqualTo("L-7");
        assertThat(filed.at("/snapshot/daysLate").asInt()).isEqualTo(2);
        assertThat(line("F1")).isEqualTo("ANSWERED");

        assertThat(mailTo("quality@works.example").getSubject()).contains("NC-MAIN-");
        PageClient manager = new PageClient(PLUMBLINE);
        manager.logIn("quality", People.password(PLUMBLINE, "quality"));
        assertThat(manager.get("/").body()).contains(caseOf("F1").get("number").asText());
        assertThat(manager.get("/cases/" + caseOf("F1").get("number").asText()).body()).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert");
    }

    @Test
    public void anObjectionIsTakenWithOneClickAndAtOnce() throws Exception {
        erp.report(delivery("F2", "F2", "uwe@ahrens.example"));
        MimeMessage mail = mailTo("uwe@ahrens.example");
        String unsubscribe = mail.getHeader("List-Unsubscribe", null).replaceAll("[<>]", "");
        assertThat(customer.get(unsubscribe).statusCode()).isEqualTo(200);
        await().atMost(SOON).untilAsserted(() -> assertThat(line("F2")).as("looking unsubscribes nobody").isEqualTo("ASKED"));
        assertThat(new PageClient(PLUMBLINE).post(unsubscribe, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);
        assertThat(line("F2")).isEqualTo("WITHDRAWN");
        assertThat(customer.get(link(mail)).statusCode()).isEqualTo(404);
        erp.report(delivery("F3", "F3", "uwe@ahrens.example"));
        await().atMost(SOON).untilAsserted(() -> assertThat(line("F3")).isEqualTo("NOT_ASKED"));
        assertThat(mailsTo("uwe@ahrens.example")).hasSize(1);
    }

    @Test
    public void aMixedBatchTakesTheGoodAndNamesTheBad() throws Exception {
        String good = delivery("F4", "F4", "anna@werkstatt.example");
        String bad = delivery("F5", "F5", "anna@werkstatt.example\\r\\nBcc: all@example.org").replace("\"delivered\":4", "\"delivered\":-4");
        HttpResponse<String> mixed = erp.report("[" + good + "," + bad + "]");
        assertThat(mixed.statusCode()).as(mixed.body()).isEqualTo(200);
        JsonNode answer = Api.read(mixed);
        assertThat(answer.get("accepted").asInt()).isEqualTo(1);
        assertThat(answer.get("refused").asInt()).isEqualTo(1);
        JsonNode refused = answer.at("/items/1");
        assertThat(refused.get("identity").asText()).isEqualTo("shipment/F5");
        List<String> fields = StreamSupport.stream(refused.get("errors").spliterator(), false).map(e -> e.get("field").asText()).toList();
        assertThat(fields).containsExactlyInAnyOrder("contacts[0].email", "lines[0].delivered");
        assertThat(refused.toString()).contains("accepted");
        assertThat(erp.report(bad).statusCode()).isEqualTo(422);
        HttpResponse<String> again = erp.report(good);
        assertThat(Api.read(again).get("duplicate").asInt()).isEqualTo(1);
    }

    @Test
    public void whatCannotBeReadIsRefusedWithAProblemAndNothingIsStored() throws Exception {
        assertProblem(erp.report("{\"schema\":"), 400);
        assertProblem(erp.report(delivery("F6", "F6", "a@b.example").replace("\"kind\"", "\"sort\":1,\"kind\"")), 422);
        assertProblem(erp.report("[".repeat(40) + "]".repeat(40)), 400);
        assertProblem(erp.report("[" + "1".repeat(1_100_000) + "]"), 413);
        assertProblem(erp.post("/api/v1/deliveries", "text/xml", "<x/>".getBytes(StandardCharsets.UTF_8)), 415);
        assertProblem(quality.get("/api/v1/deliveries?colour=blue"), 400);
        assertProblem(quality.get("/api/v1/deliveries?limit=1000"), 400);
        assertProblem(quality.get("/api/v1/deliveries/no-such"), 404);
        assertThat(line("F6")).isEqualTo("none");
    }

    private static void assertProblem(HttpResponse<String> response, int status) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        if (status != 422) {
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(Api.read(response).get("status").asInt()).isEqualTo(status);
        }
        assertThat(response.body()).doesNotContain("Exception").doesNotContain("at io.");
    }

    @Test
    public void eachRoleMayWhatItMay() throws Exception {
        assertThat(new Api(PLUMBLINE, "erp", "wrong").get("/api/v1/deliveries").statusCode()).isEqualTo(401);
        Api auditor = Api.as(PLUMBLINE, "auditor");
        assertThat(auditor.get("/api/v1/nonconformities").statusCode()).isEqualTo(200);
        assertThat(auditor.report(delivery("F7", "F7", "a@b.example")).statusCode()).isEqualTo(403);
        assertThat(quality.report(delivery("F7", "F7", "a@b.example")).statusCode()).isEqualTo(403);
        assertThat(Api.as(PLUMBLINE, "operator").get("/api/v1/nonconformities").statusCode()).isEqualTo(403);
        assertThat(line("F7")).isEqualTo("none");
    }

    @Test
    public void listsPageByKeyWithoutLosingOrDoubling() throws Exception {
        StringBuilder batch = new StringBuilder("[");
        IntStream.range(0, 25).forEach(i -> batch.append(i == 0 ? "" : ",").append(delivery("PAGE" + i, "PAGE" + i, "p" + i + "@pages.example")));
        assertThat(erp.report(batch.append("]").toString()).statusCode()).isEqualTo(200);
        List<String> found = new ArrayList<>();
        String next = "/api/v1/deliveries?text=SO-PAGE&limit=10";
        while (next != null) {
            JsonNode page = quality.json(next);
            page.get("items").forEach(d -> found.add(d.get("docId").asText()));
            next = page.get("next").isNull() ? null : page.get("next").asText();
        }
        assertThat(found).hasSize(25).doesNotHaveDuplicates();
    }

    /** On the version that the person has just read. */
    private static HttpResponse<String> worked(Api who, String method, String file, String below, String json) throws Exception {
        return who.change(method, file + below, json, who.get(file).headers().firstValue("ETag").orElseThrow());
    }

    private static JsonNode done(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Api.read(answer);
    }

    private static String move(String which, String password) {
        return "{\"move\":\"" + which + "\",\"reason\":\"because\"" + (password == null ? "" : ",\"password\":\"" + password + "\"") + "}";
    }

    @Test
    public void twoPeopleTakeACaseThroughItsActionsUntilOnlyTheProofIsMissing() throws Exception {
        PageClient operator = new PageClient(PLUMBLINE);
        operator.logIn("operator", People.password(PLUMBLINE, "operator"));
        String password = People.make(operator, "second", "Selma Second", "selma@works.example", "quality-manager", "NONE");
        Api second = new Api(PLUMBLINE, "second", password);
        erp.report(delivery("F9", "F9", "case@nordlicht.example"));
        customer.answer(link(mailTo("case@nordlicht.example")), "satisfaction", "1", "recommendation", "2", "comment", "klemmt", "mayCall", "");
        await().atMost(SOON).until(() -> caseOf("F9") != null);
        String number = caseOf("F9").get("number").asText();
        String file = "/api/v1/nonconformities/" + number + "/file";
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(worked(quality, "POST", file, "/moves", move("CONTAIN", null)).statusCode()).as("nothing was done yet").isEqualTo(409);
        done(worked(quality, "POST", file, "/containments", "{\"disposition\":\"REPLACEMENT\",\"what\":\"New ones sent\",\"authority\":\"Head of sales\",\"decidedOn\":\"" + today + "\"}"));
        done(worked(quality, "POST", file, "/moves", move("CONTAIN", null)));
        String cause = done(worked(quality, "POST", file, "/causes", "{\"analysis\":{\"method\":\"FIVE_WHYS\",\"whys\":[\"It sticks\",\"The box is too weak\"]}}")).at("/causes/0/id").asText();
        done(worked(second, "POST", file, "/causes/" + cause + "/verdict", "{\"verdict\":\"VERIFIED\",\"evidence\":\"Tried a stronger one\"}"));
        done(worked(quality, "POST", file, "/moves", move("ANALYSE", null)));
        done(worked(quality, "PUT", file, "/criterion",
                "{\"stratum\":\"LOT\",\"value\":\"L-7\",\"minimumImprovement\":10,\"minimumAnswers\":30,\"judgeOn\":\"" + today.plusDays(60) + "\"}"));
        String action = done(worked(quality, "POST", file, "/actions", "{\"kind\":\"CORRECTIVE\",\"what\":\"Stronger boxes\",\"owner\":\"quality\",\"due\":\"" + today.plusDays(9) + "\"}"))
                .at("/actions/0/id").asText();
        assertThat(worked(quality, "POST", file, "/moves", move("PLAN", People.password(PLUMBLINE, "quality"))).body()).contains("NOT_THE_PLANNER");
        assertThat(worked(second, "POST", file, "/moves", move("PLAN", "not " + password)).statusCode()).isEqualTo(422);
        done(worked(second, "POST", file, "/moves", move("PLAN", password)));
        done(worked(quality, "POST", file, "/moves", move("IMPLEMENT", null)));
        done(worked(quality, "POST", file, "/actions/" + action + "/deeds", "{\"deed\":\"BEGIN\"}"));
        done(worked(quality, "POST", file, "/actions/" + action + "/deeds", "{\"deed\":\"FINISH\",\"reason\":\"Line 2 packs with them\"}"));
        assertThat(worked(quality, "POST", file, "/actions/" + action + "/deeds", "{\"deed\":\"VERIFY\",\"reason\":\"Fine\"}").statusCode()).as("their own").isEqualTo(422);
        done(worked(second, "POST", file, "/actions/" + action + "/deeds", "{\"deed\":\"VERIFY\",\"reason\":\"Seen on the line\"}"));
        JsonNode waiting = done(worked(second, "POST", file, "/moves", move("AWAIT_EFFECTIVENESS", null)));
        assertThat(waiting.get("state").asText()).isEqualTo("AwaitingEffectiveness");
        assertThat(waiting.at("/signatures/0/name").asText()).isEqualTo("Selma Second");
        assertThat(worked(second, "POST", file, "/moves", move("CLOSE", password)).body()).contains("PROVEN_EFFECTIVE");
        assertThat(worked(second, "POST", file, "/checks", "").body()).as("not before the planned day").contains(today.plusDays(60).toString());
        PageClient manager = new PageClient(PLUMBLINE);
        manager.logIn("quality", People.password(PLUMBLINE, "quality"));
        assertThat(manager.get("/cases/" + number).body()).contains("second");
    }
}
