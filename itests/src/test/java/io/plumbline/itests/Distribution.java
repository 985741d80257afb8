package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import org.junit.rules.ExternalResource;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;
import org.ops4j.pax.exam.options.extra.VMOption;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/**
 * The distribution as it ships, booted once by Pax Exam for all test classes of the run, and used through its public doors:
 * HTTP, mail, files and the shell over ssh. It stops with the JVM of the tests.
 *
 * <pre>
 * &#64;ClassRule
 * public static final Distribution PLUMBLINE = Distribution.booted();
 * </pre>
 */
public final class Distribution extends ExternalResource implements Running {

    private static final Distribution ONLY = new Distribution();
    private static final Path EXAM = Path.of("target", "exam");
    private static final Duration BOOT = Duration.ofMinutes(2);

    private final int httpPort = freePort();
    private final int shellPort = freePort();
    private final KeyPair operatorKey = rsaKey();
    private final GreenMail post = new GreenMail(new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private TestContainer container;
    private Path home;
    private boolean shellListenedAtFirst;

    private Distribution() {
    }

    /** The one distribution of this run; as a class rule it boots before the first class that asks for it. */
    public static Distribution booted() {
        return ONLY;
    }

    @Override
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    @Override
    public Path home() {
        return home;
    }

    /** The mail server that the distribution sends through; it takes whatever is sent. */
    public GreenMail post() {
        return post;
    }

    /** A shell as the operator sees it. */
    public Shell shell() throws IOException {
        return Shell.connect(shellPort, operatorKey);
    }

    int shellPort() {
        return shellPort;
    }

    /** Whether the shell's port was open before anybody turned the shell on. */
    boolean shellListenedAtFirst() {
        return shellListenedAtFirst;
    }

    /** Changes one key of a file in {@code etc/}, as an operator does with an editor; it applies within seconds. */
    public void configure(String file, String key, String value) throws IOException {
        Path path = home.resolve("etc").resolve(file);
        List<String> lines = new ArrayList<>(Files.readAllLines(path));
        lines.removeIf(line -> line.matches(Pattern.quote(key) + "\\s*=.*"));
        lines.add(key + " = " + value);
        Files.write(path, lines);
    }

    /** Adds a file to {@code etc/}, or writes it anew. */
    public void configure(String file, Map<String, ?> options) throws IOException {
        Files.write(home.resolve("etc").resolve(file), options.entrySet().stream().map(o -> o.getKey() + " = " + o.getValue()).toList());
    }

    /** Installs one of the features that lie in the distribution; nothing happens where it is installed already. */
    public void install(String feature) throws IOException {
        try (Shell shell = shell()) {
            // -r: without it Karaf wires the shell itself anew, because the feature ssh came after it
            assertThat(shell.run("feature:install -r " + feature)).doesNotContainIgnoringCase("error");
        }
    }

    static boolean listens(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    protected synchronized void before() throws Throwable {
        if (container != null) {
            return;
        }
        removeOldRuns();
        post.start();
        ExamSystem system = PaxExamRuntime.createTestSystem(options());
        container = PaxExamRuntime.createContainer(system);
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        home = runningHome();
        HttpClient http = HttpClient.newHttpClient();
        // the last to come are the guests of the HTTP room: they wait for the database
        await().atMost(BOOT).pollInterval(Duration.ofMillis(500)).ignoreExceptions().untilAsserted(() -> {
            assertThat(status(http, "/login")).isEqualTo(200);
            assertThat(status(http, "/api/v1/deliveries")).isEqualTo(401);
        });
        shellListenedAtFirst = listens("127.0.0.1", shellPort);
        configure("io.plumbline.shell.cfg", "remote", "true");
        await().atMost(BOOT).pollInterval(Duration.ofMillis(500)).ignoreExceptions().untilAsserted(() -> shell().close());
    }

    private int status(HttpClient http, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private Option[] options() throws IOException {
        return new Option[] {
            karafDistributionConfiguration().frameworkUrl(new File(System.getProperty("plumbline.distribution")).toURI().toString())
                    .name("Plumbline").unpackDirectory(EXAM.toFile()).useDeployFolder(false),
            configureConsole().ignoreLocalConsole(),
            keepRuntimeFolder(),
            logLevel(LogLevel.INFO),
            editConfigurationFilePut("etc/org.ops4j.pax.web.cfg", "org.osgi.service.http.port", Integer.toString(httpPort)),
            editConfigurationFilePut("etc/io.plumbline.organisation.cfg", "publicUrl", "http://127.0.0.1:" + httpPort),
            editConfigurationFilePut("etc/io.plumbline.organisation.cfg", "name", "Test Works"),
            editConfigurationFilePut("etc/io.plumbline.organisation.cfg", "mailFrom", "Test Works <quality@works.example>"),
            editConfigurationFilePut("etc/io.plumbline.mail.cfg", "host", "127.0.0.1"),
            editConfigurationFilePut("etc/io.plumbline.mail.cfg", "port", Integer.toString(post.getSmtp().getPort())),
            editConfigurationFilePut("etc/io.plumbline.mail.cfg", "security", "none"),
            // customers are asked at once, so that a test need not wait two days
            editConfigurationFilePut("etc/io.plumbline.programme.cfg", "delay", "0s"),
            editConfigurationFilePut("etc/io.plumbline.programme.cfg", "quietPeriod", "never"),
            // the receivers of tests are on this machine
            editConfigurationFilePut("etc/io.plumbline.webhooks.cfg", "allowHttp", "true"),
            editConfigurationFilePut("etc/io.plumbline.webhooks.cfg", "allowPrivate", "127.0.0.1"),
            // all classes fail to log in on purpose from one address, within the quarter of an hour that is counted
            editConfigurationFilePut("etc/io.plumbline.http.cfg", "loginTries", "1000"),
            editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshPort", Integer.toString(shellPort)),
            editConfigurationFilePut("etc/keys.properties", "operator", Shell.publicKey(operatorKey) + ",ssh,viewer,manager,admin,systembundles"),
            // Pax Exam's own bundles; Plumbline's lie in the distribution
            editConfigurationFilePut("etc/org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.localRepository", System.getProperty("plumbline.repository")),
            asBinKaraf(System.getProperty("karaf.version"))
        };
    }

    /** What bin/karaf passes to the JVM on Java 9 and newer; Pax Exam starts the JVM itself. */
    private static Option asBinKaraf(String karaf) {
        List<Option> options = new ArrayList<>();
        Stream.of("--add-reads=java.xml=java.logging",
                "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
                "--patch-module=java.base=lib/endorsed/org.apache.karaf.specs.locator-" + karaf + ".jar",
                "--patch-module=java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + karaf + ".jar",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.net=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.ftp=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
                "--add-exports=jdk.xml.dom/org.w3c.dom.html=ALL-UNNAMED",
                "--add-exports=jdk.naming.rmi/com.sun.jndi.url.rmi=ALL-UNNAMED",
                "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
                "--add-exports=java.security.sasl/com.sun.security.sasl=ALL-UNNAMED",
                "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
                "-Xmx512M",
                "-classpath").map(VMOption::new).forEach(options::add);
        options.add(new VMOption(String.join(File.pathSeparator, "lib/jdk9plus/*", "lib/boot/*", "lib/endorsed/*")));
        return composite(options.toArray(Option[]::new));
    }

    private static Path runningHome() throws IOException {
        try (Stream<Path> runs = Files.list(EXAM)) {
            return runs.filter(Files::isDirectory).findFirst().orElseThrow().toAbsolutePath();
        }
    }

    private static void removeOldRuns() throws IOException {
        if (!Files.exists(EXAM)) {
            return;
        }
        Files.walkFileTree(EXAM, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KeyPair rsaKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
