package io.plumbline.itests.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.junit.Assume;
import org.junit.rules.ExternalResource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plumbline.erp.tryton.TrytonSource;

/**
 * A real Tryton 6.0 with its demo data, as it is right after seeding: started from Debian's packages by {@code src/test/tryton/up} on a
 * free port, and stopped afterwards. Its data stay below {@code target}, so that the next run starts in seconds. Where the packages are
 * missing, the tests are skipped with the command that installs them, or fail with {@code -Dplumbline.skips=fail}.
 */
public final class TrytonKit extends ExternalResource {
    public static final String DATABASE = "qms";
    /** Reads only. */
    public static final String READER = "qms_ro";
    /** Reads, and writes complaints: no more than these rights. */
    public static final String COMPLAINER = "qms_notes";
    /** Reads only, and has no company. */
    public static final String READER_WITHOUT_COMPANY = "qms_nocompany";
    public static final String PASSWORD = "Qms-Read-2026!";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path KIT = Path.of("src/test/tryton").toAbsolutePath();
    private static final int MISSING = 3;
    /** The private PostgreSQL listens this much above Tryton. */
    private static final int POSTGRESQL_ABOVE = 20_000;

    private final String backend;
    private final Path state;
    private int port;

    private TrytonKit(String backend) {
        this.backend = backend;
        this.state = Path.of("target/tryton-" + backend).toAbsolutePath();
    }

    /** One writer at a time. */
    public static TrytonKit onSqlite() {
        return new TrytonKit("sqlite");
    }

    /** Transactions commit in another order than they began. */
    public static TrytonKit onPostgresql() {
        return new TrytonKit("postgresql");
    }

    @Override
    protected void before() throws Exception {
        port = freePort();
        start("--restore");
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    @Override
    protected void after() {
        stop();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Starts the server again after {@link #stop()}, with the data as they are. */
    public void start(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("up", "--no-install", "--backend", backend, "--port", Integer.toString(port),
                // yesterday, so that nothing in the demo data lies in the future
                "--today", LocalDate.now(ZoneOffset.UTC).minusDays(1).toString()));
        command.addAll(List.of(options));
        Run up = new Run(command);
        int ended = up.end(20);
        if (ended == MISSING) {
            String how = "No real Tryton on this machine (" + up.output().strip() + "). To install it: sudo apt-get install --no-install-recommends $("
                    + "itests/src/test/tryton/up --packages --backend " + backend + ")";
            if ("fail".equals(System.getProperty("plumbline.skips"))) {
                throw new AssertionError(how);
            }
            Assume.assumeTrue(how, false);
        }
        assertThat(ended).as(up.output()).isZero();
    }

    /** Stops the server; what is in the database stays. */
    public void stop() {
        try {
            new Run(List.of("down")).end(2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins to create {@code n} more delivered orders; returns while that goes on. */
    public Run seed(int n, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("seed-deliveries", Integer.toString(n)));
        command.addAll(List.of(options));
        return new Run(command);
    }

    /** The connector, configured as an operator would. */
    public TrytonSource source(String name, Map<String, String> options) {
        Map<String, Object> properties = new HashMap<>(Map.of("url", url(), "database", DATABASE, "user", READER, "password", PASSWORD, "name", name));
        properties.putAll(options);
        return new TrytonSource(properties);
    }

    /** Records as Tryton itself shows them to a user, asked without the connector. */
    public JsonNode records(String user, String model, List<?> domain, List<String> fields) throws IOException, InterruptedException {
        JsonNode session = call(null, "common.db.login", List.of(user, Map.of("password", PASSWORD), "en"));
        String key = Base64.getEncoder().encodeToString((user + ":" + session.get(0).asText() + ":" + session.get(1).asText()).getBytes(StandardCharsets.UTF_8));
        return call("Session " + key, "model." + model + ".search_read", Arrays.asList(domain, 0, null, null, fields, Map.of("company", 1)));
    }

    private JsonNode call(String authorization, String method, List<?> params) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + "/" + DATABASE + "/")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("id", 1, "method", method, "params", params))));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode said = JSON.readTree(answer.body());
        assertThat(said.has("result")).as(answer.body()).isTrue();
        return said.get("result");
    }

    private static int freePort() throws IOException {
        for (int tries = 0; tries < 100; tries++) {
            int candidate = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            if (isFree(candidate) && isFree(candidate + POSTGRESQL_ABOVE)) {
                return candidate;
            }
        }
        throw new IOException("no free port");
    }

    private static boolean isFree(int candidate) {
        try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** A command of the kit, at work. */
    public final class Run {
        private final Process process;
        private final Path log;
        private final String name;

        private Run(List<String> command) throws IOException {
            name = command.get(0);
            Files.createDirectories(state);
            log = Files.createTempFile(state, name + "-", ".log");
            List<String> whole = new ArrayList<>(List.of(KIT.resolve(name).toString()));
            whole.addAll(command.subList(1, command.size()));
            whole.addAll(List.of("--db", DATABASE, "--state", state.toString()));
            process = new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log.toFile()).redirectInput(new File("/dev/null")).start();
        }

        public boolean running() {
            return process.isAlive();
        }

        /** The exit code. */
        int end(int minutes) throws IOException, InterruptedException {
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(name + " did not end within " + minutes + " minutes: " + output());
            }
            return process.exitValue();
        }

        /** Waits for the end, which must be a good one. */
        public String done() throws IOException, InterruptedException {
            assertThat(end(20)).as(output()).isZero();
            return output();
        }

        String output() throws IOException {
            return Files.readString(log, StandardCharsets.UTF_8);
        }
    }
}
