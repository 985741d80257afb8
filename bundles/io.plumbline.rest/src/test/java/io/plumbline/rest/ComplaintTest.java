package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.application.Ids;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.survey.Language;

/** Complaints over HTTP: entered once, acknowledged and answered with their times, and made into one case. */
public class ComplaintTest {
    @ClassRule
    public static final Room ROOM = new Room();
    private static final String MANAGER = "quality-manager";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @BeforeClass
    public static void somebodyOfAnotherSite() {
        Instant now = Instant.now();
        ROOM.store.transactions().run(() -> ROOM.store.users().add(new User.Active(new User.Facts(new Ids().next(now), new Site("KIEL"), "kiel", "kiel", null, Set.of(Role.QUALITY_MANAGER),
                Language.EN, User.Notice.NONE, "hash of secret", 0, now, 1))));
    }

    private static HttpResponse<String> take(String caller, String more) throws Exception {
        return ROOM.send(caller, "POST", "/complaints", "{\"token\":\"complaint-token-" + NUMBER.incrementAndGet() + "\",\"channel\":\"PHONE\",\"words\":\"Two doors are scratched\"" + more + "}");
    }

    private static JsonNode done(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode read = Room.read(answer);
        assertThat(answer.headers().firstValue("ETag")).contains("\"v" + read.get("version").asLong() + "\"");
        return read;
    }

    private static HttpResponse<String> post(JsonNode complaint, String below, String body) throws Exception {
        return ROOM.send(MANAGER, "POST", "/complaints/" + complaint.get("id").asText() + below, body, "If-Match", "\"v" + complaint.get("version").asLong() + "\"");
    }

    private static List<String> fields(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        List<String> fields = new ArrayList<>();
        Room.read(answer).path("errors").forEach(e -> fields.add(e.get("field").asText()));
        return fields;
    }

