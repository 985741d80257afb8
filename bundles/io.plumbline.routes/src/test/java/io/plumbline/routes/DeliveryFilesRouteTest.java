package io.plumbline.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.application.delivery.DropFolder;
import io.plumbline.application.delivery.ReceiveFile;
import io.plumbline.application.delivery.WatchFolder;

public class DeliveryFilesRouteTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final Camel camel = new Camel();
    private final Ports ports = new Ports();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private Path drop;

    @Before
    public void start() throws Exception {
        drop = temporary.newFolder("odd #1 %41 ${x} ü?a=b").toPath();
    }

    @After
    public void stop() {
        camel.stop();
    }

    @Test
    public void aCleanFileGoesToDoneWithItsReport() throws Exception {
        route(Duration.ZERO);
        put("orders.csv", "D1\nD2\n");

        Path report = awaited("done/orders.csv.report.txt");

        await().until(() -> Files.exists(drop.resolve("done/orders.csv")));
        assertThat(report).content().contains("orders.csv", "accepted:   2", "refused:    0", "2026-11-21T12:00:00Z");
        assertThat(ports.deliveries).hasSize(2).allSatisfy((key, delivery) -> assertThat(key.connector()).isEqualTo("shop"));
        assertThat(drop.resolve("orders.csv")).doesNotExist();
        await().until(() -> ports.streams.of("shop").items() == 2);
        assertThat(ports.streams.of("shop").type()).isEqualTo("files");
        assertThat(ports.streams.of("shop").lastError()).isNull();
    }

    @Test
    public void goodRecordsAreTakenAndBadOnesStandInTheReport() throws Exception {
        route(Duration.ZERO);
        put("orders.csv", "D1\n!minus three\nD3\nD1\n");

        Path report = awaited("failed/orders.csv.report.txt");

        assertThat(report).content().contains("accepted:   2", "duplicates: 1", "refused:    1", "line 2\n  quantity is \"minus three\": expected a number");
        assertThat(ports.deliveries).hasSize(2);
        await().until(() -> Files.exists(drop.resolve("failed/orders.csv")));
    }

    @Test
    public void theSameFileAgainIsOneOfDuplicates() throws Exception {
        route(Duration.ZERO);
        put("orders.csv", "D1\nD2\n");
        awaited("done/orders.csv.report.txt");
        await().until(() -> Files.exists(drop.resolve("done/orders.csv")));

        put("orders.csv", "D1\nD2\n");

        assertThat(awaited("done/orders-2.csv.report.txt")).content().contains("accepted:   0", "duplicates: 2");
        assertThat(drop.resolve("done/orders.csv.report.txt")).content().contains("accepted:   2");
        assertThat(ports.deliveries).hasSize(2);
    }

    @Test
    public void whatCannotBeReadAsAWholeIsRefusedAsAWhole() throws Exception {
        route(Duration.ZERO);
        put("broken.csv", "? no heading\nD1\n");
        put("empty.csv", "");
        put("orders.xlsx", "D1");
        put("big.csv", "D1\n".repeat(DeliveryFormat.MOST_BYTES / 3 + 1));

        assertThat(awaited("failed/broken.csv.report.txt")).content().contains("refused as a whole", "line 1 is \"? no heading\"");
        assertThat(awaited("failed/empty.csv.report.txt")).content().contains("line 1 is missing");
        assertThat(awaited("failed/orders.xlsx.report.txt")).content().contains("file name is \"orders.xlsx\"", ".csv");
        assertThat(awaited("failed/big.csv.report.txt")).content().contains("big.csv", "at most 1 MB");
        assertThat(ports.deliveries).isEmpty();
    }

    @Test
    public void aFileOfExactlyTheMostIsTaken() throws Exception {
        route(Duration.ZERO);
        put("most.csv", "D" + "1".repeat(49) + "\n" + "!" + "x".repeat(DeliveryFormat.MOST_BYTES - 52));
        assertThat(Files.size(drop.resolve("most.csv"))).isEqualTo(DeliveryFormat.MOST_BYTES);
        assertThat(awaited("failed/most.csv.report.txt")).content().contains("accepted:   1");
    }

    @Test
    public void namesMayHoldWhateverAFileSystemAllowsAndLeadNowhereElse() throws Exception {
        Path outside = temporary.getRoot().toPath().resolve("outside.csv");
        route(Duration.ZERO);
        List<String> names = List.of("größer & 100% #1 ${body}.csv", "a\nb.csv", "'quoted' \"x\".csv", "x\\..\\..\\outside.csv", "-rf.csv", "x".repeat(251) + ".csv");
        for (String name : names) {
            put(name, "D-" + names.indexOf(name) + "\n");
        }

        await().until(() -> count("done/*.report.txt") == names.size() && count("*.csv") == 0);

        assertThat(outside).doesNotExist();
        assertThat(count("done/*.csv")).isEqualTo(names.size());
        assertThat(drop.resolve("done/größer & 100% #1 ${body}.csv")).exists();
        assertThat(drop.resolve("done/x_.._.._outside.csv")).exists();
        assertThat(ports.deliveries).hasSize(names.size());
    }

    @Test
    public void aFileThatIsStillWrittenIsLeftAlone() throws Exception {
        route(Duration.ofSeconds(10));
        put("growing.csv", "D1\n");
        put("other.csv.tmp", "D9\n");
        await().until(() -> looks() > 2);

        now.updateAndGet(t -> t.plusSeconds(9));
        Files.writeString(drop.resolve("growing.csv"), "D2\n", StandardOpenOption.APPEND);
        afterSomeLooks();
        now.updateAndGet(t -> t.plusSeconds(9));
        afterSomeLooks();
        assertThat(ports.deliveries).isEmpty();

        now.updateAndGet(t -> t.plusSeconds(2));
        awaited("done/growing.csv.report.txt");
        assertThat(ports.deliveries).hasSize(2);
        assertThat(drop.resolve("other.csv.tmp")).exists();
    }

    @Test
    public void aMissingFolderStandsInItsStreamUntilItIsThere() throws Exception {
        Files.delete(drop);
        route(Duration.ZERO);
        await().until(() -> ports.streams.of("shop") != null && ports.streams.of("shop").lastError() != null);
        assertThat(ports.streams.of("shop").lastError()).contains(drop.toString(), "does not exist");

        Files.createDirectory(drop);
        put("orders.csv", "D1\n");

        awaited("done/orders.csv.report.txt");
        await().until(() -> ports.streams.of("shop").lastError() == null);
    }

    @Test
    public void aLinkStaysAndStandsInTheStreamWhileTheOthersAreTaken() throws Exception {
        Path secret = Files.writeString(temporary.newFile("secret.csv").toPath(), "!secret\n");
        Files.createSymbolicLink(drop.resolve("link.csv"), secret);
        put("orders.csv", "D1\n");
        route(Duration.ZERO);

        awaited("done/orders.csv.report.txt");
        await().until(() -> ports.streams.of("shop").lastError() != null);

        assertThat(ports.streams.of("shop").lastError()).contains("link.csv", "no plain file");
        assertThat(drop.resolve("link.csv")).isSymbolicLink();
        assertThat(count("failed/*")).isZero();
        Files.delete(drop.resolve("link.csv"));
        await().until(() -> ports.streams.of("shop").lastError() == null);
    }

    @Test
    public void aFileWaitsWhileTheDatabaseIsGone() throws Exception {
        ports.gone = new IllegalStateException("no database");
        route(Duration.ZERO);
        put("orders.csv", "D1\n");
        await().until(() -> camel.watch().of("deliveries.files.shop").map(s -> s.failingSince() != null).orElse(false));
        assertThat(drop.resolve("orders.csv")).exists();

        ports.gone = null;
        now.updateAndGet(t -> t.plus(RouteWatch.PATIENCE));

        awaited("done/orders.csv.report.txt");
        await().until(() -> camel.watch().of("deliveries.files.shop").orElseThrow().failingSince() == null);
    }

    @Test
    public void aPausedFolderIsLeftAlone() throws Exception {
        route(Duration.ZERO);
        await().until(() -> looks() > 0);
        ports.streams.pause("shop", true);
        put("orders.csv", "D1\n");
        Instant before = ports.streams.of("shop").lastReadAt();
        now.updateAndGet(t -> t.plusSeconds(1));
        await().during(Duration.ofMillis(300)).until(() -> Files.exists(drop.resolve("orders.csv")));
        assertThat(ports.streams.of("shop").lastReadAt()).isEqualTo(before);

        ports.streams.pause("shop", false);
        awaited("done/orders.csv.report.txt");
    }

    @Test
    public void manyFilesAreAllTakenOnce() throws Exception {
        for (int i = 0; i < 250; i++) {
            put("orders-%03d.csv".formatted(i), "D" + i + "\n");
        }
        route(Duration.ZERO);
        await().until(() -> count("done/*.report.txt") == 250);
        assertThat(ports.deliveries).hasSize(250);
        await().until(() -> ports.streams.of("shop").items() == 250);
    }

    private void route(Duration settle) {
        DropFolder folder = new DropFolder() {
            @Override
            public String name() {
                return "shop";
            }

            @Override
            public Path directory() {
                return drop;
            }

            @Override
            public Duration every() {
                return Duration.ofMillis(50);
            }

            @Override
            public Duration settle() {
                return settle;
            }
        };
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
        camel.add(new DeliveryFilesRoute(new DropFolderReader(folder, new ReceiveFile(ports.receiveDeliveries()),
                new WatchFolder(ports.transactions, ports.streams), camel.watch(), clock)));
    }

    private void put(String name, String content) throws IOException {
        Path hidden = Files.writeString(drop.resolve(".being-written"), content, StandardCharsets.UTF_8);
        Files.move(hidden, drop.resolve(name));
    }

    private Path awaited(String name) {
        Path file = drop.resolve(name);
        await().until(() -> Files.exists(file) && Files.size(file) > 0);
        return file;
    }

    private long count(String glob) throws IOException {
        String[] parts = glob.split("/");
        Path directory = parts.length == 2 ? drop.resolve(parts[0]) : drop;
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        var matcher = directory.getFileSystem().getPathMatcher("glob:" + parts[parts.length - 1]);
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).filter(f -> matcher.matches(f.getFileName())).count();
        }
    }

    /** How often the folder was looked into, as far as its stream knows. */
    private int looks() {
        return ports.streams.looks("shop");
    }

    private void afterSomeLooks() {
        int before = looks();
        await().until(() -> looks() > before + 2);
    }
}
