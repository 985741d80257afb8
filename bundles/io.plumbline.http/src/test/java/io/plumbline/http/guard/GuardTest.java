package io.plumbline.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;

public class GuardTest {
    @Rule
    public final TestRoom room = new TestRoom(Path.of("target", "unused-setup-code"));
    private User quality;

    @Before
    public void people() {
        quality = room.memory.user("quality", TestRoom.PASSWORD, Role.QUALITY_MANAGER);
        room.memory.user("auditor", TestRoom.PASSWORD, Role.AUDITOR);
        room.memory.user("operator", TestRoom.PASSWORD, Role.OPERATOR);
        room.memory.user("erp", TestRoom.PASSWORD, Role.ERP);
    }

    // who calls

    @Test
    public void aPageWithoutALoginLeadsToTheLoginAndBack() throws Exception {
        HttpResponse<String> response = room.get("/inbox?state=open&page=2");
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(header(response, "Location")).isEqualTo("/login?next=%2Finbox%3Fstate%3Dopen%26page%3D2");
        assertThat(response.body()).isEmpty();
        assertThat(header(room.post("/inbox", "x=1"), "Location")).as("a form is not sent again").isEqualTo("/login");
    }

    @Test
    public void aServiceWithoutALoginIsAskedForOne() throws Exception {
        for (String path : List.of("/api/v1/deliveries", "/metrics", "/api")) {
            HttpResponse<String> response = room.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(401);
            assertThat(header(response, "WWW-Authenticate")).startsWith("Basic realm=\"plumbline\"");
            assertThat(header(response, "Content-Type")).startsWith("application/problem+json");
            assertThat(response.body()).contains("urn:plumbline:problem:unauthenticated");
        }
    }

    @Test
    public void aSoapClientIsAnsweredWithAFaultThatItCanRead() throws Exception {
        HttpResponse<String> response = room.send("POST", "/soap/v1/ErpEvents", "<x/>");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(header(response, "WWW-Authenticate")).startsWith("Basic realm=\"plumbline\"");
        assertThat(header(response, "Content-Type")).startsWith("text/xml");
        assertThat(response.body()).contains("<faultcode>soap:Client</faultcode>").contains("Log in with name and password");
    }

    @Test
    public void soapIsOpenToRolesAsFarAsItsServicesMayBe() throws Exception {
        for (String login : List.of("erp", "quality", "operator", "auditor")) {
            String[] basic = {"Authorization", TestRoom.basic(login, TestRoom.PASSWORD)};
            assertThat(room.send("POST", "/soap/v1/Quality", "<x/>", basic).statusCode()).as(login).isEqualTo(200);
            assertThat(room.send("POST", "/soap/v1/ErpEvents", "<x/>", basic).statusCode()).as(login).isEqualTo(login.equals("auditor") ? 403 : 200);
        }
    }

    @Test
    public void whatIsPublicIsOpenAndNothingElse() throws Exception {
        for (String path : List.of("/s/token", "/u/token", "/login", "/assets/site.css", "/health", "/health/live", "/robots.txt")) {
            assertThat(room.get(path).statusCode()).as(path).isEqualTo(200);
        }
        for (String path : List.of("/", "/inbox", "/setup", "/sx", "/userinfo", "/assetsx", "/mailbox", "/loginx", "/logout", "/services")) {
            assertThat(room.get(path).statusCode()).as(path).isEqualTo(303);
        }
    }

    @Test
    public void aSessionShowsWhoCalls() throws Exception {
        String cookie = room.cookie("quality");
        assertThat(room.get("/inbox", "Cookie", cookie).body()).contains("caller=Caller[quality via SESSION]", "principal=quality", "quality-manager=true");
        assertThat(room.get("/s/token", "Cookie", cookie).body()).as("a customer's page knows of no login").contains("caller=nobody");

        room.memory.end(quality);
        assertThat(room.get("/inbox", "Cookie", cookie).statusCode()).as("who has ended is out at once").isEqualTo(303);
    }

