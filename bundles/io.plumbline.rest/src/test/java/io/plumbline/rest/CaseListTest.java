package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.store.Sql;

/** Lists of cases, the board, what waits for the caller, and files: with their filters, and only of the caller's site. */
public class CaseListTest {
    @ClassRule
    public static final Room ROOM = new Room();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final Random RANDOM = new Random(5);

    private static Id id(Instant at) {
        return Id.at(at, RANDOM);
    }

    @BeforeClass
    public static void sixCasesHereAndOneElsewhere() {
        ROOM.store.transactions().run(() -> {
            for (int i = 0; i < 6; i++) {
                filed(Site.MAIN, i == 5 ? "=cmd|' /C calc'!A0" : "case " + i, Severity.values()[i % 3], i < 2 ? "quality-manager" : null, i % 2 == 0 ? TODAY.minusDays(2).plusDays(i) : null);
            }
            filed(new Site("KIEL"), "elsewhere", Severity.CRITICAL, "quality-manager", TODAY.minusDays(9));
        });
    }

    private static void filed(Site site, String title, Severity severity, String owner, LocalDate due) {
        Instant at = ROOM.now.minusSeconds(60);
        Nonconformity.Facts facts = new Nonconformity.Facts(id(at), site, ROOM.store.nonconformities().nextNumber(site, 2026), new Trigger(Trigger.Kind.RESPONSE, id(at)), title, List.of(), severity,
                null, null, null, null, null, null, owner, 0, 1, at, at, 1);
        ROOM.store.nonconformities().add(new Nonconformity.Reported(facts));
        if (due != null) {
            ROOM.store.caseFiles().add(new CorrectiveAction.Planned(new CorrectiveAction.Facts(id(at), site, facts.id(), 1, CorrectiveAction.Kind.CORRECTIVE, "Do " + title, "quality-manager", due, "peter", at, 1)));
        }
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = ROOM.get("quality-manager", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body());
    }

    private static List<String> titles(JsonNode items) {
        List<String> titles = new ArrayList<>();
        items.forEach(item -> titles.add(item.get("title").asText()));
        return titles;
    }

    private static List<String> listed(String query) throws Exception {
        return titles(json("/nonconformities" + query).get("items"));
    }

    @Test
    public void filtersAndSortsAreThoseOfTheInbox() throws Exception {
        assertThat(listed("?owner=quality-manager")).containsExactly("case 1", "case 0");
        assertThat(listed("?unowned=true&severity=MAJOR")).containsExactly("case 4");
        assertThat(listed("?overdue=true")).containsExactly("case 0");
        assertThat(listed("?open=false")).isEmpty();
        assertThat(listed("?reportedBefore=2026-11-21T07:00:00Z")).isEmpty();
        assertThat(listed("?reportedSince=2026-11-21T07:00:00Z&open=true")).hasSize(6);
        assertThat(listed("?sort=DUE")).containsExactly("case 0", "case 2", "case 4", "=cmd|' /C calc'!A0", "case 3", "case 1");
        assertThat(listed("?sort=SEVERITY&direction=DOWN")).containsExactly("=cmd|' /C calc'!A0", "case 2", "case 4", "case 1", "case 3", "case 0");
        assertThat(json("/nonconformities?sort=DUE").at("/items/0/due").asText()).isEqualTo("2026-11-19");
    }

    @Test
    public void aSortedListIsPaged() throws Exception {
        List<String> paged = new ArrayList<>();
        String next = "/nonconformities?sort=DUE&limit=2";
        while (next != null) {
            JsonNode page = json(next);
            paged.addAll(titles(page.get("items")));
            next = page.get("next").isNull() ? null : page.get("next").asText().replaceFirst("^/api/v1", "");
        }
        assertThat(paged).isEqualTo(listed("?sort=DUE"));
    }

    @Test
    public void whatCannotBeUsedIsRefusedByNameAndSaysWhatIsAccepted() throws Exception {
        for (String[] bad : new String[][] {{"?sort=price", "sort", "NUMBER, SEVERITY, DUE, CUSTOMER"}, {"?direction=up", "direction", "UP, DOWN"}, {"?overdue=1", "overdue", "true or false"},
                {"?after=NC-MAIN-2026-0001&sort=DUE", "after", "sorted by DUE"}, {"?after=x", "after", "sorted by NUMBER"}, {"?open=true&state=Closed", "open", "only one of state and open"},
                {"?reportedSince=today", "reportedSince", "a moment in UTC"}}) {
            for (String path : List.of("/nonconformities", "/nonconformities/export")) {
                if (path.endsWith("export") && bad[1].equals("after")) {
                    continue;
                }
                HttpResponse<String> answer = ROOM.get("quality-manager", path + bad[0]);
                assertThat(answer.statusCode()).as(path + bad[0]).isEqualTo(400);
                assertThat(answer.body()).contains("query parameter " + bad[1], bad[2]);
            }
        }
    }

    @Test
    public void theBoardCountsWhatTheListShows() throws Exception {
        JsonNode reported = json("/nonconformities/board").at("/columns/0");
        assertThat(List.of(reported.get("state").asText(), reported.get("cases").asInt(), reported.get("overdue").asInt(), reported.get("unowned").asInt())).containsExactly("Reported", 6, 1, 4);
        assertThat(titles(reported.get("newest"))).isEqualTo(listed("?state=Reported"));
    }

    @Test
    public void workIsTheCallersOwn() throws Exception {
        JsonNode work = json("/nonconformities/work");
        assertThat(titles(work.get("owned"))).containsExactly("case 0", "case 1");
        assertThat(work.get("actions").findValuesAsText("what")).containsExactly("Do case 0", "Do case 2", "Do case 4");
    }

    @Test
    public void theListLeavesAsAFileOfEitherFormatAndComputesNothing() throws Exception {
        HttpResponse<String> csv = ROOM.send("auditor", "GET", "/nonconformities/export?sort=DUE", "", "Accept", "text/csv");
        assertThat(csv.statusCode()).as(csv.body()).isEqualTo(200);
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow().replace(" ", "")).isEqualToIgnoringCase("text/csv;charset=utf-8");
        assertThat(csv.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"nonconformities.csv\"");
        assertThat(csv.body().split("\r\n")).hasSize(7);
        assertThat(csv.body()).startsWith("\uFEFF\"number\",\"title\"").contains("\"'=cmd|' /C calc'!A0\"").doesNotContain("\"=cmd").doesNotContain("elsewhere");
        HttpResponse<String> xlsx = ROOM.send("auditor", "GET", "/nonconformities/export", "", "Accept", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assertThat(xlsx.headers().firstValue("Content-Type")).contains("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assertThat(xlsx.body()).startsWith("PK");
        assertThat(ROOM.send("auditor", "GET", "/nonconformities/export", "", "Accept", "application/pdf").statusCode()).isEqualTo(406);
    }
}
