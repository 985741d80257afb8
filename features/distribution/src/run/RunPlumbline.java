import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What {@code mvn -Prun} runs in the end: a fresh copy of the distribution with the demo switched on, in the foreground, until
 * Ctrl-C. A console program of one file, started from its source; it is no part of the distribution.
 *
 * <p>Arguments: the assembled distribution, the directory to run in, the directory with the demo's configuration, the port.
 */
public final class RunPlumbline {

    private static final String DEMO_FEATURE = "plumbline-demo";
    private static final String PROGRESS = "Telling the history: ";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);

    private final Path home;
    private final int port;
    private Process karaf;
    private volatile boolean stopping;

    private RunPlumbline(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        Path assembly = Path.of(arguments[0]);
        Path home = Path.of(arguments[1]);
        Path demo = Path.of(arguments[2]);
        int port = Integer.parseInt(arguments[3]);
        for (int needed = port; needed <= port + 2; needed++) {
            if (!isFree(needed)) {
                System.err.println("Port " + needed + " is taken; Plumbline, its demo ERP and its mailbox need three in a row. "
                        + "Choose others: mvn -Prun -Dplumbline.port=" + (port + 100));
                System.exit(1);
            }
        }
        copyAfresh(assembly, home);
        bootWithDemo(home.resolve("etc/org.apache.karaf.features.cfg"));
        overlay(demo, home.resolve("etc"));
        System.exit(new RunPlumbline(home, port).run());
    }

    private int run() throws Exception {
        Path console = home.resolve("data/console.log");
        Files.createDirectories(console.getParent());
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        ProcessBuilder command = new ProcessBuilder(home.resolve(windows ? "bin/karaf.bat" : "bin/karaf").toString(), windows ? "server" : "daemon");
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("PLUMBLINE_HTTP_PORT", Integer.toString(port));
        command.environment().putIfAbsent("PLUMBLINE_DEMO_ERP_PORT", Integer.toString(port + 1));
        command.environment().putIfAbsent("PLUMBLINE_DEMO_SMTP_PORT", Integer.toString(port + 2));
        command.redirectErrorStream(true).redirectOutput(console.toFile());
        karaf = command.start();
        karaf.getOutputStream().close();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        // Maven may be ended alone, without the Ctrl-C that reaches all of its children.
        ProcessHandle.current().parent().ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(0)));

        System.out.println("Plumbline starts with its demo; it tells half a year of history first, which takes a few minutes. Log: " + log());
        if (awaitReady()) {
            greet();
        }
        return karaf.waitFor();
    }

    /** The demo notes each tenth of its history in the log; what is new of that is shown. */
    private int showProgress(String log, int shown) {
        List<String> told = log.lines().filter(l -> l.contains(PROGRESS)).toList();
        // the log is JSON, and the message ends with its quote
        told.stream().skip(shown).forEach(l -> System.out.println("  " + l.substring(l.indexOf(PROGRESS), l.indexOf('"', l.indexOf(PROGRESS)))));
        return told.size();
    }

    private boolean awaitReady() throws InterruptedException, IOException {
        HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready")).timeout(Duration.ofSeconds(5)).build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        int shown = 0;
        while (System.nanoTime() < end) {
            if (karaf.waitFor(1, TimeUnit.SECONDS)) {
                if (stopping) {
                    return false;
                }
                System.err.println("Plumbline ended by itself with code " + karaf.exitValue() + ". The end of its log:");
                tail(home.resolve("data/console.log"));
                tail(log());
                return false;
            }
            String log = Files.exists(log()) ? Files.readString(log(), StandardCharsets.ISO_8859_1) : "";
            shown = showProgress(log, shown);
            if (log.contains("Error installing boot features")) {
                System.err.println("The distribution did not boot whole. The end of its log:");
                tail(log());
                return false;
            }
            if (Files.exists(credentials()) && answers(http, ready)) {
                return true;
            }
        }
        System.err.println("Plumbline is not ready after " + PATIENCE.toMinutes() + " minutes, but still running. The end of its log:");
        tail(log());
        return false;
    }

    private static boolean answers(HttpClient http, HttpRequest ready) throws InterruptedException {
        try {
            return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notListeningYet) {
            return false;
        }
    }

    private void greet() throws IOException {
        Properties credentials = new Properties();
        try (InputStream in = Files.newInputStream(credentials())) {
            credentials.load(in);
        }
        Map<String, String> passwords = new TreeMap<>();
        for (String key : credentials.stringPropertyNames()) {
            if (key.endsWith(".password")) {
                passwords.put(key.substring(0, key.length() - ".password".length()), credentials.getProperty(key));
            }
        }
        StringBuilder text = new StringBuilder("\nPlumbline is ready: http://localhost:" + port + "/\n\n");
        passwords.forEach((user, password) -> text.append(String.format("  %-12s %s%n", user, password)));
        text.append("\nAlso in ").append(credentials()).append("\nCtrl-C stops it.\n");
        System.out.println(text);
    }

    private Path log() {
        return home.resolve("data/log/karaf.log");
    }

    private Path credentials() {
        return home.resolve("credentials.properties");
    }

    private void stop() {
        stopping = true;
        List<ProcessHandle> all = new ArrayList<>(karaf.descendants().toList());
        all.add(karaf.toHandle());
        all.forEach(ProcessHandle::destroy);
        long end = System.nanoTime() + STOP_PATIENCE.toNanos();
        for (ProcessHandle process : all) {
            try {
                process.onExit().get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception stillThere) {
                process.destroyForcibly();
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            // a connection of the last run may still be dying on this port
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static void copyAfresh(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            try (Stream<Path> old = Files.walk(to)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /** Karaf reads the list of boot features at the first boot only: the demo has to be in it before. */
    private static void bootWithDemo(Path features) throws IOException {
        String text = Files.readString(features);
        String changed = text.replaceFirst("(?m)^(\\s*featuresBoot\\s*=\\s*)", "$1" + DEMO_FEATURE + ", ");
        if (changed.equals(text)) {
            throw new IOException("No featuresBoot in " + features);
        }
        Files.writeString(features, changed);
    }

    /** Puts the keys of the demo's files in the place of those of the same name; keys that are new go to the end. */
    private static void overlay(Path demo, Path etc) throws IOException {
        if (!Files.isDirectory(demo)) {
            return;
        }
        try (Stream<Path> files = Files.list(demo)) {
            files.filter(file -> file.toString().endsWith(".cfg")).forEach(file -> merge(file, etc.resolve(file.getFileName())));
        }
    }

    private static void merge(Path overlay, Path target) {
        try {
            List<String> lines = new ArrayList<>(Files.exists(target) ? Files.readAllLines(target) : List.of());
            for (String line : Files.readAllLines(overlay)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String key = key(line);
                    lines.removeIf(old -> key(old).equals(key));
                }
                lines.add(line);
            }
            Files.write(target, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String line) {
        int equals = line.indexOf('=');
        return equals < 0 || line.startsWith("#") ? "#" : line.substring(0, equals).strip();
    }

    private static void tail(Path log) throws IOException {
        if (Files.exists(log)) {
            try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
                List<String> lines = reader.lines().toList();
                lines.subList(Math.max(0, lines.size() - 40), lines.size()).forEach(System.err::println);
            }
        }
    }
}
