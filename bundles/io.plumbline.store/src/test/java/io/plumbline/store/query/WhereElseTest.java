package io.plumbline.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.Before;
import org.junit.Test;

import io.plumbline.application.nonconformity.OtherReceivers;
import io.plumbline.application.nonconformity.OtherReceivers.Receivers;
import io.plumbline.application.nonconformity.SimilarCases;
import io.plumbline.application.nonconformity.SimilarCases.Similar;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.delivery.ContentHash;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Cause.Verdict;
import io.plumbline.domain.nonconformity.Intake;
import io.plumbline.domain.nonconformity.Likeness;
import io.plumbline.domain.nonconformity.Likeness.Kind;
import io.plumbline.domain.nonconformity.Likeness.Reason;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderSnapshot;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.domain.order.Order;
import io.plumbline.store.PortContract;

/** Where else it may have happened: cases that are alike, with the reason, and who else received the lot. */
public class WhereElseTest extends PortContract {
    private static final Site OTHER = new Site("OTHER");
    private static final int NEWEST = 20;
    private static final int AT_A_TIME = 8;
    private static final int MOST_LOOKED_AT = 24;

    private Scene scene;
    private Customer nord;
    private Customer south;
    private int running;

    @Before
    public void customers() {
        scene = new Scene(store);
        nord = scene.customer(Site.MAIN, "C1", "Nordlicht");
        south = scene.customer(Site.MAIN, "C2", "Südwind");
    }

    private SimilarCases similar() {
        return new SqlSimilarCases(store.sql(), store.nonconformities(), store.intakes(), NEWEST);
    }

    private OtherReceivers others() {
        return new SqlOtherReceivers(store.sql(), store.nonconformities(), store.intakes(), store.deliveries(), AT_A_TIME, MOST_LOOKED_AT);
    }

    private static OrderSnapshot.Item item(String sku, String... lots) {
        return new OrderSnapshot.Item(sku, "x", BigDecimal.ONE, BigDecimal.ONE, "pcs", List.of(lots));
    }

    private Nonconformity.Facts filed(Site site, Trigger.Kind kind, String title, Id customer, Id order, OrderSnapshot.Item... items) {
        Id id = scene.id();
        OrderSnapshot snapshot = items.length == 0 ? null
                : new OrderSnapshot("main-erp", "-", "o", "SO", null, null, null, null, null, null, List.of(new OrderSnapshot.Shipment("s", "d", "LS", "Delivered", null, "DE", null, List.of(items))));
        Nonconformity.Facts facts = new Nonconformity.Facts(id, site, new CaseNumber(site, 2026, ++running), new Trigger(kind, id), title, List.of(), Severity.MINOR, order, null, customer, null,
                null, snapshot, null, 0, 1, scene.now(), scene.now(), 1);
        store.transactions().run(() -> store.nonconformities().add(new Nonconformity.Reported(facts)));
        return facts;
    }

    private void about(Nonconformity.Facts f, String sku, String lot) {
        store.transactions().run(() -> store.intakes().add(new Intake(scene.id(), f.site(), f.id(), f.trigger().kind(), null, null, Severity.MINOR, List.of(), null, sku, null, lot, null, "pia",
                scene.now())));
    }

    private void cause(Nonconformity.Facts f, String category, String conclusion, Verdict verdict) {
        Cause proposed = Cause.proposed(scene.id(), f, new Analysis.FreeText(conclusion), category, "pia", scene.now());
        store.transactions().run(() -> store.caseFiles().add(proposed));
        if (verdict != Verdict.PROPOSED) {
            store.transactions().run(() -> store.caseFiles().save(proposed.judged(verdict, "seen", "ann", scene.now())));
        }
    }

    private Map<String, List<Kind>> alike(Nonconformity.Facts f) {
        Map<String, List<Kind>> found = new java.util.LinkedHashMap<>();
        for (Similar s : similar().of(f.site(), f.number()).orElseThrow()) {
            found.put(s.row().number(), s.reasons().stream().map(Reason::kind).toList());
        }
        return found;
    }

