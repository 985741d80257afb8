package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

/** A case and people, for tests of what is done about it over HTTP. */
final class CaseStage {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private final Room room;
    private final Ids ids = new Ids();
    private final CaseNumber number;

    CaseStage(Room room) {
        this(room, Site.MAIN);
    }

    /** With a case of its own. */
    CaseStage(Room room, Site site) {
        this.room = room;
        Instant now = Instant.now();
        number = room.store.transactions().required(() -> {
            CaseNumber next = room.store.nonconformities().nextNumber(site, 2026);
            room.store.nonconformities().add(new Nonconformity.Reported(new Nonconformity.Facts(ids.next(now), site, next, new Trigger(Trigger.Kind.HAND, ids.next(now)), "Hinges stick",
                    List.of(), Severity.MAJOR, null, null, null, null, null, null, null, 0, 1, now, now, 1)));
            return next;
        });
    }

    /** A quality manager, once. */
    void person(String login) {
        person(login, Site.MAIN);
    }

    void person(String login, Site site) {
        Instant now = Instant.now();
        room.store.transactions().run(() -> {
            if (room.store.users().byLogin(login).isEmpty()) {
                room.store.users().add(new User.Active(new User.Facts(ids.next(now), site, login, "The " + login, login + "@works.example", Set.of(Role.QUALITY_MANAGER), Language.EN,
                        User.Notice.NONE, "hash of secret", 0, now, 1)));
            }
        });
    }

    String number() {
        return number.toString();
    }

    String file() {
        return "/nonconformities/" + number + "/file";
    }

    String version(String who) throws Exception {
        return room.get(who, file()).headers().firstValue("ETag").orElseThrow();
    }

    /** On the newest version. */
    HttpResponse<String> post(String who, String below, String body) throws Exception {
        return room.send(who, "POST", file() + below, body, "If-Match", version("auditor"));
    }

    JsonNode done(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode read = Room.read(answer);
        assertThat(answer.headers().firstValue("ETag")).contains("\"v" + read.get("version").asLong() + "\"");
        return read;
    }

    /** The fields that a refusal names. */
    static List<String> fields(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        List<String> fields = new ArrayList<>();
        Room.read(answer).path("errors").forEach(e -> fields.add(e.get("field").asText()));
        return fields;
    }

    /** Brings it as far as an analysis by the quality manager. */
    void analysed() throws Exception {
        String who = "quality-manager";
        done(post(who, "/containments", "{\"disposition\":\"REPLACEMENT\",\"what\":\"Sent new ones\",\"authority\":\"Head of sales\",\"decidedOn\":\"" + TODAY + "\"}"));
        done(post(who, "/moves", "{\"move\":\"CONTAIN\",\"reason\":\"because\"}"));
        JsonNode cause = done(post(who, "/causes", "{\"analysis\":{\"method\":\"FREE_TEXT\",\"text\":\"weak box\"}}"));
        done(post(who, "/causes/" + cause.get("causes").get(0).get("id").asText() + "/verdict", "{\"verdict\":\"VERIFIED\",\"evidence\":\"seen\"}"));
        done(post(who, "/moves", "{\"move\":\"ANALYSE\",\"reason\":\"because\"}"));
    }

    /** What the journal says happened in all, as one text. */
    List<String> journal() {
        return room.store.sql().list("select action from journal where object_id = ? or facts like ?", row -> row.text("action"),
                room.store.nonconformities().byNumber(Site.MAIN, number).orElseThrow().facts().id(), "%" + room.store.nonconformities().byNumber(Site.MAIN, number).orElseThrow().facts().id().value() + "%");
    }
}
