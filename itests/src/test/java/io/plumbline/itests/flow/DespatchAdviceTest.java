package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import org.junit.Test;

import io.plumbline.application.delivery.RecordDelivery.Outcome;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ContactRef;
import io.plumbline.domain.delivery.DeliveredOrder.CustomerRef;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Kind;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.DeliveredOrder.Link;
import io.plumbline.domain.delivery.DeliveredOrder.LinkType;
import io.plumbline.domain.delivery.DeliveredOrder.OrderRef;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.delivery.DeliveredOrder.Role;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.journal.Journal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A despatch advice knows numbers alone; it and the ERP's own record of the same delivery are one delivery, whichever comes first. */
public class DespatchAdviceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant LEFT = NOW.minusSeconds(3600);

    /** The document of the shipment {@code doc}: as {@link Shipment} numbers it, its order and its customer. */
    private record Advice(String doc, String order, String customer, String named, Status status, Instant issued) {
        static Advice of(String doc, String order) {
            return new Advice(doc, "SO-" + order, "58", "Nordlicht", Status.DELIVERED, NOW.minusSeconds(30));
        }

        Advice status(Status next) {
            return new Advice(doc, order, customer, named, next, issued);
        }

        Advice issued(Instant at) {
            return new Advice(doc, order, customer, named, status, at);
        }

        Advice customer(String id) {
            return new Advice(doc, order, id, named, status, issued);
        }

        Advice order(String number) {
            return new Advice(doc, number, customer, named, status, issued);
        }

        DeliveredOrder report() {
            return new DeliveredOrder(new SourceRef("main", "-", DocumentKey.DESPATCH_ADVICE, "SHP-" + doc, "SHP-" + doc, issued), Kind.DELIVERY, status,
                    List.of(new OrderRef(order, order, "PO-1", null, null, null, null)), new CustomerRef("C" + customer, "C" + customer, named, null, null),
                    List.of(new ContactRef(Role.DELIVERY, null, "Jana", "jana@nordlicht.example", null, null, false)), null, null, null,
                    ErpDate.day(LocalDate.ofInstant(LEFT, ZoneOffset.UTC), Basis.DOCUMENT), null, null, null,
                    List.of(new Line("1", order, "10", null, null, null, null, "Hinge 90°", null, null, new BigDecimal("4"), null, "C62", null, List.of())), List.of(), Map.of());
        }
    }

    private Workshop plumbline = new Workshop(Workshop.ASK_ALL);

    private static Shipment shipment(String doc, String order) {
        return Shipment.of(doc, order, LEFT).changed(NOW.minusSeconds(60));
    }

    private Outcome report(DeliveredOrder report) {
        return plumbline.report(report, NOW);
    }

    private List<String> documents() {
        return plumbline.sql("select doc_type || '/' || doc_id || ' ' || doc_no || ' ' || state from delivery order by doc_id");
    }

    private List<String> orders() {
        return plumbline.sql("select company || ' ' || order_id || ' ' || order_no || ' ' || state from customer_order order by order_id");
    }

    private List<String> customers() {
        return plumbline.sql("select company || ' ' || erp_id || ' ' || customer_no || ' ' || name from customer order by erp_id");
    }

    private static Id id(Outcome outcome) {
        return outcome instanceof Outcome.Accepted a ? a.id() : outcome instanceof Outcome.Amended a ? a.id() : ((Outcome.Duplicate) outcome).id();
    }

    private void oneOfEach() {
        assertThat(documents()).containsExactly("shipment/1 SHP-1 Delivered");
        assertThat(orders()).containsExactly("1 A SO-A Complete");
        assertThat(customers()).containsExactly("1 58 C58 Nordlicht Möbel GmbH");
        assertThat(plumbline.sql("select delivery_id from ledger")).hasSize(1);
        plumbline.work(NOW);
        assertThat(plumbline.post.sent).hasSize(1);
        assertThat(plumbline.sql("select state from invitation")).containsExactly("Sent");
        assertThat(plumbline.sql("select line from ledger")).containsExactly("ASKED");
        journalIsSound();
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
    public void theDocumentOfAKnownRecordIsADuplicate() {
        Id known = id(report(shipment("1", "A").report()));
        int written = plumbline.sql("select entry_id from journal").size();
        assertThat(report(Advice.of("1", "A").report())).isEqualTo(new Outcome.Duplicate(known, "known as shipment/1 from the ERP's own record", false));
        assertThat(plumbline.record.amend(Advice.of("1", "A").report(), Actor.connector("main"), NOW)).as("it is known").isInstanceOf(Outcome.Duplicate.class);
        assertThat(plumbline.sql("select entry_id from journal")).as("nothing changed").hasSize(written);
        oneOfEach();
    }

    @Test
    public void aRecordTakesOverWhatItsDocumentBrought() {
        Id known = id(report(Advice.of("1", "A").report()));
        assertThat(orders()).containsExactly("- SO-A SO-A Complete");
        assertThat(report(shipment("1", "A").report())).as("though it was changed before the document").isEqualTo(new Outcome.Amended(known));
        assertThat(plumbline.sql("select cast(reason as varchar(200)) from journal where action = 'delivery.amended'")).containsExactly("known as DespatchAdvice/SHP-1 before");
        assertThat(report(Advice.of("1", "A").report())).isEqualTo(new Outcome.Duplicate(known, "known as shipment/1 from the ERP's own record", false));
        assertThat(report(shipment("1", "A").report())).isInstanceOf(Outcome.Duplicate.class);
        assertThat(plumbline.sql("select name from delivery_line")).containsExactly("Hinge");
        oneOfEach();
    }

    @Test
    public void whoWasAskedForTheDocumentIsNotAskedForTheRecord() {
        report(Advice.of("1", "A").report());
        plumbline.work(NOW);
        assertThat(plumbline.post.sent).hasSize(1);
        report(shipment("1", "A").report());
        oneOfEach();
    }

    @Test
    public void aDocumentThatWasCancelledSaysNothingAgainstTheRecord() {
        report(shipment("1", "A").report());
        assertThat(report(Advice.of("1", "A").status(Status.CANCELLED).report())).isInstanceOf(Outcome.Duplicate.class);
        assertThat(documents()).containsExactly("shipment/1 SHP-1 Delivered");
        report(Advice.of("2", "B").status(Status.CANCELLED).report());
        report(shipment("2", "B").report());
        assertThat(documents()).containsExactly("shipment/1 SHP-1 Delivered", "shipment/2 SHP-2 Delivered");
        report(Advice.of("3", "C").report());
        report(shipment("3", "C").status(Status.CANCELLED).report());
        assertThat(report(Advice.of("3", "C").report())).isInstanceOf(Outcome.Duplicate.class);
        assertThat(documents()).endsWith("shipment/3 SHP-3 Cancelled");
    }

    @Test
    public void aCancellationThatNamesOnlyTheDocumentKeepsTheOrder() {
        report(Advice.of("1", "A").report());
        DeliveredOrder c = shipment("1", "A").cancellation();
        SourceRef numbered = new SourceRef("main", "1", "shipment", "1", "SHP-1", NOW.minusSeconds(60));
        DeliveredOrder cancellation = new DeliveredOrder(numbered, c.kind(), c.status(), List.of(), null, List.of(), null, null, null, null, null, null, null, List.of(), List.of(), Map.of());
        assertThat(report(cancellation)).isInstanceOf(Outcome.Amended.class);
        assertThat(documents()).containsExactly("shipment/1 SHP-1 Cancelled");
        assertThat(orders()).hasSize(1);
        report(shipment("1", "A").changed(NOW).report());
        oneOfEach();
    }

    @Test
    public void twoDeliveriesOfAnOrderOneByDocumentOneByRecordAreOfOneOrder() {
        report(Advice.of("1", "A").report());
        report(shipment("2", "A").report());
        report(Advice.of("3", "A").report());
        assertThat(orders()).containsExactly("1 A SO-A Complete");
        assertThat(customers()).containsExactly("1 58 C58 Nordlicht Möbel GmbH");
        assertThat(plumbline.sql("select distinct order_id from delivery_line where order_id is not null")).as("in the ERP's words").containsExactly("A");
        plumbline.work(NOW);
        assertThat(plumbline.post.sent).hasSize(1);
        report(back("A"));
        assertThat(plumbline.sql("select distinct state from delivery")).as("a return of the order").containsExactly("Reversed");
        report(Advice.of("4", "A").report());
        assertThat(plumbline.sql("select distinct state from delivery")).as("also where the return is known first").containsExactly("Reversed");
        journalIsSound();
    }

    private static DeliveredOrder back(String order) {
        return new DeliveredOrder(new SourceRef("main", "1", "return", "R", "RET", NOW), Kind.RETURN, Status.DELIVERED, List.of(), null, List.of(), null, null, null, null, null, null,
                null, List.of(), List.of(new Link(LinkType.RETURN_OF, null, order)), Map.of());
    }

    @Test
    public void aDocumentThatKnowsOnlyTheCustomersNumberOfTheOrderIsMet() {
        Advice foreign = Advice.of("1", "-").order("PO-9");
        report(foreign.report());
        report(shipment("1", "A").report());
        assertThat(report(foreign.report())).isInstanceOf(Outcome.Duplicate.class);
        oneOfEach();
    }

    @Test
    public void whereTwoRecordsHaveTheNumberNoneIsMeantAndTheOrderIsStillOne() {
        report(shipment("1", "A").report());
        DeliveredOrder r = shipment("2", "A").report();
        report(new DeliveredOrder(new SourceRef("main", "1", "shipment", "2", "SHP-1", NOW), r.kind(), r.status(), r.orders(), r.customer(), r.contacts(), null, null, null, r.delivered(),
                null, null, null, r.lines(), List.of(), Map.of()));
        assertThat(report(Advice.of("1", "A").report())).isInstanceOf(Outcome.Accepted.class);
        assertThat(documents()).hasSize(3);
        assertThat(orders()).hasSize(1);
        assertThat(customers()).hasSize(1);
        plumbline.work(NOW);
        assertThat(plumbline.post.sent).hasSize(1);
    }

    @Test
    public void numbersOfAnotherCompanyOrConnectorMeanSomethingElse() {
        report(shipment("1", "A").report());
        DeliveredOrder advice = Advice.of("1", "A").report();
        report(advice.from("other"));
        SourceRef s = advice.source();
        report(new DeliveredOrder(new SourceRef(s.connector(), "2", s.docType(), s.docId(), s.docNo(), s.changedAt()), advice.kind(), advice.status(), advice.orders(), advice.customer(),
                advice.contacts(), null, null, null, advice.delivered(), null, null, null, advice.lines(), List.of(), Map.of()));
        assertThat(documents()).hasSize(3);
        assertThat(orders()).hasSize(3);
        assertThat(customers()).hasSize(3);
    }

    /** A delivery by document and by record, twice; a second delivery of the order by document alone; a return of the first. */
    @Test
    public void whatIsKnownInTheEndDoesNotDependOnTheOrder() {
        Set<List<String>> ends = new HashSet<>();
        List<List<Integer>> orders = permutations(5);
        assertThat(orders).hasSize(120).doesNotHaveDuplicates();
        for (List<Integer> order : orders) {
            String n = order.stream().map(String::valueOf).collect(Collectors.joining());
            Shipment first = shipment("1-" + n, n).customer(n).said(OrderState.OPEN);
            Advice advice = Advice.of("1-" + n, n).customer(n);
            List<DeliveredOrder> reports = List.of(advice.report(), first.report(), first.said(OrderState.COMPLETE).phone("2").changed(NOW.minusSeconds(40)).report(),
                    Advice.of("2-" + n, n).customer(n).issued(NOW.minusSeconds(10)).report(), first.changed(NOW.minusSeconds(20)).comingBack());
            order.forEach(i -> report(reports.get(i)));
            plumbline.work(NOW);
            List<String> end = new ArrayList<>(plumbline.sql("select substr(doc_no, 1, 6) || doc_type || ' ' || state from delivery where doc_no like '%-" + n + "' order by doc_no"));
            end.addAll(plumbline.sql("select state || ' ' || said || ' ' || coalesce(customer_reference, '-') || ' ' || currency from customer_order where order_no = 'SO-" + n + "'"));
            end.addAll(plumbline.sql("select name || ' ' || company from customer where customer_no = 'C" + n + "'"));
            end.addAll(plumbline.sql("select l.line || ' ' || coalesce(l.why, '-') from ledger l join delivery d on d.id = l.delivery_id where d.doc_no like '%-" + n
                    + "' order by d.doc_no"));
            end.addAll(plumbline.sql("select i.state from invitation i join customer_order o on o.id = i.order_id where o.order_no = 'SO-" + n + "'"));
            end.addAll(plumbline.sql("select distinct l.order_id from delivery_line l join delivery d on d.id = l.delivery_id where l.order_id is not null and d.doc_no like '%-" + n + "'")
                    .stream().map(o -> o.replace(n, "the order")).toList());
            end.addAll(plumbline.sql("select phone from contact where erp_id = '" + n + "-1'"));
            ends.add(end);
        }
        assertThat(ends).hasSize(1).first().satisfies(end -> assertThat(end).startsWith("SHP-1-shipment Reversed", "SHP-2-DespatchAdvice Delivered", "Complete COMPLETE - EUR",
                "Nordlicht Möbel GmbH 1").endsWith("the order", "2"));
        journalIsSound();
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
    public void aDocumentAndARecordAtTheSameMomentAreOneOnDerby() throws Exception {
        atTheSameMoment();
    }

    @Test
    public void aDocumentAndARecordAtTheSameMomentAreOneOnPostgresql() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            plumbline = new Workshop(Workshop.ASK_ALL, server.getPostgresDatabase());
            atTheSameMoment();
        }
    }

    /** Document and record of one delivery, a second delivery of the order by document, a third by record; the customer is new each time. */
    private void atTheSameMoment() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 25; i++) {
                String n = "x" + i;
                CyclicBarrier together = new CyclicBarrier(4);
                List<DeliveredOrder> reports = List.of(Advice.of("1" + n, n).customer(n).report(), shipment("1" + n, n).customer(n).report(), Advice.of("2" + n, n).customer(n).report(),
                        shipment("3" + n, n).customer(n).report());
                List<Future<Outcome>> all = new ArrayList<>();
                for (DeliveredOrder report : reports) {
                    all.add(threads.submit(() -> {
                        together.await();
                        return report(report);
                    }));
                }
                for (Future<Outcome> one : all) {
                    assertThat(one.get()).isNotInstanceOf(Outcome.Refused.class);
                }
                assertThat(id(all.get(0).get())).isEqualTo(id(all.get(1).get()));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(plumbline.sql("select doc_type from delivery where doc_no like 'SHP-1x%'")).hasSize(25).containsOnly("shipment");
        assertThat(plumbline.sql("select id from delivery")).hasSize(75);
        assertThat(orders()).hasSize(25).allMatch(o -> o.startsWith("1 x"));
        assertThat(customers()).hasSize(25).allMatch(c -> c.startsWith("1 x"));
        plumbline.work(NOW);
        assertThat(plumbline.sql("select id from invitation")).hasSize(25);
        journalIsSound();
    }
}