    @Test
    public void casesAreProposedWithTheirReasonsMostAlikeFirst() {
        Nonconformity.Facts lot = filed(Site.MAIN, Trigger.Kind.RESPONSE, "Order A: satisfaction 1 of 5", south.id(), null, item("GZ-1", "L7"), item("GZ-2"));
        Nonconformity.Facts product = filed(Site.MAIN, Trigger.Kind.HAND, "Hinges arrive without grease", south.id(), null, item("GZ-1", "L9"));
        Nonconformity.Facts customer = filed(Site.MAIN, Trigger.Kind.HAND, "Invoice was wrong", nord.id(), null);
        Nonconformity.Facts caused = filed(Site.MAIN, Trigger.Kind.AUDIT, "Calibration overdue", null, null);
        cause(caused, "packing", "The cardboard boxes were too weak", Verdict.VERIFIED);
        Nonconformity.Facts words = filed(Site.MAIN, Trigger.Kind.HAND, "Cardboard boxes torn", null, null);
        filed(Site.MAIN, Trigger.Kind.HAND, "One weak pallet", null, null);
        filed(OTHER, Trigger.Kind.HAND, "Cardboard boxes too weak", null, null, item("GZ-1", "L7"));

        Nonconformity.Facts one = filed(Site.MAIN, Trigger.Kind.RECEIPT, "Receipt of X: 1 rejected", nord.id(), null, item("GZ-1", "L7"), item("GZ-3"));
        about(one, "GZ-1", "L7");
        cause(one, "packing", "Weak cardboard boxes", Verdict.PROPOSED);
        cause(one, "training", "Nobody was told about the grease", Verdict.REFUTED);

        assertThat(alike(one)).containsExactly(Map.entry(lot.number().toString(), List.of(Kind.LOT, Kind.PRODUCT)), Map.entry(caused.number().toString(), List.of(Kind.CAUSE, Kind.WORDS)),
                Map.entry(product.number().toString(), List.of(Kind.PRODUCT)), Map.entry(words.number().toString(), List.of(Kind.WORDS)), Map.entry(customer.number().toString(), List.of(Kind.CUSTOMER)));
        assertThat(similar().of(Site.MAIN, one.number()).orElseThrow().get(1).reasons()).containsExactly(new Reason(Kind.CAUSE, List.of("packing")),
                new Reason(Kind.WORDS, List.of("boxes", "cardboard", "weak")));
        assertThat(similar().of(OTHER, one.number())).as("of another site").isEmpty();
    }

    @Test
    public void anOldCaseAboutTheSameLotIsFoundBehindManyOthers() {
        Nonconformity.Facts old = filed(Site.MAIN, Trigger.Kind.HAND, "x", null, null);
        about(old, "GZ-1", "L7");
        Nonconformity.Facts forgotten = filed(Site.MAIN, Trigger.Kind.HAND, "x", null, null, item("GZ-1", "L7"));
        store.transactions().run(() -> {
            for (int i = 0; i < NEWEST; i++) {
                filed(Site.MAIN, Trigger.Kind.HAND, "y", null, null);
            }
        });
        Nonconformity.Facts one = filed(Site.MAIN, Trigger.Kind.HAND, "z", null, null);
        about(one, "GZ-1", "L7");
        assertThat(alike(one)).containsOnlyKeys(old.number().toString()).doesNotContainKey(forgotten.number().toString());
    }

    private Delivery delivered(Customer customer, Order order, Status status, Line... lines) {
        Id id = scene.id();
        DeliveredOrder report = new DeliveredOrder(new DeliveredOrder.SourceRef("main-erp", "-", "shipment", "d-" + id, "LS-" + id, scene.now()), DeliveredOrder.Kind.DELIVERY, status,
                List.of(new DeliveredOrder.OrderRef(order.facts().key().orderId(), order.facts().number(), null, null, null, null, null)), null, List.of(), null, null, null,
                DeliveredOrder.ErpDate.day(LocalDate.of(2026, 10, 5), null), null, null, null, List.of(lines), List.of(), Map.of());
        Delivery delivery = Delivery.of(new Delivery.Facts(id, customer.site(), report, ContentHash.of(report), scene.now(), scene.now(), customer.id(), null, List.of(order.facts().id()), 1), false);
        store.transactions().run(() -> store.deliveries().add(delivery));
        return delivery;
    }

    private static Line line(String id, String sku, String... lots) {
        return new Line(id, null, null, null, sku, null, null, "Hinge", null, BigDecimal.ONE, BigDecimal.ONE, null, "pcs", null, List.of(lots));
    }

    private List<Id> received(Nonconformity.Facts f, int most) {
        List<Id> all = new ArrayList<>();
        String after = null;
        do {
            Receivers page = others().of(f.site(), f.number(), after, most).orElseThrow();
            assertThat(page.page().items()).hasSizeLessThanOrEqualTo(most);
            page.page().items().forEach(r -> all.add(r.delivery().id()));
            after = page.page().next();
        } while (after != null);
        return all;
    }

