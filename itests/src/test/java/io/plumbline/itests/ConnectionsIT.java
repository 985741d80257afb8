package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.itests.inside.ConnectionsLodger;
import io.plumbline.itests.inside.Lodger;

/** More use cases at a time than the pool has connections, while something keeps them all. */
public class ConnectionsIT {
    /** As {@code hikari.maximumPoolSize} ships. */
    private static final int POOL = 10;
    private static final int ERPS = 24;
    private static final int CUSTOMERS = 6;
    private static final Duration NOTICED = Duration.ofSeconds(10);
    private static final Duration HEALED = Duration.ofSeconds(60);

    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();

    @Test
    public void whoFindsNoFreeConnectionIsToldToComeBackAndNothingIsLost() throws Exception {
        URI survey = URI.create(Invited.link(PLUMBLINE, "POOL", "pool@connections.example", "en"));
        Api erp = Api.as(PLUMBLINE, "erp");
        Api operator = Api.as(PLUMBLINE, "operator");
        await().atMost(HEALED).until(() -> database(operator).startsWith("ok: "));
        Path folder = Files.createDirectories(PLUMBLINE.home().resolve("data/pool-inbox"));
        PLUMBLINE.install("plumbline-erp-files");
        PLUMBLINE.configure("io.plumbline.erp.files-pool.cfg", Map.of("directory", folder, "every", "1s", "settle", "0s"));
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            await("the drop folder").atMost(HEALED).until(ConnectionsIT::folderIsWell);
            List<Future<?>> all = new ArrayList<>();
            try (Lodger keeper = ConnectionsLodger.hold(PLUMBLINE, POOL)) {
                for (int i = 0; i < ERPS; i++) {
                    String order = "POOL-" + i;
                    all.add(callers.submit(() -> untilTaken(() -> erp.report(Invited.delivery(order, address(order), "en")))));
                }
                for (int i = 0; i < CUSTOMERS; i++) {
                    all.add(callers.submit(() -> untilTaken(() -> http.send(HttpRequest.newBuilder(survey).build(), BodyHandlers.ofString()))));
                }
                Path part = Files.writeString(folder.resolve("pool.json.part"), Invited.delivery("POOL-F", address("POOL-F"), "en"));
                Files.move(part, folder.resolve("pool.json"));
                await("health names it").atMost(NOTICED).pollInterval(Duration.ofMillis(200))
                        .until(() -> database(operator).startsWith("down: no connection to the database is free"));
                await("all are told to come back").atMost(HEALED).until(() -> answers.size() >= ERPS + CUSTOMERS);
                assertThat(answers).allSatisfy(a -> assertThat(a.statusCode()).as(a.body()).isEqualTo(503));
                assertThat(all).noneMatch(Future::isDone);
            }
            await("health is well again by itself").atMost(HEALED).until(() -> database(operator).startsWith("ok: "));
            for (Future<?> one : all) {
                one.get();
            }
            assertThat(answers).allSatisfy(a -> {
                assertThat(a.statusCode()).as(a.body()).isIn(200, 503);
                assertThat(a.body()).doesNotContain("Exception").doesNotContain("SQLSTATE");
                if (a.statusCode() == 503) {
                    assertThat(Integer.parseInt(a.headers().firstValue("Retry-After").orElse("0"))).as(a.uri().getPath()).isBetween(1, 60);
                }
            });
            Api quality = Api.as(PLUMBLINE, "quality");
            for (int i = -1; i < ERPS; i++) {
                String order = i < 0 ? "POOL-F" : "POOL-" + i;
                await(order).atMost(HEALED).until(() -> !known(quality, order).isEmpty());
                assertThat(known(quality, order)).as(order).hasSize(1);
            }
            await("each is asked once").atMost(HEALED).until(() -> mails() >= ERPS + 1);
            assertThat(mails()).isEqualTo(ERPS + 1);
        } finally {
            callers.shutdownNow();
            Files.delete(PLUMBLINE.home().resolve("etc/io.plumbline.erp.files-pool.cfg"));
        }
    }

    private interface Call {
        HttpResponse<String> make() throws IOException, InterruptedException;
    }

    private Void untilTaken(Call call) throws IOException, InterruptedException {
        for (HttpResponse<String> answer = call.make();; answer = call.make()) {
            answers.add(answer);
            if (answer.statusCode() != 503) {
                return null;
            }
        }
    }

    private static String address(String order) {
        return order.toLowerCase(Locale.ROOT) + "@connections.example";
    }

    private static List<JsonNode> known(Api quality, String order) throws IOException, InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        quality.json("/api/v1/deliveries?text=" + order).get("items").forEach(d -> {
            if (d.toString().contains("\"SO-" + order + "\"")) {
                found.add(d);
            }
        });
        return found;
    }

    private static boolean folderIsWell() throws IOException {
        try (Shell shell = PLUMBLINE.shell()) {
            return shell.run("plumbline:streams").lines().anyMatch(line -> line.startsWith("pool ") && line.contains("well"));
        }
    }

    private static long mails() throws Exception {
        long mails = 0;
        for (var mail : PLUMBLINE.post().getReceivedMessages()) {
            mails += mail.getAllRecipients()[0].toString().contains("pool-") ? 1 : 0;
        }
        return mails;
    }

    /** What health says about the database. */
    private static String database(Api operator) throws IOException, InterruptedException {
        for (JsonNode check : operator.json("/health").get("checks")) {
            if (check.get("name").asText().equals("database")) {
                return check.get("status").asText() + ": " + check.path("text").asText();
            }
        }
        return "nothing";
    }
}
