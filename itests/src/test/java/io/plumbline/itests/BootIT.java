package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.ClassRule;
import org.junit.Test;

/** The distribution comes up whole and quiet, without a network and without an open door. */
public class BootIT {

    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();

    private static final Pattern BUNDLE = Pattern.compile("^\\s*\\d+\\s");
    private static final Pattern LOUD = Pattern.compile("\"level\":\"(WARN|ERROR|FATAL)\"");

    /** Warnings that are known and meant; each with its reason. */
    private static final List<String> EXPECTED = List.of(
            // Pax Exam's own bundles
            "org.ops4j.pax.exam");

    @Test
    public void everyBundleIsActive() throws IOException {
        try (Shell shell = PLUMBLINE.shell()) {
            await().untilAsserted(() -> {
                List<String> bundles = shell.run("bundle:list -t 0 -s --no-format").lines().filter(line -> BUNDLE.matcher(line).find()).toList();
                assertThat(bundles).hasSizeGreaterThan(100).anyMatch(line -> line.contains("io.plumbline.web"));
                // a bundle with an unsatisfied component is not Active here but Waiting
                assertThat(bundles).filteredOn(line -> !line.contains("\tActive")).allMatch(BootIT::isMeantToRest);
            });
        }
    }

    @Test
    public void nothingIsWrongInTheLog() throws IOException {
        try (Stream<String> log = Files.lines(PLUMBLINE.home().resolve("data/log/karaf.log"))) {
            assertThat(log.filter(line -> LOUD.matcher(line).find()).filter(line -> EXPECTED.stream().noneMatch(line::contains))).isEmpty();
        }
    }

    @Test
    public void noUserIsShipped() throws IOException {
        assertThat(Files.readAllLines(PLUMBLINE.home().resolve("etc/users.properties"))).allMatch(line -> line.isBlank() || line.startsWith("#"));
    }

    private static boolean isMeantToRest(String bundle) {
        // a fragment of the framework, and a library that pax-web lays out with start="false"
        return bundle.contains("org.apache.karaf.features.extension") || bundle.contains("pax-web-compatibility-servlet31");
    }
}