    @Test
    public void basicIsForServicesOnly() throws Exception {
        String basic = TestRoom.basic("quality", TestRoom.PASSWORD);
        assertThat(room.get("/api/v1/deliveries", "Authorization", basic).body()).contains("caller=Caller[quality via BASIC]");
        assertThat(room.get("/inbox", "Authorization", basic).statusCode()).isEqualTo(303);
        assertThat(room.get("/health", "Authorization", basic).body()).contains("caller=Caller[quality via BASIC]");
        for (String wrong : List.of(TestRoom.basic("quality", "wrong"), TestRoom.basic("nobody", "x"), "Basic !!!", "Basic", "Bearer abc",
                "Basic " + Base64.getEncoder().encodeToString(new byte[] {(byte) 0xFF, ':', 'x'}))) {
            assertThat(room.get("/api/v1/deliveries", "Authorization", wrong).statusCode()).as(wrong).isEqualTo(401);
            assertThat(room.get("/health", "Authorization", wrong).statusCode()).as("health with " + wrong).isEqualTo(401);
        }
    }

    @Test
    public void aPasswordThatWasRightIsNotHashedForEachCall() throws Exception {
        String basic = TestRoom.basic("erp", TestRoom.PASSWORD);
        int before = room.memory.compared;
        for (int i = 0; i < 20; i++) {
            assertThat(room.get("/api/v1/deliveries", "Authorization", basic).statusCode()).isEqualTo(200);
        }
        assertThat(room.memory.compared - before).isEqualTo(1);
        User erp = room.memory.byLogin("erp").orElseThrow();
        room.memory.end(erp);
        assertThat(room.get("/api/v1/deliveries", "Authorization", basic).statusCode()).as("but the account is looked at each time").isEqualTo(401);
    }

    @Test
    public void healthStillKnowsItsCallersWhenTheDatabaseHasGone() throws Exception {
        String basic = TestRoom.basic("quality", TestRoom.PASSWORD);
        assertThat(room.get("/health", "Authorization", basic).body()).contains("caller=Caller[quality via BASIC]");
        room.memory.broken = true;
        for (int minutes = 0; minutes < 60; minutes += 3) {
            assertThat(room.get("/health", "Authorization", basic).body()).as(minutes + " minutes later").contains("caller=Caller[quality via BASIC]");
            assertThat(room.get("/api/v1/deliveries", "Authorization", basic).statusCode()).as("but nothing else trusts it").isEqualTo(503);
            room.now = room.now.plus(Duration.ofMinutes(3));
        }
        assertThat(room.get("/health", "Authorization", TestRoom.basic("quality", "wrong")).body()).as("nobody new").contains("caller=nobody");

        room.memory.broken = false;
        room.memory.end(room.memory.byLogin("quality").orElseThrow());
        room.now = room.now.plus(Duration.ofMinutes(6));
        assertThat(room.get("/health", "Authorization", basic).statusCode()).as("who has ended is out within minutes").isEqualTo(401);
        room.memory.broken = true;
        assertThat(room.get("/health", "Authorization", basic).body()).as("and not let in again").contains("caller=nobody");
    }

