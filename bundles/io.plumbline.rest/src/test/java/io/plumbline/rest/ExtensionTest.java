package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** More time for an action over HTTP: the owner asks, a second person decides, and only then the due date moves. */
public class ExtensionTest {
    @ClassRule
    public static final Room ROOM = new Room();
    private static final String OWNER = "second";
    private static final String OTHER = "quality-manager";
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final LocalDate DUE = TODAY.plusDays(10);

    private final CaseStage stage = new CaseStage(ROOM);
    private String action;

    @Before
    public void anActionOfTheOwner() throws Exception {
        stage.person(OWNER);
        stage.analysed();
        JsonNode planned = stage.done(stage.post(OTHER, "/actions", "{\"kind\":\"CORRECTIVE\",\"what\":\"Stronger boxes\",\"owner\":\"" + OWNER + "\",\"due\":\"" + DUE + "\"}"));
        action = planned.get("actions").get(0).get("id").asText();
    }

    private HttpResponse<String> ask(String who, LocalDate due, String reason) throws Exception {
        return stage.post(who, "/actions/" + action + "/extensions", "{\"due\":\"" + due + "\",\"reason\":\"" + reason + "\"}");
    }

    private HttpResponse<String> decide(String who, String extension, String body) throws Exception {
        return stage.post(who, "/actions/" + action + "/extensions/" + extension + "/decision", body);
    }

    private String due() throws Exception {
        return ROOM.json("auditor", stage.file() + "/actions/" + action + "/extensions").get("due").asText();
    }

    @Test
    public void theDueDateMovesOnlyOnceASecondPersonAgrees() throws Exception {
        JsonNode asked = stage.done(ask(OWNER, DUE.plusDays(7), "the boxes come late"));
        String extension = asked.get("extensions").get(0).get("id").asText();
        assertThat(due()).isEqualTo(DUE.toString());
        HttpResponse<String> self = decide(OWNER, extension, "{\"decision\":\"GRANT\"}");
        assertThat(CaseStage.fields(self, 422)).containsExactly("login");
        assertThat(self.body()).contains("anybody with the role but " + OWNER);
        assertThat(CaseStage.fields(ask(OWNER, DUE.plusDays(9), "more"), 422)).as("one at a time").containsExactly("action");
        JsonNode granted = stage.done(decide(OTHER, extension, "{\"decision\":\"GRANT\"}"));
        assertThat(granted.get("due").asText()).isEqualTo(DUE.plusDays(7).toString());
        assertThat(granted.get("extensions").get(0).get("decidedBy").asText()).isEqualTo(OTHER);
        assertThat(granted.get("extensions").get(0).get("dueBefore").asText()).isEqualTo(DUE.toString());
        assertThat(ROOM.json(OTHER, stage.file()).get("actions").get(0).get("due").asText()).isEqualTo(DUE.plusDays(7).toString());
        assertThat(CaseStage.fields(decide(OTHER, extension, "{\"decision\":\"REFUSE\",\"reason\":\"no\"}"), 422)).as("decided once").containsExactly("extension");
        assertThat(stage.journal()).contains("extension.asked", "extension.granted", "action.extended", "nonconformity.extension-granted");
    }

    @Test
    public void aRefusalNeedsAReasonAndLeavesTheDueDate() throws Exception {
        String extension = stage.done(ask(OWNER, DUE.plusDays(7), "the boxes come late")).get("extensions").get(0).get("id").asText();
        assertThat(CaseStage.fields(decide(OTHER, extension, "{\"decision\":\"REFUSE\"}"), 422)).containsExactly("reason");
        JsonNode refused = stage.done(decide(OTHER, extension, "{\"decision\":\"REFUSE\",\"reason\":\"order from the other maker\"}"));
        assertThat(refused.get("due").asText()).isEqualTo(DUE.toString());
        assertThat(refused.get("extensions").get(0).get("because").asText()).isEqualTo("order from the other maker");
        assertThat(stage.done(ask(OWNER, DUE.plusDays(2), "at least two days")).get("extensions")).hasSize(2);
        assertThat(stage.journal()).doesNotContain("action.extended");
    }

    @Test
    public void badRequestsAreRefusedByTheirMembers() throws Exception {
        assertThat(CaseStage.fields(ask(OTHER, DUE.plusDays(7), "he is away"), 422)).as("only the owner asks").containsExactly("login");
        assertThat(CaseStage.fields(ask(OWNER, DUE, "x"), 422)).containsExactly("due");
        assertThat(CaseStage.fields(stage.post(OWNER, "/actions/" + action + "/extensions", "{}"), 422)).containsExactly("due", "reason");
        assertThat(CaseStage.fields(decide(OTHER, "01JD3V8Q0M7Z2K5N9R4T6W8XAB", "{\"decision\":\"GRANT\"}"), 404)).isEmpty();
        assertThat(CaseStage.fields(stage.post(OWNER, "/actions/01JD3V8Q0M7Z2K5N9R4T6W8XAB/extensions", "{\"due\":\"" + DUE.plusDays(1) + "\",\"reason\":\"x\"}"), 404)).isEmpty();
        assertThat(ROOM.send(OWNER, "POST", stage.file() + "/actions/" + action + "/extensions", "{\"due\":\"" + DUE.plusDays(1) + "\",\"reason\":\"x\"}").statusCode()).isEqualTo(428);
        stage.done(stage.post(OTHER, "/actions/" + action + "/deeds", "{\"deed\":\"CANCEL\",\"reason\":\"not needed\"}"));
        HttpResponse<String> past = ask(OWNER, DUE.plusDays(1), "x");
        assertThat(CaseStage.fields(past, 422)).containsExactly("action");
        assertThat(past.body()).contains("Planned or InProgress");
    }
}
