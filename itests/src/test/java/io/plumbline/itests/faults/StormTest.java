package io.plumbline.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.Test;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.application.delivery.DeliveryFormat.Malformed;
import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.ReceiveDeliveries;
import io.plumbline.application.delivery.RecordDelivery;
import io.plumbline.domain.Actor;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.Streams.Cursor;
import io.plumbline.domain.flow.Command;
import io.plumbline.erp.JsonDeliveryFormat;
import io.plumbline.itests.flow.Workshop;

/**
 * The same deliveries come again and again by every door at once, while the flow goes on: in documents as REST takes them, one by one,
 * and in the pages of an ERP that is pulled. {@code -Dplumbline.storm=10000} says how many there are; each comes one to five times.
 */
public class StormTest {
    private static final int DELIVERIES = Integer.getInteger("plumbline.storm", 500);
    private static final int CUSTOMERS = 50;
    /** Derby reads tables of a few rows from end to end, and waits there for everybody who writes; nobody's table is that small for long. */
    private static final int KNOWN_BEFORE = 400;
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String ERP = "erp";

    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);
    private final DeliveryFormat json = new JsonDeliveryFormat();
    private final Queue<String> copies = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    /** Three of four orders have one delivery, the fourth has two. */
    private static String order(int delivery) {
        return "O" + (delivery % 5 == 4 ? delivery - 1 : delivery);
    }

    private static String report(int delivery) {
        String customer = "K" + Math.floorMod(order(delivery).hashCode(), CUSTOMERS);
        return Reports.delivery("S" + delivery, order(delivery), customer, Reports.address(customer), NOW.minusSeconds(60));
    }

    @Test
    public void deliveriesThatComeAgainAndAgainByEveryDoorAreThereOnce() throws Exception {
        long seed = Long.getLong("plumbline.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> all = new ArrayList<>();
        ClientLog log = new ClientLog();
        for (int i = 0; i < DELIVERIES; i++) {
            all.addAll(Collections.nCopies(1 + random.nextInt(5), report(i)));
            log.delivered("S" + i);
        }
        for (int i = 0; i < Math.min(DELIVERIES, KNOWN_BEFORE); i++) {
            plumbline.record.record(read(List.of(report(i))).get(0), Actor.connector(ERP), NOW);
        }
        plumbline.work(NOW);
        Collections.shuffle(all, random);
        copies.addAll(all);

        List<Callable<Integer>> doors = List.of(this::documents, this::oneByOne, this::pages);
        ExecutorService threads = Executors.newFixedThreadPool(doors.size() + 2);
        try {
            List<Future<Integer>> flow = List.of(threads.submit(() -> steps(Command.Kind.DECIDE_INVITATION)), threads.submit(() -> steps(Command.Kind.SEND_INVITATION)));
            int came = 0;
            for (Future<Integer> door : threads.invokeAll(doors)) {
                came += door.get(); // an exception is what an ERP would have got
            }
            over.set(true);
            for (Future<Integer> steps : flow) {
                steps.get();
            }
            assertThat(came).as("seed " + seed).isEqualTo(all.size());
        } finally {
            threads.shutdownNow();
        }
        plumbline.work(NOW);

        long orders = IntStream.range(0, DELIVERIES).mapToObj(StormTest::order).distinct().count();
        assertThat(plumbline.sql("select count(*) from delivery")).containsExactly(String.valueOf(DELIVERIES));
        assertThat(plumbline.sql("select count(*) from ledger")).as("the ledger adds up").containsExactly(String.valueOf(DELIVERIES));
        assertThat(plumbline.sql("select count(*) from ledger where line not in ('ASKED', 'PART_OF_ORDER')")).containsExactly("0");
        assertThat(plumbline.sql("select count(*) from customer")).as("customers, each once").containsExactly(String.valueOf(plumbline.sql(
                "select distinct erp_id from customer").size()));
        assertThat(plumbline.sql("select count(*) from invitation")).containsExactly(String.valueOf(orders));
        assertThat(plumbline.sql("select count(*) from step where kind <> 'EXPIRE_INVITATION'")).containsExactly("0");
        assertThat(plumbline.post.sent).hasSize((int) orders);
        List<TakenMail> mails = plumbline.post.sent.stream()
                .map(mail -> new TakenMail(mail.messageId(), mail.headers().get("X-Plumbline-Invitation"), null, mail.to(), NOW)).collect(Collectors.toList());
        assertThat(Invariants.violations(plumbline.database, plumbline.store, log, mails, Duration.ofSeconds(1), Duration.ofSeconds(1), NOW)).as("seed " + seed)
                .isEmpty();
    }

    /** As REST takes them: JSON, up to 50 in a document. */
    private int documents() throws Malformed {
        ReceiveDeliveries receive = new ReceiveDeliveries(plumbline.record, plumbline.receipts);
        int came = 0;
        List<String> list = some(50);
        while (!list.isEmpty()) {
            byte[] document = Reports.list(list).getBytes(StandardCharsets.UTF_8);
            List<ReceiveDeliveries.Receipt> receipts = receive.receive(document, json, ERP, Actor.connector(ERP), NOW);
            assertThat(receipts).noneMatch(receipt -> receipt.verdict() == ReceiveDeliveries.Verdict.REFUSED);
            came += receipts.size();
            list = some(50);
        }
        return came;
    }

    private int oneByOne() throws Malformed {
        int came = 0;
        List<String> one = some(1);
        while (!one.isEmpty()) {
            assertThat(plumbline.record.record(read(one).get(0), Actor.connector(ERP), NOW)).isNotInstanceOf(RecordDelivery.Outcome.Refused.class);
            came++;
            one = some(1);
        }
        return came;
    }

    /** As an ERP is pulled: pages of twenty, stored together with the place where they end. */
    private int pages() {
        Pulled source = new Pulled();
        while (!copies.isEmpty()) {
            assertThat(plumbline.pull.run(source, NOW).fault()).isNull();
        }
        assertThat(plumbline.sql("select count(*) from quarantine")).containsExactly("0");
        return source.came;
    }

    private int steps(Command.Kind kind) {
        int made = 0;
        while (!over.get()) {
            made += plumbline.steps.run(kind, 50, NOW);
        }
        return made;
    }

    private List<String> some(int most) {
        List<String> list = new ArrayList<>();
        String copy = copies.poll();
        while (copy != null) {
            list.add(copy);
            copy = list.size() < most ? copies.poll() : null;
        }
        return list;
    }

    private List<DeliveredOrder> read(List<String> list) throws Malformed {
        return json.read(Reports.list(list).getBytes(StandardCharsets.UTF_8), ERP).stream().map(item -> item.report().orElseThrow()).toList();
    }

    private final class Pulled implements DeliverySource {
        private int came;

        @Override
        public String name() {
            return ERP;
        }

        @Override
        public String type() {
            return "storm";
        }

        @Override
        public Duration every() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Page pull(Cursor cursor, Instant now) {
            List<String> list = some(20);
            came += list.size();
            try {
                List<Item> items = list.isEmpty() ? List.of() : read(list).stream().map(report -> (Item) new Good(report)).toList();
                return new Page(items, new Cursor(null, now, "" + came, null, false), now, !list.isEmpty());
            } catch (Malformed e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Optional<Item> fetch(String identity, Instant now) {
            return Optional.empty();
        }
    }
}