    @Test
    public void whoElseReceivedTheLotIsFoundAndNobodyElse() {
        Order own = scene.order(nord, "SO-1");
        Order other = scene.order(south, "SO-2");
        delivered(nord, own, Status.DELIVERED, line("1", "GZ-1", "L7"));
        Delivery same = delivered(south, other, Status.DELIVERED, line("1", "GZ-2", "L7"), line("2", "GZ-1", "L6", "L7"), line("3", "GZ-1", "L8"));
        delivered(south, other, Status.DELIVERED, line("1", "GZ-1", "L8"));
        delivered(south, other, Status.DELIVERED, line("1", "GZ-9", "L7"));
        delivered(south, other, Status.CANCELLED, line("1", "GZ-1", "L7"));
        Delivery newer = delivered(nord, scene.order(nord, "SO-3"), Status.SHIPPED, line("1", "GZ-1", "L7"));
        Customer elsewhere = scene.customer(OTHER, "C9", "Elsewhere");
        delivered(elsewhere, scene.order(elsewhere, "SO-9"), Status.DELIVERED, line("1", "GZ-1", "L7"));

        Nonconformity.Facts one = filed(Site.MAIN, Trigger.Kind.HAND, "x", nord.id(), own.facts().id(), item("GZ-1", "L7"), item("GZ-9", "L1"));
        about(one, "GZ-1", "L7");
        Receivers found = others().of(Site.MAIN, one.number(), null, 50).orElseThrow();
        assertThat(found.products()).containsExactly("GZ-1");
        assertThat(found.lots()).containsExactly("L7");
        assertThat(found.page().items()).extracting(r -> r.delivery().id()).containsExactly(newer.facts().id(), same.facts().id());
        assertThat(found.page().items().get(1).lots()).containsExactly("L7");
        assertThat(found.page().items().get(1).delivery().customerName()).isEqualTo("Südwind");
        assertThat(received(one, 1)).containsExactly(newer.facts().id(), same.facts().id());
        assertThat(others().of(OTHER, one.number(), null, 50)).isEmpty();
        assertThat(others().of(Site.MAIN, one.number(), "no key", 50).orElseThrow().page().items()).isEmpty();
    }

    @Test
    public void withoutALotEverybodyWhoReceivedTheProductsIsFoundPageByPage() {
        Order other = scene.order(south, "SO-2");
        List<Id> expected = new ArrayList<>();
        store.transactions().run(() -> {
            for (int i = 0; i < 23; i++) {
                expected.add(0, delivered(south, other, Status.DELIVERED, line("1", i % 2 == 0 ? "GZ-1" : "GZ-2"), line("2", "GZ-1")).facts().id());
            }
        });
        Nonconformity.Facts one = filed(Site.MAIN, Trigger.Kind.RESPONSE, "x", nord.id(), null, item("GZ-1"), item("GZ-2"));
        assertThat(received(one, 7)).isEqualTo(expected);
        assertThat(received(one, 200)).isEqualTo(expected);
        Nonconformity.Facts nothing = filed(Site.MAIN, Trigger.Kind.AUDIT, "x", null, null);
        assertThat(received(nothing, 7)).isEmpty();
    }

    @Test
    public void aPageMayBeEmptyWhereOthersHadOtherLots() {
        Order other = scene.order(south, "SO-2");
        Delivery first = delivered(south, other, Status.DELIVERED, line("1", "GZ-1", "L7"));
        store.transactions().run(() -> {
            for (int i = 0; i < MOST_LOOKED_AT + 5; i++) {
                delivered(south, other, Status.DELIVERED, line("1", "GZ-1", "L8"));
            }
        });
        Nonconformity.Facts one = filed(Site.MAIN, Trigger.Kind.HAND, "x", null, null, item("GZ-1", "L7"));
        Receivers page = others().of(Site.MAIN, one.number(), null, 50).orElseThrow();
        assertThat(page.page().items()).isEmpty();
        assertThat(page.page().next()).isNotNull();
        assertThat(received(one, 50)).containsExactly(first.facts().id());
    }

    @Test
    public void wordsAreThoseOfFourLettersInAnyScript() {
        assertThat(Likeness.words("Die Kartons: RISSEN, über-lang (große)")).containsExactlyInAnyOrder("kartons", "rissen", "über", "lang", "große");
        assertThat(Likeness.words(null)).isEmpty();
    }
}
