package io.plumbline.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plumbline.itests.PageClient;
import io.plumbline.itests.Running;

/** The distribution as an operator runs it, in a process of its own that can be killed. Everything of it lies below one directory. */
final class PlumblineProcess implements Running, AutoCloseable {
    private static final String OPERATOR = "correct horse battery staple";
    private static final Pattern SHOWN_ONCE = Pattern.compile("[a-z0-9]{4}(?:-[a-z0-9]{4}){4}");
    private static final int WANTS_RESTART = 10;
    private static final Duration BOOT = Duration.ofMinutes(4);
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Path home;
    private final int port = freePort();
    private int restarts;
    private Process process;
    private List<ProcessHandle> all = List.of();
    private String erp;
    private String operator;

    private PlumblineProcess(Path home) {
        this.home = home;
    }

    /** A fresh copy of the assembled distribution in {@code directory}, which is emptied before. */
    static PlumblineProcess unpacked(Path directory) throws IOException, InterruptedException {
        remove(directory);
        Path home = Files.createDirectories(directory.toAbsolutePath());
        Process tar = new ProcessBuilder("tar", "-xzf", Path.of(System.getProperty("plumbline.distribution")).toString(), "--strip-components=1", "-C", home.toString())
                .inheritIO().start();
        assertThat(tar.waitFor()).as("unpacking the distribution").isZero();
        PlumblineProcess plumbline = new PlumblineProcess(home);
        plumbline.configure("io.plumbline.organisation.cfg", "publicUrl", "http://127.0.0.1:" + plumbline.port);
        plumbline.configure("io.plumbline.organisation.cfg", "name", "Test Works");
        plumbline.configure("io.plumbline.organisation.cfg", "mailFrom", "Test Works <quality@works.example>");
        plumbline.configure("io.plumbline.programme.cfg", "delay", "0s");
        plumbline.configure("io.plumbline.programme.cfg", "quietPeriod", "never");
        plumbline.configure("io.plumbline.http.cfg", "apiCalls", "1000000");
        plumbline.configure("io.plumbline.http.cfg", "tokenMisses", "1000");
        plumbline.configure("org.apache.karaf.shell.cfg", "sshPort", Integer.toString(freePort()));
        return plumbline;
    }

    /** Changes one key of a file in {@code etc/}, as an operator does with an editor. */
    PlumblineProcess configure(String file, String key, String value) throws IOException {
        Path path = home.resolve("etc").resolve(file);
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        lines.removeIf(line -> line.matches(Pattern.quote(key) + "\\s*=.*"));
        lines.add(key + " = " + value);
        Files.write(path, lines);
        return this;
    }

    PlumblineProcess mailsTo(int smtpPort) throws IOException {
        return configure("io.plumbline.mail.cfg", "host", "127.0.0.1").configure("io.plumbline.mail.cfg", "port", Integer.toString(smtpPort))
                .configure("io.plumbline.mail.cfg", "security", "none");
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    synchronized void start() throws IOException {
        Path console = home.resolve("data/console.log");
        Files.createDirectories(console.getParent());
        ProcessBuilder command = new ProcessBuilder(home.resolve("bin/karaf").toString(), "daemon");
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("PLUMBLINE_HTTP_PORT", Integer.toString(port));
        command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()));
        Process begun = command.start();
        process = begun;
        begun.getOutputStream().close();
        begun.onExit().thenAccept(this::restartIfAsked);
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** What systemd does by {@code Restart=on-failure}: a Karaf that wants to be restarted ends with this code. */
    private synchronized void restartIfAsked(Process ended) {
        if (ended == process && ended.exitValue() == WANTS_RESTART) {
            restarts++;
            try {
                start();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** How often it wanted to be restarted. */
    synchronized int restarts() {
        return restarts;
    }

    /** Waits until Plumbline says that users can be let in, and that its REST interface is there. */
    void awaitReady() throws InterruptedException, IOException {
        long end = System.nanoTime() + BOOT.toNanos();
        while (!(status("/health/ready") == 200 && status("/api/v1/deliveries") == 401 && status("/login") == 200)) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("Plumbline ended by itself: " + endOfLog());
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("Plumbline is not ready: " + health() + "\n" + endOfLog());
            }
        }
    }

    private int status(String path) throws InterruptedException {
        try {
            return HTTP.send(HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(5)).build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException notListening) {
            return -1;
        }
    }

    /** What {@code /health} says, or why there is no answer. */
    String health() throws InterruptedException {
        try {
            return HTTP.send(HttpRequest.newBuilder(at("/health")).header("Authorization", basic("operator", operator)).timeout(Duration.ofSeconds(5)).build(),
                    BodyHandlers.ofString()).body();
        } catch (IOException notListening) {
            return "no answer: " + notListening;
        }
    }

    int readiness() throws InterruptedException {
        return status("/health/ready");
    }

    /** No file of this Plumbline grows beyond this many bytes from now on, as if its disk were full; {@code unlimited} takes that back. */
    synchronized void limitFiles(String bytes) throws IOException, InterruptedException {
        for (ProcessHandle one : Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList()) {
            assertThat(new ProcessBuilder("prlimit", "--pid", Long.toString(one.pid()), "--fsize=" + bytes + ":").inheritIO().start().waitFor()).isZero();
        }
    }

    /** Kills every process of this Plumbline at once, as {@code kill -9} does; nothing in it gets a chance to tidy up. */
    synchronized void kill() {
        if (process == null) {
            return;
        }
        all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Plumbline does not die", e);
        }
        process = null;
    }

