package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.application.MakeSteps;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.Quarantine;
import io.plumbline.domain.flow.Command;

/** What every resource answers, over a real port and a real database. */
public class AnswersTest {
    @ClassRule
    public static final Room ROOM = new Room();
    private static final Map<String, String> READERS = Map.of("/streams", "operator", "/queues", "operator", "/mails", "operator", "/quarantine", "operator",
            "/operation", "operator", "/users", "operator", "/roles", "operator");

    @BeforeClass
    public static void somethingOfEach() throws Exception {
        StringBuilder batch = new StringBuilder("[");
        for (int i = 0; i < 25; i++) {
            batch.append(i == 0 ? "" : ",").append(Room.delivery("A" + i));
        }
        HttpResponse<String> reported = ROOM.report(batch.append("]").toString());
        assertThat(Room.read(reported).get("accepted").asInt()).as(reported.body()).isEqualTo(25);
        new MakeSteps(ROOM.store.workQueue(), ROOM.store.transactions(), List.of(ROOM.decide)).run(Command.Kind.DECIDE_INVITATION, 20, Instant.now());
        for (int i = 0; i < 3; i++) {
            setAside("Q" + i);
        }
    }

    private static Id setAside(String doc) {
        Instant now = Instant.now();
        Id id = new io.plumbline.application.Ids().next(now);
        ROOM.store.transactions().run(() -> ROOM.store.quarantine().put(new Quarantine.Entry(id, Site.MAIN, "main-erp", "shipment/" + doc, "{}", "application/json",
                List.of(new Problem("kind", "", "DELIVERY")), now, now)));
        return id;
    }

    private static String reader(String path) {
        return READERS.getOrDefault("/" + path.substring(1).split("[/?]")[0], "auditor");
    }

    private static JsonNode document() throws Exception {
        return ROOM.json("erp", "/openapi.json");
    }

