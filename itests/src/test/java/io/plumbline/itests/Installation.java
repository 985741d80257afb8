package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The distribution unpacked and run by its own script in a process of its own, which can be stopped, killed and started again. */
public final class Installation implements Running, AutoCloseable {
    private static final Duration BOOT = Duration.ofMinutes(4);

    private final int httpPort = Distribution.freePort();
    private final int shellPort = Distribution.freePort();
    private final KeyPair operatorKey = Distribution.rsaKey();
    private final Map<String, String> environment = new TreeMap<>();
    private final Path home;
    private Process process;

    private Installation(Path home) {
        this.home = home;
    }

    /** Unpacked below {@code target/} under this name, whatever was there before. */
    static Installation unpacked(String name) throws IOException, InterruptedException {
        Path home = Path.of("target", name).toAbsolutePath();
        if (Files.exists(home)) {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
        Files.createDirectories(home);
        assertThat(new ProcessBuilder("tar", "xzf", System.getProperty("plumbline.distribution"), "--strip-components=1", "-C", home.toString()).inheritIO().start()
                .waitFor()).isZero();
        Installation made = new Installation(home);
        made.set("org.ops4j.pax.web.cfg", "org.osgi.service.http.port", Integer.toString(made.httpPort));
        made.set("org.apache.karaf.shell.cfg", "sshPort", Integer.toString(made.shellPort));
        made.set("io.plumbline.shell.cfg", "remote", "true");
        made.set("keys.properties", "operator", Shell.publicKey(made.operatorKey) + ",ssh,viewer,manager,admin,systembundles");
        made.set("io.plumbline.organisation.cfg", "publicUrl", "http://127.0.0.1:" + made.httpPort);
        made.set("io.plumbline.organisation.cfg", "name", "Test Works");
        made.set("io.plumbline.organisation.cfg", "mailFrom", "Test Works <quality@works.example>");
        made.set("io.plumbline.programme.cfg", "delay", "0s");
        made.set("io.plumbline.programme.cfg", "quietPeriod", "never");
        return made;
    }

    /** With the demo, as {@code mvn -Prun} starts it; to be said before the first start. */
    Installation withDemo() throws IOException {
        Path features = home.resolve("etc/org.apache.karaf.features.cfg");
        Files.writeString(features, Files.readString(features).replaceFirst("(?m)^(\\s*featuresBoot\\s*=\\s*)", "$1plumbline-demo, "));
        try (Stream<Path> files = Files.list(Path.of("..", "etc", "demo"))) {
            for (Path file : files.toList()) {
                Path known = home.resolve("etc").resolve(file.getFileName());
                if (!Files.exists(known)) {
                    Files.copy(file, known);
                    continue;
                }
                for (String line : Files.readAllLines(file)) {
                    int equals = line.indexOf('=');
                    if (equals > 0 && !line.startsWith("#")) {
                        set(file.getFileName().toString(), line.substring(0, equals).strip(), line.substring(equals + 1).strip());
                    }
                }
            }
        }
        environment("PLUMBLINE_HTTP_PORT", Integer.toString(httpPort));
        environment("PLUMBLINE_DEMO_ERP_PORT", Integer.toString(Distribution.freePort()));
        environment("PLUMBLINE_DEMO_SMTP_PORT", Integer.toString(Distribution.freePort()));
        set("io.plumbline.organisation.cfg", "publicUrl", "http://127.0.0.1:" + httpPort);
        return this;
    }

    /** Sets keys of one file in {@code etc/} at once, as an editor saves it: names and values in turn, null to take one out. */
    void set(String file, String... keysAndValues) throws IOException {
        Path path = home.resolve("etc").resolve(file);
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            String key = keysAndValues[i];
            lines.removeIf(line -> line.matches("\\s*" + key.replace(".", "\\.") + "\\s*=.*"));
            if (keysAndValues[i + 1] != null) {
                lines.add(key + " = " + keysAndValues[i + 1]);
            }
        }
        Path fresh = Files.write(home.resolve(file + ".edited"), lines);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A variable of the environment from the next start on. */
    void environment(String name, String value) {
        environment.put(name, value);
    }

    /** Starts it; comes back once the process answers over HTTP and ssh, whatever its database does. */
    void start() throws IOException {
        ProcessBuilder script = new ProcessBuilder(home.resolve("bin/karaf").toString(), "server").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("console.log").toFile()));
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        script.environment().put("JAVA_MAX_MEM", "512M");
        script.environment().remove("KARAF_NOROOT");
        script.environment().putAll(environment);
        process = script.start();
        HttpClient http = HttpClient.newHttpClient();
        await().atMost(BOOT).pollInterval(Duration.ofMillis(500)).ignoreExceptions().untilAsserted(() -> {
            assertThat(http.send(HttpRequest.newBuilder(at("/health/live")).build(), HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
            shell().close();
        });
    }

    /** As {@code kill -9}: nothing is told to anybody. */
    void kill() throws InterruptedException {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofSeconds(30)).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    Shell shell() throws IOException {
        return Shell.connect(shellPort, operatorKey);
    }

    /** What a command of the shell printed. */
    String run(String command) throws IOException {
        try (Shell shell = shell()) {
            return shell.run(command);
        }
    }

    @Override
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
