package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.application.access.ForgetCalls;

/** The same call with the same key is carried out once. */
public class OnceTest {
    @ClassRule
    public static final Room ROOM = new Room();
    private final Room room = ROOM;
    private final String key = UUID.randomUUID().toString();
    private final String login = "u" + key.substring(0, 8);
    private final String user = "{\"login\":\"" + login + "\",\"name\":\"Jana Petersen\",\"roles\":[\"auditor\"]}";

    /** The hour tells the calls of one test from those of another. */
    @Before
    public void anHourLater() {
        room.now = room.now.plus(Duration.ofHours(1));
        room.calls.losesAnswers = false;
    }

    private HttpResponse<String> create(String body, String key) throws Exception {
        return room.send("operator", "POST", "/users", body, "Idempotency-Key", key);
    }

    private long users() throws Exception {
        return room.json("operator", "/users?limit=200").get("items").size();
    }

    @Test
    public void theSameCallGetsTheSameAnswer() throws Exception {
        long before = users();
        HttpResponse<String> first = create(user, key);
        HttpResponse<String> second = create(user, key);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(Room.read(second).get("password").asText()).hasSizeGreaterThan(10);
        for (String header : List.of("Location", "ETag", "Content-Type")) {
            assertThat(second.headers().firstValue(header)).as(header).isPresent().isEqualTo(first.headers().firstValue(header));
        }
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(users()).isEqualTo(before + 1);
    }

    @Test
    public void withoutAKeyTheSecondCallIsASecondCall() throws Exception {
        assertThat(room.send("operator", "POST", "/users", user).statusCode()).isEqualTo(201);
        AnswersTest.problem(room.send("operator", "POST", "/users", user), ProblemKind.REFUSED, "login");
    }

    @Test
    public void anotherCallWithTheSameKeyIsRefused() throws Exception {
        create(user, key);
        AnswersTest.problem(create(user.replace("Jana P", "Jane P"), key), ProblemKind.KEY_REUSED, null);
        AnswersTest.problem(room.send("operator", "POST", "/journal/verifications", "", "Idempotency-Key", key), ProblemKind.KEY_REUSED, null);
        assertThat(room.report(Room.delivery("K1"), "Idempotency-Key", key).statusCode()).as("another caller's key is another key").isEqualTo(200);
    }

    @Test
    public void refusalsAreKeptToo() throws Exception {
        String bad = user.replace(login, "operator");
        assertThat(create(bad, key).statusCode()).isEqualTo(422);
        HttpResponse<String> again = create(bad, key);
        AnswersTest.problem(again, ProblemKind.REFUSED, "login");
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    public void aKeyThatCanBeGuessedIsRefused() throws Exception {
        for (String bad : List.of("1", "short", "x".repeat(129), "with spaces in it, and more")) {
            AnswersTest.problem(create(user, bad), ProblemKind.INVALID_REQUEST, "header Idempotency-Key");
        }
    }

    @Test
    public void reportsAreTakenOnceAndTheReceiptsAreTheSame() throws Exception {
        HttpResponse<String> first = room.report("[" + Room.delivery("R1") + "," + Room.delivery("R2") + "]", "Idempotency-Key", key);
        HttpResponse<String> second = room.report("[" + Room.delivery("R1") + "," + Room.delivery("R2") + "]", "Idempotency-Key", key);
        assertThat(Room.read(first).get("accepted").asInt()).isEqualTo(2);
        assertThat(second.body()).as("not told that they are duplicates").isEqualTo(first.body());
    }

    @Test
    public void ofManyAtOnceOneIsCarriedOut() throws Exception {
        int many = 12;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            answers.add(threads.submit(() -> {
                start.await();
                return create(user, key);
            }));
        }
        start.countDown();
        String body = null;
        int carriedOut = 0;
        for (Future<HttpResponse<String>> answer : answers) {
            HttpResponse<String> response = answer.get();
            if (response.statusCode() == 409) {
                AnswersTest.problem(response, ProblemKind.IN_PROGRESS, null);
                assertThat(response.headers().firstValue("Retry-After")).isPresent();
            } else {
                assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
                assertThat(response.body()).isEqualTo(body == null ? response.body() : body);
                body = response.body();
                carriedOut += response.headers().firstValue("Idempotency-Replayed").isPresent() ? 0 : 1;
            }
        }
        threads.shutdown();
        assertThat(carriedOut).isEqualTo(1);
        assertThat(create(user, key).body()).isEqualTo(body);
    }

