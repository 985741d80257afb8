package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.application.nonconformity.CaseRules;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;

/** Files over HTTP: they come back byte by byte, safe for browsers, and lies about them are refused. */
public class AttachmentTest {
    @ClassRule
    public static final Room ROOM = new Room();
    private static final String WHO = "quality-manager";
    private static final byte[] PNG = "\u0089PNG\r\n\u001a\nnothing".getBytes(StandardCharsets.ISO_8859_1);

    private CaseStage stage;

    @Before
    public void aCase() {
        stage = new CaseStage(ROOM);
    }

    @After
    public void usualRules() {
        ROOM.caseRules = CaseRules.USUAL;
    }

    private HttpResponse<String> attach(String query, String type, byte[] content) throws Exception {
        return ROOM.upload(WHO, stage.file() + "/attachments?" + query, content, "If-Match", stage.version("auditor"), "Content-Type", type);
    }

    @Test
    public void aFileComesBackAsItWasAndIsNeverShownInline() throws Exception {
        byte[] content = Arrays.copyOf(PNG, 600_000);
        new Random(7).nextBytes(content);
        System.arraycopy(PNG, 0, content, 0, PNG.length);
        JsonNode done = stage.done(attach("name=..%2Fbox%20%C3%B6%22.png", "image/png", content));
        JsonNode one = done.get("attachments").get(0);
        assertThat(one.get("name").asText()).isEqualTo("box ö_.png");
        assertThat(one.get("about").asText()).isEqualTo("CASE");
        assertThat(one.get("sha256").asText()).isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        HttpResponse<byte[]> read = ROOM.bytes("auditor", stage.file() + "/attachments/" + one.get("id").asText(), "Accept-Encoding", "gzip");
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).isEqualTo(content);
        assertThat(read.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(read.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"box __.png\"; filename*=UTF-8''box%20%C3%B6_.png");
        assertThat(read.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(read.headers().firstValue("Content-Security-Policy").orElse("")).contains("sandbox");
        assertThat(read.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(stage.journal()).contains("attachment.added", "nonconformity.attachment-added");
    }

    @Test
    public void aLyingTypeIsRefusedWithWhatWasFoundAndWhatIsAccepted() throws Exception {
        HttpResponse<String> lie = attach("name=a.pdf", "application/pdf", PNG);
        assertThat(CaseStage.fields(lie, 422)).containsExactly("type");
        assertThat(lie.body()).contains("a.pdf, application/pdf", "what the content is: PNG", "pdf, png, jpg");
        HttpResponse<String> page = attach("name=a.txt", "text/plain", "<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII));
        assertThat(CaseStage.fields(page, 422)).containsExactly("content");
        assertThat(page.body()).contains("a web page, XML or SVG");
        assertThat(CaseStage.fields(attach("name=...", "image/png", PNG), 422)).containsExactly("name");
        assertThat(CaseStage.fields(attach("about=01JD3V8Q0M7Z2K5N9R4T6W8XAB&name=a.png", "image/png", PNG), 404)).isEmpty();
        assertThat(ROOM.json(WHO, stage.file() + "/attachments").get("attachments")).isEmpty();
    }

    @Test
    public void limitsHoldAndAFileMayBeAboutACause() throws Exception {
        stage.analysed();
        String cause = ROOM.json(WHO, stage.file()).get("causes").get(0).get("id").asText();
        ROOM.caseRules = new CaseRules(20, 2, 14, Role.QUALITY_MANAGER);
        assertThat(CaseStage.fields(attach("name=a.png", "image/png", Arrays.copyOf(PNG, 21)), 422)).containsExactly("size");
        assertThat(stage.done(attach("name=a.png&about=" + cause, "image/png", PNG)).get("attachments").get(0).get("about").asText()).isEqualTo("CAUSE");
        stage.done(attach("name=b.png", "image/png", PNG));
        HttpResponse<String> third = attach("name=c.png", "image/png", PNG);
        assertThat(CaseStage.fields(third, 422)).containsExactly("attachments");
        assertThat(third.body()).contains("at most 2 for a case");
    }

    @Test
    public void nobodyOfAnotherSiteOrCaseGetsAFile() throws Exception {
        String id = stage.done(attach("name=a.png", "image/png", PNG)).get("attachments").get(0).get("id").asText();
        stage.person("kiel", new Site("KIEL"));
        assertThat(ROOM.get("kiel", stage.file() + "/attachments").statusCode()).isEqualTo(404);
        assertThat(ROOM.get("kiel", stage.file() + "/attachments/" + id).statusCode()).isEqualTo(404);
        assertThat(ROOM.get(WHO, new CaseStage(ROOM).file() + "/attachments/" + id).statusCode()).as("another case").isEqualTo(404);
    }

    @Test
    public void aContentThatIsNotWhatWasAttachedIsNotHandedOutToItsEnd() throws Exception {
        String id = stage.done(attach("name=a.png", "image/png", PNG)).get("attachments").get(0).get("id").asText();
        ROOM.store.sql().change("update attachment_part set content = ? where attachment_id = ?", "\u0089PNG\r\n\u001a\nnothinG".getBytes(StandardCharsets.ISO_8859_1), id);
        assertThat(broken(id)).isTrue();
    }

    private boolean broken(String id) throws Exception {
        try {
            HttpResponse<byte[]> read = ROOM.bytes(WHO, stage.file() + "/attachments/" + id);
            return read.statusCode() >= 500 || read.body().length < PNG.length;
        } catch (java.io.IOException cutOff) {
            return true;
        }
    }
}