    @Test
    public void aComplaintIsReceivedAcknowledgedAndAnsweredWithItsTimes() throws Exception {
        assertThat(ROOM.report(Room.delivery("CO-1")).statusCode()).isEqualTo(200);
        String delivery = ROOM.json(MANAGER, "/deliveries?text=SO-CO-1").at("/items/0/id").asText();
        Instant received = Instant.now().minus(Duration.ofDays(30)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        JsonNode entered = done(take(MANAGER, ",\"complainant\":\"Jana Petersen\",\"receivedAt\":\"" + received + "\",\"delivery\":\"" + delivery + "\""));
        assertThat(entered.get("state").asText()).isEqualTo("Received");
        assertThat(entered.get("orderNumber").asText()).isEqualTo("SO-CO-1");
        assertThat(entered.get("customerName").asText()).isEqualTo("Nordlicht Möbel GmbH");
        assertThat(entered.get("overdue").asBoolean()).isTrue();
        assertThat(Instant.parse(entered.get("answerBy").asText())).isBetween(received.plus(Duration.ofDays(14)), received.plus(Duration.ofDays(15).plusHours(1)));
        assertThat(ROOM.json("auditor", "/complaints?overdue=true").get("items").toString()).contains(entered.get("id").asText());

        Instant told = received.plus(Duration.ofHours(3));
        JsonNode acknowledged = done(post(entered, "/acknowledgement", "{\"at\":\"" + told + "\"}"));
        assertThat(acknowledged.get("state").asText()).isEqualTo("Acknowledged");
        assertThat(acknowledged.get("acknowledgedAt").asText()).isEqualTo(told.toString());
        assertThat(acknowledged.get("acknowledgedLate").asBoolean()).isFalse();
        assertThat(fields(post(acknowledged, "/acknowledgement", "{}"), 422)).containsExactly("state");
        assertThat(fields(post(entered, "/answer", "{\"answer\":\"x\"}"), 412)).as("on the version before").isEmpty();
        JsonNode answered = done(post(acknowledged, "/answer", "{\"answer\":\"New doors leave on Monday\"}"));
        assertThat(answered.get("state").asText()).isEqualTo("Answered");
        assertThat(answered.get("answeredLate").asBoolean()).isTrue();
        assertThat(answered.get("overdue").asBoolean()).as("late, and done").isFalse();
        assertThat(fields(post(answered, "/answer", "{\"answer\":\"again\"}"), 422)).containsExactly("state");
        JsonNode figures = ROOM.json("auditor", "/complaints/figures?from=" + received.minusSeconds(1) + "&to=" + received.plusSeconds(1));
        assertThat(figures.get("received").asLong()).isEqualTo(1);
        assertThat(figures.get("acknowledgedOnTime").asLong()).isEqualTo(1);
        assertThat(figures.get("answeredLate").asLong()).isEqualTo(1);
        assertThat(figures.get("answeredOnTime").asLong()).isZero();
    }

    @Test
    public void whoAnswersAtOnceHasAcknowledged() throws Exception {
        JsonNode answered = done(post(done(take(MANAGER, "")), "/answer", "{\"answer\":\"Sorry\"}"));
        assertThat(answered.get("acknowledgedAt")).isEqualTo(answered.get("answeredAt"));
        assertThat(answered.get("acknowledgedLate").asBoolean()).isFalse();
    }

    @Test
    public void aComplaintBecomesOneCaseOrBelongsToOne() throws Exception {
        JsonNode first = done(take(MANAGER, ""));
        assertThat(fields(post(first, "/case", "{}"), 422)).containsExactly("title");
        assertThat(fields(post(first, "/case", "{\"title\":\"x\",\"severity\":\"CRITICAL\"}"), 422)).containsExactly("reason");
        JsonNode filed = done(post(first, "/case", "{\"title\":\"Doors are scratched\",\"systemic\":true}"));
        String number = filed.get("nonconformity").asText();
        assertThat(ROOM.json(MANAGER, "/nonconformities/" + number).at("/nonconformity/severity").asText()).isEqualTo("MAJOR");
        assertThat(ROOM.json(MANAGER, "/nonconformities/" + number).toString()).as("the customer's words stay with the complaint").doesNotContain("Two doors");
        assertThat(fields(post(filed, "/case", "{\"title\":\"once more\"}"), 422)).containsExactly("number");
        JsonNode second = done(take(MANAGER, ""));
        assertThat(fields(post(second, "/case", "{\"number\":\"NC-MAIN-2026-9999\"}"), 422)).containsExactly("number");
        assertThat(fields(post(second, "/case", "{\"number\":\"seven\"}"), 400)).containsExactly("number");
        assertThat(done(post(second, "/case", "{\"number\":\"" + number + "\"}")).get("nonconformity").asText()).isEqualTo(number);
    }

    @Test
    public void aCaseNamesTheComplaintsThatBelongToItAndTheyNameTheCase() throws Exception {
        JsonNode first = done(take(MANAGER, ",\"complainant\":\"Jana Petersen\""));
        JsonNode filed = done(post(first, "/case", "{\"title\":\"Doors are scratched\"}"));
        String number = filed.get("nonconformity").asText();
        assertThat(filed.get("nonconformityState").asText()).isEqualTo("Reported");
        JsonNode second = done(post(done(take(MANAGER, "")), "/case", "{\"number\":\"" + number + "\"}"));
        String address = "/nonconformities/" + number + "/file";
        HttpResponse<String> read = ROOM.get("auditor", address);
        JsonNode complaints = Room.read(read).get("complaints");
        assertThat(complaints).extracting(c -> c.get("id").asText()).containsExactly(first.get("id").asText(), second.get("id").asText());
        assertThat(complaints).extracting(c -> c.get("origin").asBoolean()).containsExactly(true, false);
        assertThat(complaints.get(0).get("channel").asText()).isEqualTo("PHONE");
        assertThat(complaints.get(0).get("answerBy")).isEqualTo(first.get("answerBy"));
        assertThat(read.body()).as("what people wrote stays with the complaint").doesNotContain("Jana Petersen", "Two doors");
        done(post(second, "/answer", "{\"answer\":\"New doors leave on Monday\"}"));
        HttpResponse<String> again = ROOM.get("auditor", address, "If-None-Match", read.headers().firstValue("ETag").orElseThrow());
        assertThat(again.statusCode()).as("the case is the same, its complaints are not").isEqualTo(200);
        assertThat(Room.read(again).at("/complaints/1/state").asText()).isEqualTo("Answered");
        assertThat(Conforming.problems(ROOM.json("erp", "/openapi.json"), "/nonconformities/{number}/file", Room.read(again))).isEmpty();

        String other = done(post(done(take(MANAGER, "")), "/case", "{\"title\":\"The same doors\"}")).get("nonconformity").asText();
        assertThat(ROOM.send(MANAGER, "POST", "/nonconformities/" + number + "/file/moves", "{\"move\":\"MERGE\",\"reason\":\"the same\",\"into\":\"" + other + "\"}", "If-Match",
                read.headers().firstValue("ETag").orElseThrow()).statusCode()).isEqualTo(200);
        JsonNode merged = ROOM.json("auditor", "/complaints/" + first.get("id").asText());
        assertThat(merged.get("nonconformityState").asText()).isEqualTo("Merged");
        assertThat(merged.get("mergedInto").asText()).isEqualTo(other);
        assertThat(ROOM.json("auditor", address).get("mergedInto").asText()).as("the case says where it goes on").isEqualTo(other);
        JsonNode goesOn = ROOM.json("auditor", "/nonconformities/" + other + "/file");
        assertThat(goesOn.get("merged")).extracting(JsonNode::asText).containsExactly(number);
        assertThat(goesOn.get("mergedInto").isNull()).isTrue();

        String last = done(post(done(take(MANAGER, "")), "/case", "{\"title\":\"The same doors again\"}")).get("nonconformity").asText();
        String otherFile = "/nonconformities/" + other + "/file";
        HttpResponse<String> before = ROOM.get("auditor", "/nonconformities/" + last + "/file");
        assertThat(ROOM.send(MANAGER, "POST", otherFile + "/moves", "{\"move\":\"MERGE\",\"reason\":\"the same\",\"into\":\"" + last + "\"}", "If-Match",
                ROOM.get(MANAGER, otherFile).headers().firstValue("ETag").orElseThrow()).statusCode()).isEqualTo(200);
        assertThat(ROOM.json("auditor", "/complaints/" + first.get("id").asText()).get("mergedInto").asText()).as("merged twice").isEqualTo(last);
        HttpResponse<String> after = ROOM.get("auditor", "/nonconformities/" + last + "/file", "If-None-Match", before.headers().firstValue("ETag").orElseThrow());
        assertThat(after.statusCode()).as("its complaints are others by now").isEqualTo(200);
        JsonNode all = Room.read(after).get("complaints");
        assertThat(all).extracting(c -> c.path("cameWith").asText("its own")).containsExactly(number, number, other, "its own");
        assertThat(all).extracting(c -> c.get("origin").asBoolean()).containsExactly(false, false, false, true);
        assertThat(all.get(0).get("id")).isEqualTo(first.get("id"));
        assertThat(Conforming.problems(ROOM.json("erp", "/openapi.json"), "/nonconformities/{number}/file", Room.read(after))).isEmpty();
        assertThat(ROOM.get("kiel", "/nonconformities/" + last + "/file").statusCode()).isEqualTo(404);
    }

    @Test
    public void theSameTokenIsTheSameComplaintAndBadOnesAreRefusedByMember() throws Exception {
        String body = "{\"token\":\"complaint-token-twice\",\"channel\":\"MAIL\",\"words\":\"x\"}";
        assertThat(done(ROOM.send(MANAGER, "POST", "/complaints", body)).get("id")).isEqualTo(done(ROOM.send(MANAGER, "POST", "/complaints", body)).get("id"));
        assertThat(fields(ROOM.send(MANAGER, "POST", "/complaints", "{}"), 422)).containsExactlyInAnyOrder("token", "channel", "words");
        assertThat(fields(take(MANAGER, ",\"complainant\":\"" + "x".repeat(201) + "\",\"receivedAt\":\"2099-01-01T00:00:00Z\",\"delivery\":\"01JD3V8Q0M7Z2K5N9R4T6W8XAB\""
                + ",\"customer\":\"01JD3V8Q0M7Z2K5N9R4T6W8XAB\""), 422)).containsExactlyInAnyOrder("complainant", "receivedAt", "delivery", "customer");
        JsonNode one = done(take(MANAGER, ""));
        assertThat(fields(post(one, "/acknowledgement", "{\"at\":\"2020-01-01T00:00:00Z\"}"), 422)).containsExactly("at");
        assertThat(fields(post(one, "/answer", "{\"answer\":\" \",\"at\":\"2099-01-01T00:00:00Z\"}"), 422)).containsExactlyInAnyOrder("answer", "at");
        assertThat(ROOM.send(MANAGER, "POST", "/complaints/" + one.get("id").asText() + "/answer", "{\"answer\":\"x\"}").statusCode()).isEqualTo(428);
    }

    @Test
    public void anotherSiteAndOtherRolesSeeAndChangeNothing() throws Exception {
        JsonNode one = done(take(MANAGER, ""));
        String path = "/complaints/" + one.get("id").asText();
        assertThat(ROOM.get("kiel", path).statusCode()).isEqualTo(404);
        assertThat(ROOM.json("kiel", "/complaints").get("items")).isEmpty();
        assertThat(ROOM.send("kiel", "POST", path + "/answer", "{\"answer\":\"x\"}", "If-Match", "\"v1\"").statusCode()).isEqualTo(404);
        assertThat(ROOM.send("auditor", "POST", path + "/answer", "{\"answer\":\"x\"}", "If-Match", "\"v1\"").statusCode()).isEqualTo(403);
        assertThat(take("erp", "").statusCode()).isEqualTo(403);
        assertThat(ROOM.get("auditor", path).statusCode()).isEqualTo(200);
    }
}
