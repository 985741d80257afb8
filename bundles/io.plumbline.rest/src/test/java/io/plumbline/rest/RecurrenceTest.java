package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.CaseHash;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.domain.nonconformity.Recurrence.Because;
import io.plumbline.domain.nonconformity.Signature;

/** Recurrences over HTTP: seen from both cases, dismissed by somebody else than those who did the work, counted, and listed. */
public class RecurrenceTest {
    @ClassRule
    public static final Room ROOM = new Room();
    private static final String WHO = "quality-manager";

    private final Ids ids = new Ids();
    private CaseStage earlier;
    private CaseStage later;
    private Id found;

    /** The earlier case was closed 41 days ago, and the later one was filed today. */
    @Before
    public void whatCameBack() {
        earlier = new CaseStage(ROOM);
        later = new CaseStage(ROOM);
        earlier.person("ian");
        earlier.person("kiel", new Site("KIEL"));
        Instant now = Instant.now();
        Instant closed = now.minus(Duration.ofDays(41));
        CorrectiveAction done = new CorrectiveAction.Planned(new CorrectiveAction.Facts(ids.next(now), Site.MAIN, id(earlier), 1, CorrectiveAction.Kind.CORRECTIVE, "Stronger boxes", "ian",
                LocalDate.EPOCH, "pia", now, 1)).begin(closed).done(closed).verified("ann", closed);
        Recurrence recurrence = new Recurrence(ids.next(now), Site.MAIN, id(earlier), 1, id(later), closed, now, new Because(Recurrence.Kind.LOT, "<L-7>"), now, null, 1);
        found = recurrence.id();
        ROOM.store.transactions().run(() -> {
            ROOM.store.caseFiles().add(done);
            ROOM.store.caseFiles().add(new Signature(ids.next(now), Site.MAIN, id(earlier), 3, CaseHash.ofText("x"), "x", Signature.Meaning.EFFECTIVE_AND_CLOSED, "zoe", "Zoe", closed));
            ROOM.store.recurrences().add(recurrence);
            ROOM.store.journal().append(JournalEntries.of(recurrence, Actor.system("test"), "recurrence.found", "", now));
        });
    }

    private static Id id(CaseStage of) {
        return ROOM.store.transactions().required(() -> ROOM.store.nonconformities().byNumber(Site.MAIN, CaseNumber.parse(of.number()).orElseThrow())).orElseThrow().facts().id();
    }

    private static String path(CaseStage of) {
        return "/nonconformities/" + of.number() + "/recurrences";
    }

    private HttpResponse<String> dismiss(String who, CaseStage of, String reason) throws Exception {
        return ROOM.send(who, "POST", path(of) + "/" + found + "/dismissal", "{\"reason\":\"" + reason + "\"}");
    }

    private HttpResponse<String> restore(String who, CaseStage of, String reason) throws Exception {
        return ROOM.send(who, "POST", path(of) + "/" + found + "/restoration", "{\"reason\":\"" + reason + "\"}");
    }

    private static boolean listed(CaseStage of, String query) throws Exception {
        return ROOM.json(WHO, "/nonconformities?limit=200" + query).get("items").findValuesAsText("number").contains(of.number());
    }

    private static long yet(int window) throws Exception {
        return ROOM.json("auditor", "/nonconformities/recurrences").get("windows").get(window).get("cameBackYet").asLong();
    }

    @Test
    public void bothCasesTellOfItWithTheReasonAndTheActionsThatItMarks() throws Exception {
        JsonNode seen = ROOM.json("auditor", path(earlier));
        assertThat(seen.get("recurrenceOf")).isEmpty();
        JsonNode back = seen.get("cameBack").get(0);
        assertThat(back.get("earlier").asText()).isEqualTo(earlier.number());
        assertThat(back.get("later").asText()).isEqualTo(later.number());
        assertThat(back.get("days").asLong()).isEqualTo(41);
        assertThat(back.get("window").asText()).isEqualTo("DAYS_90");
        assertThat(back.get("reason").asText()).isEqualTo("deliveries with lot <L-7>");
        assertThat(back.get("marks").findValuesAsText("what")).containsExactly("Stronger boxes");
        assertThat(back.has("dismissed") && !back.get("dismissed").isNull()).isFalse();
        JsonNode other = ROOM.json(WHO, path(later));
        assertThat(other.get("cameBack")).isEmpty();
        assertThat(other.get("recurrenceOf").findValuesAsText("earlier")).containsExactly(earlier.number());
        assertThat(ROOM.get("kiel", path(earlier)).statusCode()).isEqualTo(404);
    }

