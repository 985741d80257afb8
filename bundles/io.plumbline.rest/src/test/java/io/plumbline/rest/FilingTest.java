package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** Cases filed over HTTP: once for each finding, token or voice, with what the ERP knows, and refused by member. */
public class FilingTest {
    @ClassRule
    public static final Room ROOM = new Room();

    private static HttpResponse<String> file(String caller, String body, String... headers) throws Exception {
        return ROOM.send(caller, "POST", "/nonconformities", body, headers);
    }

    private static JsonNode filed(String caller, String body) throws Exception {
        HttpResponse<String> answer = file(caller, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/api/v1/nonconformities/" + Room.read(answer).get("number").asText());
        return Room.read(answer);
    }

    private static List<String> fields(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        List<String> fields = new ArrayList<>();
        Room.read(answer).path("errors").forEach(e -> fields.add(e.get("field").asText()));
        return fields;
    }

    @Test
    public void aFindingIsFiledOnceHoweverOftenItIsSent() throws Exception {
        String finding = "{\"source\":\"AUDIT\",\"reference\":\"IA-2026-07/3\",\"title\":\"Calibration is overdue\",\"systemic\":true}";
        JsonNode first = filed("quality-manager", finding);
        assertThat(first.get("filed").asBoolean()).isTrue();
        assertThat(first.get("severity").asText()).isEqualTo("MAJOR");
        assertThat(first.get("reasons").get(0).asText()).isEqualTo("found throughout or again");
        JsonNode again = filed("quality-manager", finding);
        assertThat(again.get("filed").asBoolean()).isFalse();
        assertThat(again.get("number")).isEqualTo(first.get("number"));
        assertThat(ROOM.json("auditor", "/nonconformities/" + first.get("number").asText()).at("/nonconformity/title").asText()).isEqualTo("Calibration is overdue");
    }

    @Test
    public void aDeliveryTellsTheRest() throws Exception {
        assertThat(ROOM.report(Room.delivery("INT-1").replace("\"promised\"", "\"carrier\":\" Kranich \",\"promised\"")).statusCode()).isEqualTo(200);
        String delivery = ROOM.json("quality-manager", "/deliveries?text=SO-INT-1").at("/items/0/id").asText();
        assertThat(ROOM.json("auditor", "/deliveries/" + delivery).get("carrier").asText()).isEqualTo("Kranich");
        String body = "{\"source\":\"HAND\",\"reference\":\"token-0123456789\",\"title\":\"Hinges stick\",\"delivery\":\"" + delivery + "\",\"line\":\"1\"%s}";
        assertThat(fields(file("quality-manager", body.formatted(",\"lot\":\"L-8\",\"sku\":\"XX\",\"severity\":\"CRITICAL\"")), 422)).containsExactlyInAnyOrder("lot", "sku", "reason");
        JsonNode filed = filed("quality-manager", body.formatted(",\"lot\":\"L-7\",\"sku\":\"GZ-1001\",\"description\":\"Two of ten\",\"severity\":\"CRITICAL\",\"reason\":\"The edge is sharp\""));
        assertThat(filed.get("proposed").asText()).isEqualTo("MINOR");
        assertThat(filed.get("severity").asText()).isEqualTo("CRITICAL");
        JsonNode detail = ROOM.json("quality-manager", "/nonconformities/" + filed.get("number").asText());
        assertThat(detail.at("/nonconformity/orderNumber").asText()).isEqualTo("SO-INT-1");
        assertThat(detail.at("/nonconformity/customerName").asText()).isEqualTo("Nordlicht Möbel GmbH");
        assertThat(detail.at("/snapshot/deliveries/0/lines/0/lots/0").asText()).isEqualTo("L-7");
        assertThat(detail.at("/snapshot/deliveries/0/carrier").asText()).isEqualTo("Kranich");
        JsonNode intake = ROOM.json("auditor", "/nonconformities/" + filed.get("number").asText() + "/file").get("intake");
        assertThat(intake.get("description").asText()).isEqualTo("Two of ten");
        assertThat(intake.get("proposed").asText()).isEqualTo("MINOR");
        assertThat(intake.get("lot").asText()).isEqualTo("L-7");
        assertThat(intake.get("carrier").asText()).as("nobody said another").isEqualTo("Kranich");
        assertThat(intake.get("by").asText()).isEqualTo("quality-manager");
    }

    @Test
    public void theSameCallWithTheSameKeyIsCarriedOutOnce() throws Exception {
        String body = "{\"source\":\"HAND\",\"reference\":\"token-of-a-retry-1\",\"title\":\"x\"}";
        HttpResponse<String> first = file("quality-manager", body, "Idempotency-Key", "filing-0123456789");
        HttpResponse<String> second = file("quality-manager", body, "Idempotency-Key", "filing-0123456789");
        assertThat(second.body()).isEqualTo(first.body()).contains("\"filed\":true");
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    public void whatCannotBeTakenIsRefusedByMember() throws Exception {
        assertThat(fields(file("quality-manager", "{}"), 422)).containsExactlyInAnyOrder("source", "title");
        assertThat(fields(file("quality-manager", "{\"source\":\"AUDIT\",\"title\":\"x\"}"), 422)).containsExactly("reference");
        assertThat(fields(file("quality-manager", "{\"source\":\"HAND\",\"reference\":\"short\",\"title\":\"" + "x".repeat(201) + "\"}"), 422)).containsExactlyInAnyOrder("reference", "title");
        assertThat(fields(file("quality-manager", "{\"source\":\"FEEDBACK\",\"title\":\"x\"}"), 422)).containsExactly("feedback");
        assertThat(fields(file("quality-manager", "{\"source\":\"HAND\",\"title\":\"x\",\"delivery\":\"7\"}"), 400)).containsExactly("delivery");
        assertThat(fields(file("quality-manager", "{\"source\":\"RUMOUR\",\"title\":\"x\"}"), 422)).containsExactly("source");
        assertThat(file("erp", "{\"source\":\"HAND\",\"reference\":\"token-of-a-machine\",\"title\":\"x\"}").statusCode()).isEqualTo(403);
        assertThat(file("auditor", "{\"source\":\"HAND\"}").statusCode()).isEqualTo(403);
    }
}
