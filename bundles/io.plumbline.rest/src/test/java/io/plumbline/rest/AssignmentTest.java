package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.application.Ids;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.domain.survey.Language;

/** Who works on a case and how grave it is: said by quality managers, of open cases, on the version that they saw. */
public class AssignmentTest {
    @ClassRule
    public static final Room ROOM = new Room();
    private static final String MANAGER = "quality-manager";

    private String number;

    @BeforeClass
    public static void people() {
        person("zoe", Site.MAIN, true);
        person("gone", Site.MAIN, false);
        person("kiel", new Site("KIEL"), true);
    }

    private static void person(String login, Site site, boolean active) {
        Instant now = Instant.now();
        User.Facts facts = new User.Facts(new Ids().next(now), site, login, login, null, Set.of(Role.QUALITY_MANAGER), Language.EN, User.Notice.NONE, "hash of secret", 0, now, 1);
        ROOM.store.transactions().run(() -> ROOM.store.users().add(active ? new User.Active(facts) : new User.Ended(facts)));
    }

    @Before
    public void aCase() {
        number = filed(Site.MAIN);
    }

    private static String filed(Site site) {
        Ids ids = new Ids();
        Instant now = Instant.now();
        return ROOM.store.transactions().required(() -> {
            CaseNumber next = ROOM.store.nonconformities().nextNumber(site, 2026);
            ROOM.store.nonconformities().add(new Nonconformity.Reported(new Nonconformity.Facts(ids.next(now), site, next, new Trigger(Trigger.Kind.HAND, ids.next(now)), "Hinges stick", List.of(),
                    Severity.MAJOR, null, null, null, null, null, null, null, 0, 1, now, now, 1)));
            return next.toString();
        });
    }

    private HttpResponse<String> put(String caller, String what, String body, int version) throws Exception {
        return ROOM.send(caller, "PUT", "/nonconformities/" + number + "/" + what, body, "If-Match", "\"v" + version + "\"");
    }

    private static List<String> fields(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        List<String> fields = new ArrayList<>();
        Room.read(answer).path("errors").forEach(e -> fields.add(e.get("field").asText()));
        return fields;
    }

    @Test
    public void aCaseIsGradedAnewWithAReason() throws Exception {
        HttpResponse<String> graded = put(MANAGER, "grade", "{\"severity\":\"CRITICAL\",\"reason\":\"A child could reach the edge\"}", 1);
        assertThat(graded.statusCode()).as(graded.body()).isEqualTo(200);
        assertThat(Room.read(graded).get("severity").asText()).isEqualTo("CRITICAL");
        assertThat(graded.headers().firstValue("ETag")).contains("\"v2\"");
        assertThat(ROOM.json(MANAGER, "/nonconformities/" + number).at("/nonconformity/severity").asText()).isEqualTo("CRITICAL");
        assertThat(ROOM.json(MANAGER, "/nonconformities/" + number + "/trail").toString()).contains("nonconformity.graded", "A child could reach the edge");
        assertThat(fields(put(MANAGER, "grade", "{\"severity\":\"CRITICAL\",\"reason\":\"again\"}", 2), 422)).containsExactly("severity");
        assertThat(fields(put(MANAGER, "grade", "{\"reason\":\" \"}", 2), 422)).containsExactly("severity", "reason");
        assertThat(fields(put(MANAGER, "grade", "{\"severity\":\"MINOR\",\"reason\":\"" + "x".repeat(2001) + "\"}", 2), 422)).containsExactly("reason");
        assertThat(fields(put(MANAGER, "grade", "{\"severity\":\"MINOR\",\"reason\":\"late\"}", 1), 412)).isEmpty();
        assertThat(put("auditor", "grade", "{\"severity\":\"MINOR\",\"reason\":\"x\"}", 2).statusCode()).isEqualTo(403);
        assertThat(ROOM.send(MANAGER, "PUT", "/nonconformities/" + number + "/grade", "{\"severity\":\"MINOR\",\"reason\":\"x\"}").statusCode()).isEqualTo(428);
    }

    @Test
    public void onlyAnActiveQualityManagerOfTheSiteWorksOnACase() throws Exception {
        for (String nobody : List.of("auditor", "gone", "kiel", "nobody", " ")) {
            assertThat(fields(put(MANAGER, "owner", "{\"owner\":\"" + nobody + "\"}", 1), 422)).as(nobody).containsExactly("owner");
        }
        assertThat(fields(put(MANAGER, "owner", "{}", 1), 422)).containsExactly("owner");
        assertThat(Room.read(put(MANAGER, "owner", "{\"owner\":\"zoe\"}", 1)).get("owner").asText()).isEqualTo("zoe");
        assertThat(Room.read(put(MANAGER, "owner", "{\"owner\":\"zoe\"}", 2)).get("version").asLong()).as("nothing new").isEqualTo(2);
        JsonNode nobody = Room.read(put(MANAGER, "owner", "{\"owner\":\"\"}", 2));
        assertThat(nobody.get("owner").isNull()).isTrue();
        assertThat(nobody.get("version").asLong()).isEqualTo(3);
    }

    @Test
    public void eachOfSeveralCasesHasAnOutcomeOfItsOwn() throws Exception {
        String second = filed(Site.MAIN);
        String elsewhere = filed(new Site("KIEL"));
        put(MANAGER, "grade", "{\"severity\":\"MINOR\",\"reason\":\"meanwhile\"}", 1);
        HttpResponse<String> answer = ROOM.send(MANAGER, "POST", "/nonconformities/assignments", "{\"owner\":\"zoe\",\"cases\":[" + seen(number, 1) + "," + seen(second, 1) + "," + seen(elsewhere, 1) + "]}");
        JsonNode read = Room.read(answer);
        assertThat(read.get("assigned").asInt()).as(answer.body()).isEqualTo(1);
        assertThat(read.get("refused").asInt()).isEqualTo(2);
        assertThat(read.at("/items/0/status").asInt()).isEqualTo(412);
        assertThat(read.at("/items/0/problem/detail").asText()).contains("nonconformity.graded");
        assertThat(read.at("/items/1/version").asInt()).isEqualTo(2);
        assertThat(read.at("/items/2/status").asInt()).as("of another site").isEqualTo(404);
        assertThat(ROOM.json(MANAGER, "/nonconformities/" + second).at("/nonconformity/owner").asText()).isEqualTo("zoe");
    }

    @Test
    public void aListThatCannotBeTriedIsRefusedAsAWhole() throws Exception {
        assertThat(fields(assignments("[]"), 422)).containsExactly("cases");
        assertThat(fields(assignments("[" + String.join(",", Collections.nCopies(201, seen(number, 1))) + "]"), 422)).containsExactly("cases");
        assertThat(fields(assignments("[" + seen(number, 1) + "," + seen(number, 1) + "]"), 422)).as("twice").containsExactly("cases");
        assertThat(fields(assignments("[{\"number\":\"" + number + "\"}]"), 422)).containsExactly("cases.version");
        assertThat(fields(assignments("[{\"number\":\"7\",\"version\":1}]"), 400)).containsExactly("cases.number");
    }

    private static HttpResponse<String> assignments(String cases) throws Exception {
        return ROOM.send(MANAGER, "POST", "/nonconformities/assignments", "{\"owner\":\"zoe\",\"cases\":" + cases + "}");
    }

    private static String seen(String number, int version) {
        return "{\"number\":\"" + number + "\",\"version\":" + version + "}";
    }
}
