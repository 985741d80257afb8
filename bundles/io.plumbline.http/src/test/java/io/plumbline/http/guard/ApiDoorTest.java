package io.plumbline.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

import io.plumbline.domain.access.Role;

/** What holds under {@code /api} alone: packed bodies, OPTIONS, scripts of other sites. */
public class ApiDoorTest {
    private static final String PORTAL = "https://portal.example.org";
    @Rule
    public final TestRoom room = new TestRoom(Path.of("target", "unused-setup-code"));
    private final String erp = TestRoom.basic("erp", TestRoom.PASSWORD);

    @Before
    public void people() {
        room.memory.user("erp", TestRoom.PASSWORD, Role.ERP);
        room.memory.user("quality", TestRoom.PASSWORD, Role.QUALITY_MANAGER);
        room.memory.user("auditor", TestRoom.PASSWORD, Role.AUDITOR);
        room.memory.user("operator", TestRoom.PASSWORD, Role.OPERATOR);
    }

    @Test
    public void aPackedBodyIsUnpackedForTheGuest() throws Exception {
        HttpResponse<String> response = report(packed("x".repeat(5000)), "Content-Encoding", "gzip");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("bytes=5000\n");
    }

    @Test
    public void aBodyThatGrowsBeyondTheLimitIsNotUnpackedToItsEnd() throws Exception {
        byte[] bomb = packed("0".repeat(50_000_000));
        assertThat(bomb.length).as("it fits while packed").isLessThan(1024 * 1024);
        HttpResponse<String> response = report(bomb, "Content-Encoding", "gzip");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("urn:plumbline:problem:too-large");
    }

    @Test
    public void whatOnlySaysThatItIsPackedIsRefused() throws Exception {
        assertThat(report("{}".getBytes(StandardCharsets.UTF_8), "Content-Encoding", "gzip").statusCode()).isEqualTo(400);
        byte[] half = packed("x".repeat(5000));
        assertThat(report(java.util.Arrays.copyOf(half, half.length / 2), "Content-Encoding", "gzip").statusCode()).isEqualTo(400);
        assertThat(report(packed("x"), "Content-Encoding", "br").statusCode()).isEqualTo(415);
    }

    @Test
    public void optionsIsAskedOfTheGuestByWhoIsLoggedIn() throws Exception {
        assertThat(room.send("OPTIONS", "/api/v1/deliveries", "").statusCode()).isEqualTo(401);
        assertThat(room.send("OPTIONS", "/api/v1/deliveries", "", "Authorization", erp).statusCode()).isEqualTo(200);
        assertThat(room.send("OPTIONS", "/soap", "", "Authorization", erp).statusCode()).isEqualTo(405);
    }

    @Test
    public void withoutConfigurationNoOtherSiteGetsAWord() throws Exception {
        HttpResponse<String> asked = ask(PORTAL);
        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(asked.headers().map()).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(report("x".getBytes(StandardCharsets.UTF_8), "Origin", PORTAL).statusCode()).isEqualTo(403);
    }

    @Test
    public void aNamedSitesScriptsMayCallWithALoginOfTheirOwn() throws Exception {
        room.rules = TestRoom.rules(TrustedProxies.NONE, false, Set.of(PORTAL));
        HttpResponse<String> asked = ask(PORTAL);
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(header(asked, "Access-Control-Allow-Origin")).isEqualTo(PORTAL);
        assertThat(header(asked, "Access-Control-Allow-Headers")).contains("Idempotency-Key").contains("If-Match").contains("Authorization");
        assertThat(asked.headers().map()).doesNotContainKey("Access-Control-Allow-Credentials");
        assertThat(asked.headers().allValues("Vary")).contains("Origin");

        HttpResponse<String> called = report("x".getBytes(StandardCharsets.UTF_8), "Origin", PORTAL, "Sec-Fetch-Site", "cross-site");
        assertThat(called.statusCode()).isEqualTo(200);
        assertThat(header(called, "Access-Control-Allow-Origin")).isEqualTo(PORTAL);
        assertThat(header(called, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(header(room.send("GET", "/api/v1/deliveries", "", "Origin", PORTAL), "Access-Control-Allow-Origin")).as("also to read why not").isEqualTo(PORTAL);
    }

    @Test
    public void aNamedSiteStillHasNoneOfOurCookiesAndNoPages() throws Exception {
        room.rules = TestRoom.rules(TrustedProxies.NONE, false, Set.of(PORTAL));
        String cookie = room.cookie("quality");
        assertThat(room.post("/api/v1/anything", "x=1", "Cookie", cookie, "Origin", PORTAL, "X-CSRF-Token", room.csrf(cookie)).statusCode()).isEqualTo(403);
        assertThat(room.get("/inbox", "Cookie", cookie, "Origin", PORTAL).headers().map()).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(ask("https://portal.example.org.evil.example").headers().map()).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(ask("null").statusCode()).isEqualTo(401);
    }

    @Test
    public void originsAreReadOrRefused() {
        assertThat(ForeignScripts.origins("https://Portal.example.org, http://10.0.0.1:8080")).containsExactly(PORTAL, "http://10.0.0.1:8080");
        for (String bad : new String[] {"*", "null", "portal.example.org", "https://portal.example.org/", "https://u@portal.example.org", "ftp://x", "https://"}) {
            assertThat(catching(bad)).as(bad).isNull();
        }
    }

    @Test
    public void onlyOperatorsSeeHowItRuns() throws Exception {
        for (String path : new String[] {"streams", "queues", "steps/X/y", "mails", "quarantine", "journal/verification", "users", "roles", "operation"}) {
            for (String login : new String[] {"erp", "quality", "auditor"}) {
                assertThat(room.get("/api/v1/" + path, "Authorization", TestRoom.basic(login, TestRoom.PASSWORD)).statusCode()).as(login + " " + path).isEqualTo(403);
            }
            assertThat(room.get("/api/v1/" + path, "Authorization", TestRoom.basic("operator", TestRoom.PASSWORD)).statusCode()).as(path).isEqualTo(200);
        }
    }

    private static Set<String> catching(String list) {
        try {
            return ForeignScripts.origins(list);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private HttpResponse<String> ask(String origin) throws Exception {
        return room.send("OPTIONS", "/api/v1/deliveries", "", "Origin", origin, "Access-Control-Request-Method", "POST");
    }

    private HttpResponse<String> report(byte[] body, String... headers) throws Exception {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = erp;
        return room.send("POST", "/api/v1/deliveries", body, all);
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
