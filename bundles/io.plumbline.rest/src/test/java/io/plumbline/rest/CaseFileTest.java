package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

/** The file of a case over HTTP: what may be done is said, what may not is refused with its reason, and nothing is done on a version that is not the newest. */
public class CaseFileTest {
    @ClassRule
    public static final Room ROOM = new Room();
    private static final String FIRST = "quality-manager";
    private static final String SECOND = "second";
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final String CONTAINMENT = "{\"disposition\":\"REPLACEMENT\",\"what\":\"Sent three new ones\",\"quantity\":3,\"uom\":\"pcs\",\"authority\":\"Head of sales\",\"decidedOn\":\"" + TODAY + "\"}";

    private String file;

    @BeforeClass
    public static void aSecondPerson() {
        Instant now = Instant.now();
        ROOM.store.transactions().run(() -> ROOM.store.users().add(new User.Active(new User.Facts(new Ids().next(now), Site.MAIN, SECOND, "A Second", null, Set.of(Role.QUALITY_MANAGER),
                Language.EN, User.Notice.NONE, "hash of secret", 0, now, 1))));
    }

    @Before
    public void aCase() {
        Ids ids = new Ids();
        Instant now = Instant.now();
        CaseNumber number = ROOM.store.transactions().required(() -> {
            CaseNumber next = ROOM.store.nonconformities().nextNumber(Site.MAIN, 2026);
            ROOM.store.nonconformities().add(new Nonconformity.Reported(new Nonconformity.Facts(ids.next(now), Site.MAIN, next, new Trigger(Trigger.Kind.HAND, ids.next(now)), "Hinges stick",
                    List.of(), Severity.MAJOR, null, null, null, null, null, null, null, 0, 1, now, now, 1)));
            return next;
        });
        file = "/nonconformities/" + number + "/file";
    }

    private HttpResponse<String> change(String who, String method, String below, String body, String version) throws Exception {
        return version == null ? ROOM.send(who, method, file + below, body) : ROOM.send(who, method, file + below, body, "If-Match", version);
    }

    /** On the newest version. */
    private HttpResponse<String> post(String who, String below, String body) throws Exception {
        return change(who, "POST", below, body, ROOM.get(who, file).headers().firstValue("ETag").orElseThrow());
    }

    private JsonNode done(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode read = Room.read(answer);
        assertThat(answer.headers().firstValue("ETag")).contains("\"v" + read.get("version").asLong() + "\"");
        return read;
    }

    private static List<String> fields(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        List<String> fields = new ArrayList<>();
        Room.read(answer).path("errors").forEach(e -> fields.add(e.get("field").asText()));
        return fields;
    }

    private HttpResponse<String> move(String who, String move, String password) throws Exception {
        return post(who, "/moves", "{\"move\":\"" + move + "\",\"reason\":\"because\"" + (password == null ? "" : ",\"password\":\"" + password + "\"") + "}");
    }

    @Test
    public void aLetterThatCannotBeIsRefusedByItsName() throws Exception {
        assertThat(fields(post(FIRST, "/letters", "{\"purpose\":\"CONTAINMENT_LETTER\",\"title\":\"\",\"text\":\"\"}"), 422)).containsExactly("purpose", "title", "text");
        assertThat(fields(post(FIRST, "/letters", "{\"purpose\":\"INVITATION\",\"title\":\"x\",\"text\":\"y\"}"), 422)).containsExactly("purpose");
        done(post(FIRST, "/containments", CONTAINMENT));
        assertThat(fields(post(FIRST, "/letters", "{\"purpose\":\"CONTAINMENT_LETTER\",\"title\":\"x\",\"text\":\"y\"}"), 422)).as("a case of nobody").containsExactly("contact");
        assertThat(Room.read(ROOM.get(FIRST, file)).get("letters")).isEmpty();
    }

    @Test
    public void theMovesSayWhoCouldMakeThem() throws Exception {
        done(post(FIRST, "/rejection", "{\"reason\":\"Another order was meant\"}"));
        JsonNode moves = Room.read(ROOM.get(FIRST, file + "/moves"));
        assertThat(moves.get("state").asText()).isEqualTo("Reported");
        for (JsonNode move : moves.get("moves")) {
            List<String> could = new ArrayList<>();
            move.get("couldBeMadeBy").forEach(login -> could.add(login.asText()));
            if (move.get("move").asText().equals("REJECT")) {
                assertThat(could).as("whoever proposed it does not decide").contains(SECOND).doesNotContain(FIRST);
                assertThat(move.get("allowed").asBoolean()).isFalse();
            } else {
                assertThat(could).contains(FIRST, SECOND);
            }
        }
        for (JsonNode move : Room.read(ROOM.get(SECOND, file + "/moves")).get("moves")) {
            if (move.get("move").asText().equals("REJECT")) {
                assertThat(move.get("allowed").asBoolean()).as("the second person").isTrue();
            }
        }
    }

