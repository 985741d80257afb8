package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.domain.Site;
import io.plumbline.domain.flow.Command;

/** Comments over HTTP: said, seen, mentioned people told, withdrawn with a mark. */
public class CommentTest {
    @ClassRule
    public static final Room ROOM = new Room();
    private static final String WHO = "quality-manager";

    private CaseStage stage;

    @Before
    public void aCase() {
        stage = new CaseStage(ROOM);
        stage.person("ann.b");
        stage.person("kiel", new Site("KIEL"));
    }

    private String path() {
        return "/nonconformities/" + stage.number() + "/comments";
    }

    private HttpResponse<String> say(String who, String text) throws Exception {
        return ROOM.send(who, "POST", path(), "{\"text\":\"" + text + "\"}");
    }

    private long waiting() {
        return ROOM.store.sql().number("select count(*) from step where kind = ?", Command.Kind.TELL_COLLEAGUES);
    }

    @Test
    public void aMentionIsToldOfOnceAndTheCaseStaysAtItsVersion() throws Exception {
        long before = waiting();
        String version = stage.version(WHO);
        assertThat(say(WHO, "write to a@b.example <b>now</b>").statusCode()).isEqualTo(200);
        assertThat(waiting()).as("an address mentions nobody").isEqualTo(before);
        JsonNode said = Room.read(say(WHO, "please look, @ann.b. And @auditor, @ann.b!"));
        assertThat(said.get("comments")).hasSize(2);
        assertThat(said.get("comments").get(0).get("text").asText()).isEqualTo("write to a@b.example <b>now</b>");
        assertThat(said.get("comments").get(1).get("mentions").toString()).isEqualTo("[\"ann.b\",\"auditor\"]");
        assertThat(waiting()).isEqualTo(before + 1);
        assertThat(stage.version(WHO)).isEqualTo(version);
        assertThat(stage.journal()).contains("comment.added", "notice.written");
    }

    @Test
    public void unknownPeopleAreRefusedByNameAndNothingIsKept() throws Exception {
        HttpResponse<String> answer = say(WHO, "@ann.b @nobody.here @kiel @erp");
        assertThat(CaseStage.fields(answer, 422)).containsExactly("mentions");
        assertThat(answer.body()).contains("@nobody.here @kiel @erp").doesNotContain("@ann.b");
        assertThat(CaseStage.fields(say(WHO, " "), 422)).containsExactly("text");
        assertThat(CaseStage.fields(say(WHO, "x".repeat(4001)), 422)).containsExactly("text");
        assertThat(say("auditor", "x").statusCode()).isIn(403);
        assertThat(say("kiel", "x").statusCode()).isEqualTo(404);
        assertThat(ROOM.get("kiel", path()).statusCode()).isEqualTo(404);
        assertThat(ROOM.json("auditor", path()).get("comments")).isEmpty();
    }

    @Test
    public void onlyItsAuthorWithdrawsACommentWhichLeavesAMark() throws Exception {
        String id = Room.read(say(WHO, "too fast")).get("comments").get(0).get("id").asText();
        assertThat(CaseStage.fields(ROOM.send("ann.b", "POST", path() + "/" + id + "/withdrawal", ""), 422)).containsExactly("login");
        JsonNode left = Room.read(ROOM.send(WHO, "POST", path() + "/" + id + "/withdrawal", "")).get("comments").get(0);
        assertThat(left.has("text") && !left.get("text").isNull()).isFalse();
        assertThat(left.get("withdrawnAt").asText()).isNotEmpty();
        assertThat(left.get("by").asText()).isEqualTo(WHO);
        assertThat(ROOM.send(WHO, "POST", path() + "/" + id + "/withdrawal", "").statusCode()).as("once more changes nothing").isEqualTo(200);
        assertThat(ROOM.send(WHO, "POST", path() + "/01JD3V8Q0M7Z2K5N9R4T6W8XAB/withdrawal", "").statusCode()).isEqualTo(404);
        assertThat(stage.journal()).containsOnlyOnce("comment.withdrawn");
    }
}
