package io.plumbline.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.Test;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plumbline.application.FileKeys;
import io.plumbline.store.Store;

/**
 * The same deliveries come again and again, in random order, by every door of the running distribution at once: over REST in lists and
 * one by one, over SOAP, and in the pages of an ERP that is pulled; customers are asked meanwhile. {@code -Dplumbline.storm=10000} says
 * how many there are; each comes one to five times. {@link StormTest} does the same without a container, and faster.
 */
public class StormIT {
    private static final int DELIVERIES = Integer.getInteger("plumbline.storm", 200);
    private static final int CUSTOMERS = 50;
    private static final int LIST = 50;
    private static final String ERP = "erp";
    private static final Pattern OUTCOME = Pattern.compile("outcome>([A-Z]+)<");
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration IN_FLIGHT = Duration.ofSeconds(5);

    private final Instant changed = Instant.now().minusSeconds(3600);
    private final ClientLog log = new ClientLog();
    private final Queue<Integer> lists = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> singles = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> soap = new ConcurrentLinkedQueue<>();
    private final List<String> pulled = new ArrayList<>();
    private PlumblineProcess plumbline;

    /** Three of five orders have one delivery, one has two. */
    private static String order(int delivery) {
        return "O" + (delivery % 5 == 4 ? delivery - 1 : delivery);
    }

    private static String customer(int delivery) {
        return "K" + Math.floorMod(order(delivery).hashCode(), CUSTOMERS);
    }

    private String report(int delivery) {
        return Reports.delivery("S" + delivery, order(delivery), customer(delivery), Reports.address(customer(delivery)), changed);
    }

    @Test
    public void deliveriesThatComeAgainAndAgainByEveryDoorAreThereOnce() throws Exception {
        long seed = Long.getLong("plumbline.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < DELIVERIES; i++) {
            all.addAll(Collections.nCopies(1 + random.nextInt(5), i));
        }
        Collections.shuffle(all, random);
        for (int delivery : all) {
            int door = random.nextInt(4);
            if (door == 3) {
                pulled.add(report(delivery).replace("\n", ""));
            } else {
                List.of(lists, singles, soap).get(door).add(delivery);
            }
        }
        Path home = Path.of("target", "faults", "storm");
        try (SmtpSink post = new SmtpSink(); PlumblineProcess running = PlumblineProcess.unpacked(home)) {
            plumbline = running.mailsTo(post.port());
            plumbline.start();
            plumbline.awaitReady();
            plumbline.setUp();
            Instant begin = Instant.now();
            int came = storm(home);
            Duration storm = Duration.between(begin, Instant.now());
            assertThat(came).as("seed " + seed).isEqualTo(all.size());
            await().atMost(Duration.ofMinutes(60)).pollInterval(Duration.ofSeconds(1)).until(plumbline::nothingIsDue);
            String story = "seed " + seed + ": " + DELIVERIES + " deliveries, reported " + came + " times in " + storm.toSeconds() + " s, "
                    + came * 1000L / Math.max(1, storm.toMillis()) + " reports/s; " + post.mails().size() + " mails by "
                    + Duration.between(begin, Instant.now()).toSeconds() + " s";
            LoggerFactory.getLogger(StormIT.class).warn("{}", story);
            Set<String> listed = plumbline.listed();
            plumbline.stop();
            assertThat(Invariants.missingFrom(listed, log)).as(story).isEmpty();
            assertThat(listed).as(story).hasSize(DELIVERIES);
            check(home, post, Instant.now(), story);
        }
    }