    @Test
    public void effectAndAnswerAreKeptTogetherOrNeither() throws Exception {
        long before = users();
        room.calls.losesAnswers = true;
        AnswersTest.problem(create(user, key), ProblemKind.INTERNAL, null);
        assertThat(users()).as("no answer, no user").isEqualTo(before);
        room.calls.losesAnswers = false;
        assertThat(create(user, key).statusCode()).as("the key is free again").isEqualTo(201);
    }

    @Test
    public void aCallThatWasCutOffIsMadeAgainLater() throws Exception {
        String secret = key;
        // as a crash leaves it: begun, and no answer
        HttpResponse<String> done = create(user, secret);
        room.store.sql().change("update api_call set answer = null where begun_at = ?", room.now);
        AnswersTest.problem(create(user, secret), ProblemKind.IN_PROGRESS, null);
        room.now = room.now.plus(Once.LOST).plusSeconds(1);
        assertThat(done.statusCode()).isEqualTo(201);
        AnswersTest.problem(create(user, secret), ProblemKind.REFUSED, "login");
    }

    @Test
    public void theDatabaseAloneReadsNoAnswer() throws Exception {
        String password = Room.read(create(user, key)).get("password").asText();
        String kept = room.calls.lastAnswer;
        assertThat(kept).doesNotContain(password);
        assertThat(new String(Base64.getDecoder().decode(kept), StandardCharsets.ISO_8859_1)).doesNotContain(password).doesNotContain("Jana");
        List<String> rows = room.store.sql().list("select * from api_call where begun_at = ?", row -> row.text("call_key") + row.text("request") + row.text("answer"), room.now);
        assertThat(rows).hasSize(1).allSatisfy(row -> assertThat(row).doesNotContain(key).doesNotContain(password));
    }

    @Test
    public void afterADayTheKeyIsFree() throws Exception {
        create(user, key);
        ForgetCalls forget = new ForgetCalls(room.store.transactions(), room.store.calls());
        assertThat(forget.run(room.now.plus(ForgetCalls.KEPT).minus(Duration.ofDays(2)))).isZero();
        assertThat(forget.run(room.now.plus(ForgetCalls.KEPT).plusSeconds(1))).isPositive();
        AnswersTest.problem(create(user, key), ProblemKind.REFUSED, "login");
    }

    @Test
    public void usersAreChangedOnlyAsTheyWereSeen() throws Exception {
        JsonNode made = Room.read(create(user, key)).get("user");
        String address = "/users/" + made.get("id").asText();
        String changed = "{\"name\":\"Jana Paulsen\",\"roles\":[\"auditor\"]}";
        AnswersTest.problem(room.send("operator", "PUT", address, changed), ProblemKind.PRECONDITION_REQUIRED, null);
        String tag = room.get("operator", address).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> saved = room.send("operator", "PUT", address, changed, "If-Match", tag);
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        assertThat(saved.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
        AnswersTest.problem(room.send("operator", "PUT", address, changed, "If-Match", tag), ProblemKind.CHANGED_MEANWHILE, null);
        String now = saved.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> locked = room.send("operator", "PUT", address + "/lock", "", "If-Match", now);
        assertThat(Room.read(locked).get("state").asText()).isEqualTo("Locked");
        AnswersTest.problem(room.send("operator", "DELETE", address, "", "If-Match", now), ProblemKind.CHANGED_MEANWHILE, null);
        assertThat(Room.read(room.send("operator", "DELETE", address + "/lock", "", "If-Match", "*")).get("state").asText()).isEqualTo("Active");
        JsonNode self = room.json("operator", "/account");
        AnswersTest.problem(room.send("operator", "DELETE", "/users/" + self.get("id").asText(), "", "If-Match", "*"), ProblemKind.CONFLICT, null);
        HttpResponse<String> chosen = room.send("auditor", "PUT", "/account", "{\"language\":\"DE\",\"notice\":\"NONE\"}", "If-Match",
                room.get("auditor", "/account").headers().firstValue("ETag").orElseThrow());
        assertThat(Room.read(chosen).get("language").asText()).isEqualTo("DE");
        AnswersTest.problem(room.send("auditor", "POST", "/account/password", "{\"present\":\"wrong\",\"password\":\"a long enough one\"}"), ProblemKind.REFUSED, "present");
        assertThat(room.send("auditor", "POST", "/account/password", "{\"present\":\"secret\",\"password\":\"a long enough one\"}").statusCode()).isEqualTo(200);
    }
}
