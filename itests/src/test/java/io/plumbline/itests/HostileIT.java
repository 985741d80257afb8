package io.plumbline.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.sun.net.httpserver.HttpServer;

/** What strangers and a stolen login can throw at the running distribution: bodies without end, clients that dawdle, and documents that swell. */
public class HostileIT {
    private static final long HUNDRED_MEGABYTES = 100L * 1024 * 1024;
    /** More than one body of these that was kept would add to what is in use. */
    private static final long MARGIN = 60L * 1024 * 1024;
    private static final int DAWDLERS = 60;
    private static final String CUT = "cut off";
    private static final String REST = "/api/v1/deliveries";
    private static final String SOAP = "/soap/v1/ErpEvents";
    private static final String SURVEY = "/s/AAAAAAAAAAAAAAAAAAAAAA";

    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();

    private static final AtomicInteger FETCHED = new AtomicInteger();
    private static HttpServer elsewhere;
    private static Api erp;
    private static Api operator;
    private static String login;

    @BeforeClass
    public static void logIn() throws Exception {
        erp = Api.as(PLUMBLINE, "erp");
        operator = Api.as(PLUMBLINE, "operator");
        login = "Basic " + Base64.getEncoder().encodeToString(("erp:" + People.password(PLUMBLINE, "erp")).getBytes(UTF_8));
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            FETCHED.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        elsewhere.start();
    }

    @AfterClass
    public static void stop() {
        elsewhere.stop(0);
    }

    // bodies without end

    @Test
    public void aHundredMegabytesAreRefusedAtEveryDoorAndKeptNowhere() throws Exception {
        Map<String, String> doors = Map.of(REST, "application/json", SOAP, "text/xml", SURVEY, "application/x-www-form-urlencoded", "/login",
                "application/x-www-form-urlencoded");
        long before = heapInUse();
        ExecutorService senders = Executors.newCachedThreadPool();
        try {
            Map<String, Future<Outcome>> all = new java.util.TreeMap<>();
            doors.forEach((path, type) -> {
                all.put(path + " with its length", senders.submit(() -> flood(head(path, type, "Content-Length: " + HUNDRED_MEGABYTES), false, senders)));
                all.put(path + " in chunks", senders.submit(() -> flood(head(path, type, "Transfer-Encoding: chunked"), true, senders)));
            });
            for (Map.Entry<String, Future<Outcome>> one : all.entrySet()) {
                Outcome outcome = one.getValue().get();
                assertThat(outcome.status()).as(one.getKey()).matches("413|" + CUT);
                assertThat(outcome.sent()).as("answered before it has come: " + one.getKey()).isLessThan(HUNDRED_MEGABYTES);
            }
        } finally {
            senders.shutdownNow();
        }
        assertThat(heapInUse() - before).as("bytes in use more than before").isLessThan(MARGIN);
        assertServed();
        assertThat(Files.readString(PLUMBLINE.home().resolve("data/log/karaf.log"))).doesNotContain("OutOfMemoryError");
    }

