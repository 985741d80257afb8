package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.Test;

/** The .kar in a Karaf as it is published: two commands, no network, and later a newer version over the running one. */
public class StockKarafIT {
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final Duration BREATH = Duration.ofMillis(500);
    private static final Path KAR = Path.of(System.getProperty("plumbline.kar"));

    @Test(timeout = 1_800_000)
    public void twoCommandsInstallItAndANewerVersionKeepsTheData() throws Exception {
        try (StockKaraf karaf = StockKaraf.unpacked(System.getProperty("karaf.version"))) {
            karaf.start();
            await().atMost(SOON).pollInterval(BREATH).until(karaf::shellListens);
            await().atMost(SOON).pollInterval(BREATH).ignoreExceptions().until(() -> karaf.client("feature:list -i --no-format").contains("kar"));

            karaf.client("kar:install " + KAR.toUri());
            Path organisation = karaf.home().resolve("etc/io.plumbline.organisation.cfg");
            assertThat(organisation).as("laid out by the first command").exists();
            assertThat(karaf.home().resolve("etc/org.ops4j.pax.web.cfg")).content().contains("127.0.0.1");
            Files.writeString(organisation, "\n# seen by the operator\n", StandardOpenOption.APPEND);

            karaf.client("feature:install plumbline");
            await().atMost(SOON).pollInterval(BREATH).ignoreExceptions().untilAsserted(() -> {
                assertThat(karaf.status("/health/live")).isEqualTo(200);
                assertThat(karaf.status("/setup")).isEqualTo(200);
                assertThat(karaf.status("/health/ready")).isEqualTo(200);
                assertThat(karaf.status("/api/v1/deliveries")).isEqualTo(401);
            });
            assertThat(karaf.shellListens()).as("the shell stays as it was").isTrue();
            assertThat(fetched(karaf)).as("nothing came over the network").isEmpty();
            assertThat(karaf.body("/cxf")).as("CXF's own servlet knows nothing of Plumbline").doesNotContain("ErpEvents").doesNotContain("Quality");
            assertThat(karaf.status("/cxf/ErpEvents?wsdl")).isNotEqualTo(200);
            assertThat(karaf.status("/cxf/deliveries")).isNotEqualTo(200);
            karaf.client("feature:install plumbline-erp-files plumbline-erp-tryton");

            PageClient page = new PageClient(karaf, "en");
            String code = Files.readString(karaf.home().resolve("db/setup-code")).lines().findFirst().orElseThrow().strip();
            page.submit(page.get("/setup").body(), "/setup", "code", code, "login", "olga", "name", "Olga Operator", "email", "olga@works.example", "password",
                    "correct horse battery staple");
            assertThat(page.logIn("olga", "correct horse battery staple").statusCode()).isEqualTo(200);

            Path newer = NewerKar.of(KAR, karaf.downloads().resolveSibling("plumbline-kar-0.1.1-SNAPSHOT.kar"));
            karaf.client("kar:install " + newer.toUri());
            karaf.client("bundle:stop io.plumbline.http io.plumbline.routes");
            karaf.client("feature:install --upgrade plumbline/0.1.1.SNAPSHOT plumbline-erp-files/0.1.1.SNAPSHOT plumbline-erp-tryton/0.1.1.SNAPSHOT");
            await().atMost(SOON).pollInterval(BREATH).ignoreExceptions().untilAsserted(() -> {
                List<String> ours = karaf.client("bundle:list -t 0 -s --no-format").lines().filter(line -> line.contains("io.plumbline.")).toList();
                assertThat(ours).hasSizeGreaterThan(10).allMatch(line -> line.contains("0.1.1") && line.contains("Active"));
                assertThat(karaf.status("/health/ready")).isEqualTo(200);
                assertThat(new PageClient(karaf, "en").logIn("olga", "correct horse battery staple").uri().getPath()).isNotEqualTo("/login");
            });
            assertThat(organisation).content().as("the operator's file").endsWith("# seen by the operator\n");
            assertThat(fetched(karaf)).isEmpty();
        }
    }

    private static List<Path> fetched(StockKaraf karaf) throws IOException {
        try (Stream<Path> files = Files.walk(karaf.downloads())) {
            return files.filter(f -> f.toString().endsWith(".jar") || f.toString().endsWith(".xml")).toList();
        }
    }
}