    @Test
    public void everyListAnswersAsTheDocumentPromises() throws Exception {
        List<String> wrong = new ArrayList<>();
        JsonNode document = document();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            if (path.getValue().has("get") && !path.getKey().contains("{") && !path.getKey().equals("/docs") && !path.getKey().equals("/openapi.json")) {
                HttpResponse<String> response = ROOM.get(reader(path.getKey()), path.getKey());
                assertThat(response.statusCode()).as(path.getKey() + response.body()).isEqualTo(200);
                String type = response.headers().firstValue("Content-Type").orElse("").split(";")[0];
                assertThat(path.getValue().at("/get/responses/200/content").has(type)).as(path.getKey() + " answers in " + type + ", which the document does not name").isTrue();
                if (type.equals("application/json")) {
                    wrong.addAll(Conforming.problems(document, path.getKey(), Room.read(response)));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    public void everySingleRecordAnswersAsTheDocumentPromisesAndIsNotSentTwice() throws Exception {
        JsonNode document = document();
        Map<String, String> firsts = Map.of("/deliveries/{id}", "/deliveries", "/orders/{id}", "/orders", "/customers/{id}", "/customers", "/invitations/{id}",
                "/invitations", "/quarantine/{id}", "/quarantine", "/users/{id}", "/users");
        for (Map.Entry<String, String> one : firsts.entrySet()) {
            String caller = reader(one.getKey());
            String address = one.getValue() + "/" + ROOM.json(caller, one.getValue() + "?limit=1").at("/items/0/id").asText();
            HttpResponse<String> response = ROOM.get(caller, address);
            assertThat(response.statusCode()).as(address + response.body()).isEqualTo(200);
            assertThat(Conforming.problems(document, one.getKey(), Room.read(response))).isEmpty();
            String tag = response.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> again = ROOM.get(caller, address, "If-None-Match", tag);
            assertThat(again.statusCode()).as(address).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("ETag")).contains(tag);
            assertThat(ROOM.get(caller, address, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
            HttpResponse<String> head = ROOM.send(caller, "HEAD", address, "");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("ETag")).contains(tag);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    public void aTagChangesWithWhatItStandsFor() throws Exception {
        String order = ROOM.json("erp", "/orders?number=SO-A3").at("/items/0/id").asText();
        String before = ROOM.get("erp", "/orders/" + order).headers().firstValue("ETag").orElseThrow();
        ROOM.report(Room.delivery("A3").replace("\"docId\":\"A3\",\"docNo\":\"SHP-A3\"", "\"docId\":\"A3b\",\"docNo\":\"SHP-A3b\""));
        HttpResponse<String> after = ROOM.get("erp", "/orders/" + order, "If-None-Match", before);
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(Room.read(after).get("deliveries")).hasSize(2);
    }

    @Test
    public void listsPageByKeyToTheirEnd() throws Exception {
        for (String list : List.of("/deliveries?text=SO-A&limit=7", "/orders?limit=7", "/queues?limit=2", "/users?limit=1", "/roles?limit=3", "/quarantine?limit=1",
                "/queues/DECIDE_INVITATION/steps?limit=2")) {
            List<String> found = new ArrayList<>();
            String next = list;
            int pages = 0;
            while (next != null) {
                JsonNode page = ROOM.json(list.startsWith("/orders") ? "erp" : reader(list), next);
                page.get("items").forEach(row -> found.add(row.toString()));
                next = page.get("next").isNull() ? null : page.get("next").asText();
                assertThat(++pages).as(list).isLessThan(50);
            }
            assertThat(found).as(list).doesNotHaveDuplicates().hasSizeGreaterThan(2);
            assertThat(pages).as(list).isGreaterThan(1);
        }
    }

    @Test
    public void theLedgerAddsUp() throws Exception {
        JsonNode ledger = ROOM.json("auditor", "/ledger");
        long sum = 0;
        for (JsonNode line : ledger.get("lines")) {
            sum += line.get("deliveries").asLong();
        }
        assertThat(ledger.get("total").asLong()).isEqualTo(sum).isGreaterThanOrEqualTo(25);
        assertThat(ledger.at("/responseRate/asked").asLong()).isZero();
        assertThat(ledger.at("/responseRate/percent").isNull()).as("nobody was asked yet, so there is no share").isTrue();
        problem(ROOM.get("auditor", "/ledger?from=2026-02-01&to=2026-01-01"), ProblemKind.INVALID_REQUEST, "query parameter from");
    }

    @Test
    public void parametersThatAreUnknownDoubleOrUnreadableAreRefusedByName() throws Exception {
        problem(ROOM.get("erp", "/deliveries?colour=blue"), ProblemKind.INVALID_REQUEST, "query parameter colour");
        problem(ROOM.get("erp", "/deliveries?limit=1&limit=2"), ProblemKind.INVALID_REQUEST, "query parameter limit");
        for (String bad : List.of("limit=0", "limit=201", "limit=ten", "from=2026-13-01", "line=NOWHERE", "why=because", "after=x", "text=" + "x".repeat(201))) {
            problem(ROOM.get("erp", "/deliveries?" + bad), ProblemKind.INVALID_REQUEST, "query parameter " + bad.split("=")[0]);
        }
        problem(ROOM.get("auditor", "/nonconformities?state=reported"), ProblemKind.INVALID_REQUEST, "query parameter state");
        problem(ROOM.get("auditor", "/nonconformities?after=7"), ProblemKind.INVALID_REQUEST, "query parameter after");
        problem(ROOM.get("auditor", "/responses?since=yesterday"), ProblemKind.INVALID_REQUEST, "query parameter since");
        problem(ROOM.get("auditor", "/ledger?limit=5"), ProblemKind.INVALID_REQUEST, "query parameter limit");
        problem(ROOM.send("operator", "PUT", "/streams/x/pause?force=yes", ""), ProblemKind.INVALID_REQUEST, "query parameter force");
        problem(ROOM.get("auditor", "/responses?state=Later&order=01JD3V8Q0M7Z2K5N9R4T6W8XAB"), ProblemKind.INVALID_REQUEST, "query parameter order");
        assertThat(ROOM.get("auditor", "/responses?since=2026-01-01T00:00:00Z&order=01JD3V8Q0M7Z2K5N9R4T6W8XAB").statusCode()).isEqualTo(200);
        assertThat(ROOM.get("auditor", "/nonconformities?since=2026-01-01T00:00:00Z&order=01JD3V8Q0M7Z2K5N9R4T6W8XAB").statusCode()).isEqualTo(200);
        assertThat(ROOM.get("erp", "/deliveries?text=").statusCode()).as("an empty filter filters nothing").isEqualTo(200);
    }

    @Test
    public void whatIsNotThereOrNotKnownIsAProblemToo() throws Exception {
        problem(ROOM.get("erp", "/nowhere"), ProblemKind.NOT_FOUND, null);
        for (String path : List.of("/deliveries/no-such", "/deliveries/01JD3V8Q0M7Z2K5N9R4T6W8XAB", "/orders/x", "/invitations/x", "/queues/NO_KIND/steps")) {
            problem(ROOM.get(reader(path), path), ProblemKind.NOT_FOUND, null);
        }
        problem(ROOM.get("auditor", "/nonconformities/NC-MAIN-2026-9999/trail"), ProblemKind.NOT_FOUND, null);
        problem(ROOM.get("auditor", "/nonconformities/x"), ProblemKind.NOT_FOUND, null);
        HttpResponse<String> method = ROOM.send("erp", "DELETE", "/deliveries", "");
        problem(method, ProblemKind.METHOD_NOT_ALLOWED, null);
        assertThat(method.headers().allValues("Allow")).containsExactly("GET, HEAD, OPTIONS, POST");
        HttpResponse<String> below = ROOM.send("operator", "POST", "/streams/x/pause", "");
        problem(below, ProblemKind.METHOD_NOT_ALLOWED, null);
        assertThat(below.headers().allValues("Allow")).containsExactly("DELETE, OPTIONS, PUT");
        problem(ROOM.get("erp", "/deliveries", "Accept", "application/pdf"), ProblemKind.NOT_ACCEPTABLE, null);
        problem(ROOM.send("erp", "POST", "/deliveries", "x", "Content-Type", "text/plain"), ProblemKind.UNSUPPORTED_MEDIA_TYPE, null);
        HttpResponse<String> options = ROOM.send("erp", "OPTIONS", "/deliveries", "");
        assertThat(options.statusCode()).isBetween(200, 204);
        assertThat(options.headers().allValues("Allow")).containsExactly("GET, HEAD, OPTIONS, POST");
        assertThat(ROOM.send("operator", "OPTIONS", "/users/x/lock", "").headers().allValues("Allow")).containsExactly("DELETE, OPTIONS, PUT");
    }

    @Test
    public void bodiesAreReadStrictly() throws Exception {
        problem(ROOM.report("{\"schema\":"), ProblemKind.MALFORMED, null);
        problem(ROOM.send("operator", "POST", "/users", "{\"login\":"), ProblemKind.MALFORMED, null);
        problem(ROOM.send("operator", "POST", "/users", "[]"), ProblemKind.MALFORMED, null);
        problem(ROOM.send("operator", "POST", "/users", "null"), ProblemKind.MALFORMED, null);
        problem(ROOM.send("operator", "POST", "/users", "{\"login\":\"a.b\",\"colour\":\"blue\"}"), ProblemKind.REFUSED, "colour");
        problem(ROOM.send("operator", "POST", "/users", "{\"login\":\"a.b\",\"language\":\"XX\"}"), ProblemKind.REFUSED, "language");
        problem(ROOM.send("operator", "POST", "/users", "{\"login\":\"a.b\",\"name\":\"A\",\"roles\":[\"king\"]}"), ProblemKind.REFUSED, "roles");
        problem(ROOM.send("operator", "POST", "/users", "{\"login\":\"a.b\",\"login\":\"c.d\"}"), ProblemKind.MALFORMED, null);
        problem(ROOM.send("operator", "POST", "/users", "{\"login\":\"A B\",\"name\":\"A\",\"roles\":[\"erp\"]}"), ProblemKind.REFUSED, "login");
    }

    @Test
    public void largeAnswersArePackedForWhoTakesIt() throws Exception {
        HttpResponse<byte[]> plain = ROOM.bytes("erp", "/deliveries");
        HttpResponse<byte[]> packed = ROOM.bytes("erp", "/deliveries", "Accept-Encoding", "br, gzip;q=0.8");
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(packed.body().length).isLessThan(plain.body().length / 4);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes()).isEqualTo(plain.body());
        assertThat(ROOM.bytes("erp", "/deliveries", "Accept-Encoding", "gzip;q=0").headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(ROOM.bytes("operator", "/roles", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding")).as("too small to be worth it").isEmpty();
    }

    @Test
    public void aSurveyIsAskedForNowAndOnce() throws Exception {
        String order = ROOM.json("erp", "/orders?orderId=A20").at("/items/0/id").asText();
        JsonNode asked = Room.read(ROOM.send("erp", "POST", "/orders/" + order + "/invitation", ""));
        assertThat(asked.get("result").asText()).as(asked.toString()).isEqualTo("ASKED");
        JsonNode again = Room.read(ROOM.send("quality-manager", "POST", "/orders/" + order + "/invitation", ""));
        assertThat(again.get("invitation")).isEqualTo(asked.get("invitation"));
        problem(ROOM.send("erp", "POST", "/orders/01JD3V8Q0M7Z2K5N9R4T6W8XAB/invitation", ""), ProblemKind.NOT_FOUND, null);
    }

    @Test
    public void aRecordIsGivenUpOnlyAsItWasSeen() throws Exception {
        String id = setAside("gone").value();
        problem(ROOM.send("operator", "DELETE", "/quarantine/" + id, ""), ProblemKind.PRECONDITION_REQUIRED, null);
        problem(ROOM.send("operator", "DELETE", "/quarantine/" + id, "", "If-Match", "\"other\""), ProblemKind.CHANGED_MEANWHILE, null);
        problem(ROOM.send("operator", "POST", "/quarantine/" + id + "/replay", ""), ProblemKind.REFUSED, null);
        String tag = ROOM.get("operator", "/quarantine/" + id).headers().firstValue("ETag").orElseThrow();
        assertThat(ROOM.send("operator", "DELETE", "/quarantine/" + id, "", "If-Match", tag).statusCode()).isEqualTo(204);
        problem(ROOM.get("operator", "/quarantine/" + id), ProblemKind.NOT_FOUND, null);
    }

    @Test
    public void theJournalIsVerifiedAndStepsAreReplayed() throws Exception {
        ROOM.store.journal().sequence(1000, Instant.now());
        JsonNode found = Room.read(ROOM.send("operator", "POST", "/journal/verifications", ""));
        // the users of this test were put there by hand, and the journal says so
        found.get("findings").forEach(f -> assertThat(f.get("text").asText()).startsWith("app_user "));
        assertThat(found.get("entries").asLong()).isPositive();
        JsonNode step = ROOM.json("operator", "/queues/DECIDE_INVITATION/steps?limit=1").at("/items/0");
        assertThat(ROOM.send("operator", "POST", "/queues/DECIDE_INVITATION/steps/" + step.get("subject").asText() + "/replay", "").statusCode()).isEqualTo(204);
        problem(ROOM.send("operator", "POST", "/queues/SEND_INVITATION/steps/01JD3V8Q0M7Z2K5N9R4T6W8XAB/replay", ""), ProblemKind.NOT_FOUND, null);
        problem(ROOM.send("operator", "PUT", "/streams/none/pause", ""), ProblemKind.NOT_FOUND, null);
    }

    @Test
    public void aStreamIsPausedAndResumed() throws Exception {
        ROOM.store.streams().take("tryton-main", "tryton", java.time.Duration.ofSeconds(1), Instant.now());
        assertThat(Room.read(ROOM.send("operator", "PUT", "/streams/tryton-main/pause", "")).get("paused").asBoolean()).isTrue();
        assertThat(Room.read(ROOM.send("operator", "PUT", "/streams/tryton-main/pause", "")).get("paused").asBoolean()).isTrue();
        assertThat(ROOM.json("operator", "/streams/tryton-main").get("paused").asBoolean()).isTrue();
        assertThat(Room.read(ROOM.send("operator", "DELETE", "/streams/tryton-main/pause", "")).get("paused").asBoolean()).isFalse();
        assertThat(Room.read(ROOM.send("operator", "DELETE", "/streams/tryton-main/cursor", "")).get("cursor").isNull()).isTrue();
    }

    /** @param field that the first error names; null where there is none to look for */
    static void problem(HttpResponse<String> response, ProblemKind kind, String field) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(kind.status());
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = Room.read(response);
        assertThat(problem.get("type").asText()).isEqualTo(kind.type());
        assertThat(problem.get("status").asInt()).isEqualTo(kind.status());
        assertThat(problem.get("detail").asText()).isNotBlank();
        if (field != null) {
            assertThat(problem.at("/errors/0/field").asText()).isEqualTo(field);
            assertThat(problem.at("/errors/0/accepted").asText()).isNotBlank();
        }
        assertThat(response.body().toLowerCase(Locale.ROOT)).doesNotContain("exception").doesNotContain("at io.");
        assertThat(response.body().getBytes(StandardCharsets.UTF_8).length).isLessThan(3000);
    }
}