    @Test
    public void whatSwellsWhenItIsUnpackedIsRefused() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            byte[] megabyte = " ".repeat(1024 * 1024).getBytes(UTF_8);
            for (int i = 0; i < 100; i++) {
                out.write(megabyte);
            }
        }
        assertThat(packed.size()).as("small enough to be looked at").isLessThan(1024 * 1024);
        HttpResponse<String> refused = HttpClient.newHttpClient().send(HttpRequest.newBuilder(PLUMBLINE.at(REST)).header("Authorization", login)
                .header("Content-Type", "application/json").header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(packed.toByteArray())).build(),
                BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(413);
    }

    // clients that dawdle

    @Test
    public void whoDawdlesKeepsNobodyWaitingAndIsDroppedInTheEnd() throws Exception {
        PLUMBLINE.configure("io.plumbline.http.cfg", "bodyTime", "10s");
        List<Dawdler> dawdlers = new ArrayList<>();
        try {
            for (int i = 0; i < DAWDLERS; i++) {
                dawdlers.add(new Dawdler(switch (i % 5) {
                    case 0 -> head(REST, "application/json", "Content-Length: 1000000");
                    case 1 -> head(SOAP, "text/xml", "Content-Length: 1000000");
                    case 2 -> head(SURVEY, "application/x-www-form-urlencoded", "Content-Length: 60000");
                    case 3 -> head("/login", "application/x-www-form-urlencoded", "Content-Length: 60000");
                    default -> head("/login", "application/x-www-form-urlencoded", "Content-Length: 60000");
                }, i % 5 == 4));
            }
            dawdlers.forEach(Dawdler::say);
            assertServed();
            assertThat(dawdlers).as("those who dawdle all the while").noneMatch(Dawdler::dropped);
            await("all are dropped").atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(200)).until(() -> {
                dawdlers.forEach(Dawdler::say);
                return dawdlers.stream().allMatch(Dawdler::dropped);
            });
            assertThat(dawdlers).extracting(Dawdler::answer).allMatch(a -> a.equals(CUT) || a.startsWith("4"));
            assertServed();
        } finally {
            PLUMBLINE.configure("io.plumbline.http.cfg", "bodyTime", "30s");
            for (Dawdler dawdler : dawdlers) {
                dawdler.close();
            }
        }
    }

    @Test
    public void whoNeverEndsTheHeadersKeepsNobodyWaiting() throws Exception {
        List<Dawdler> dawdlers = new ArrayList<>();
        try {
            // twice as many as there are threads: they wait without one
            for (int i = 0; i < 400; i++) {
                dawdlers.add(new Dawdler("GET /login HTTP/1.1\r\nHost: localhost\r\nX-Dawdle: ", false));
            }
            dawdlers.forEach(Dawdler::say);
            assertServed();
            assertThat(dawdlers).noneMatch(Dawdler::dropped);
        } finally {
            for (Dawdler dawdler : dawdlers) {
                dawdler.close();
            }
        }
    }

    // documents that swell

    @Test
    public void xmlThatSwellsOrReachesOutIsRefusedUnread() throws Exception {
        String there = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/";
        String secret = PLUMBLINE.home().resolve("etc/keys.properties").toUri().toString();
        StringBuilder laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 10; i++) {
            laughs.append("<!ENTITY l").append(i).append(" \"").append(("&l" + (i - 1) + ";").repeat(10)).append("\">");
        }
        List<String> bombs = List.of(
                laughs + "]>|&l9;",
                "<!DOCTYPE x [<!ENTITY a \"" + "a".repeat(50_000) + "\">]>|" + "&a;".repeat(50_000),
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"" + secret + "\">]>|&a;",
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"" + there + "entity\">]>|&a;",
                "<!DOCTYPE x SYSTEM \"" + there + "dtd\">|a",
                "<!DOCTYPE x PUBLIC \"-//X//Y\" \"" + there + "public\">|a",
                "<!DOCTYPE x [<!ENTITY % p SYSTEM \"" + there + "parameter\"> %p;]>|a",
                "|<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"" + there + "include\"/>",
                "|" + "<a>".repeat(100_000),
                "|" + "<a>".repeat(100_000) + "</a>".repeat(100_000),
                "|<a " + IntStream.range(0, 50_000).mapToObj(i -> "a" + i + "=\"\"").collect(Collectors.joining(" ")) + "/>");
        for (String bomb : bombs) {
            String declared = bomb.substring(0, bomb.indexOf('|'));
            String inside = bomb.substring(bomb.indexOf('|') + 1);
            String advice = UblDocuments.despatch("2.4", inside, "HXML").replace("?>\n", "?>\n" + declared);
            refused(erp.post(REST, "application/xml", advice.getBytes(UTF_8)), advice, secret);
            String call = declared + "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><cancelDelivery xmlns=\"urn:plumbline:soap:v1\"><source><company>"
                    + inside + "</company></source></cancelDelivery></e:Body></e:Envelope>";
            HttpResponse<String> answer = erp.post(SOAP, "text/xml", call.getBytes(UTF_8));
            if (answer.statusCode() == 500) {
                // SOAP 1.1 answers so where the caller's document was read, and names its fault
                assertThat(answer.body()).as(call.substring(0, Math.min(300, call.length()))).contains("<invalidDelivery ").doesNotContain(secret);
            } else {
                refused(answer, call, secret);
            }
        }
        assertThat(FETCHED).as("what was fetched from elsewhere").hasValue(0);
        assertServed();
        assertThat(Api.as(PLUMBLINE, "quality").json("/api/v1/deliveries?text=HXML").get("items")).isEmpty();
    }

    @Test
    public void jsonThatSwellsIsRefused() throws Exception {
        String good = Invited.delivery("HJSON", "hjson@hostile.example", "en");
        String keys = IntStream.range(0, 80_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
        List<String> bombs = List.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "[".repeat(100_000) + "]".repeat(100_000),
                good.replace("\"delivered\":3", "\"delivered\":" + "[".repeat(100_000) + "]".repeat(100_000)),
                good.replace("\"delivered\":3", "\"delivered\":" + "9".repeat(900_000)),
                good.replace("\"delivered\":3", "\"delivered\":1e999999999"),
                good.replace("\"delivered\":3", "\"delivered\":1e-999999999"),
                good.replace("\"delivered\":3", "\"delivered\":0." + "0".repeat(900_000) + "1"),
                "{" + keys + "}",
                "{" + keys + "," + good.substring(good.indexOf('{') + 1),
                "[" + "{},".repeat(300_000) + "{}]",
                "{" + IntStream.range(0, 1_000_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(",")) + "}",
                good.replace("Harbour", "H".repeat(900_000)));
        for (String bomb : bombs) {
            refused(erp.report(bomb), bomb, "");
        }
        assertServed();
        assertThat(Api.as(PLUMBLINE, "quality").json("/api/v1/deliveries?text=HJSON").get("items")).isEmpty();
    }

    private static void refused(HttpResponse<String> response, String sent, String secret) {
        String beginning = sent.substring(0, Math.min(300, sent.length()));
        assertThat(response.statusCode()).as("%s… is answered %s", beginning, shortened(response.body())).isBetween(400, 499);
        assertThat(response.body()).as(beginning).doesNotContain("Exception").doesNotContain("ssh,viewer").hasSizeLessThan(100_000);
        if (!secret.isEmpty()) {
            assertThat(response.body()).as(beginning).doesNotContain(secret);
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(500, text.length()));
    }

    /** A page, a service and a report, each within ten seconds. */
    private static void assertServed() throws Exception {
        HttpClient others = HttpClient.newHttpClient();
        Duration patience = Duration.ofSeconds(10);
        assertThat(others.send(HttpRequest.newBuilder(PLUMBLINE.at("/login")).timeout(patience).build(), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        assertThat(others.send(HttpRequest.newBuilder(PLUMBLINE.at(REST)).timeout(patience).header("Authorization", login).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Invited.delivery("HSERVED", "hserved@hostile.example", "en"))).build(), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        assertThat(others.send(HttpRequest.newBuilder(PLUMBLINE.at(SOAP + "?wsdl")).timeout(patience).header("Authorization", login).build(), BodyHandlers.discarding())
                .statusCode()).isEqualTo(200);
    }

    private static String head(String path, String type, String length) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + login + "\r\nContent-Type: " + type + "\r\n" + length + "\r\n\r\n";
    }

    /**
     * @param status of the answer, or {@link #CUT}
     * @param sent   bytes of the body that could be sent until then
     */
    private record Outcome(String status, long sent) {
    }

    private static Outcome flood(String head, boolean chunked, ExecutorService readers) throws Exception {
        try (Socket socket = connected()) {
            Future<String> answer = CompletableFuture.supplyAsync(() -> status(socket), readers);
            byte[] body = "a".repeat(64 * 1024).getBytes(ISO_8859_1);
            byte[] piece = chunked ? ("10000\r\n" + new String(body, ISO_8859_1) + "\r\n").getBytes(ISO_8859_1) : body;
            long sent = 0;
            OutputStream out = socket.getOutputStream();
            try {
                out.write(head.getBytes(ISO_8859_1));
                while (sent < HUNDRED_MEGABYTES && !answer.isDone()) {
                    out.write(piece);
                    sent += body.length;
                }
            } catch (IOException hungUp) {
                return new Outcome(answer.get(), sent);
            }
            return new Outcome(answer.get(), sent);
        }
    }

    private static Socket connected() throws IOException {
        Socket socket = new Socket("127.0.0.1", PLUMBLINE.at("/").getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static String status(Socket socket) {
        try {
            String line = new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), ISO_8859_1);
            return line.startsWith("HTTP/1.1 ") ? line.substring("HTTP/1.1 ".length()) : CUT;
        } catch (IOException hungUp) {
            return CUT;
        }
    }

    /** Says what it has to say a byte at a time, or nothing at all. */
    private static final class Dawdler implements AutoCloseable {
        private final Socket socket;
        private final boolean silent;
        private String answer = "";

        Dawdler(String beginning, boolean silent) throws IOException {
            this.socket = connected();
            this.silent = silent;
            socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
            socket.setSoTimeout(1);
        }

        void say() {
            if (dropped()) {
                return;
            }
            try {
                if (socket.getInputStream().available() > 0) {
                    answer = status(socket);
                } else if (silent) {
                    socket.getInputStream().read();
                    answer = CUT;
                } else {
                    socket.getOutputStream().write('a');
                }
            } catch (java.net.SocketTimeoutException nothingYet) {
                answer = "";
            } catch (IOException hungUp) {
                answer = CUT;
            }
        }

        boolean dropped() {
            return !answer.isEmpty();
        }

        String answer() {
            return answer;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** What is left in use after a collection, as the metrics say. */
    private static long heapInUse() throws Exception {
        Process collection = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(karaf().pid()), "GC.run")
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(collection.waitFor()).isZero();
        return operator.get("/metrics").body().lines().filter(l -> l.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToLong(l -> (long) Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1))).sum();
    }

    private static ProcessHandle karaf() throws IOException {
        for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
            if (Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"), ISO_8859_1).contains("-Dkaraf.home=" + PLUMBLINE.home())) {
                return child;
            }
        }
        throw new AssertionError("Karaf is no child of this process");
    }
}