    @Test
    public void itIsDismissedWithAReasonByWhoDidNotDoTheWorkAndCountsNoMore() throws Exception {
        String version = earlier.version(WHO);
        long before = yet(0);
        assertThat(listed(later, "&recurring=true")).isTrue();
        assertThat(listed(earlier, "&recurring=true")).isFalse();
        assertThat(dismiss("auditor", later, "x").statusCode()).isEqualTo(403);
        assertThat(dismiss("kiel", later, "x").statusCode()).isEqualTo(404);
        assertThat(CaseStage.fields(dismiss("ian", later, "not my fault"), 422)).containsExactly("login");
        assertThat(CaseStage.fields(dismiss(WHO, later, " "), 422)).containsExactly("reason");
        assertThat(ROOM.send(WHO, "POST", path(later) + "/01JD3V8Q0M7Z2K5N9R4T6W8XAB/dismissal", "{\"reason\":\"x\"}").statusCode()).isEqualTo(404);
        CaseStage another = new CaseStage(ROOM);
        assertThat(dismiss(WHO, another, "x").statusCode()).as("it is none of this case").isEqualTo(404);
        assertThat(yet(0)).isEqualTo(before);

        JsonNode dismissed = Room.read(dismiss(WHO, later, "Another machine made these")).get("recurrenceOf").get(0);
        assertThat(dismissed.get("dismissed").get("reason").asText()).isEqualTo("Another machine made these");
        assertThat(dismissed.get("dismissed").get("by").asText()).isEqualTo(WHO);
        assertThat(ROOM.json(WHO, path(earlier)).get("cameBack").get(0).get("marks")).isEmpty();
        assertThat(CaseStage.fields(dismiss(WHO, later, "again"), 422)).containsExactly("recurrence");
        assertThat(listed(later, "&recurring=true")).isFalse();
        assertThat(listed(later, "")).isTrue();
        assertThat(yet(0)).isEqualTo(before - 1);
        assertThat(earlier.version(WHO)).as("what was signed stays as it was").isEqualTo(version);
    }

    @Test
    public void whatWasDismissedIsTakenUpAgainWithAReasonAndCountsAgain() throws Exception {
        String version = earlier.version(WHO);
        long before = yet(0);
        assertThat(CaseStage.fields(restore(WHO, later, "x"), 422)).as("it stands").containsExactly("recurrence");
        assertThat(dismiss(WHO, later, "Another machine").statusCode()).isEqualTo(200);
        assertThat(restore("auditor", later, "x").statusCode()).isEqualTo(403);
        assertThat(restore("kiel", later, "x").statusCode()).isEqualTo(404);
        assertThat(CaseStage.fields(restore(WHO, later, " "), 422)).containsExactly("reason");
        assertThat(restore(WHO, new CaseStage(ROOM), "x").statusCode()).as("it is none of this case").isEqualTo(404);
        assertThat(yet(0)).isEqualTo(before - 1);

        JsonNode restored = Room.read(restore("ian", earlier, "The same machine after all")).get("cameBack").get(0);
        assertThat(restored.has("dismissed") && !restored.get("dismissed").isNull()).isFalse();
        assertThat(restored.get("marks").findValuesAsText("what")).containsExactly("Stronger boxes");
        assertThat(listed(later, "&recurring=true")).isTrue();
        assertThat(yet(0)).isEqualTo(before);
        assertThat(CaseStage.fields(restore(WHO, later, "again"), 422)).containsExactly("recurrence");
        assertThat(dismiss(WHO, later, "No, another one").statusCode()).as("and dismissed again").isEqualTo(200);
        assertThat(earlier.version(WHO)).as("what was signed stays as it was").isEqualTo(version);
    }

    @Test
    public void theFiguresTellWhatIsNotOverYetApart() throws Exception {
        JsonNode figures = ROOM.json("auditor", "/nonconformities/recurrences");
        assertThat(figures.get("closed").asLong()).isPositive();
        for (JsonNode window : figures.get("windows")) {
            assertThat(window.get("over").asLong()).as("all were closed 41 days ago").isZero();
            assertThat(window.get("running").asLong()).isEqualTo(figures.get("closed").asLong());
        }
        assertThat(figures.get("windows").findValues("days").stream().map(JsonNode::asInt)).containsExactly(90, 180, 365);
        JsonNode recent = ROOM.json("auditor", "/nonconformities/recurrences?from=" + Instant.now().minus(Duration.ofDays(9)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        assertThat(recent.get("closed").asLong()).isZero();
        assertThat(ROOM.get("auditor", "/nonconformities/recurrences?from=yesterday").statusCode()).isEqualTo(400);
        assertThat(ROOM.json("kiel", "/nonconformities/recurrences").get("closed").asLong()).as("of another site").isZero();
    }
}
