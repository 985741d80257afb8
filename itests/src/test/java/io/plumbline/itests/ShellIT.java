package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import io.plumbline.itests.inside.SqlLodger;

/** What an operator does over ssh, with a key, once the shell is turned on. */
public class ShellIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();

    /** So that the journal has entries. */
    @BeforeClass
    public static void comeIn() throws Exception {
        People.password(PLUMBLINE, "operator");
    }

    @Test
    public void isOffAtFirstAndGoesOnAndOffAsItsFileSays() throws Exception {
        assertThat(PLUMBLINE.shellListenedAtFirst()).isFalse();
        try {
            PLUMBLINE.configure("io.plumbline.shell.cfg", "remote", "false");
            await().atMost(SOON).until(() -> !Distribution.listens("127.0.0.1", PLUMBLINE.shellPort()));
            assertThat(HttpClient.newHttpClient().send(HttpRequest.newBuilder(PLUMBLINE.at("/login")).build(), BodyHandlers.discarding()).statusCode())
                    .as("pages go on").isEqualTo(200);
        } finally {
            PLUMBLINE.configure("io.plumbline.shell.cfg", "remote", "true");
        }
        await().atMost(SOON).ignoreExceptions().until(() -> ran("plumbline:status").contains("All in all:"));
    }

    @Test
    public void listensOnLoopbackOnly() throws IOException {
        assertThat(Distribution.listens("127.0.0.1", PLUMBLINE.shellPort())).isTrue();
        // the first tells 127.0.0.1 from "all addresses" also where the machine has no other
        Stream<String> others = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress()).map(InetAddress::getHostAddress);
        assertThat(Stream.concat(Stream.of("127.0.0.2"), others)).noneMatch(address -> Distribution.listens(address, PLUMBLINE.shellPort()));
    }

    @Test
    public void aStrangersKeyIsRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair stranger = generator.generateKeyPair();
        assertThatThrownBy(() -> Shell.connect(PLUMBLINE.shellPort(), stranger).close()).isInstanceOf(IOException.class)
                .hasMessageContaining("No more authentication methods available");
    }

    @Test
    public void aPasswordIsRefusedEvenARightOne() throws Exception {
        Path users = PLUMBLINE.home().resolve("etc/users.properties");
        String shipped = Files.readString(users);
        try {
            Files.writeString(users, shipped + "\nwalter = correct-horse,ssh,viewer,manager,admin\n");
            assertThatThrownBy(() -> Shell.connect(PLUMBLINE.shellPort(), "walter", "correct-horse").close()).isInstanceOf(IOException.class)
                    .hasMessageContaining("No more authentication methods available");
        } finally {
            Files.writeString(users, shipped);
        }
    }

    @Test
    public void statusNamesEachPart() throws IOException {
        assertThat(ran("plumbline:status")).contains("Apache Derby", "deliveries known", "All in all:", "ready for users")
                .containsPattern("database +\\S* *OK").contains("mail", "routes", "streams", "configuration");
    }

    @Test
    public void queuesAreListedAndOneByOneToldWhatWaits() throws IOException {
        assertThat(ran("plumbline:queue")).contains("invitations.decide", "invitations.send", "invitations.expire", "nonconformities.file", "nonconformities.tell");
        assertThat(ran("plumbline:queue nonconformities.file")).contains("Nothing waits in nonconformities.file.");
        Shell.Ended unknown = ended("plumbline:queue nowhere");
        assertThat(unknown.printed()).contains("nowhere").contains("invitations.send");
        assertThat(unknown.exit()).isEqualTo(1);
    }

    @Test
    public void everyStepOfTheFlowHasARouteThatRuns() {
        await().untilAsserted(() -> assertThat(ran("plumbline:routes").lines().filter(line -> line.contains("running")).map(line -> line.split(" ")[0]))
                .contains("invitations.decide", "invitations.send", "invitations.expire", "nonconformities.file", "nonconformities.tell",
                        "nonconformities.digest", "journal.sequence", "sessions.forget"));
    }

    @Test
    public void aPausedRouteStandsStillAndTheJournalSaysSo() throws IOException {
        assertThat(ran("plumbline:route-pause nonconformities.digest")).contains("is paused");
        assertThat(ran("plumbline:routes").lines().filter(line -> line.startsWith("nonconformities.digest"))).singleElement().asString().contains("paused");
        assertThat(ran("plumbline:route-resume nonconformities.digest")).contains("runs again");
        await().untilAsserted(() -> assertThat(ran("plumbline:journal-verify")).doesNotContain("\n0 entries").contains("The journal is sound."));
    }

    @Test
    public void anAlteredAndADeletedEntryAreNamed() throws IOException {
        await().untilAsserted(() -> assertThat(ran("plumbline:journal-verify")).contains("The journal is sound."));
        SqlLodger.run(PLUMBLINE, "update journal set actor_name = 'x' || actor_name where chain_no = 1");
        SqlLodger.run(PLUMBLINE, "update journal set chain_no = -2 where chain_no = 2");
        Shell.Ended verified = ended("plumbline:journal-verify");
        SqlLodger.run(PLUMBLINE, "update journal set chain_no = 2 where chain_no = -2");
        SqlLodger.run(PLUMBLINE, "update journal set actor_name = substr(actor_name, 2) where chain_no = 1");

        assertThat(verified.printed()).contains("entry 1 does not match its hash: it was altered").contains("entry 2 is missing").contains("numbers begin with 1")
                .contains("the journal is not sound: 3 findings").doesNotContain("The journal is sound.");
        assertThat(verified.exit()).isEqualTo(1);
        assertThat(ended("plumbline:journal-verify")).satisfies(e -> assertThat(e.printed()).contains("The journal is sound."))
                .satisfies(e -> assertThat(e.exit()).isZero());
    }

    @Test
    public void whatIsNotThereIsAnError() throws IOException {
        List<Shell.Ended> errors = List.of(ended("plumbline:stream-pause nowhere"), ended("plumbline:queue-replay invitations.send 01J9ZZZZZZZZZZZZZZZZZZZZZZ"));
        assertThat(errors.stream().map(Shell.Ended::printed).collect(Collectors.joining())).contains("there is no stream nowhere")
                .contains("nothing waits in invitations.send");
        assertThat(errors).allMatch(e -> e.exit() == 1);
        assertThat(ran("plumbline:quarantine-list")).contains("The quarantine is empty.");
    }

    private static String ran(String command) throws IOException {
        return ended(command).printed();
    }

    private static Shell.Ended ended(String command) throws IOException {
        try (Shell shell = PLUMBLINE.shell()) {
            return shell.end(command);
        }
    }
}
