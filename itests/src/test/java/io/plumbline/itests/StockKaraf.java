package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An Apache Karaf as it is published, unpacked and started as a process of its own by its own scripts. Changed in it are only ports, so
 * that several can run on a machine, and the one user whom its client needs; it downloads into a directory that begins empty.
 */
final class StockKaraf implements Running, AutoCloseable {
    private static final Path TARGET = Path.of("target", "stock").toAbsolutePath();
    private static final Duration COMMAND = Duration.ofMinutes(8);
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path home;
    private final int httpPort = Distribution.freePort();
    private final int shellPort = Distribution.freePort();
    private final String password = UUID.randomUUID().toString();
    private Process process;

    private StockKaraf(Path home) {
        this.home = home;
    }

    static StockKaraf unpacked(String karaf) throws Exception {
        if (Files.exists(TARGET)) {
            try (Stream<Path> old = Files.walk(TARGET)) {
                for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(TARGET);
        Path archive = Path.of(System.getProperty("plumbline.repository"), "org/apache/karaf/apache-karaf", karaf, "apache-karaf-" + karaf + ".tar.gz");
        run(new ProcessBuilder("tar", "xzf", archive.toString(), "-C", TARGET.toString()), Duration.ofMinutes(2));
        StockKaraf stock = new StockKaraf(TARGET.resolve("apache-karaf-" + karaf));
        stock.set("etc/org.apache.karaf.shell.cfg", "sshPort", Integer.toString(stock.shellPort));
        stock.set("etc/org.apache.karaf.management.cfg", "rmiRegistryPort", Integer.toString(Distribution.freePort()));
        stock.set("etc/org.apache.karaf.management.cfg", "rmiServerPort", Integer.toString(Distribution.freePort()));
        Files.writeString(stock.home.resolve("etc/users.properties"),
                "karaf = " + stock.password + ",_g_:admingroup\n_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh\n", StandardOpenOption.APPEND);
        return stock;
    }

    private void set(String file, String key, String value) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(home.resolve(file)));
        lines.removeIf(line -> line.matches("\\s*" + key + "\\s*=.*"));
        lines.add(key + " = " + value);
        Files.write(home.resolve(file), lines);
    }

    void start() throws IOException {
        ProcessBuilder command = scripted("bin/karaf", "daemon");
        command.environment().put("PLUMBLINE_HTTP_PORT", Integer.toString(httpPort));
        // what Maven has on this machine is out of reach, and what would come over the network can be seen here
        command.environment().put("EXTRA_JAVA_OPTS", "-Duser.home=" + Files.createDirectories(downloads()));
        process = command.redirectErrorStream(true).redirectOutput(TARGET.resolve("console.log").toFile()).start();
        process.getOutputStream().close();
    }

    private ProcessBuilder scripted(String script, String... arguments) {
        List<String> line = new ArrayList<>(List.of(home.resolve(script).toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder command = new ProcessBuilder(line);
        command.environment().keySet().removeIf(name -> name.startsWith("KARAF_") || name.startsWith("JAVA_"));
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return command;
    }

    /** What a person types into a terminal: {@code bin/client} with one line for Karaf's shell. */
    String client(String line) throws Exception {
        return run(scripted("bin/client", "-a", Integer.toString(shellPort), "-u", "karaf", "-p", password, "-r", "3", line), COMMAND);
    }

    private static String run(ProcessBuilder command, Duration most) throws Exception {
        Path said = Files.createTempFile(TARGET, "said", ".txt");
        // its input stays open: Karaf's client takes the end of it for the end of the session
        Process process = command.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        boolean over = process.waitFor(most.toSeconds(), TimeUnit.SECONDS);
        String output = Files.readString(said, StandardCharsets.UTF_8);
        process.destroyForcibly();
        assertThat(over).as("%s ends: %s", command.command(), output).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command.command(), output).isZero();
        return output;
    }

    boolean shellListens() {
        return Distribution.listens("127.0.0.1", shellPort);
    }

    @Override
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    int httpPort() {
        return httpPort;
    }

    int status(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.discarding()).statusCode();
    }

    String body(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString()).body();
    }

    @Override
    public Path home() {
        return home;
    }

    /** Where Karaf puts what it fetches over the network. */
    Path downloads() {
        return TARGET.resolve("home");
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
            all.forEach(ProcessHandle::destroy);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }
}
