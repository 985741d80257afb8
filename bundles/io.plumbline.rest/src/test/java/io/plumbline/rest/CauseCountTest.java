package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.application.Ids;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;

/** Causes over HTTP: they carry categories of the catalogue and no others, only verified ones are counted, and each number leads to its cases. */
public class CauseCountTest {
    @ClassRule
    public static final Room ROOM = new Room();
    private static final String QUALITY = "quality-manager";
    private static final String ADD = "{\"code\":\"cold-chain\",\"name\":\"=Cold chain\",\"bone\":\"MILIEU\"}";

    private static String contained() throws Exception {
        Ids ids = new Ids();
        Instant now = Instant.now();
        CaseNumber number = ROOM.store.transactions().required(() -> {
            CaseNumber next = ROOM.store.nonconformities().nextNumber(Site.MAIN, 2026);
            Nonconformity.Facts facts = new Nonconformity.Facts(ids.next(now), Site.MAIN, next, new Trigger(Trigger.Kind.HAND, ids.next(now)), "Hinges stick", List.of(), Severity.MAJOR, null,
                    null, null, null, null, null, null, 0, 1, now, now, 1);
            ROOM.store.nonconformities().add(new Nonconformity.Contained(facts));
            return next;
        });
        return number.toString();
    }

    private static HttpResponse<String> post(String number, String below, String body) throws Exception {
        String file = "/nonconformities/" + number + "/file";
        return ROOM.send(QUALITY, "POST", file + below, body, "If-Match", ROOM.get(QUALITY, file).headers().firstValue("ETag").orElseThrow());
    }

    private static HttpResponse<String> proposed(String number, String category) throws Exception {
        return post(number, "/causes", "{\"analysis\":{\"method\":\"FREE_TEXT\",\"text\":\"weak box\"}" + (category == null ? "" : ",\"category\":\"" + category + "\"") + "}");
    }

    private static JsonNode read(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Room.read(answer);
    }

    private static JsonNode judged(String number, HttpResponse<String> proposed, String verdict, String category) throws Exception {
        JsonNode causes = read(proposed, 200).get("causes");
        String id = causes.get(causes.size() - 1).get("id").asText();
        return read(post(number, "/causes/" + id + "/verdict", "{\"verdict\":\"" + verdict + "\",\"evidence\":\"seen\"" + (category == null ? "" : ",\"category\":\"" + category + "\"") + "}"), 200);
    }

    private static List<String> bars(JsonNode pareto) {
        List<String> bars = new ArrayList<>();
        pareto.get("categories").forEach(b -> bars.add(b.path("category").asText("-") + " " + b.get("causes") + " " + b.get("cases") + " " + b.get("share").asText() + " " + b.get("cumulativeShare").asText()));
        return bars;
    }

    private static List<String> fields(HttpResponse<String> answer) throws Exception {
        List<String> fields = new ArrayList<>();
        read(answer, 422).path("errors").forEach(e -> fields.add(e.get("field").asText()));
        return fields;
    }

    @Test
    public void theCatalogueGrowsAndRetiresAndWhatIsCountedLeadsToItsCases() throws Exception {
        String one = contained();
        String two = contained();
        HttpResponse<String> unknown = proposed(one, "cold-chain");
        assertThat(fields(unknown)).containsExactly("category");
        assertThat(unknown.body()).as("says what is accepted").contains("packaging");
        assertThat(fields(ROOM.send(QUALITY, "POST", "/causes/categories", "{\"code\":\"No Good\",\"name\":\" \",\"bone\":\"MILIEU\"}"))).containsExactly("code", "name");
        assertThat(fields(ROOM.send(QUALITY, "POST", "/causes/categories", "{\"code\":\"packaging\",\"name\":\"x\",\"bone\":\"MATERIAL\"}"))).containsExactly("code");
        read(ROOM.send(QUALITY, "POST", "/causes/categories", ADD), 200);
        assertThat(fields(ROOM.send(QUALITY, "POST", "/causes/categories", ADD))).as("a second one").containsExactly("code", "name");

        judged(one, proposed(one, "packaging"), "VERIFIED", null);
        judged(one, proposed(one, "supplier"), "REFUTED", null);
        judged(two, proposed(two, null), "VERIFIED", "cold-chain");
        judged(two, proposed(two, "supplier"), "VERIFIED", "cold-chain");
        judged(two, proposed(two, null), "VERIFIED", null);
        JsonNode pareto = read(ROOM.get(QUALITY, "/causes"), 200);
        assertThat(pareto.get("causes").asLong()).isEqualTo(4);
        assertThat(bars(pareto)).containsExactly("cold-chain 2 1 50.0 50.0", "packaging 1 1 25.0 75.0", "- 1 1 25.0 100.0");
        assertThat(read(ROOM.get(QUALITY, "/causes?before=2026-01-01T00:00:00Z"), 200).get("categories")).as("a period without causes").isEmpty();
        assertThat(ROOM.get(QUALITY, "/causes?since=2026-02-01T00:00:00Z&before=2026-01-01T00:00:00Z").statusCode()).isEqualTo(400);

        assertThat(listed("cause=cold-chain")).containsExactly(two);
        assertThat(listed("cause=-&confirmedSince=" + pareto.get("since").asText())).containsExactly(two);
        assertThat(listed("cause=packaging&confirmedBefore=2026-01-01T00:00:00Z")).isEmpty();
        assertThat(listed("cause=supplier")).as("refuted, or counted under another").isEmpty();
        assertThat(ROOM.get(QUALITY, "/nonconformities?confirmedSince=2026-01-01T00:00:00Z").statusCode()).as("of which cause?").isEqualTo(400);

        assertThat(ROOM.get(QUALITY, "/causes/export").body()).as("no formula").contains("\"cold-chain\",\"'=Cold chain\",\"MILIEU\",\"2\",\"1\",\"50.0\",\"50.0\"");

        read(ROOM.send(QUALITY, "PUT", "/causes/categories/cold-chain/retirement", "{\"retired\":true}"), 200);
        read(ROOM.send(QUALITY, "PUT", "/causes/categories/packaging/retirement", "{\"retired\":true}"), 200);
        assertThat(fields(proposed(one, "cold-chain"))).containsExactly("category");
        assertThat(fields(proposed(one, "packaging"))).containsExactly("category");
        assertThat(bars(read(ROOM.get(QUALITY, "/causes"), 200))).as("what was counted stays").hasSize(3).contains("packaging 1 1 25.0 75.0");
        read(ROOM.send(QUALITY, "PUT", "/causes/categories/packaging/retirement", "{\"retired\":false}"), 200);
        read(proposed(one, "packaging"), 200);
        assertThat(ROOM.send(QUALITY, "PUT", "/causes/categories/nothing/retirement", "{\"retired\":true}").statusCode()).isEqualTo(404);
        assertThat(ROOM.send("auditor", "PUT", "/causes/categories/packaging/retirement", "{\"retired\":true}").statusCode()).isEqualTo(403);
        assertThat(ROOM.store.transactions().required(() -> ROOM.store.journal().verify().findings())).as("the journal knows of each").noneMatch(f -> f.text().startsWith("cause"));
    }

    private static List<String> listed(String query) throws Exception {
        List<String> numbers = new ArrayList<>();
        read(ROOM.get(QUALITY, "/nonconformities?" + query), 200).get("items").forEach(i -> numbers.add(i.get("number").asText()));
        return numbers;
    }
}
