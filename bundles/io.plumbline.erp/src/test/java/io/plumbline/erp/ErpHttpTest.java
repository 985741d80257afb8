package io.plumbline.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;

import io.plumbline.application.delivery.SourceFault;

public class ErpHttpTest {
    private static final Map<String, String> LOGIN = Map.of("Authorization", "Basic aHVudGVyMg==");
    private final CountDownLatch testOver = new CountDownLatch(1);
    private HttpServer server;
    private ExecutorService threads;
    private String path;
    private String asked;

    @Before
    public void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.start();
    }

    @After
    public void stop() {
        testOver.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    public void readsJsonExactlyAndTheServersClock() throws Exception {
        answer(200, "application/json", "{\"quantity\": 1.10}");
        ErpHttp.Answer answer = http().postJson("/db/", JsonNodeFactory.instance.objectNode().put("q", "ä"), LOGIN);
        assertThat(answer.ok().json().get("quantity").decimalValue().toPlainString()).isEqualTo("1.10");
        assertThat(answer.date()).get().satisfies(d -> assertThat(Duration.between(d, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1)));
        assertThat(path).isEqualTo("POST /erp/db/");
        assertThat(asked).isEqualTo("{\"q\":\"ä\"}");
    }

    @Test
    public void aWebPageInsteadOfDataIsToldInPlainWords() {
        answer(200, "text/html; charset=utf-8", "<!DOCTYPE html><title>Sign in</title>");
        told(SourceFault.Kind.UNEXPECTED, () -> http().get("/x", LOGIN).ok().json(), "web page instead of data");
    }

    @Test
    public void aWebPageThatCallsItselfJsonIsStillAWebPage() {
        answer(200, "application/json", "\n <html><body>Sign in</body></html>");
        told(SourceFault.Kind.UNEXPECTED, () -> http().get("/y", LOGIN).ok().json(), "web page instead of data");
    }

    @Test
    public void statusesAreToldApart() {
        answer(401, "text/plain", "");
        told(SourceFault.Kind.LOGIN, this::call, "refuses the login");
        answer(403, "text/plain", "");
        told(SourceFault.Kind.SETUP, this::call, "a right is missing");
        answer(404, "text/plain", "");
        told(SourceFault.Kind.SETUP, this::call, "does not know the address");
        answer(500, "text/plain", "hunter2");
        told(SourceFault.Kind.UNREACHABLE, this::call, "HTTP 500");
        answer(418, "text/plain", "");
        told(SourceFault.Kind.UNEXPECTED, this::call, "HTTP 418");
    }

    @Test
    public void patienceIsKeptForAsLongAsAsked() {
        answer(429, "text/html", "<html>", "Retry-After", "17");
        assertThat(told(SourceFault.Kind.THROTTLED, this::call, "patience").retryAfter()).contains(Duration.ofSeconds(17));
        answer(503, "text/plain", "", "Retry-After", "5");
        assertThat(told(SourceFault.Kind.THROTTLED, this::call, "patience").retryAfter()).contains(Duration.ofSeconds(5));
        answer(429, "text/plain", "", "Retry-After", "soon");
        assertThat(told(SourceFault.Kind.THROTTLED, this::call, "patience").retryAfter()).isEmpty();
    }

    @Test
    public void redirectsAreNotFollowed() {
        AtomicInteger elsewhere = new AtomicInteger();
        server.createContext("/elsewhere", e -> elsewhere.incrementAndGet());
        answer(302, "text/plain", "", "Location", "/elsewhere");
        told(SourceFault.Kind.SETUP, this::call, "redirects");
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    public void anAnswerBeyondTheLimitIsNotReadToItsEnd() {
        answer(200, "application/json", "\"" + "x".repeat(2000) + "\"");
        ErpHttp small = new ErpHttp(base(), Duration.ofSeconds(20), 1000);
        told(SourceFault.Kind.UNEXPECTED, () -> small.get("/x", LOGIN), "more than 1000 bytes");
    }

    @Test
    public void anAnswerAtTheLimitIsRead() throws Exception {
        answer(200, "application/json", "\"" + "x".repeat(998) + "\"");
        assertThat(new ErpHttp(base(), Duration.ofSeconds(20), 1000).get("/x", LOGIN).json().asText()).hasSize(998);
    }

    @Test(timeout = 40_000)
    public void aBodyThatTricklesForEverTimesOut() throws Exception {
        try (ServerSocket stalling = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            threads.submit((Callable<Void>) () -> {
                try (Socket s = stalling.accept()) {
                    s.getInputStream().read(new byte[8192]);
                    s.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n[".getBytes(StandardCharsets.US_ASCII));
                    testOver.await();
                }
                return null;
            });
            ErpHttp hasty = new ErpHttp(URI.create("http://127.0.0.1:" + stalling.getLocalPort()), Duration.ofMillis(1500));
            told(SourceFault.Kind.UNREACHABLE, () -> hasty.get("/x", LOGIN), "did not answer within 1.5 s", stalling.getLocalPort());
        }
    }

    @Test
    public void aTruncatedBodyIsABrokenConnection() throws Exception {
        raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"a\":", port -> {
            ErpHttp http = new ErpHttp(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(20));
            told(SourceFault.Kind.UNREACHABLE, () -> http.get("/x", LOGIN), "broke", port);
        });
    }

    @Test
    public void nobodyThereIsToldWithHostAndPort() throws Exception {
        int port;
        try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = s.getLocalPort();
        }
        ErpHttp http = new ErpHttp(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(20));
        told(SourceFault.Kind.UNREACHABLE, () -> http.get("/x", LOGIN), "connection refused", port);
    }

    @Test
    public void anUnknownHostIsToldAsThat() {
        ErpHttp http = new ErpHttp(URI.create("http://erp.invalid:8000"), Duration.ofSeconds(20));
        told(SourceFault.Kind.UNREACHABLE, () -> http.get("/x", LOGIN), "the host of erp.invalid:8000 is not known", 8000);
    }

    @Test
    public void plainHttpWhereTlsIsExpectedIsToldAsThat() throws Exception {
        raw("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", port -> {
            ErpHttp http = new ErpHttp(URI.create("https://127.0.0.1:" + port), Duration.ofSeconds(20));
            told(SourceFault.Kind.SETUP, () -> http.get("/x", LOGIN), "no secure connection", port);
        });
    }

    @Test
    public void unsoundJsonIsToldWithItsPlaceAndWithoutItsText() {
        answer(200, "application/json", "{\"a\": hunter2}");
        told(SourceFault.Kind.UNEXPECTED, () -> http().get("/x", LOGIN).json(), "line 1, column");
    }

    /** A server that says {@code words} to whatever it hears, and hangs up. */
    private void raw(String words, IntConsumer test) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.submit((Callable<Void>) () -> {
                while (true) {
                    try (Socket s = server.accept(); OutputStream out = s.getOutputStream()) {
                        s.getInputStream().read(new byte[8192]);
                        out.write(words.getBytes(StandardCharsets.US_ASCII));
                        // hanging up on what was not read would be a reset, which may overtake the words
                        s.shutdownOutput();
                        s.getInputStream().readAllBytes();
                    }
                }
            });
            test.accept(server.getLocalPort());
        }
    }

    private ErpHttp.Answer call() throws SourceFault {
        return http().get("/x", LOGIN).ok();
    }

    private ErpHttp http() {
        return new ErpHttp(base(), Duration.ofSeconds(20));
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/erp/");
    }

    private void answer(int status, String type, String body, String... headers) {
        if (path != null) {
            server.removeContext("/erp");
        }
        path = "";
        server.createContext("/erp", e -> {
            path = e.getRequestMethod() + " " + e.getRequestURI();
            asked = new String(e.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            e.getResponseHeaders().set("Content-Type", type);
            for (int i = 0; i < headers.length; i += 2) {
                e.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            e.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = e.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    private SourceFault told(SourceFault.Kind kind, Call call, String words) {
        return told(kind, call, words, server.getAddress().getPort());
    }

    private static SourceFault told(SourceFault.Kind kind, Call call, String words, int port) {
        SourceFault fault = catchThrowableOfType(SourceFault.class, call::make);
        assertThat(fault).hasMessageContaining(words).hasMessageContaining(":" + port);
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.getMessage()).doesNotContain("hunter2").doesNotContain("aHVudGVyMg");
        return fault;
    }

    private interface Call {
        Object make() throws SourceFault;
    }
}