    @Test
    public void theFileSaysWhatMayBeDoneAndWhatIsMissing() throws Exception {
        JsonNode read = done(ROOM.get(FIRST, file));
        assertThat(read.get("state").asText()).isEqualTo("Reported");
        JsonNode contain = read.get("moves").get(0);
        assertThat(contain.get("move").asText()).isEqualTo("CONTAIN");
        assertThat(contain.get("allowed").asBoolean()).isFalse();
        assertThat(contain.get("missing").get(0).get("need").asText()).isEqualTo("CONTAINMENT");
        assertThat(contain.get("missing").get(0).get("clause").asText()).isEqualTo("10.2.1 a");
        assertThat(contain.get("given").get(0).asText()).isEqualTo("REASON");
        done(post(FIRST, "/containments", CONTAINMENT));
        assertThat(done(ROOM.get(FIRST, file)).get("moves").get(0).get("allowed").asBoolean()).isTrue();
        assertThat(done(ROOM.get("auditor", file)).get("moves").get(0).get("allowed").asBoolean()).as("an auditor changes nothing").isFalse();
        assertThat(ROOM.get(FIRST, "/nonconformities/NC-MAIN-2026-9999/file").statusCode()).isEqualTo(404);
    }

    @Test
    public void aChangeNamesTheVersionItWasMadeOnAndIsToldWhatChangedSince() throws Exception {
        fields(change(FIRST, "POST", "/containments", CONTAINMENT, null), 428);
        fields(change(FIRST, "POST", "/containments", CONTAINMENT, "\"other\""), 412);
        done(change(FIRST, "POST", "/containments", CONTAINMENT, "\"v1\""));
        HttpResponse<String> late = change(SECOND, "POST", "/containments", CONTAINMENT, "\"v1\"");
        fields(late, 412);
        assertThat(late.body()).contains("version 2", "containment-recorded by user:" + FIRST);
        assertThat(done(ROOM.get(FIRST, file)).get("containments")).hasSize(1);
    }

    @Test
    public void aShutGateSaysWhichPieceIsMissingAndWhichClauseAsksForIt() throws Exception {
        HttpResponse<String> shut = move(FIRST, "CONTAIN", null);
        assertThat(fields(shut, 409)).containsExactly("CONTAINMENT");
        assertThat(shut.body()).contains("ISO 9001:2015 10.2.1 a");
        assertThat(move(FIRST, "CLOSE", "secret").body()).contains("leads out of AwaitingEffectiveness; the case is Reported");
        assertThat(fields(post(FIRST, "/moves", "{\"move\":\"CONTAIN\",\"reason\":\" \"}"), 409)).containsExactly("CONTAINMENT", "REASON");
        assertThat(fields(post(FIRST, "/moves", "{\"move\":\"MERGE\",\"reason\":\"same\",\"into\":\"" + file.split("/")[2] + "\"}"), 409)).containsExactly("OTHER_CASE");
        assertThat(fields(post("erp", "/containments", CONTAINMENT), 403)).isEmpty();
    }

