package io.plumbline.itests.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.plumbline.itests.PageClient;
import io.plumbline.itests.Running;

/** The distribution in a process of its own, as {@code bin/karaf daemon} starts it. */
final class Product implements AutoCloseable, Running {
    private static final Pattern SHOWN_ONCE = Pattern.compile("[a-z0-9]{4}(?:-[a-z0-9]{4}){4}");
    private static final String OPERATOR = "correct horse battery staple";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern BOOTED = Pattern.compile("FeaturesServiceImpl.*Done\\.");

    private final Path home;
    private final int port = freePort();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> passwords = new HashMap<>();
    private Process process;

    /** Unpacks the distribution; it does not run yet. */
    Product(Path distribution, Path home) throws IOException, InterruptedException {
        this.home = home;
        clear(home);
        Files.createDirectories(home);
        Process tar = new ProcessBuilder("tar", "xzf", distribution.toAbsolutePath().toString(), "--strip-components=1", "-C", home.toString()).inheritIO().start();
        if (tar.waitFor() != 0) {
            throw new IOException("tar could not unpack " + distribution);
        }
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Changes keys of a file in {@code etc/}. */
    void configure(String file, Map<String, String> options) throws IOException {
        Path path = home.resolve("etc").resolve(file);
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        options.forEach((key, value) -> {
            lines.removeIf(line -> line.matches(Pattern.quote(key) + "\\s*=.*"));
            lines.add(key + " = " + value);
        });
        Files.write(path, lines);
    }

    /** Karaf as it is, without us: the floor under the start. */
    void withoutPlumbline() throws IOException {
        Path features = home.resolve("etc/org.apache.karaf.features.cfg");
        String text = Files.readString(features);
        String changed = text.replaceAll("(?<=\\s)plumbline/[^,\\s]*,?", "");
        if (changed.equals(text)) {
            throw new IOException("no plumbline in " + features);
        }
        Files.writeString(features, changed);
    }

    /** Starts it and waits until it serves; how long that took. */
    Duration start() throws IOException, InterruptedException {
        return start(() -> status("/health/ready", null) == 200 && status("/login", null) == 200 && status("/api/v1/deliveries", null) == 401
                && status("/soap/v1/ErpEvents?wsdl", null) == 401);
    }

    /** The same until the boot features are in, which is all that a bare Karaf has. */
    Duration startBare() throws IOException, InterruptedException {
        return start(() -> {
            Path log = home.resolve("data/log/karaf.log");
            return Files.exists(log) && BOOTED.matcher(Files.readString(log)).find();
        });
    }

    private interface Ready {
        boolean now() throws IOException, InterruptedException;
    }

    private Duration start(Ready ready) throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("data/log"));
        Files.deleteIfExists(home.resolve("data/log/karaf.log"));
        ProcessBuilder command = new ProcessBuilder(home.resolve("bin/karaf").toString(), "daemon").redirectErrorStream(true)
                .redirectOutput(home.resolve("data/console.log").toFile());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("PLUMBLINE_HTTP_PORT", Integer.toString(port));
        if (System.getProperty("bench.java") != null) {
            command.environment().put("EXTRA_JAVA_OPTS", System.getProperty("bench.java"));
        }
        long begin = System.nanoTime();
        process = command.start();
        process.getOutputStream().close();
        while (System.nanoTime() - begin < PATIENCE.toNanos()) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IOException("it ended by itself, see " + home.resolve("data"));
            }
            try {
                if (ready.now()) {
                    return Duration.ofNanos(System.nanoTime() - begin);
                }
            } catch (IOException notYet) {
                // nobody listens yet
            }
        }
        throw new IOException("not ready after " + PATIENCE + ", see " + home.resolve("data/log/karaf.log"));
    }

    /** MiB of real memory, all of its processes together. */
    long resident() throws IOException {
        long kib = 0;
        for (ProcessHandle one : Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
            Path status = Path.of("/proc", Long.toString(one.pid()), "status");
            if (Files.exists(status)) {
                kib += Files.readAllLines(status).stream().filter(l -> l.startsWith("VmRSS:")).mapToLong(l -> Long.parseLong(l.replaceAll("\\D", ""))).sum();
            }
        }
        return kib / 1024;
    }

    /** The Java process. */
    long pid() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants()).filter(p -> p.info().command().orElse("").endsWith("java")).findFirst()
                .orElse(process.toHandle()).pid();
    }

    /** Makes the users through the pages, once. */
    void setUp() throws IOException, InterruptedException {
        PageClient client = new PageClient(this, "en");
        String code = Files.readString(home.resolve("db/setup-code")).strip();
        client.submit(client.get("/setup").body(), "/setup", "code", code, "login", "operator", "name", "Olga Operator", "email", "olga@works.example", "password",
                OPERATOR);
        client.logIn("operator", OPERATOR);
        passwords.put("erp", make(client, "erp", "erp"));
        passwords.put("auditor", make(client, "auditor", "auditor"));
    }

    private static String make(PageClient client, String login, String role) throws IOException, InterruptedException {
        HttpResponse<String> made = client.submit(client.get("/users/new").body(), "/users", "login", login, "name", login, "email", "", "roles", role, "language", "EN",
                "notice", "NONE");
        Matcher m = SHOWN_ONCE.matcher(made.body());
        if (!m.find()) {
            throw new IOException("no user was made: " + made.statusCode() + " " + made.body());
        }
        return m.group();
    }

    PageClient pages(String login) throws IOException, InterruptedException {
        PageClient client = new PageClient(this, "en");
        HttpResponse<String> in = client.logIn(login, passwords.get(login));
        if (in.statusCode() != 200) {
            throw new IOException("no login: " + in.statusCode());
        }
        return client;
    }

    int status(String path, String login) throws IOException, InterruptedException {
        return http.send(request(path, login).timeout(Duration.ofSeconds(5)).build(), BodyHandlers.discarding()).statusCode();
    }

    /** A request as this machine sends it; nobody's where login is null. */
    HttpRequest.Builder request(String path, String login) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        return login == null ? request
                : request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString((login + ":" + passwords.get(login)).getBytes(UTF_8)));
    }

    void stop() throws InterruptedException {
        if (process == null) {
            return;
        }
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle one : all) {
            try {
                one.onExit().get(60, TimeUnit.SECONDS);
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                one.destroyForcibly();
            }
        }
        process = null;
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }

    static void clear(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
