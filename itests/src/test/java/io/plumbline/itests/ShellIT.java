package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

import org.junit.ClassRule;
import org.junit.Test;

/** What an operator does over ssh, with a key. */
public class ShellIT {

    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();

    @Test
    public void statusNamesEachPart() throws IOException {
        try (Shell shell = PLUMBLINE.shell()) {
            assertThat(shell.run("plumbline:status")).contains("Apache Derby", "no mail server is configured", "All in all:");
        }
    }

    @Test
    public void everyStepOfTheFlowHasARouteThatRuns() throws IOException {
        try (Shell shell = PLUMBLINE.shell()) {
            await().untilAsserted(() -> assertThat(shell.run("plumbline:routes").lines().filter(line -> line.contains("running")).map(line -> line.split(" ")[0]))
                    .contains("invitations.decide", "invitations.send", "invitations.expire", "nonconformities.file", "nonconformities.tell",
                            "nonconformities.digest", "journal.sequence", "sessions.forget"));
        }
    }

    @Test
    public void aPausedRouteStandsStillAndTheJournalSaysSo() throws IOException {
        try (Shell shell = PLUMBLINE.shell()) {
            assertThat(shell.run("plumbline:route-pause nonconformities.digest")).contains("is paused");
            assertThat(shell.run("plumbline:routes").lines().filter(line -> line.startsWith("nonconformities.digest"))).singleElement().asString().contains("paused");
            assertThat(shell.run("plumbline:route-resume nonconformities.digest")).contains("runs again");
            await().untilAsserted(() -> assertThat(shell.run("plumbline:journal-verify")).doesNotContain("\n0 entries").contains("The journal is sound."));
        }
    }

    @Test
    public void whatIsNotThereIsAnError() throws IOException {
        try (Shell shell = PLUMBLINE.shell()) {
            assertThat(shell.run("plumbline:stream-pause nowhere")).contains("there is no stream nowhere");
            assertThat(shell.run("plumbline:queue-replay invitations.send 01J9ZZZZZZZZZZZZZZZZZZZZZZ")).contains("nothing waits in invitations.send");
            assertThat(shell.run("plumbline:quarantine-list")).contains("The quarantine is empty.");
        }
    }

    @Test
    public void aStrangersKeyIsRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair stranger = generator.generateKeyPair();
        assertThatThrownBy(() -> Shell.connect(PLUMBLINE.shellPort(), stranger)).isInstanceOf(IOException.class);
    }
}
