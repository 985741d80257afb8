package io.plumbline.itests.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.After;
import org.junit.ClassRule;
import org.junit.Test;

import io.plumbline.itests.Api;
import io.plumbline.itests.Distribution;
import io.plumbline.itests.PageClient;
import io.plumbline.itests.People;
import io.plumbline.itests.Shell;

/** The connector as an operator meets it: installed into the running distribution, configured wrongly first, then rightly. */
public class TrytonInDistributionIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    // health looks again every five seconds, and promises to know of a fault within ten
    private static final Duration HEALTH_KNOWS = Duration.ofSeconds(10);
    private static final String FILE = "io.plumbline.erp.tryton-real.cfg";

    @ClassRule(order = 1)
    public static final TrytonKit TRYTON = TrytonKit.onSqlite();
    @ClassRule(order = 2)
    public static final Distribution PLUMBLINE = Distribution.booted();

    @After
    public void removeTheSource() throws IOException {
        Files.deleteIfExists(PLUMBLINE.home().resolve("etc").resolve(FILE));
    }

    @Test(timeout = 1_200_000)
    public void aWrongDatabaseIsToldAndTheStreamRunsOnceItIsRight() throws Exception {
        Api operator = Api.as(PLUMBLINE, "operator");
        PageClient page = new PageClient(PLUMBLINE);
        page.logIn("operator", People.password(PLUMBLINE, "operator"));
        PLUMBLINE.install("plumbline-erp-tryton");

        configure("nosuchdb");
        String told = "cannot open the database nosuchdb";
        await().atMost(SOON).untilAsserted(() -> assertThat(stream()).contains("failing").contains(told));
        assertThat(page.get("/operation").body()).contains(told);
        await().atMost(HEALTH_KNOWS).untilAsserted(() -> assertThat(operator.get("/health").body()).contains(told).contains("\"status\":\"degraded\""));
        assertThat(Files.readString(PLUMBLINE.home().resolve("data/log/karaf.log"))).contains("real cannot be read: ").contains(told).doesNotContain(TrytonKit.PASSWORD);

        configure(TrytonKit.DATABASE);
        // 29 shipments, an order of services, a return
        await().atMost(SOON).untilAsserted(() -> assertThat(stream()).contains("well").containsPattern("\\b31\\b"));
        assertThat(page.get("/operation").body()).doesNotContain(told);
        await().atMost(HEALTH_KNOWS).untilAsserted(() -> assertThat(operator.get("/health").body()).doesNotContain(told));
        assertThat(Api.as(PLUMBLINE, "quality").json("/api/v1/deliveries?connector=real&limit=100").get("items")).hasSize(30);
    }

    private static String stream() throws IOException {
        try (Shell shell = PLUMBLINE.shell()) {
            return shell.run("plumbline:streams").lines().filter(line -> line.startsWith("real ")).findFirst().orElse("");
        }
    }

    private static void configure(String database) throws IOException {
        Path password = PLUMBLINE.home().resolve("data/tryton-password");
        Files.writeString(password, TrytonKit.PASSWORD);
        PLUMBLINE.configure(FILE, Map.of("url", TRYTON.url(), "database", database, "user", TrytonKit.READER, "password.file", password, "every", "2s", "lag", "0s",
                "overlap", "10m"));
    }
}
