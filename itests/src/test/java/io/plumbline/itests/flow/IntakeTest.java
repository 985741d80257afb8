package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
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

import org.junit.Test;

import io.plumbline.application.delivery.RecordDelivery;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.application.nonconformity.ReportNonconformity.Outcome;
import io.plumbline.application.nonconformity.ReportNonconformity.Source;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.ReceiptReport;
import io.plumbline.domain.feedback.Discrepancy;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderSnapshot;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;

/** How a case comes to be filed other than by a low answer: by a customer's receipt, by an audit, by hand; and never twice for the same. */
public class IntakeTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final String TOKEN = "0123456789abcdef";
    private static final Set<Role> MANAGER = Set.of(Role.QUALITY_MANAGER);

    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);

    private static ReceiptReport receipt(int version, String rejected, String missing) {
        List<ReceiptReport.Line> lines = rejected == null && missing == null ? List.of() : List.of(new ReceiptReport.Line("1", "SHP-1", new Discrepancy("1", "GZ-1", "Hinge", null,
                rejected == null ? null : new BigDecimal(rejected), missing == null ? null : new BigDecimal(missing), null, "pcs", Map.of()), "bent"));
        return new ReceiptReport(new SourceRef("main", "-", "ReceiptAdvice", "C58/R1", "R1", NOW.minusSeconds(100 - version)), DAY, false, List.of("SHP-1"), List.of(), List.of(), "C58",
                ErpDate.day(DAY, Basis.PROOF_OF_DELIVERY), lines);
    }

    private RecordDelivery.Outcome receive(ReceiptReport report, Instant now) {
        return plumbline.receipts.record(report, Actor.connector("main"), now);
    }

    private void delivered(Instant now) {
        plumbline.report(Shipment.of("1", "A", NOW.minusSeconds(3600)).report(), now);
    }

    private List<String> cases() {
        return plumbline.sql("select n.case_no || ' ' || n.trigger_type || ' ' || n.severity || ' ' || n.title from nonconformity n order by n.case_no");
    }

    private Id only(String query) {
        List<String> found = plumbline.sql(query);
        assertThat(found).hasSize(1);
        return new Id(found.get(0));
    }

    private void journalIsSound() {
        while (plumbline.store.journal().sequence(500, NOW) > 0) {
            continue;
        }
        assertThat(plumbline.store.journal().verify().findings()).isEmpty();
    }

    private static ReportNonconformity.Words words(Source source, String reference, Id feedback, Id delivery) {
        return new ReportNonconformity.Words(source, reference, feedback, "Hinges stick", "Seen on line 2", false, false, null, null, delivery, null, null, null, null, null, null);
    }

    private Outcome report(ReportNonconformity.Words words) {
        return plumbline.reports.report(words, Site.MAIN, "pia", MANAGER, NOW);
    }

    private static Nonconformity filed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Filed.class);
        return ((Outcome.Filed) outcome).nonconformity();
    }

    private static List<String> fields(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
        return ((Outcome.Invalid) outcome).problems().stream().map(Problem::field).toList();
    }

    @Test
    public void aReceiptWithRejectedGoodsThatIsSentFiveTimesIsOneCase() {
        delivered(NOW);
        for (int i = 0; i < 5; i++) {
            receive(receipt(1, "3", "1"), NOW.plusSeconds(i));
            plumbline.work(NOW.plusSeconds(i));
        }
        assertThat(cases()).containsExactly("NC-MAIN-2026-0001 RECEIPT MAJOR Receipt of SHP-1: 3 pcs rejected, 1 pcs missing (" + plumbline.sql("select name from delivery_line").get(0) + ")");
        assertThat(plumbline.sql("select why_low from nonconformity").get(0)).contains("rejected or missing 4", "half or more", "reached a customer");
        assertThat(plumbline.sql("select o.order_no from nonconformity n join customer_order o on o.id = n.order_id join delivery d on d.id = n.delivery_id join customer c on c.id = n.customer_id"))
                .containsExactly("SO-A");
        assertThat(plumbline.sql("select snapshot from nonconformity").get(0)).contains("SO-A").doesNotContain("Petersen");
        assertThat(plumbline.sql("select sku || ' ' || line_id || ' ' || filed_by from case_intake")).containsExactly("GZ-1 1 feedback.file");
        assertThat(plumbline.sql("select kind from step where kind = 'TELL_QUALITY_MANAGERS'")).as("people are told").hasSize(1);
        // said anew, with more; and by a person on top
        receive(receipt(5, "4", null), NOW.plusSeconds(60));
        plumbline.work(NOW.plusSeconds(60));
        assertThat(report(words(Source.FEEDBACK, null, only("select id from feedback"), null))).isInstanceOf(Outcome.Known.class);
        assertThat(cases()).hasSize(1);
        journalIsSound();
    }

    @Test
    public void whatIsFineOrWasTakenBackMakesNoCase() {
        delivered(NOW);
        receive(receipt(1, "0", null), NOW);
        plumbline.work(NOW);
        assertThat(cases()).isEmpty();
        receive(receipt(2, "1", null), NOW);
        receive(receipt(3, null, null), NOW);
        plumbline.work(NOW.plus(Duration.ofDays(2)));
        assertThat(cases()).as("taken back before it was filed").isEmpty();
        assertThat(plumbline.sql("select kind from step where kind = 'FILE_FEEDBACK'")).isEmpty();
        journalIsSound();
    }

    @Test
    public void aReceiptThatComesFirstWaitsForItsDeliveryForADay() {
        receive(receipt(1, "1", null), NOW);
        plumbline.work(NOW.plus(Duration.ofHours(23)));
        assertThat(cases()).isEmpty();
        delivered(NOW.plus(Duration.ofHours(23)));
        plumbline.work(NOW.plus(Duration.ofHours(23)));
        assertThat(cases()).singleElement().satisfies(c -> assertThat(c).contains("RECEIPT MINOR"));
        assertThat(plumbline.sql("select delivery_id from nonconformity where delivery_id is not null and order_id is not null")).hasSize(1);
        plumbline.work(NOW.plus(Duration.ofDays(3)));
        assertThat(cases()).hasSize(1);
        journalIsSound();
    }

    @Test
    public void aReceiptWhoseDeliveryNeverComesMakesACaseAllTheSame() {
        receive(receipt(1, "1", null), NOW);
        plumbline.work(NOW.plus(Duration.ofDays(1)));
        assertThat(cases()).containsExactly("NC-MAIN-2026-0001 RECEIPT MINOR Receipt of SHP-1: 1 pcs rejected (Hinge)");
        assertThat(plumbline.sql("select id from nonconformity where order_id is null and delivery_id is null")).hasSize(1);
        journalIsSound();
    }

    @Test
    public void anAuditsFindingAndAHandEntryAreFiledOnce() {
        delivered(NOW);
        Id delivery = only("select id from delivery");
        Nonconformity finding = filed(report(words(Source.AUDIT, "IA-2026-07/3", null, null)));
        assertThat(finding.facts().severity()).isEqualTo(Severity.OBSERVATION);
        assertThat(finding.facts().trigger().kind()).isEqualTo(Trigger.Kind.AUDIT);
        assertThat(((Outcome.Known) report(words(Source.AUDIT, " IA-2026-07/3 ", null, delivery))).nonconformity().facts().number()).isEqualTo(finding.facts().number());
        Nonconformity hand = filed(report(words(Source.HAND, TOKEN, null, delivery)));
        assertThat(hand.facts().severity()).as("it reached a customer").isEqualTo(Severity.MINOR);
        assertThat(hand.facts().order()).isEqualTo(only("select id from customer_order"));
        assertThat(hand.facts().customer()).isEqualTo(only("select id from customer"));
        assertThat(hand.facts().snapshot().deliveries()).hasSize(1);
        assertThat(report(words(Source.HAND, TOKEN, null, null))).isInstanceOf(Outcome.Known.class);
        assertThat(cases()).hasSize(2);
        assertThat(plumbline.sql("select cast(facts as varchar(2000)) from journal where object_type = 'case_intake'").toString()).contains("IA-2026-07/3").doesNotContain("line 2");
        journalIsSound();
    }

    @Test
    public void whoBroughtItIsKnownFromTheDeliveryUnlessSomebodySaysOtherwise() {
        Shipment shipment = Shipment.of("1", "A", NOW.minusSeconds(3600)).carrier(" Kranich ");
        plumbline.report(shipment.report(), NOW);
        Id delivery = only("select id from delivery");
        Nonconformity hand = filed(report(words(Source.HAND, TOKEN, null, delivery)));
        assertThat(plumbline.sql("select carrier from case_intake")).containsExactly("Kranich");
        assertThat(hand.facts().snapshot().deliveries()).extracting(OrderSnapshot.Shipment::carrier).containsExactly("Kranich");
        assertThat(plumbline.report(shipment.carrier("Kranich").changed(NOW).report(), NOW)).as("the same").isInstanceOf(RecordDelivery.Outcome.Duplicate.class);
        assertThat(plumbline.report(shipment.carrier("Ostermann").changed(NOW).report(), NOW)).isInstanceOf(RecordDelivery.Outcome.Amended.class);
        assertThat(carrier(delivery)).isEqualTo("Ostermann");
        receive(receipt(1, "1", null), NOW);
        plumbline.work(NOW);
        assertThat(plumbline.sql("select carrier from case_intake where source = 'RECEIPT'")).containsExactly("Ostermann");
        filed(report(new ReportNonconformity.Words(Source.AUDIT, "IA-1", null, "x", null, false, false, null, null, delivery, null, null, null, null, null, "Pennine")));
        assertThat(plumbline.sql("select carrier from case_intake where source = 'AUDIT'")).containsExactly("Pennine");
        plumbline.report(shipment.changed(NOW.plusSeconds(9)).cancellation(), NOW.plusSeconds(9));
        assertThat(carrier(delivery)).as("a cancellation that names only the document").isEqualTo("Ostermann");
        journalIsSound();
    }

    @Test
    public void whatAnErpSaysAmongItsAttributesOfWhoBroughtItIsTakenWhereItFits() {
        for (String name : List.of("Kranich", "x".repeat(121))) {
            DeliveredOrder r = Shipment.of(name.substring(0, 1), name.substring(0, 1), NOW.minusSeconds(3600)).report();
            plumbline.report(new DeliveredOrder(r.source(), r.kind(), r.status(), r.orders(), r.customer(), r.contacts(), r.requested(), r.promised(), r.shipped(), r.delivered(), r.destination(),
                    r.origin(), r.salesperson(), r.lines(), r.links(), Map.of("carrier", name)), NOW);
            filed(report(words(Source.HAND, TOKEN + name.charAt(0), null, only("select id from delivery where doc_id = '" + name.charAt(0) + "'"))));
        }
        assertThat(plumbline.sql("select carrier from case_intake order by carrier")).containsExactly("Kranich", null);
    }

    private String carrier(Id delivery) {
        return plumbline.store.transactions().required(() -> plumbline.store.deliveries().byId(delivery)).orElseThrow().facts().report().carrier();
    }

    @Test
    public void theSameAtTheSameMomentIsOneCase() throws Exception {
        int many = 6;
        CyclicBarrier together = new CyclicBarrier(many);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Callable<Outcome>> all = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                all.add(() -> {
                    together.await();
                    return report(words(Source.AUDIT, "IA-2026-07/3", null, null));
                });
            }
            Set<String> kinds = new HashSet<>();
            int filed = 0;
            for (Future<Outcome> each : threads.invokeAll(all)) {
                filed += each.get() instanceof Outcome.Filed ? 1 : 0;
                kinds.add(each.get().getClass().getSimpleName());
            }
            assertThat(filed).isEqualTo(1);
            assertThat(kinds).containsExactlyInAnyOrder("Filed", "Known");
        } finally {
            threads.shutdownNow();
        }
        assertThat(cases()).singleElement().satisfies(c -> assertThat(c).startsWith("NC-MAIN-2026-0001 "));
    }

    @Test
    public void anotherSeverityThanTheProposedOneNeedsAReason() {
        ReportNonconformity.Words graver = new ReportNonconformity.Words(Source.HAND, TOKEN, null, "Hinges stick", null, false, false, Severity.CRITICAL, null, null, null, null, null, null, null, null);
        assertThat(fields(report(graver))).containsExactly("reason");
        ReportNonconformity.Words why = new ReportNonconformity.Words(Source.HAND, TOKEN, null, "Hinges stick", null, false, false, Severity.CRITICAL, "The edge is sharp", null, null, null, null, null,
                null, null);
        assertThat(filed(report(why)).facts().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(plumbline.sql("select reason from journal where action = 'nonconformity.reported'")).containsExactly("The edge is sharp");
        assertThat(plumbline.sql("select proposed from case_intake")).containsExactly("OBSERVATION");
        ReportNonconformity.Words danger = new ReportNonconformity.Words(Source.HAND, TOKEN + "2", null, "Edge is sharp", null, true, false, null, null, null, null, null, null, null, null, null);
        assertThat(filed(report(danger)).facts().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    public void whatTheErpKnowsOtherwiseIsRefusedByItsName() {
        delivered(NOW);
        plumbline.report(Shipment.of("2", "B", NOW.minusSeconds(3600)).customer("77").report(), NOW);
        Id delivery = only("select id from delivery where doc_id = '1'");
        Id otherOrder = only("select id from customer_order where order_id = 'B'");
        Id otherCustomer = only("select id from customer where erp_id = '77'");
        Id nothing = new Id("01JD3V8Q0M7Z2K5N9R4T6W8XAB");
        assertThat(fields(report(new ReportNonconformity.Words(Source.HAND, TOKEN, null, "x", null, false, false, null, null, delivery, otherOrder, otherCustomer, "9", "NO-SKU", "NO-LOT", null))))
                .containsExactlyInAnyOrder("order", "customer", "line", "sku", "lot");
        assertThat(fields(report(new ReportNonconformity.Words(Source.HAND, "short", nothing, " ", "x".repeat(4001), false, false, null, null, nothing, nothing, nothing, "1", null, null,
                "x".repeat(121))))).containsExactlyInAnyOrder("feedback", "reference", "title", "description", "carrier", "delivery", "line", "order", "customer");
        assertThat(fields(report(new ReportNonconformity.Words(null, null, null, "two\nlines", null, false, false, null, null, null, null, null, null, null, null, null)))).containsExactlyInAnyOrder("source",
                "title");
        assertThat(fields(report(words(Source.FEEDBACK, null, nothing, null)))).containsExactly("feedback");
        assertThat(fields(plumbline.reports.report(words(Source.HAND, TOKEN, null, delivery), new Site("KIEL"), "pia", MANAGER, NOW))).as("of another site").containsExactly("delivery");
        assertThat(plumbline.reports.report(words(Source.HAND, TOKEN, null, null), Site.MAIN, "kim", Set.of(Role.AUDITOR), NOW)).isInstanceOf(Outcome.Forbidden.class);
        assertThat(cases()).isEmpty();
        String lot = plumbline.sql("select cast(report as varchar(4000)) from delivery where doc_id = '1'").get(0).contains("L1") ? "L1" : null;
        Nonconformity about = filed(report(new ReportNonconformity.Words(Source.HAND, TOKEN, null, "x", null, false, false, null, null, delivery, null, null, "1", "GZ-1", lot, "DHL")));
        assertThat(plumbline.sql("select sku || ' ' || lot || ' ' || carrier from case_intake where nonconformity_id = '" + about.facts().id() + "'")).containsExactly("GZ-1 L1 DHL");
    }
}