    @Test
    public void twoPeopleTakeItToAnApprovedPlan() throws Exception {
        done(post(FIRST, "/containments", CONTAINMENT));
        done(move(FIRST, "CONTAIN", null));
        JsonNode proposed = done(post(FIRST, "/causes", "{\"analysis\":{\"method\":\"ISHIKAWA\",\"bones\":[{\"bone\":\"MATERIAL\",\"causes\":[\"weak box\"]},{\"bone\":\"METHOD\",\"causes\":[\"thrown\"]}],"
                + "\"conclusion\":\"weak box\"},\"category\":\"packaging\"}"));
        String cause = proposed.get("causes").get(0).get("id").asText();
        assertThat(proposed.get("causes").get(0).get("analysis").get("bones").get(0).get("causes").get(0).asText()).isEqualTo("weak box");
        assertThat(fields(move(FIRST, "ANALYSE", null), 409)).containsExactly("CAUSE");
        done(post(FIRST, "/causes/" + cause + "/verdict", "{\"verdict\":\"VERIFIED\",\"evidence\":\"A stronger box kept them whole\"}"));
        done(move(FIRST, "ANALYSE", null));
        String version = ROOM.get(FIRST, file).headers().firstValue("ETag").orElseThrow();
        assertThat(done(change(FIRST, "PUT", "/criterion", "{\"stratum\":\"CARRIER\",\"value\":\"Kranich\",\"measure\":\"REJECTED_DELIVERIES\",\"minimumImprovement\":10,\"minimumAnswers\":30,"
                + "\"judgeOn\":\"" + TODAY.plusDays(90) + "\"}", version)).get("plans").get(0).get("criterion").toString()).contains("\"stratum\":\"CARRIER\",\"value\":\"Kranich\"", "\"measure\":\"REJECTED_DELIVERIES\"");
        version = ROOM.get(FIRST, file).headers().firstValue("ETag").orElseThrow();
        done(change(FIRST, "PUT", "/criterion", "{\"stratum\":\"PRODUCT\",\"value\":\"GZ-1001\",\"minimumImprovement\":10,\"minimumAnswers\":30,\"judgeOn\":\"" + TODAY.plusDays(90) + "\"}", version));
        done(post(FIRST, "/actions", "{\"kind\":\"CORRECTIVE\",\"what\":\"Stronger boxes\",\"owner\":\"" + SECOND + "\",\"due\":\"" + TODAY.plusDays(30) + "\"}"));
        assertThat(fields(move(FIRST, "PLAN", "secret"), 409)).containsExactly("NOT_THE_PLANNER");
        HttpResponse<String> wrong = move(SECOND, "PLAN", "guess");
        assertThat(fields(wrong, 422)).containsExactly("password");
        assertThat(wrong.body()).doesNotContain("guess");
        assertThat(fields(move(SECOND, "PLAN", null), 409)).containsExactly("SIGNATURE");
        JsonNode planned = done(move(SECOND, "PLAN", "secret"));
        assertThat(planned.get("state").asText()).isEqualTo("Planned");
        assertThat(planned.get("signatures").get(0).get("name").asText()).isEqualTo("A Second");
        assertThat(fields(change(FIRST, "PUT", "/criterion", "{\"stratum\":\"EVERYTHING\",\"minimumImprovement\":1,\"minimumAnswers\":10,\"judgeOn\":\"" + TODAY.plusDays(90) + "\"}",
                ROOM.get(FIRST, file).headers().firstValue("ETag").orElseThrow()), 422)).as("fixed with the approval").containsExactly("state");
    }

    @Test
    public void badBodiesAreRefusedByTheirMembers() throws Exception {
        assertThat(fields(post(FIRST, "/moves", "{\"reason\":\"because\"}"), 422)).containsExactly("move");
        assertThat(fields(post(FIRST, "/moves", "{\"move\":\"JUMP\",\"reason\":\"because\"}"), 422)).containsExactly("move");
        assertThat(fields(post(FIRST, "/containments", "{}"), 422)).containsExactly("disposition", "what", "authority", "decidedOn");
        done(post(FIRST, "/containments", CONTAINMENT));
        done(move(FIRST, "CONTAIN", null));
        for (String bad : List.of("{}", "{\"analysis\":{}}", "{\"analysis\":{\"method\":\"ISHIKAWA\"}}", "{\"analysis\":{\"method\":\"ISHIKAWA\",\"bones\":[null]}}",
                "{\"analysis\":{\"method\":\"ISHIKAWA\",\"bones\":[{\"causes\":[\"x\"]}],\"conclusion\":\"x\"}}", "{\"analysis\":{\"method\":\"FIVE_WHYS\",\"whys\":[\"a\",null]}}",
                "{\"analysis\":{\"method\":\"IS_IS_NOT\",\"contrasts\":[{}]}}", "{\"analysis\":{\"method\":\"FREE_TEXT\"}}")) {
            assertThat(fields(post(FIRST, "/causes", bad), 422)).as(bad).isNotEmpty();
        }
        assertThat(fields(post(FIRST, "/causes/01JD3V8Q0M7Z2K5N9R4T6W8XAB/verdict", "{\"verdict\":\"VERIFIED\",\"evidence\":\"x\"}"), 404)).isEmpty();
        assertThat(fields(change(FIRST, "PUT", "/criterion", "{}", ROOM.get(FIRST, file).headers().firstValue("ETag").orElseThrow()), 422)).isNotEmpty();
    }
}