    /** How many reports were answered as they should be. */
    private int storm(Path home) throws Exception {
        Path reports = Files.write(home.resolve("data/storm-reports"), pulled);
        Path result = home.resolve("data/storm-result");
        StormErp.jar(home.resolve("deploy/storm.jar"), ERP, reports, result);
        List<Callable<Integer>> doors = List.of(() -> overRest(lists, LIST), () -> overRest(singles, 1), this::overSoap, this::overSoap);
        ExecutorService threads = Executors.newFixedThreadPool(doors.size());
        int came = 0;
        try {
            for (Future<Integer> door : threads.invokeAll(doors)) {
                came += door.get(); // whatever is wrong is what an ERP would have got
            }
        } finally {
            threads.shutdownNow();
        }
        await().atMost(Duration.ofMinutes(30)).until(() -> Files.exists(result));
        assertThat(Files.readString(result)).isEqualTo(Integer.toString(pulled.size()));
        return came + pulled.size();
    }

    private int overRest(Queue<Integer> copies, int most) throws Exception {
        int came = 0;
        List<Integer> some = some(copies, most);
        while (!some.isEmpty()) {
            HttpResponse<String> answer = plumbline.report(most == 1 ? report(some.get(0)) : Reports.list(some.stream().map(this::report).toList()));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode told = JsonMapper.builder().build().readTree(answer.body());
            assertThat(told.get("refused").asInt()).as(answer.body()).isZero();
            assertThat(told.get("items")).hasSize(some.size());
            some.forEach(delivery -> log.delivered("S" + delivery));
            came += some.size();
            some = some(copies, most);
        }
        return came;
    }

    private int overSoap() throws Exception {
        int came = 0;
        List<Integer> one = some(soap, 1);
        while (!one.isEmpty()) {
            int delivery = one.get(0);
            HttpResponse<String> answer = plumbline.reportBySoap(Reports.soapDelivery("S" + delivery, order(delivery), customer(delivery), Reports.address(customer(delivery)),
                    changed));
            Matcher outcome = OUTCOME.matcher(answer.body());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(outcome.find()).as(answer.body()).isTrue();
            assertThat(outcome.group(1)).as("the same by every door").isIn("ACCEPTED", "DUPLICATE");
            log.delivered("S" + delivery);
            came++;
            one = some(soap, 1);
        }
        return came;
    }

    private static List<Integer> some(Queue<Integer> copies, int most) {
        List<Integer> list = new ArrayList<>();
        Integer copy = copies.poll();
        while (copy != null) {
            list.add(copy);
            copy = list.size() < most ? copies.poll() : null;
        }
        return list;
    }

    private void check(Path home, SmtpSink post, Instant at, String story) throws SQLException {
        EmbeddedDataSource derby = new EmbeddedDataSource();
        derby.setDatabaseName(home.resolve("db/plumbline").toString());
        try {
            Store store = Store.open(derby, new FileKeys(home.resolve("db/secret.key")));
            assertThat(Invariants.violations(derby, store, log, post.mails(), POLL, IN_FLIGHT, at)).as(story).isEmpty();
            long orders = IntStream.range(0, DELIVERIES).mapToObj(StormIT::order).distinct().count();
            long customers = IntStream.range(0, DELIVERIES).mapToObj(StormIT::customer).distinct().count();
            assertThat(number(derby, "select count(*) from delivery")).as(story).isEqualTo(DELIVERIES);
            assertThat(number(derby, "select count(*) from journal where object_type = 'delivery' and action = 'delivery.amended'")).as("none differed").isZero();
            assertThat(number(derby, "select count(*) from customer")).as(story).isEqualTo(customers);
            assertThat(number(derby, "select count(*) from customer_order")).as(story).isEqualTo(orders);
            assertThat(number(derby, "select count(*) from invitation")).as(story).isEqualTo(orders);
            assertThat(number(derby, "select count(*) from ledger where line in ('ASKED', 'PART_OF_ORDER')")).as(story).isEqualTo(DELIVERIES);
            assertThat(post.mails()).as(story).hasSize((int) orders);
        } finally {
            KillIT.close(derby);
        }
    }

    private static long number(EmbeddedDataSource derby, String sql) throws SQLException {
        try (Connection connection = derby.getConnection(); Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
