package io.plumbline.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.plumbline.application.webhook.WebhookRules;
import io.plumbline.application.webhook.WebhookTransport.Answered;
import io.plumbline.application.webhook.WebhookTransport.Failed;
import io.plumbline.application.webhook.WebhookTransport.Result;
import io.plumbline.domain.webhook.ReceiverRule;

public class HttpWebhookTransportTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final List<String> asked = new ArrayList<>();
    private final Names names = new Names();
    private final HttpWebhookTransport transport = new HttpWebhookTransport(names);
    private Receiver receiver;

    /** Names that lead where the test says, each time it is asked. */
    private final class Names implements DnsResolver {
        private final List<String[]> answers = new ArrayList<>();

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            asked.add(host);
            if (answers.isEmpty()) {
                return InetAddress.getAllByName(host);
            }
            String[] next = answers.size() > 1 ? answers.remove(0) : answers.get(0);
            InetAddress[] all = new InetAddress[next.length];
            for (int i = 0; i < next.length; i++) {
                all[i] = InetAddress.getByName(next[i]);
            }
            return all;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            throw new AssertionError("nobody needs it");
        }
    }

    @Before
    public void open() throws IOException {
        receiver = Receiver.plain();
    }

    @After
    public void close() throws IOException {
        transport.stop();
        receiver.close();
    }

    private static WebhookRules rules(String allowed, Duration timeout, Path trust) {
        return new WebhookRules(new ReceiverRule(true, allowed.isEmpty() ? List.of() : ReceiverRule.networks(allowed).orElseThrow()), Duration.ofSeconds(5), timeout,
                Duration.ZERO, trust);
    }

    private static WebhookRules loopback() {
        return rules("127.0.0.0/8", Duration.ofSeconds(20), null);
    }

    private Result post(String url, WebhookRules rules) {
        return transport.post(URI.create(url), Map.of("webhook-id", "msg_1"), "{\"a\":\"ü\"}", rules);
    }

    private Result post(WebhookRules rules) {
        return post("http://127.0.0.1:" + receiver.port() + "/hooks?token=x", rules);
    }

    private static void assertFailed(Result result, String reason) {
        assertThat(result).isInstanceOfSatisfying(Failed.class, f -> assertThat(f.reason()).contains(reason));
    }

    @Test
    public void postsTheBodyWithItsHeaders() {
        assertThat(post(loopback())).isInstanceOfSatisfying(Answered.class, a -> {
            assertThat(a.status()).isEqualTo(200);
            assertThat(a.retryAfter()).isNull();
            assertThat(a.took()).isPositive();
        });
        Receiver.Call call = receiver.calls.get(0);
        assertThat(call.line()).isEqualTo("POST /hooks?token=x HTTP/1.1");
        assertThat(call.body()).isEqualTo("{\"a\":\"ü\"}");
        assertThat(call.headers()).containsEntry("webhook-id", "msg_1").containsEntry("content-type", "application/json").containsEntry("user-agent", "Plumbline")
                .containsEntry("host", "127.0.0.1:" + receiver.port()).doesNotContainKeys("accept-encoding", "cookie", "authorization", "upgrade");
    }

    @Test
    public void aRedirectIsNotFollowed() throws Exception {
        try (Receiver inside = Receiver.plain()) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                receiver.manner = Receiver.status(status, "Location: http://127.0.0.1:" + inside.port() + "/secret", "Set-Cookie: a=b");
                assertThat(post(loopback())).isInstanceOfSatisfying(Answered.class, a -> assertThat(a.status()).isEqualTo(status));
            }
            assertThat(inside.connections).isZero();
            assertThat(receiver.calls).hasSize(5).allSatisfy(c -> assertThat(c.headers()).doesNotContainKey("cookie"));
        }
    }

    @Test
    public void whatTheEndpointAsksForIsRead() {
        receiver.manner = Receiver.status(429, "Retry-After: 120");
        assertThat(post(loopback())).isInstanceOfSatisfying(Answered.class, a -> assertThat(a.retryAfter()).isEqualTo(Duration.ofSeconds(120)));
        Instant now = Instant.parse("2026-11-21T08:00:00Z");
        assertThat(HttpWebhookTransport.retryAfter(new BasicHeader("Retry-After", "Sat, 21 Nov 2026 08:01:00 GMT"), now)).isEqualTo(Duration.ofMinutes(1));
        assertThat(HttpWebhookTransport.retryAfter(new BasicHeader("Retry-After", "Sat, 21 Nov 2020 08:01:00 GMT"), now)).isZero();
        for (String odd : new String[] {"", "-1", "99999999999999999999", "soon", null}) {
            assertThat(HttpWebhookTransport.retryAfter(new BasicHeader("Retry-After", odd), now)).isNull();
        }
        assertThat(HttpWebhookTransport.retryAfter(null, now)).isNull();
    }

    @Test(timeout = 20_000)
    public void oneWhoNeverAnswersIsLeft() {
        receiver.manner = (call, out, socket) -> socket.getInputStream().read();
        long start = System.nanoTime();
        assertFailed(post(rules("127.0.0.0/8", Duration.ofMillis(400), null)), "no answer within 400 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** Each byte comes in time, the whole does not. */
    @Test(timeout = 20_000)
    public void oneWhoDripsIsLeft() {
        receiver.manner = (call, out, socket) -> {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('x');
                out.flush();
                java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            }
        };
        assertFailed(post(rules("127.0.0.0/8", Duration.ofMillis(400), null)), "no answer within 400 ms");
    }

    @Test(timeout = 20_000)
    public void anEndlessBodyIsNotRead() {
        long[] written = new long[1];
        receiver.manner = (call, out, socket) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] block = new byte[65536];
            while (true) {
                out.write(block);
                written[0] += block.length;
            }
        };
        assertThat(post(loopback())).isInstanceOfSatisfying(Answered.class, a -> {
            assertThat(a.status()).isEqualTo(200);
            assertThat(a.took()).isLessThan(Duration.ofSeconds(5));
        });
        assertThat(written[0]).isLessThan(50_000_000);
    }

    @Test(timeout = 20_000)
    public void endlessHeadersAreNotRead() {
        receiver.manner = (call, out, socket) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("X-A: bbbbbbbbbbbbbbbbbbbbbbbbb\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        };
        assertFailed(post(loopback()), "the answer is not HTTP that can be read");
    }

    @Test
    public void oneWhoHangsUpOrSaysNonsenseFailed() throws Exception {
        receiver.manner = (call, out, socket) -> socket.close();
        assertFailed(post(loopback()), "closed without an answer");
        receiver.manner = (call, out, socket) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
        assertFailed(post(loopback()), "the connection broke");
        receiver.manner = Receiver.text("220 mail.example.org ESMTP\r\n250 OK\r\n");
        assertThat(post(rules("127.0.0.0/8", Duration.ofSeconds(2), null))).isInstanceOf(Failed.class);
        int closed;
        try (ServerSocket free = new ServerSocket(0)) {
            closed = free.getLocalPort();
        }
        assertFailed(post("http://127.0.0.1:" + closed + "/", loopback()), "no connection");
    }

    @Test
    public void aNameThatLeadsInsideIsNotCalled() {
        for (String[] addresses : new String[][] {{"127.0.0.1"}, {"93.184.216.34", "127.0.0.1"}, {"::1"}, {"::ffff:127.0.0.1"}, {"64:ff9b::7f00:1"}, {"169.254.169.254"}}) {
            names.answers.clear();
            names.answers.add(addresses);
            assertFailed(post("http://hooks.example.org:" + receiver.port() + "/", rules("", Duration.ofSeconds(2), null)), "the endpoint's name leads to ");
        }
        names.answers.clear();
        assertFailed(post(rules("", Duration.ofSeconds(2), null)), "127.0.0.1: expected a public address");
        assertThat(receiver.connections).isZero();
    }

    /** The second answer is never asked for: the connection goes to the address that was looked at. */
    @Test
    public void aNameThatChangesBetweenLookAndConnectionGainsNothing() {
        names.answers.add(new String[] {"127.0.0.1"});
        names.answers.add(new String[] {"10.99.99.99"});
        assertThat(post("http://hooks.example.org:" + receiver.port() + "/", loopback())).isInstanceOf(Answered.class);
        assertThat(asked).containsExactly("hooks.example.org");
        assertThat(receiver.calls.get(0).headers()).containsEntry("host", "hooks.example.org:" + receiver.port());
        // the next call asks anew, over a connection of its own
        assertFailed(post("http://hooks.example.org:" + receiver.port() + "/", loopback()), "leads to 10.99.99.99");
        assertThat(asked).hasSize(2);
        assertThat(receiver.connections).isEqualTo(1);
    }

    @Test
    public void aNameThatNobodyKnowsIsSaid() {
        assertFailed(post("https://nothing.invalid/", loopback()), "cannot be resolved");
    }

    @Test
    public void overTlsTheNameIsAskedForAndChecked() throws Exception {
        TestCertificate certificate = TestCertificate.forHost("dns:hooks.example.org", folder.getRoot().toPath());
        try (Receiver tls = Receiver.tls(certificate.server())) {
            names.answers.add(new String[] {"127.0.0.1"});
            WebhookRules trusting = rules("127.0.0.1", Duration.ofSeconds(20), certificate.pem());
            assertThat(post("https://hooks.example.org:" + tls.port() + "/", trusting)).isInstanceOfSatisfying(Answered.class, a -> assertThat(a.status()).isEqualTo(200));
            assertThat(tls.calls.get(0).serverName()).isEqualTo("hooks.example.org");
            assertFailed(post("https://other.example.org:" + tls.port() + "/", trusting), "TLS failed");
            assertFailed(post("https://hooks.example.org:" + tls.port() + "/", rules("127.0.0.1", Duration.ofSeconds(20), null)), "TLS failed");
            assertFailed(post("https://hooks.example.org:" + tls.port() + "/", rules("127.0.0.1", Duration.ofSeconds(20), folder.getRoot().toPath().resolve("none.pem"))),
                    "certificates to trust cannot be read");
            assertThat(tls.calls).hasSize(1);
        }
    }
}