    @Test
    public void fiveWrongPasswordsLockTheAccountAtEveryDoor() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(room.get("/api/v1/deliveries", "Authorization", TestRoom.basic("quality", "wrong")).statusCode()).isEqualTo(401);
        }
        assertThat(room.get("/api/v1/deliveries", "Authorization", TestRoom.basic("quality", TestRoom.PASSWORD)).statusCode()).isEqualTo(401);
        assertThat(logIn("quality", TestRoom.PASSWORD).statusCode()).isEqualTo(401);
        room.now = room.now.plus(Duration.ofMinutes(15));
        assertThat(logIn("quality", TestRoom.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    public void theCookieIsOutOfReachOfScriptsAndOtherSites() throws Exception {
        assertThat(header(logIn("quality", TestRoom.PASSWORD), "Set-Cookie"))
                .matches("plumbline=[A-Za-z0-9_-]{43}; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax");
        room.rules = TestRoom.rules(TrustedProxies.NONE, true);
        HttpResponse<String> secure = logIn("quality", TestRoom.PASSWORD);
        assertThat(header(secure, "Set-Cookie")).matches("__Host-plumbline=[A-Za-z0-9_-]{43}; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure");
        assertThat(header(secure, "Strict-Transport-Security")).isEqualTo("max-age=31536000");
    }

    @Test
    public void afterALoginOneGoesToThisHostOnly() throws Exception {
        for (String next : List.of("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "", "/%0d%0aSet-Cookie:x",
                "\\\\evil.example", "/inbox\nX: y")) {
            String form = "login=quality&password=" + TestRoom.PASSWORD.replace(' ', '+') + "&next="
                    + URLEncoder.encode(next, StandardCharsets.UTF_8);
            HttpResponse<String> response = room.post("/login", form);
            assertThat(header(response, "Location")).as(next).matches("/|/%0d%0aSet-Cookie:x");
            assertThat(response.headers().allValues("Set-Cookie")).hasSize(1);
        }
        String form = "login=quality&password=" + TestRoom.PASSWORD.replace(' ', '+') + "&next=%2Finbox%3Fpage%3D2";
        assertThat(header(room.post("/login", form), "Location")).isEqualTo("/inbox?page=2");
    }

    @Test
    public void withoutADatabaseNobodyIsLetInAndNothingIsTold() throws Exception {
        String cookie = room.cookie("quality");
        room.memory.broken = true;
        HttpResponse<String> page = room.get("/inbox", "Cookie", cookie);
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).doesNotContain("db.internal").doesNotContain("Exception");
        assertThat(room.get("/api/v1/deliveries", "Authorization", TestRoom.basic("erp", TestRoom.PASSWORD)).statusCode()).isEqualTo(503);
        assertThat(room.get("/health/live", "Cookie", cookie).statusCode()).isEqualTo(200);
    }

    // roles

    @Test
    public void eachRoleHasItsDoors() throws Exception {
        Map<String, String> cookies = Map.of("quality", room.cookie("quality"), "auditor", room.cookie("auditor"), "operator", room.cookie("operator"));
        assertThat(codes(cookies, "GET", "/inbox")).isEqualTo("auditor 200, operator 200, quality 200");
        assertThat(codes(cookies, "GET", "/metrics")).isEqualTo("auditor 200, operator 200, quality 200");
        for (String path : List.of("/operation", "/operation/streams", "/operations", "/users", "/users/1", "/api/v1/operation", "/api/v1/users")) {
            assertThat(codes(cookies, "GET", path)).as(path).isEqualTo("auditor 403, operator 200, quality 403");
        }
        assertThat(codes(cookies, "POST", "/nonconformities/1/move")).isEqualTo("auditor 403, operator 200, quality 200");
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            assertThat(codes(cookies, method, "/api/v1/nonconformities/1")).as(method).isEqualTo("auditor 403, operator 200, quality 200");
        }
        assertThat(codes(cookies, "POST", "/account/password")).isEqualTo("auditor 200, operator 200, quality 200");
        assertThat(codes(cookies, "POST", "/api/v1/deliveries")).as("only a machine reports").isEqualTo("auditor 403, operator 403, quality 403");
        assertThat(codes(cookies, "POST", "/logout")).isEqualTo("auditor 200, operator 200, quality 200");
    }

    @Test
    public void aMachineReportsAndReadsAndDoesNothingElse() throws Exception {
        String[] erp = {"Authorization", TestRoom.basic("erp", TestRoom.PASSWORD)};
        assertThat(room.send("POST", "/api/v1/deliveries", "{}", erp).statusCode()).isEqualTo(200);
        assertThat(room.get("/api/v1/deliveries", erp).statusCode()).isEqualTo(200);
        assertThat(room.get("/api/v1/nonconformities/1", erp).statusCode()).isEqualTo(200);
        assertThat(room.send("POST", "/soap/ErpEvents", "<x/>", erp).statusCode()).isEqualTo(200);
        for (String path : List.of("/api/v1/nonconformities", "/api/v1/deliveries/1", "/api/v1/users")) {
            assertThat(room.send("POST", path, "{}", erp).statusCode()).as("POST " + path).isEqualTo(403);
        }
        for (String path : List.of("/metrics", "/api/v1/users", "/api/v1/operation/streams")) {
            assertThat(room.get(path, erp).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(logIn("erp", TestRoom.PASSWORD).statusCode()).as("and has no pages").isEqualTo(401);
    }

    // was it meant

    @Test
    public void aFormNeedsTheTokenOfItsSession() throws Exception {
        String cookie = room.cookie("quality");
        String token = room.csrf(cookie);
        assertThat(token).hasSize(43);
        assertThat(room.post("/account", "field=x", "Cookie", cookie).statusCode()).isEqualTo(403);
        assertThat(room.post("/account", "field=x&csrf=", "Cookie", cookie).statusCode()).isEqualTo(403);
        assertThat(room.post("/account", "field=x&csrf=" + room.csrf(room.cookie("auditor")), "Cookie", cookie).statusCode()).isEqualTo(403);
        assertThat(room.send("POST", "/account", "", "Cookie", cookie).statusCode()).as("no body at all").isEqualTo(403);
        assertThat(room.send("POST", "/account", "csrf=" + token, "Cookie", cookie, "Content-Type", "text/plain").statusCode()).isEqualTo(403);
        assertThat(room.send("DELETE", "/api/v1/nonconformities/1", "", "Cookie", cookie).statusCode()).isEqualTo(403);

        HttpResponse<String> good = room.post("/account", "field=gr%C3%BCn&csrf=" + token, "Cookie", cookie);
        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.body()).as("the guest still gets its form").contains("field=grün").contains("bytes=" + ("field=gr%C3%BCn&csrf=" + token).length());
        assertThat(room.send("POST", "/api/v1/x", "{}", "Cookie", cookie, "X-CSRF-Token", token).statusCode()).isEqualTo(200);
    }

    @Test
    public void aFileMayBeLargerWhereCasesTakeOneAndOnlyForWhoMayAttachIt() throws Exception {
        String cookie = room.cookie("quality");
        String large = part("csrf", room.csrf(cookie)) + part("file", "x".repeat(2 * 1024 * 1024)) + "--b0undary--\r\n";
        assertThat(upload(cookie, "/cases/NC-MAIN-2026-0001/attachments", large)).isNotEqualTo(413);
        assertThat(upload(cookie, "/api/v1/nonconformities/NC-MAIN-2026-0001/file/attachments", large)).isNotEqualTo(413);
        assertThat(upload(cookie, "/cases/NC-MAIN-2026-0001/comments", large)).isEqualTo(413);
        assertThat(upload(cookie, "/cases/NC-MAIN-2026-0001/attachments", "x".repeat(11 * 1024 * 1024))).isEqualTo(413);
        assertThat(upload(room.cookie("operator"), "/cases/NC-MAIN-2026-0001/attachments", large)).isEqualTo(413);
    }

    private int upload(String cookie, String path, String body) throws Exception {
        return room.send("POST", path, body, "Cookie", cookie, "Content-Type", "multipart/form-data; boundary=b0undary").statusCode();
    }

    @Test
    public void aMultipartFormCarriesTheTokenInItsFirstPart() throws Exception {
        String cookie = room.cookie("quality");
        String first = part("csrf", room.csrf(cookie));
        String other = part("field", "x");
        assertThat(multipart(cookie, first + other)).isEqualTo(200);
        assertThat(multipart(cookie, other + first)).isEqualTo(403);
        assertThat(multipart(cookie, other)).isEqualTo(403);
        assertThat(multipart(cookie, part("csrf", "x") + first)).isEqualTo(403);
        assertThat(multipart(cookie, "")).isEqualTo(403);
    }

    @Test
    public void anotherSiteChangesNothing() throws Exception {
        String cookie = room.cookie("quality");
        String form = "csrf=" + room.csrf(cookie);
        for (String[] foreign : new String[][] {{"Origin", "https://evil.example"}, {"Origin", room.origin() + ".evil.example"},
                {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}}) {
            assertThat(room.post("/account", form, "Cookie", cookie, foreign[0], foreign[1]).statusCode()).as(foreign[1]).isEqualTo(403);
            assertThat(room.post("/login", "login=quality&password=x", foreign[0], foreign[1]).statusCode()).as("login from " + foreign[1]).isEqualTo(403);
            assertThat(room.send("POST", "/api/v1/deliveries", "{}", "Authorization", TestRoom.basic("erp", TestRoom.PASSWORD), foreign[0], foreign[1])
                    .statusCode()).as("remembered Basic from " + foreign[1]).isEqualTo(403);
        }
        for (String[] own : new String[][] {{"Origin", room.origin()}, {"Origin", "https://quality.example.org"}, {"Origin", "null"},
                {"Sec-Fetch-Site", "same-origin"}}) {
            assertThat(room.post("/account", form, "Cookie", cookie, own[0], own[1]).statusCode()).as(own[1]).isEqualTo(200);
        }
        assertThat(room.post("/u/token", "List-Unsubscribe=One-Click", "Origin", "https://mail.example").statusCode()).as("a mail program's one click")
                .isEqualTo(200);
    }

    // how much, how often

    @Test
    public void aBodyHasItsLimit() throws Exception {
        String[] erp = {"Authorization", TestRoom.basic("erp", TestRoom.PASSWORD)};
        assertThat(room.send("POST", "/api/v1/deliveries", "x".repeat(1024 * 1024), erp).body()).contains("bytes=1048576");
        HttpResponse<String> large = room.send("POST", "/api/v1/deliveries", "x".repeat(1024 * 1024 + 1), erp);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("1024 KiB");
        assertThat(room.post("/s/token", "field=" + "x".repeat(64 * 1024)).statusCode()).as("somebody unknown").isEqualTo(413);
        assertThat(room.post("/s/token", "field=" + "x".repeat(60 * 1024)).statusCode()).isEqualTo(200);
    }

    @Test
    public void aBodyOfUnknownLengthHasItToo() throws Exception {
        String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
        String answer = room.raw("POST /s/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17) + "0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("Connection: close");
    }

    @Test
    public void aBodyMustArriveInTime() throws Exception {
        room.step = Duration.ofSeconds(10);
        assertThat(room.post("/s/token", "field=x").statusCode()).isEqualTo(200);
        room.step = Duration.ofSeconds(31);
        assertThat(room.post("/s/token", "field=x").statusCode()).isEqualTo(408);
    }

    private final List<Socket> held = new ArrayList<>();

    @After
    public void letGo() throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
    }

    /** Begins a body and says no more for now. */
    private Socket slow(String client) throws IOException {
        Socket socket = new Socket("127.0.0.1", URI.create(room.origin()).getPort());
        held.add(socket);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(("POST /s/token HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + client + "\r\nContent-Length: 7\r\n\r\nfield=").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Whether another slow body of this address is refused, and is not waited for. */
    private boolean refused(String client) throws IOException {
        Socket socket = slow(client);
        socket.setSoTimeout(300);
        try {
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).equals("HTTP/1.1 503");
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private boolean taken(String client) throws IOException {
        Socket socket = slow(client);
        socket.getOutputStream().write('x');
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
    }

    @Test
    public void whoSendsSlowlyLeavesRoomForOthers() throws Exception {
        room.rules = TestRoom.rules(TrustedProxies.of("127.0.0.1"), false);
        for (int i = 0; i < AwaitedBodies.MOST_OF_ONE; i++) {
            slow("192.0.2.1");
        }
        await().until(() -> refused("192.0.2.1"));
        assertThat(taken("198.51.100.1")).as("another address").isTrue();
        for (int i = 0; i < AwaitedBodies.MOST - AwaitedBodies.MOST_OF_ONE; i++) {
            slow("192.0.2." + (10 + i));
        }
        await().until(() -> refused("198.51.100.1"));
        assertThat(room.get("/s/token").statusCode()).as("whoever sends no body").isEqualTo(200);
        letGo();
        await().until(() -> taken("192.0.2.1"));
    }

    @Test
    public void whatIsPackedOrHasABodyWhereNoneBelongsIsRefused() throws Exception {
        assertThat(room.send("POST", "/s/token", "x", "Content-Encoding", "gzip").statusCode()).isEqualTo(415);
        assertThat(room.send("GET", "/s/token", "x").statusCode()).isEqualTo(400);
    }

    @Test
    public void tenFailedLoginsFromOneAddressAreEnough() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(logIn("nobody" + i, "wrong").statusCode()).isEqualTo(401);
        }
        HttpResponse<String> eleventh = logIn("quality", TestRoom.PASSWORD);
        assertThat(eleventh.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(header(eleventh, "Retry-After"))).isBetween(1, 900);
        HttpResponse<String> service = room.get("/api/v1/deliveries", "Authorization", TestRoom.basic("erp", TestRoom.PASSWORD));
        assertThat(service.statusCode()).as("the same count at every door").isEqualTo(429);
        assertThat(header(service, "Retry-After")).isNotEmpty();
        room.now = room.now.plus(Duration.ofMinutes(15));
        assertThat(logIn("quality", TestRoom.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    public void loginsThatSucceedAreNotCounted() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(logIn("quality", TestRoom.PASSWORD).statusCode()).isEqualTo(303);
        }
    }

    @Test
    public void aServiceHasItsLimitForEachAccount() throws Exception {
        String[] erp = {"Authorization", TestRoom.basic("erp", TestRoom.PASSWORD)};
        List<Integer> codes = IntStream.range(0, 51).mapToObj(i -> call("/api/v1/deliveries", erp)).toList();
        assertThat(codes.subList(0, 50)).containsOnly(200);
        assertThat(codes.get(50)).isEqualTo(429);
        assertThat(room.get("/api/v1/deliveries", "Authorization", TestRoom.basic("quality", TestRoom.PASSWORD)).statusCode()).isEqualTo(200);
        room.now = room.now.plusSeconds(60);
        assertThat(room.get("/api/v1/deliveries", erp).statusCode()).isEqualTo(200);
    }

    // where it comes from

    @Test
    public void onlyATrustedProxyNamesTheClient() throws Exception {
        String[] forwarded = {"X-Forwarded-For", "198.51.100.9, 203.0.113.5", "X-Forwarded-Proto", "https"};
        assertThat(room.get("/s/token", forwarded).body()).contains("address=127.0.0.1", "secure=false");
        room.rules = TestRoom.rules(TrustedProxies.of("127.0.0.0/8"), false);
        assertThat(room.get("/s/token", forwarded).body()).as("the last hop that is not ours; the rest is hearsay").contains("address=203.0.113.5",
                "secure=true");
        assertThat(room.get("/s/token", "X-Forwarded-For", "203.0.113.5, 127.0.0.9").body()).contains("address=203.0.113.5");
        assertThat(room.get("/s/token", "X-Forwarded-For", "not-an-address").body()).contains("address=127.0.0.1");
    }

    // what every answer says

    @Test
    public void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (String path : List.of("/login", "/s/token", "/inbox", "/api/v1/deliveries", "/assets/x", "/s/token?error=404", "/s/token?explode=1")) {
            HttpResponse<String> response = room.get(path);
            assertThat(header(response, "Content-Security-Policy")).as(path).startsWith("default-src 'none'; script-src 'nonce-").contains("frame-ancestors 'none'",
                    "base-uri 'none'", "form-action 'self'").doesNotContain("unsafe");
            assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(header(response, "X-Request-Id")).matches("[0-9a-f]{16}");
            assertThat(response.headers().firstValue("Strict-Transport-Security")).as("not over plain HTTP").isEmpty();
        }
        assertThat(room.get("/s/token").headers().allValues("Cache-Control")).as("once, although the guest says it too").containsExactly("no-store");
        assertThat(room.get("/login").headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    public void theNonceIsNewEachTimeAndThePageGetsTheSame() throws Exception {
        HttpResponse<String> one = room.get("/s/token");
        String nonce = one.body().replaceAll("(?s).*nonce=([^\\n]+)\\n.*", "$1");
        assertThat(nonce).hasSize(24);
        assertThat(header(one, "Content-Security-Policy")).contains("script-src 'nonce-" + nonce + "'");
        assertThat(room.get("/s/token").body()).doesNotContain(nonce);
    }

    @Test
    public void aRequestKeepsItsNumberOrGetsOne() throws Exception {
        assertThat(header(room.get("/s/token", "X-Request-Id", "order-4711.a_b"), "X-Request-Id")).isEqualTo("order-4711.a_b");
        for (String bad : List.of("short", "has spaces in it", "<script>alert(1)</script>", "x".repeat(65))) {
            assertThat(header(room.get("/s/token", "X-Request-Id", bad), "X-Request-Id")).as(bad).matches("[0-9a-f]{16}");
        }
    }

    @Test
    public void errorsTellNothingOfTheInside() throws Exception {
        for (String path : List.of("/s/token?explode=1", "/s/token?error=500", "/s/token?error=404", "/health?explode=1", "/health?error=500")) {
            HttpResponse<String> response = room.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(path.contains("404") ? 404 : 500);
            assertThat(response.body()).as(path).doesNotContain("secret of the inside").doesNotContain("Exception").doesNotContain("io.plumbline")
                    .doesNotContain("Jetty").contains(header(response, "X-Request-Id"));
        }
        assertThat(header(room.get("/health?explode=1"), "Content-Type")).startsWith("application/problem+json");
    }

    // is it well formed

    @Test
    public void onlyKnownMethodsAreTaken() throws Exception {
        for (String method : List.of("TRACE", "OPTIONS", "CONNECTX", "PROPFIND", "PUT", "DELETE")) {
            HttpResponse<String> response = room.send(method, "/s/token", "");
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, POST");
        }
        assertThat(room.send("HEAD", "/s/token", "").statusCode()).isEqualTo(200);
    }

    @Test
    public void anAddressThatCanBeReadInTwoWaysIsRefused() throws Exception {
        for (String path : List.of("/s;x=1/token", "/assets/..;/inbox", "//inbox", "/assets//inbox", "/assets/%2e%2e/inbox", "/assets/%2Finbox", "/s/%5cx",
                "/s/%00", "/s/%252e", "/s/" + "x".repeat(2100))) {
            String answer = room.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).startsWith("HTTP/1.1 400 ").doesNotContain("guest\n");
        }
        assertThat(room.raw("GET /%69nbox HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).as("decoded before it is judged").startsWith("HTTP/1.1 303 ");
    }

    @Test
    public void aHostHeaderMovesNobody() throws Exception {
        assertThat(room.raw("GET /inbox HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")).contains("Location: /login?next=%2Finbox")
                .doesNotContain("evil.example");
    }

    @Test
    public void aHundredHeadersAreEnough() throws Exception {
        String[] many = IntStream.range(0, 101).boxed().flatMap(i -> List.of("X-H" + i, "x").stream()).toArray(String[]::new);
        assertThat(room.get("/s/token", many).statusCode()).isEqualTo(431);
    }

    private String codes(Map<String, String> cookies, String method, String path) throws Exception {
        Map<String, Integer> codes = new TreeMap<>();
        for (Map.Entry<String, String> entry : cookies.entrySet()) {
            String body = method.equals("GET") ? "" : "{}";
            codes.put(entry.getKey(), room.send(method, path, body, "Cookie", entry.getValue(), "X-CSRF-Token", room.csrf(entry.getValue())).statusCode());
        }
        return codes.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
    }

    private int call(String path, String... headers) {
        try {
            return room.get(path, headers).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> logIn(String login, String password) throws Exception {
        return room.post("/login", "login=" + login + "&password=" + password.replace(' ', '+'));
    }

    private int multipart(String cookie, String parts) throws Exception {
        return room.send("POST", "/account", parts + "--b0undary--\r\n", "Cookie", cookie, "Content-Type", "multipart/form-data; boundary=b0undary").statusCode();
    }

    private static String part(String name, String value) {
        return "--b0undary\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
