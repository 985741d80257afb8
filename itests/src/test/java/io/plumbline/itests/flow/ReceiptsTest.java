package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import org.junit.Test;

import io.plumbline.application.delivery.RecordDelivery.Outcome;
import io.plumbline.domain.Actor;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Kind;
import io.plumbline.domain.delivery.DeliveredOrder.Link;
import io.plumbline.domain.delivery.DeliveredOrder.LinkType;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.ReceiptReport;
import io.plumbline.domain.feedback.Discrepancy;
import io.plumbline.domain.journal.Journal;

/** A customer's word that goods came: what it proves, what it says, and that the order in which things are heard does not matter. */
public class ReceiptsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);

    /** A receipt that can be changed a little at a time. */
    private record Receipt(String doc, List<String> deliveries, List<String> orders, List<String> customerOrders, String account, LocalDate received, Instant at,
            boolean cancelled, List<ReceiptReport.Line> lines) {
        static Receipt of(String doc, String... deliveries) {
            return new Receipt(doc, List.of(deliveries), List.of(), List.of(), "C58", DAY, NOW.minusSeconds(50), false, List.of());
        }

        Receipt on(LocalDate day, Instant when) {
            return new Receipt(doc, deliveries, orders, customerOrders, account, day, when, cancelled, lines);
        }

        Receipt ofOrder(String number) {
            return new Receipt(doc, List.of(), List.of(number), List.of(), account, received, at, cancelled, lines);
        }

        Receipt saying(String rejected, String missing, String words) {
            List<ReceiptReport.Line> more = new ArrayList<>(lines);
            more.add(new ReceiptReport.Line("1", deliveries.isEmpty() ? null : deliveries.get(0), new Discrepancy("1", "GZ-1", "Hinge", null,
                    rejected == null ? null : new BigDecimal(rejected), missing == null ? null : new BigDecimal(missing), null, "pcs", Map.of()), words));
            return new Receipt(doc, deliveries, orders, customerOrders, account, received, at, cancelled, more);
        }

        Receipt takenBack(Instant when) {
            return new Receipt(doc, deliveries, orders, customerOrders, account, received, when, true, lines);
        }

        ReceiptReport report() {
            return new ReceiptReport(new SourceRef("main", "-", "ReceiptAdvice", account + "/" + doc, doc, at), DAY, cancelled, deliveries, orders, customerOrders, account,
                    received == null ? null : ErpDate.day(received, Basis.PROOF_OF_DELIVERY), lines);
        }
    }

    private static Shipment shipped(String doc, String order) {
        return Shipment.of(doc, order, NOW.minusSeconds(90_000)).status(Status.SHIPPED).changed(NOW.minusSeconds(100));
    }

    private Outcome receive(Receipt receipt) {
        return plumbline.receipts.record(receipt.report(), Actor.connector("main"), NOW);
    }

    private List<String> deliveries() {
        return plumbline.sql("select doc_id || ' ' || state || ' ' || rtrim(coalesce(cast(received_on as char(10)), '-')) from delivery order by doc_id");
    }

    private List<String> feedback() {
        return feedback("%");
    }

    private List<String> feedback(String document) {
        return plumbline.sql("select f.state || ' ' || coalesce(d.doc_id, '-') || ' ' || coalesce(cast(f.rejected as char(30)), '-') || ' ' || coalesce(cast(f.missing as char(30)), '-')"
                + " || ' ' || coalesce(f.words, '-') from feedback f left join delivery d on d.id = f.delivery_id where f.taken_back = false"
                + " and coalesce(f.document, '') like '" + document + "' order by f.id").stream()
                .map(s -> s.replaceAll("\\.0+ ", " ").replaceAll(" +", " ")).toList();
    }

    private void journalIsSound() {
        while (plumbline.store.journal().sequence(500, NOW) > 0) {
            continue;
        }
        Journal.Verification found = plumbline.store.journal().verify();
        assertThat(found.findings()).isEmpty();
        assertThat(found.entries()).isPositive();
    }

    @Test
    public void itProvesTheDeliveryMakesTheOrderWholeAndTheCustomerIsAsked() {
        plumbline.report(shipped("1", "A").report(), NOW);
        plumbline.work(NOW);
        assertThat(plumbline.post.sent).as("underway").isEmpty();
        assertThat(receive(Receipt.of("R1", "SHP-1"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(deliveries()).containsExactly("1 Delivered 2026-11-20");
        assertThat(plumbline.sql("select state from customer_order")).containsExactly("Complete");
        assertThat(plumbline.sql("select cast(happened_on as char(10)) from ledger")).containsExactly("2026-11-20");
        plumbline.work(NOW);
        assertThat(plumbline.post.sent).hasSize(1);
        assertThat(plumbline.sql("select line from ledger")).containsExactly("ASKED");
        assertThat(plumbline.report(shipped("1", "A").phone("2").changed(NOW.minusSeconds(5)).report(), NOW)).isInstanceOf(Outcome.Amended.class);
        assertThat(deliveries()).as("the ERP still says that it is underway").containsExactly("1 Delivered 2026-11-20");
        assertThat(receive(Receipt.of("R1", "SHP-1"))).isInstanceOf(Outcome.Duplicate.class);
        journalIsSound();
    }

    @Test
    public void itIsKeptUntilItsDeliveryIsKnownAndSoIsWhatItSays() {
        assertThat(receive(Receipt.of("R1", "SHP-1").saying("2", null, "bent"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(feedback()).containsExactly("New - 2 - bent");
        plumbline.report(shipped("1", "A").report(), NOW);
        assertThat(deliveries()).containsExactly("1 Delivered 2026-11-20");
        assertThat(feedback()).containsExactly("New 1 2 - bent");
        assertThat(plumbline.sql("select c.name from feedback f join customer c on c.id = f.customer_id join customer_order o on o.id = f.order_id"))
                .containsExactly("Nordlicht Möbel GmbH");
        assertThat(plumbline.sql("select cast(facts as varchar(2000)) from journal where object_type = 'feedback'").toString()).doesNotContain("bent");
        journalIsSound();
    }

    @Test
    public void aNewerVersionAmendsWhatWasSaidAndAnOlderOneChangesNothing() {
        plumbline.report(shipped("1", "A").report(), NOW);
        receive(Receipt.of("R1", "SHP-1").saying("2", null, "bent"));
        assertThat(receive(Receipt.of("R1", "SHP-1").on(DAY.minusDays(1), NOW.minusSeconds(10)).saying("3", "1", "bent and lost"))).isInstanceOf(Outcome.Amended.class);
        assertThat(feedback()).containsExactly("New 1 3 1 bent and lost");
        assertThat(deliveries()).containsExactly("1 Delivered 2026-11-19");
        assertThat(receive(Receipt.of("R1", "SHP-1").saying("4", null, "older"))).isInstanceOf(Outcome.Duplicate.class);
        receive(Receipt.of("R1", "SHP-1").on(DAY, NOW.minusSeconds(5)));
        assertThat(feedback()).as("taken back").isEmpty();
        assertThat(plumbline.sql("select id from feedback")).as("and kept").hasSize(1);
        receive(Receipt.of("R1", "SHP-1").on(DAY, NOW.minusSeconds(4)).saying("2", null, "after all"));
        assertThat(feedback()).containsExactly("New 1 2 - after all");
        journalIsSound();
    }

    @Test
    public void severalLinesAboutOneDeliveredLineAreOneFeedback() {
        receive(Receipt.of("R1", "SHP-1").saying("2", null, "lot 1").saying("1", "1", "lot 2"));
        assertThat(feedback()).containsExactly("New - 3 1 lot 1\nlot 2");
    }

    @Test
    public void itNeverBringsBackWhatWasCancelledOrReturned() {
        plumbline.report(shipped("1", "A").changed(NOW.minusSeconds(20)).cancellation(), NOW);
        plumbline.report(shipped("2", "B").report(), NOW);
        plumbline.report(shipped("2", "B").comingBack(), NOW);
        receive(Receipt.of("R1", "1", "SHP-2"));
        assertThat(plumbline.sql("select doc_id || ' ' || state from delivery order by doc_id")).containsExactly("1 Cancelled", "2 Reversed");
        plumbline.work(NOW);
        assertThat(plumbline.post.sent).isEmpty();
        journalIsSound();
    }

    @Test
    public void takenBackItProvesNothingAnyMore() {
        plumbline.report(shipped("1", "A").report(), NOW);
        receive(Receipt.of("R1", "SHP-1").saying("2", null, "bent"));
        receive(Receipt.of("R1", "SHP-1").takenBack(NOW.minusSeconds(5)));
        assertThat(deliveries()).containsExactly("1 Shipped -");
        assertThat(plumbline.sql("select state from customer_order")).containsExactly("Open");
        assertThat(feedback()).isEmpty();
        assertThat(receive(Receipt.of("R1", "SHP-1"))).as("older than its cancellation").isInstanceOf(Outcome.Duplicate.class);
        journalIsSound();
    }

    @Test
    public void withoutADeliveryItIsAboutWhatHadLeftOfItsOrder() {
        plumbline.report(shipped("1", "A").said(OrderState.OPEN).report(), NOW);
        receive(Receipt.of("R1").ofOrder("SO-A"));
        assertThat(deliveries()).containsExactly("1 Delivered 2026-11-20");
        Shipment later = Shipment.of("2", "A", NOW).changed(NOW.minusSeconds(5));
        plumbline.report(later.report(), NOW);
        assertThat(deliveries()).as("left the day after").containsExactly("1 Delivered 2026-11-20", "2 Delivered -");
    }

    @Test
    public void whoeverNamesAnotherCompanyMustBeTheSameCustomer() {
        plumbline.report(shipped("1", "A").report(), NOW);
        ReceiptReport r = Receipt.of("R1", "SHP-1").report();
        SourceRef elsewhere = new SourceRef("main", "9", "ReceiptAdvice", "x/R1", "R1", null);
        plumbline.receipts.record(new ReceiptReport(elsewhere, DAY, false, r.documents(), List.of(), List.of(), "C99", r.received(), List.of()), Actor.connector("main"), NOW);
        assertThat(deliveries()).containsExactly("1 Shipped -");
        SourceRef ours = new SourceRef("main", "9", "ReceiptAdvice", "y/R1", "R1", null);
        plumbline.receipts.record(new ReceiptReport(ours, DAY, false, r.documents(), List.of(), List.of(), "C58", r.received(), List.of()), Actor.connector("main"), NOW);
        assertThat(deliveries()).containsExactly("1 Delivered 2026-11-20");
    }

    @Test
    public void whenNothingCameNothingIsProvenAndItIsSaid() {
        plumbline.report(shipped("1", "A").report(), NOW);
        receive(Receipt.of("R1", "SHP-1").on(null, NOW.minusSeconds(5)).saying(null, "4", null));
        assertThat(deliveries()).containsExactly("1 Shipped -");
        assertThat(feedback()).containsExactly("New 1 - 4 -");
    }

    @Test
    public void aReturnTakesBackEverythingThatItNames() {
        plumbline.report(Shipment.of("1", "A", NOW.minusSeconds(3600)).report(), NOW);
        plumbline.report(Shipment.of("2", "B", NOW.minusSeconds(3600)).report(), NOW);
        List<Link> links = List.of(new Link(LinkType.RETURN_OF, null, "A"), new Link(LinkType.RETURN_OF, null, "B"), new Link(LinkType.RETURN_OF, "3", null));
        plumbline.report(returning(links, NOW.minusSeconds(10)), NOW);
        plumbline.report(Shipment.of("3", "C", NOW.minusSeconds(3600)).report(), NOW);
        plumbline.report(Shipment.of("4", "D", NOW.minusSeconds(3600)).report(), NOW);
        assertThat(plumbline.sql("select state from delivery order by doc_id")).containsExactly("Reversed", "Reversed", "Reversed", "Delivered");
        plumbline.report(returning(links.subList(0, 1), NOW.minusSeconds(5)), NOW);
        assertThat(plumbline.sql("select state from delivery order by doc_id")).as("what it does not name any more stands again")
                .containsExactly("Reversed", "Delivered", "Delivered", "Delivered");
        journalIsSound();
    }

    private static DeliveredOrder returning(List<Link> links, Instant changedAt) {
        return new DeliveredOrder(new SourceRef("main", "1", "return", "R", "RET", changedAt), Kind.RETURN, Status.DELIVERED, List.of(), null, List.of(), null, null, null,
                null, null, null, null, List.of(), links, Map.of());
    }

    /** Despatch, a poll that amends it and still says underway, a second amendment or a cancellation, a receipt, a newer receipt. */
    @Test
    public void whatIsKnownInTheEndDoesNotDependOnTheOrder() {
        assertThat(endsOf(Status.SHIPPED)).hasSize(1).first()
                .satisfies(end -> assertThat(end).startsWith("Delivered 2026-11-19", "Complete", "ASKED").endsWith("d 3 1 newer", "phone 3"));
        assertThat(endsOf(Status.CANCELLED)).hasSize(1).first()
                .satisfies(end -> assertThat(end).startsWith("Cancelled -", "Open", "NOT_ASKED").endsWith("d 3 1 newer", "phone 3"));
        journalIsSound();
    }

    private Set<List<String>> endsOf(Status last) {
        Set<List<String>> ends = new HashSet<>();
        List<List<Integer>> orders = permutations(5);
        assertThat(orders).hasSize(120).doesNotHaveDuplicates();
        for (List<Integer> order : orders) {
            String n = last.name().charAt(0) + order.stream().map(String::valueOf).collect(Collectors.joining());
            Shipment s = shipped("d" + n, n).customer(n);
            Receipt receipt = new Receipt("r" + n, List.of("SHP-d" + n), List.of(), List.of(), "C" + n, DAY, NOW.minusSeconds(50), false, List.of());
            List<Runnable> all = List.of(() -> plumbline.report(s.report(), NOW), () -> plumbline.report(s.phone("2").changed(NOW.minusSeconds(80)).report(), NOW),
                    () -> plumbline.report(s.phone("3").status(last).changed(NOW.minusSeconds(45)).report(), NOW), () -> receive(receipt.saying("2", null, "older")),
                    () -> receive(receipt.on(DAY.minusDays(1), NOW.minusSeconds(40)).saying("3", "1", "newer")));
            order.forEach(i -> all.get(i).run());
            plumbline.work(NOW);
            List<String> end = new ArrayList<>(plumbline.sql("select state || ' ' || rtrim(coalesce(cast(received_on as char(10)), '-')) from delivery where doc_id = 'd" + n + "'"));
            end.addAll(plumbline.sql("select state from customer_order where order_id = '" + n + "'"));
            end.addAll(plumbline.sql("select l.line from ledger l join delivery d on d.id = l.delivery_id where d.doc_id = 'd" + n + "'"));
            end.addAll(feedback("SHP-d" + n).stream().map(f -> f.replace("New d" + n, "d")).toList());
            end.addAll(plumbline.sql("select 'phone ' || phone from contact where erp_id = '" + n + "-1'"));
            ends.add(end);
        }
        return ends;
    }

    private static List<List<Integer>> permutations(int of) {
        List<List<Integer>> all = List.of(List.of());
        for (int i = 0; i < of; i++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> one : all) {
                for (int at = 0; at <= one.size(); at++) {
                    List<Integer> more = new ArrayList<>(one);
                    more.add(at, i);
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all;
    }

    @Test
    public void aDeliveryAndItsReceiptAtTheSameMomentFindEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int i = 0; i < 30; i++) {
                String n = "x" + i;
                CyclicBarrier together = new CyclicBarrier(3);
                List<Callable<Outcome>> work = List.of(() -> plumbline.report(shipped(n, n).report(), NOW), () -> receive(Receipt.of("R" + n, "SHP-" + n).saying("1", null, n)),
                        () -> plumbline.report(Shipment.of("back" + n, "-", NOW).comingBack(), NOW));
                List<Future<Outcome>> all = new ArrayList<>();
                for (Callable<Outcome> one : work) {
                    all.add(threads.submit(() -> {
                        together.await();
                        return one.call();
                    }));
                }
                for (Future<Outcome> one : all) {
                    assertThat(one.get()).isInstanceOf(Outcome.Accepted.class);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(plumbline.sql("select state from delivery")).hasSize(30).containsOnly("Delivered");
        assertThat(feedback()).hasSize(30).noneMatch(f -> f.startsWith("New - "));
        journalIsSound();
    }
}