    /** Ends it in good order. */
    synchronized void stop() throws InterruptedException, java.util.concurrent.ExecutionException {
        List<ProcessHandle> running = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        running.forEach(ProcessHandle::destroy);
        try {
            CompletableFuture.allOf(running.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new)).get(90, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            kill();
            throw new AssertionError("Plumbline did not stop within 90 seconds of being asked to", e);
        }
        process = null;
    }

    @Override
    public void close() {
        kill();
    }

    /** Makes the first operator by the setup code, and an account for the ERP. Survives restarts. */
    void setUp() throws IOException, InterruptedException {
        PageClient client = new PageClient(this);
        Awaitility.await().atMost(BOOT).until(() -> client.get("/setup").statusCode() == 200);
        HttpResponse<String> done = client.submit(client.get("/setup").body(), "/setup", "code", Files.readString(home.resolve("db/setup-code")).strip(),
                "login", "operator", "name", "Olga Operator", "email", "olga@works.example", "password", OPERATOR);
        assertThat(done.uri().getPath()).as(done.body()).isEqualTo("/login");
        assertThat(client.logIn("operator", OPERATOR).statusCode()).isEqualTo(200);
        operator = OPERATOR;
        HttpResponse<String> made = client.submit(client.get("/users/new").body(), "/users", "login", "erp", "name", "The ERP", "email", "", "roles", "erp",
                "language", "EN", "notice", "NONE");
        Matcher password = SHOWN_ONCE.matcher(made.body());
        assertThat(password.find()).as(made.statusCode() + " " + made.body()).isTrue();
        erp = password.group();
    }

    /** Reports deliveries over REST. */
    HttpResponse<String> report(String json) throws IOException, InterruptedException {
        return post("/api/v1/deliveries", "application/json", json);
    }

    /** Reports a delivery over SOAP. */
    HttpResponse<String> reportBySoap(String envelope) throws IOException, InterruptedException {
        return post("/soap/v1/ErpEvents", "text/xml; charset=utf-8", envelope);
    }

    private HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(at(path)).header("Authorization", basic("erp", erp)).header("Content-Type", type)
                .timeout(Duration.ofSeconds(30)).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /** Documents of all deliveries that the REST interface lists. */
    Set<String> listed() throws IOException, InterruptedException {
        return listed(documents -> true);
    }

    /** Documents as the REST interface lists them, newest first, until all of {@code wanted} were among them or there are no more. */
    Set<String> listedOf(Set<String> wanted) throws IOException, InterruptedException {
        return listed(documents -> !documents.containsAll(wanted));
    }

    private Set<String> listed(Predicate<Set<String>> more) throws IOException, InterruptedException {
        Set<String> documents = new HashSet<>();
        String next = "/api/v1/deliveries?limit=200";
        while (next != null && more.test(documents)) {
            URI uri = next.startsWith("http") ? URI.create(next) : at(next);
            HttpResponse<String> page = HTTP.send(HttpRequest.newBuilder(uri).header("Authorization", basic("erp", erp)).build(), BodyHandlers.ofString());
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            JsonNode body = JsonMapper.builder().build().readTree(page.body());
            body.get("items").forEach(item -> documents.add(item.get("docId").asText()));
            next = body.hasNonNull("next") ? body.get("next").asText() : null;
        }
        return documents;
    }

    /** Whether no step is due, or is being made, and the journal is numbered, as the metrics say. */
    boolean nothingIsDue() throws IOException, InterruptedException {
        String metrics = HTTP.send(HttpRequest.newBuilder(at("/metrics")).header("Authorization", basic("operator", operator)).build(), BodyHandlers.ofString()).body();
        List<String> waiting = metrics.lines().filter(line -> line.startsWith("plumbline_queue_due") || line.startsWith("plumbline_queue_underway")
                || line.startsWith("plumbline_queue_failing") || line.startsWith("plumbline_journal_unnumbered")).toList();
        return waiting.stream().anyMatch(line -> line.startsWith("plumbline_journal")) && waiting.stream().anyMatch(line -> line.startsWith("plumbline_queue"))
                && waiting.stream().allMatch(line -> line.endsWith(" 0.0") || line.endsWith(" 0"));
    }

    private static String basic(String login, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    String endOfLog() throws IOException {
        Path log = home.resolve("data/log/karaf.log");
        if (!Files.exists(log)) {
            return "no log";
        }
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> old = Files.walk(directory)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
