package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.Session;
import io.plumbline.domain.access.User;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.delivery.GoodsReceipt;
import io.plumbline.domain.delivery.GoodsReturn;
import io.plumbline.domain.delivery.LedgerLine;
import io.plumbline.domain.feedback.Feedback;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.Response;

/** The nouns: what is stored comes back, exists once, and changes only from the version that was read. */
public class NounsContractTest extends PortContract {
    private static final Instant NOW = Samples.NOW;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 29);

    @Test
    public void aCustomerExistsOncePerIdentity() {
        Customer customer = Samples.customer(Samples.id(), "k1", 1);
        store.customers().add(customer);
        assertThat(store.customers().byErpId("demo", "1", "k1")).contains(customer);
        assertThat(store.customers().byErpId("demo", "2", "k1")).isEmpty();
        assertUnique(() -> store.customers().add(Samples.customer(Samples.id(), "k1", 1)), "customer_key");
        Customer next = new Customer(customer.id(), Site.MAIN, "demo", "1", "k1", null, null, null, NOW, NOW.plusSeconds(9), 2);
        store.customers().save(next);
        assertThat(store.customers().byId(customer.id())).contains(next);
        assertStale(() -> store.customers().save(next));
    }

    @Test
    public void aContactExistsOncePerCustomer() {
        Id customer = Samples.id();
        Contact contact = Samples.contact(Samples.id(), customer, "Zoe@Example.org", 1);
        store.customers().add(contact);
        assertThat(store.customers().contact(customer, contact.erpId())).contains(contact);
        Contact twin = new Contact(Samples.id(), Site.MAIN, customer, contact.erpId(), null, null, null, null, true, NOW, 1);
        assertUnique(() -> store.customers().add(twin), "contact_key");
        Contact erased = new Contact(contact.id(), Site.MAIN, customer, contact.erpId(), null, null, null, null, true, NOW, 2);
        store.customers().save(erased);
        assertThat(store.customers().contactById(contact.id())).contains(erased);
        assertStale(() -> store.customers().save(erased));
    }

    @Test
    public void anObjectionCountsForTheAddressInAnyLettersAndKeepsNoAddress() {
        assertThat(store.optOuts().add("Zoe@Example.org", Samples.id(), NOW)).isTrue();
        assertThat(store.optOuts().add("zoe@example.ORG", Samples.id(), NOW)).isFalse();
        assertThat(store.optOuts().has(" ZOE@EXAMPLE.ORG ")).isTrue();
        assertThat(store.optOuts().has("zoe@example.com")).isFalse();
        String kept = store.sql().one("select email_hash from opt_out", row -> row.text("email_hash")).orElseThrow();
        assertThat(kept).hasSize(64).doesNotContainIgnoringCase("zoe");
    }

    @Test
    public void anOrderExistsOncePerIdentity() {
        Order order = new Order.Open(Samples.order(Samples.id(), "o1", null, 1));
        store.orders().add(order);
        assertThat(store.orders().byKey(order.facts().key())).contains(order);
        assertUnique(() -> store.orders().add(new Order.Open(Samples.order(Samples.id(), "o1", null, 1))), "customer_order_key");
        assertStale(() -> store.orders().save(new Order.Complete(Samples.order(order.facts().id(), "o1", null, 1))));
        assertStale(() -> store.orders().save(new Order.Complete(Samples.order(order.facts().id(), "o1", null, 3))));
    }

    @Test
    public void aDeliveryServesSeveralOrdersAndAnOrderHasSeveralDeliveries() {
        Id order = Samples.id();
        Id other = Samples.id();
        Delivery both = new Delivery.Delivered(Samples.delivery(Samples.id(), Samples.report("d1", Status.DELIVERED, DAY), List.of(other, order), 1));
        Delivery one = new Delivery.Shipped(Samples.delivery(Samples.id(), Samples.report("d2", Status.SHIPPED, null), List.of(order), 1));
        store.deliveries().add(both);
        store.deliveries().add(one);
        List<Delivery> oldestFirst = both.facts().id().compareTo(one.facts().id()) < 0 ? List.of(both, one) : List.of(one, both);
        assertThat(store.deliveries().ofOrder(order)).isEqualTo(oldestFirst);
        assertThat(store.deliveries().ofOrder(other)).containsExactly(both);
        assertThat(store.deliveries().byKey(both.facts().report().source().key())).contains(both);
        assertThat(store.deliveries().named("demo", "1", "d2")).containsExactly(one);
        assertThat(store.deliveries().named("demo", "2", "d2")).isEmpty();
    }

    @Test
    public void aDeliveryServesAnOrderOnce() {
        Id order = Samples.id();
        assertUnique(() -> store.deliveries().add(new Delivery.Delivered(Samples.delivery(Samples.id(), Samples.report("d1", Status.DELIVERED, DAY),
                List.of(order, Samples.id(), order), 1))), "delivery_order_once");
        assertThat(store.deliveries().ofOrder(order)).isEmpty();
    }

    @Test
    public void aLaterReportAboutACustomerOrAContactIsFound() {
        DeliveredOrder report = Samples.report("d1", Status.DELIVERED, DAY);
        Delivery delivery = new Delivery.Delivered(Samples.delivery(Samples.id(), report, List.of(), 1));
        store.deliveries().add(delivery);
        Instant said = report.source().changedAt();
        Id customer = delivery.facts().customer();
        Id contact = delivery.facts().contact();
        assertThat(store.deliveries().saidAfter(said.minusMillis(1), false, customer, null)).isTrue();
        assertThat(store.deliveries().saidAfter(said.minusMillis(1), false, customer, contact)).isTrue();
        assertThat(store.deliveries().saidAfter(said, false, customer, null)).as("the same moment is not after it").isFalse();
        assertThat(store.deliveries().saidAfter(said.minusMillis(1), false, customer, Samples.id())).as("another person").isFalse();
        assertThat(store.deliveries().saidAfter(said.minusMillis(1), false, Samples.id(), null)).as("another customer").isFalse();
    }

    @Test
    public void aDeliveryExistsOncePerDocument() {
        DeliveredOrder report = Samples.report("d1", Status.DELIVERED, DAY);
        store.deliveries().add(new Delivery.Delivered(Samples.delivery(Samples.id(), report, List.of(), 1)));
        assertUnique(() -> store.deliveries().add(new Delivery.Delivered(Samples.delivery(Samples.id(), report, List.of(), 1))), "delivery_key");
    }

    @Test
    public void aDeliveryThatWasKeptBeforeReportsNamedCarriersIsRead() {
        Id id = Samples.id();
        DeliveredOrder report = Samples.report("d1", Status.SHIPPED, null);
        store.deliveries().add(new Delivery.Shipped(Samples.delivery(id, report, List.of(Samples.id()), 1)));
        assertThat(store.deliveries().byId(id).orElseThrow().facts().report().carrier()).isEqualTo("DHL");
        String json = store.sql().one("select report from delivery where id = ?", row -> row.text("report"), id).orElseThrow();
        assertThat(json).contains("\"carrier\":\"DHL\",");
        store.sql().change("update delivery set report = ? where id = ?", json.replace("\"carrier\":\"DHL\",", ""), id);
        DeliveredOrder old = store.deliveries().byId(id).orElseThrow().facts().report();
        assertThat(old.carrier()).isNull();
        assertThat(old.lines()).isEqualTo(report.lines());
    }

    @Test
    public void anAmendedDeliveryHasItsNewLinesOrdersAndDay() {
        Id id = Samples.id();
        Id newOrder = Samples.id();
        Delivery first = new Delivery.Shipped(Samples.delivery(id, Samples.report("d1", Status.SHIPPED, null), List.of(Samples.id(), Samples.id()), 1));
        store.deliveries().add(first);
        store.ledger().put(first, "delivery", new LedgerLine(LedgerLine.Line.WAITING, null, null, null), NOW);
        DeliveredOrder full = Samples.report("d1", Status.DELIVERED, DAY);
        DeliveredOrder amended = new DeliveredOrder(full.source(), full.kind(), full.status(), full.orders(), full.customer(), full.contacts(), null, null, null,
                full.delivered(), null, null, null, full.lines().subList(0, 1), List.of(), java.util.Map.of());
        Delivery second = new Delivery.Delivered(Samples.delivery(id, amended, List.of(newOrder), 2));
        store.deliveries().save(second);
        assertThat(store.deliveries().byId(id)).contains(second);
        assertThat(store.deliveries().ofOrder(newOrder)).containsExactly(second);
        assertThat(store.deliveries().ofOrder(first.facts().orders().get(0))).isEmpty();
        assertThat(store.sql().number("select count(*) from delivery_line where delivery_id = ?", id)).isEqualTo(1);
        assertThat(store.sql().one("select happened_on from ledger where delivery_id = ?", row -> row.day("happened_on"), id)).contains(DAY);
        assertStale(() -> store.deliveries().save(second));
    }

    @Test(timeout = 60_000)
    public void ofTwoThreadsThatRecordTheSameDeliveryOneAddsIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            DeliveredOrder report = Samples.report("race" + round, Status.DELIVERED, DAY);
            Callable<Boolean> record = () -> store.transactions().required(() -> {
                if (store.deliveries().byKey(report.source().key()).isPresent()) {
                    return false;
                }
                store.deliveries().add(new Delivery.Delivered(Samples.delivery(Samples.id(), report, List.of(Samples.id()), 1)));
                return true;
            });
            assertThat(together(List.of(record, record))).containsExactlyInAnyOrder(true, false);
        }
        assertThat(store.sql().number("select count(*) from delivery")).isEqualTo(20);
        assertThat(store.sql().number("select count(*) from delivery_order")).isEqualTo(20);
    }

    @Test
    public void aReturnIsFoundByWhatItNames() {
        GoodsReturn byDocument = Samples.goodsReturn("r1", "d1", "o9", true, 1);
        GoodsReturn byOrder = Samples.goodsReturn("r2", null, "o1", true, 1);
        GoodsReturn cancelled = Samples.goodsReturn("r3", "d1", null, false, 1);
        List.of(byDocument, byOrder, cancelled).forEach(store.goodsReturns()::add);
        assertThat(store.goodsReturns().naming("demo", "1", "d1", List.of("o1", "o2"))).containsExactlyInAnyOrder(byDocument, byOrder);
        assertThat(store.goodsReturns().naming("demo", "1", "d1", List.of())).containsExactly(byDocument);
        // it names a document, and not this one
        assertThat(store.goodsReturns().naming("demo", "1", "d2", List.of("o9"))).isEmpty();
        assertThat(store.goodsReturns().naming("demo", "2", "d1", List.of("o1"))).isEmpty();
        assertUnique(() -> store.goodsReturns().add(Samples.goodsReturn("r1", null, "o1", true, 1)), "goods_return_key");
        GoodsReturn undone = new GoodsReturn(byOrder.id(), Site.MAIN, byOrder.key(), null, List.of(new GoodsReturn.Original(null, "o1"), new GoodsReturn.Original("d7", null)), false, "1".repeat(64), null, NOW, 2);
        store.goodsReturns().save(undone);
        assertThat(store.goodsReturns().byKey(byOrder.key())).contains(undone);
        assertStale(() -> store.goodsReturns().save(undone));
        GoodsReturn again = new GoodsReturn(byOrder.id(), Site.MAIN, byOrder.key(), null, undone.originals(), true, "1".repeat(64), null, NOW, 3);
        store.goodsReturns().save(again);
        assertThat(store.goodsReturns().naming("demo", "1", "d8", List.of("o1"))).as("each that it names").containsExactly(again);
        assertThat(store.goodsReturns().naming("demo", "1", "d7", List.of())).containsExactly(again);
    }

    @Test
    public void aReceiptIsFoundByWhatItNames() {
        ErpDate received = new ErpDate(DAY, NOW, java.time.ZoneOffset.ofHours(1), DeliveredOrder.Basis.PROOF_OF_DELIVERY);
        GoodsReceipt byDelivery = receipt("ra1", List.of("LS-1", "LS-2"), List.of(), List.of(), received, 1);
        GoodsReceipt byOrder = receipt("ra2", List.of(), List.of("SO1"), List.of("PO-77", "LS-2"), null, 1);
        List.of(byDelivery, byOrder).forEach(store.goodsReceipts()::add);
        assertThat(store.goodsReceipts().byKey(byDelivery.key())).contains(byDelivery);
        assertThat(store.goodsReceipts().naming("demo", List.of("LS-2"))).containsExactlyInAnyOrder(byDelivery, byOrder);
        assertThat(store.goodsReceipts().naming("demo", List.of("PO-77", "SO1", "nothing"))).containsExactly(byOrder);
        assertThat(store.goodsReceipts().naming("other", List.of("LS-2"))).isEmpty();
        assertThat(store.goodsReceipts().naming("demo", List.of())).isEmpty();
        assertUnique(() -> store.goodsReceipts().add(new GoodsReceipt(Samples.id(), Site.MAIN, byDelivery.key(), null, List.of(), List.of(), List.of(), null, null, true,
                "0".repeat(64), null, NOW, 1)), "goods_receipt_key");
        GoodsReceipt amended = new GoodsReceipt(byOrder.id(), Site.MAIN, byOrder.key(), "n", List.of("LS-9"), List.of(), List.of(), "K", ErpDate.day(DAY,
                DeliveredOrder.Basis.PROOF_OF_DELIVERY), false, "2".repeat(64), null, NOW, 2);
        store.goodsReceipts().save(amended);
        assertThat(store.goodsReceipts().byKey(byOrder.key())).contains(amended);
        assertThat(store.goodsReceipts().naming("demo", List.of("SO1"))).isEmpty();
        assertStale(() -> store.goodsReceipts().save(amended));
    }

    private static GoodsReceipt receipt(String docId, List<String> documents, List<String> orders, List<String> customerOrders, ErpDate received, long version) {
        return new GoodsReceipt(Samples.id(), Site.MAIN, new DocumentKey("demo", "-", "ReceiptAdvice", docId), docId, documents, orders, customerOrders, "K-1", received, true,
                "0".repeat(64), NOW, NOW, version);
    }

    @Test
    public void deliveriesAndOrdersAreFoundByTheNumbersThatCustomersKnow() {
        Order order = new Order.Open(Samples.order(Samples.id(), "o1", null, 1));
        store.orders().add(order);
        Delivery delivery = new Delivery.Delivered(Samples.delivery(Samples.id(), Samples.report("d1", Status.DELIVERED, DAY), List.of(order.facts().id()), 1));
        store.deliveries().add(delivery);
        assertThat(store.deliveries().called(Site.MAIN, "demo", List.of("LS-d1", "d1"))).containsExactly(delivery);
        assertThat(store.deliveries().called(Site.MAIN, "demo", List.of("d1"))).containsExactly(delivery);
        assertThat(store.deliveries().called(Site.MAIN, "demo", List.of("LS-d2"))).isEmpty();
        assertThat(store.deliveries().called(Site.MAIN, "other", List.of("LS-d1", "d1"))).isEmpty();
        assertThat(store.orders().called(Site.MAIN, "demo", List.of("SO o1", "PO-77"))).containsExactly(order);
        assertThat(store.orders().called(Site.MAIN, "demo", List.of("PO-77"))).containsExactly(order);
        assertThat(store.orders().called(Site.MAIN, "other", List.of("SO o1", "PO-77"))).isEmpty();
    }

    /** As documents from outside the ERP name a delivery, its order and its customer: by their numbers alone. */
    private DeliveredOrder document(String company, String number, String order) {
        DeliveredOrder r = Samples.report(number, Status.DELIVERED, DAY);
        return new DeliveredOrder(new DeliveredOrder.SourceRef("demo", company, DocumentKey.DESPATCH_ADVICE, number, number, NOW), r.kind(), r.status(),
                List.of(new DeliveredOrder.OrderRef(order, order, null, null, null, null, null)), r.customer(), r.contacts(), null, null, null, r.delivered(), null, null, null,
                List.of(), List.of(), java.util.Map.of());
    }

    @Test
    public void aDocumentMeansTheOnlyRecordOfItsNumber() {
        Delivery record = new Delivery.Delivered(Samples.delivery(Samples.id(), Samples.report("d1", Status.DELIVERED, DAY), List.of(), 1));
        store.deliveries().add(record);
        DocumentKey document = new DocumentKey("demo", "1", DocumentKey.DESPATCH_ADVICE, "LS-d1");
        assertThat(store.deliveries().meant(document, Site.MAIN)).contains(record);
        assertThat(store.deliveries().meant(new DocumentKey("demo", "-", DocumentKey.DESPATCH_ADVICE, "LS-d1"), Site.MAIN)).as("no company named").contains(record);
        assertThat(store.deliveries().meant(new DocumentKey("demo", "2", DocumentKey.DESPATCH_ADVICE, "LS-d1"), Site.MAIN)).as("another company").isEmpty();
        assertThat(store.deliveries().meant(new DocumentKey("other", "1", DocumentKey.DESPATCH_ADVICE, "LS-d1"), Site.MAIN)).as("another connector").isEmpty();
        assertThat(store.deliveries().meant(new DocumentKey("demo", "1", DocumentKey.DESPATCH_ADVICE, "d1"), Site.MAIN)).as("an identity is no number").isEmpty();
        assertThat(store.deliveries().meant(new DocumentKey("demo", "1", "invoice", "LS-d1"), Site.MAIN)).as("a record has identities").isEmpty();
        DeliveredOrder r = Samples.report("d2", Status.DELIVERED, DAY);
        DeliveredOrder twin = new DeliveredOrder(new DeliveredOrder.SourceRef("demo", "1", "shipment", "d2", "LS-d1", NOW), r.kind(), r.status(), r.orders(), r.customer(), r.contacts(),
                null, null, null, r.delivered(), null, null, null, r.lines(), List.of(), java.util.Map.of());
        store.deliveries().add(new Delivery.Delivered(Samples.delivery(Samples.id(), twin, List.of(), 1)));
        assertThat(store.deliveries().meant(document, Site.MAIN)).as("two have the number").isEmpty();
        Order order = new Order.Open(Samples.order(Samples.id(), "o1", null, 1));
        store.orders().add(order);
        assertThat(store.orders().meant(new io.plumbline.domain.order.OrderKey("demo", "-", "SO o1"), Site.MAIN)).contains(order);
        assertThat(store.orders().meant(new io.plumbline.domain.order.OrderKey("demo", "1", "PO-77"), Site.MAIN)).as("the customer's own number").isEmpty();
        Customer customer = Samples.customer(Samples.id(), "k1", 1);
        store.customers().add(customer);
        assertThat(store.customers().numbered("demo", "K-k1")).containsExactly(customer);
        assertThat(store.customers().meant("demo", "-", "K-k1")).contains(customer);
        assertThat(store.customers().meant("demo", "2", "K-k1")).isEmpty();
        store.customers().add(new Customer(Samples.id(), Site.MAIN, "demo", "1", "k9", "K-k1", null, null, NOW, NOW, 1));
        assertThat(store.customers().meant("demo", "-", "K-k1")).as("two have the number").isEmpty();
    }

    @Test
    public void whatDocumentsBroughtIsFoundByNumberAndBecomesTheRecords() {
        Customer customer = new Customer(Samples.id(), Site.MAIN, "demo", "-", "K-1", "K-1", "Müller", null, NOW, NOW, 1);
        store.customers().add(customer);
        Order order = new Order.Open(new Order.Facts(Samples.id(), Site.MAIN, new io.plumbline.domain.order.OrderKey("demo", "-", "SO1"), "SO1", null, null, null, null, null, NOW,
                customer.id(), NOW, NOW, 1));
        store.orders().add(order);
        Delivery.Facts f = Samples.delivery(Samples.id(), document("-", "LS-d1", "SO1"), List.of(order.facts().id()), 1);
        Delivery brought = new Delivery.Delivered(f);
        store.deliveries().add(brought);
        assertThat(store.deliveries().numbered("demo", "LS-d1", List.of("SO1", "PO-77", "SO9"), "K-1"))
                .isEqualTo(new io.plumbline.domain.delivery.Deliveries.Numbered(List.of(f.id()), List.of(order.facts().id()), List.of(customer.id())));
        assertThat(store.deliveries().numbered("demo", null, List.of(), null)).isEqualTo(new io.plumbline.domain.delivery.Deliveries.Numbered(List.of(), List.of(), List.of()));
        assertThat(store.deliveries().numbered("other", "LS-d1", List.of("SO1"), "K-1"))
                .isEqualTo(new io.plumbline.domain.delivery.Deliveries.Numbered(List.of(), List.of(), List.of()));
        assertThat(store.deliveries().recorded(f.customer(), null)).isFalse();
        assertThat(store.deliveries().saidAfter(NOW.minusSeconds(1), false, f.customer(), null)).as("a document is no record").isFalse();
        assertThat(store.deliveries().saidAfter(NOW.minusSeconds(1), true, f.customer(), f.contact())).isTrue();

        DeliveredOrder record = Samples.report("d1", Status.DELIVERED, DAY);
        Delivery adopted = new Delivery.Delivered(new Delivery.Facts(f.id(), f.site(), record.withoutPeople(), f.contentHash(), f.firstSeenAt(), NOW, f.customer(), f.contact(),
                f.orders(), 2));
        store.deliveries().adopt(adopted);
        assertThat(store.deliveries().byKey(record.source().key())).contains(adopted);
        assertThat(store.deliveries().byKey(brought.facts().report().source().key())).isEmpty();
        assertThat(store.sql().number("select count(*) from delivery_line where delivery_id = ?", f.id())).as("the record's lines, though the content is the same").isEqualTo(2);
        assertThat(store.deliveries().recorded(f.customer(), null)).isTrue();
        assertThat(store.deliveries().recorded(f.customer(), f.contact())).isTrue();
        assertThat(store.deliveries().recorded(f.customer(), Samples.id())).isFalse();
        assertStale(() -> store.deliveries().adopt(adopted));
        Order known = new Order.Complete(Samples.order(order.facts().id(), "o1", customer.id(), 2));
        store.orders().adopt(known);
        assertThat(store.orders().byKey(known.facts().key())).contains(known);
        assertThat(store.orders().byKey(order.facts().key())).isEmpty();
        assertStale(() -> store.orders().adopt(known));
        Customer ours = Samples.customer(customer.id(), "k1", 2);
        store.customers().adopt(ours);
        assertThat(store.customers().byErpId("demo", "1", "k1")).contains(ours);
        assertThat(store.customers().byErpId("demo", "-", "K-1")).isEmpty();
        assertStale(() -> store.customers().adopt(ours));
    }

    @Test
    public void whenTheCustomerReceivedADeliveryIsKeptWithIt() {
        Id id = Samples.id();
        DeliveredOrder report = Samples.report("d1", Status.SHIPPED, null);
        Delivery.Facts f = Samples.delivery(id, report, List.of(), 1);
        Delivery shipped = new Delivery.Shipped(f);
        store.deliveries().add(shipped);
        store.ledger().add(shipped, "delivery", new LedgerLine(LedgerLine.Line.WAITING, null, null, null), NOW);
        ErpDate received = new ErpDate(DAY, NOW, java.time.ZoneId.of("Europe/Berlin"), DeliveredOrder.Basis.PROOF_OF_DELIVERY);
        Delivery proven = new Delivery.Delivered(new Delivery.Facts(id, f.site(), f.report(), f.contentHash(), f.firstSeenAt(), f.changedAt(), f.customer(), f.contact(),
                f.orders(), received, 2));
        store.deliveries().save(proven);
        assertThat(store.deliveries().byId(id)).contains(proven);
        assertThat(store.sql().one("select happened_on from delivery", r -> r.day("happened_on"))).contains(DAY);
        assertThat(store.sql().one("select happened_on from ledger", r -> r.day("happened_on"))).as("counted under the new day").contains(DAY);
    }

    @Test
    public void whoeverNamesADocumentTakesTurnsWithIt() throws Exception {
        List<String> names = List.of("LS-1", "LS-2", "LS-3", "LS-4", "LS-5");
        Runnable called = () -> store.turns().called("demo", names);
        Runnable naming = () -> store.turns().naming("demo", names);
        Runnable calledByTheLast = () -> store.turns().called("demo", names.subList(4, 5));
        Runnable namingTheLast = () -> store.turns().naming("demo", names.subList(4, 5));
        whileHeld(called, namingTheLast, NounsContractTest::waits);
        whileHeld(naming, calledByTheLast, NounsContractTest::waits);
        whileHeld(naming, namingTheLast, NounsContractTest::waits);
        whileHeld(called, calledByTheLast, NounsContractTest::goesOn);
        whileHeld(naming, () -> store.turns().called("demo", List.of("LS-6")), NounsContractTest::goesOn);
    }

    @Test
    public void everySlotOfTheTurnsIsThere() {
        assertThat(store.sql().list("select slot from document_turn order by slot", row -> row.integer("slot")))
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, SqlTurns.SLOTS).boxed().toList());
    }

    @Test
    public void whoeverHasAnOrderLockedKeepsOthersFromIt() throws Exception {
        Order one = new Order.Open(Samples.order(Samples.id(), "o1", Samples.id(), 1));
        Order other = new Order.Open(Samples.order(Samples.id(), "o2", Samples.id(), 1));
        store.orders().add(one);
        store.orders().add(other);
        assertThat(store.orders().locked(one.facts().key())).contains(one);
        assertThat(store.orders().locked(new io.plumbline.domain.order.OrderKey("demo", "1", "o3"))).isEmpty();
        Runnable locks = () -> store.orders().locked(one.facts().key());
        whileHeld(locks, locks, NounsContractTest::waits);
        whileHeld(locks, () -> store.orders().save(new Order.Complete(Samples.order(one.facts().id(), "o1", one.facts().customer(), 2))), NounsContractTest::waits);
        whileHeld(locks, () -> store.orders().locked(other.facts().key()), NounsContractTest::goesOn);
    }

    @Test
    public void whoeverHasAnInvitationLockedKeepsOthersFromIt() throws Exception {
        Invitation.Facts facts = Samples.invitation(Samples.id(), Samples.id(), null, 1);
        Invitation.Sent sent = new Invitation.Sent(facts, NOW, NOW.plusSeconds(60));
        Invitation other = new Invitation.Sent(Samples.invitation(Samples.id(), Samples.id(), null, 1), NOW, NOW.plusSeconds(60));
        store.invitations().add(sent, Samples.tokenHash(facts.id()));
        store.invitations().add(other, Samples.tokenHash(other.facts().id()));
        assertThat(store.invitations().lockedByTokenHash(Samples.tokenHash(facts.id()))).contains(sent);
        assertThat(store.invitations().lockedByTokenHash(Samples.tokenHash(Samples.id()))).isEmpty();
        Runnable locks = () -> store.invitations().lockedByTokenHash(Samples.tokenHash(facts.id()));
        whileHeld(locks, locks, NounsContractTest::waits);
        whileHeld(locks, () -> store.invitations().save(sent.answered(NOW)), NounsContractTest::waits);
        whileHeld(locks, () -> store.invitations().lockedByTokenHash(Samples.tokenHash(other.facts().id())), NounsContractTest::goesOn);
    }

    private interface Look {
        void at(Future<?> second) throws Exception;
    }

    private static void waits(Future<?> second) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> second.get(300, java.util.concurrent.TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
    }

    /** However slow the machine is: it ends although the first has not. */
    private static void goesOn(Future<?> second) throws Exception {
        second.get(2, java.util.concurrent.TimeUnit.MINUTES);
    }

    /** Looks at the second transaction while the first has done its work and has not ended; then both have to end well. */
    private void whileHeld(Runnable earlier, Runnable later, Look look) throws Exception {
        java.util.concurrent.CountDownLatch held = new java.util.concurrent.CountDownLatch(1);
        java.util.concurrent.CountDownLatch begun = new java.util.concurrent.CountDownLatch(1);
        java.util.concurrent.CountDownLatch go = new java.util.concurrent.CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> first = threads.submit(() -> store.transactions().run(() -> {
                earlier.run();
                held.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
            held.await();
            Future<?> second = threads.submit(() -> store.transactions().run(() -> {
                begun.countDown();
                later.run();
            }));
            begun.await();
            look.at(second);
            go.countDown();
            first.get();
            second.get();
        } finally {
            go.countDown();
            threads.shutdown();
        }
    }

    @Test
    public void feedbackExistsOncePerOriginAndPart() {
        Feedback said = new Feedback.New(Samples.feedback(Samples.id(), Samples.id(), "LS-1#1", 1));
        store.feedbacks().add(said);
        assertThat(store.feedbacks().byId(said.facts().id())).contains(said);
        assertThat(store.feedbacks().of(said.facts().origin())).containsExactly(said);
        assertUnique(() -> store.feedbacks().add(new Feedback.New(Samples.feedback(Samples.id(), said.facts().origin(), "LS-1#1", 1))), "feedback_once");
        Feedback whole = new Feedback.Coded(Samples.feedback(Samples.id(), said.facts().origin(), "", 1));
        store.feedbacks().add(whole);
        assertThat(store.feedbacks().of(said.facts().origin())).containsExactly(whole, said);
        Feedback.Facts f = said.facts();
        Feedback erased = new Feedback.Answered(new Feedback.Facts(f.id(), f.site(), Feedback.Kind.RECEIPT, f.origin(), f.part(), null, Samples.id(), Samples.id(), Samples.id(),
                null, null, null, true, NOW, NOW.plusSeconds(2), 2));
        store.feedbacks().save(erased);
        assertThat(store.feedbacks().byId(f.id())).contains(erased);
        assertStale(() -> store.feedbacks().save(erased));
    }

    @Test
    public void anInvitationExistsOncePerOrderAndIsFoundByItsToken() {
        Id order = Samples.id();
        Invitation invitation = new Invitation.Scheduled(Samples.invitation(Samples.id(), order, null, 1), NOW);
        store.invitations().add(invitation, Samples.tokenHash(invitation.facts().id()));
        assertThat(store.invitations().byTokenHash(Samples.tokenHash(invitation.facts().id()))).contains(invitation);
        assertThat(store.invitations().byTokenHash(Samples.tokenHash(order))).isEmpty();
        assertThat(store.invitations().ofOrder(order, "other")).isEmpty();
        Id second = Samples.id();
        assertUnique(() -> store.invitations().add(new Invitation.Held(Samples.invitation(second, order, null, 1), NOW), Samples.tokenHash(second)), "invitation_once");
        assertUnique(() -> store.invitations().add(new Invitation.Held(Samples.invitation(second, Samples.id(), null, 1), NOW),
                Samples.tokenHash(invitation.facts().id())), "invitation_token");
        assertStale(() -> store.invitations().save(invitation));
    }

    @Test
    public void thatAnInvitationWasAskedForIsKeptUntilItLeaves() {
        Id order = Samples.id();
        Invitation.Facts first = Samples.invitation(Samples.id(), order, null, 1);
        store.invitations().add(new Invitation.Scheduled(first, NOW, true), Samples.tokenHash(first.id()));
        assertThat(store.invitations().byId(first.id())).contains(new Invitation.Scheduled(first, NOW, true));
        Invitation.Scheduled ordinary = new Invitation.Scheduled(first.next(NOW), NOW);
        store.invitations().save(ordinary);
        assertThat(store.invitations().byId(first.id())).contains(ordinary);
        Invitation.Scheduled wanted = new Invitation.Scheduled(ordinary.facts().next(NOW), NOW, true);
        store.invitations().save(wanted);
        assertThat(store.invitations().ofOrder(order, first.programme())).contains(wanted);
    }

    @Test
    public void whoRunsAndWhoWasLastAskedIsKnownByAddress() {
        Contact here = Samples.contact(Samples.id(), Samples.id(), "Zoe@Example.org", 1);
        Contact there = Samples.contact(Samples.id(), Samples.id(), "zoe@example.ORG", 1);
        Contact other = Samples.contact(Samples.id(), Samples.id(), "bob@example.org", 1);
        List.of(here, there, other).forEach(store.customers()::add);
        Invitation.Scheduled scheduled = new Invitation.Scheduled(Samples.invitation(Samples.id(), Samples.id(), here.id(), 1), NOW);
        Invitation.Sent sent = new Invitation.Sent(Samples.invitation(Samples.id(), Samples.id(), there.id(), 1), NOW.minusSeconds(50), NOW.plusSeconds(50));
        Invitation.Answered answered = new Invitation.Answered(Samples.followUp(Samples.id(), Samples.id(), here.id(), Samples.id()), NOW.minusSeconds(70), NOW, NOW);
        Invitation.Sent bobs = new Invitation.Sent(Samples.invitation(Samples.id(), Samples.id(), other.id(), 1), NOW.minusSeconds(5), NOW);
        for (Invitation i : List.of(scheduled, sent, answered, bobs)) {
            store.invitations().add(i, Samples.tokenHash(i.facts().id()));
        }
        assertThat(store.invitations().runningFor("ZOE@example.org")).containsExactlyInAnyOrder(scheduled, sent);
        assertThat(store.invitations().lastSentTo("ZOE@example.org", scheduled.facts().id())).contains(NOW.minusSeconds(50));
        assertThat(store.invitations().lastSentTo("ZOE@example.org", sent.facts().id())).contains(NOW.minusSeconds(70));
        assertThat(store.invitations().lastSentTo("nobody@example.org", scheduled.facts().id())).isEmpty();
        // taken back after it was sent: it was in somebody's mailbox all the same
        store.invitations().save(sent.withdrawn(NotAsked.CANCELLED, NOW));
        assertThat(store.invitations().runningFor("zoe@example.org")).containsExactly(scheduled);
        assertThat(store.invitations().lastSentTo("zoe@example.org", scheduled.facts().id())).contains(NOW.minusSeconds(50));
    }

    @Test
    public void anInvitationHasOneAcceptedAnswerAndAnyNumberOfOthers() {
        Id invitation = Samples.id();
        Response accepted = new Response.Accepted(Samples.response(Samples.id(), invitation, NOW));
        Response later = new Response.Later(Samples.response(Samples.id(), invitation, NOW.plusSeconds(2)));
        Response suspect = new Response.Suspect(Samples.response(Samples.id(), invitation, NOW.minusSeconds(2)), "too fast");
        List.of(accepted, later, suspect).forEach(store.responses()::add);
        store.responses().add(new Response.Later(Samples.response(Samples.id(), Samples.id(), NOW)));
        assertThat(store.responses().of(invitation)).containsExactly(suspect, accepted, later);
        assertUnique(() -> store.responses().add(new Response.Accepted(Samples.response(Samples.id(), invitation, NOW))), "response_accepted_once");
    }

    @Test
    public void aCaseExistsOncePerTriggerAndNumber() {
        CaseNumber number = store.nonconformities().nextNumber(Site.MAIN, 2026);
        Id answer = Samples.id();
        Id order = Samples.id();
        Nonconformity found = new Nonconformity.Reported(Samples.nonconformity(Samples.id(), number, answer, order, 1));
        store.nonconformities().add(found);
        assertThat(store.nonconformities().byTrigger(found.facts().trigger())).contains(found);
        assertThat(store.nonconformities().byNumber(Site.MAIN, number)).contains(found);
        assertThat(store.nonconformities().byNumber(new Site("KIEL"), number)).as("by people of another site").isEmpty();
        CaseNumber next = store.nonconformities().nextNumber(Site.MAIN, 2026);
        assertUnique(() -> store.nonconformities().add(new Nonconformity.Reported(Samples.nonconformity(Samples.id(), next, answer, order, 1))), "nonconformity_trigger");
        assertUnique(() -> store.nonconformities().add(new Nonconformity.Reported(Samples.nonconformity(Samples.id(), number, Samples.id(), order, 1))),
                "nonconformity_number");
        assertThat(store.nonconformities().openOfOrder(order)).containsExactly(found);
        store.nonconformities().save(new Nonconformity.Rejected(Samples.nonconformity(found.facts().id(), number, answer, order, 2), "a joke"));
        assertThat(store.nonconformities().openOfOrder(order)).isEmpty();
        assertStale(() -> store.nonconformities().save(found));
    }

    /** Whatever rolls back, no number is skipped and none is given twice. */
    @Test(timeout = 120_000)
    public void numbersHaveNoGapsEvenWhenTransactionsRollBack() throws Exception {
        List<Callable<Integer>> filers = new ArrayList<>();
        for (int thread = 0; thread < 6; thread++) {
            filers.add(() -> {
                int filed = 0;
                for (int i = 0; i < 25; i++) {
                    boolean fails = ThreadLocalRandom.current().nextInt(3) == 0;
                    try {
                        store.transactions().run(() -> {
                            CaseNumber number = store.nonconformities().nextNumber(Site.MAIN, 2026);
                            store.nonconformities().add(new Nonconformity.Reported(Samples.nonconformity(Samples.id(), number, Samples.id(), null, 1)));
                            if (fails) {
                                throw new UnsupportedOperationException("rolled back");
                            }
                        });
                        filed++;
                    } catch (UnsupportedOperationException e) {
                        assertThat(e).hasMessage("rolled back");
                    }
                }
                return filed;
            });
        }
        int filed = together(filers).stream().mapToInt(Integer::intValue).sum();
        List<Integer> numbers = store.sql().list("select running_no from nonconformity order by running_no", row -> row.integer("running_no"));
        assertThat(numbers).hasSize(filed);
        for (int i = 0; i < filed; i++) {
            assertThat(numbers.get(i)).isEqualTo(i + 1);
        }
        assertThat(store.nonconformities().nextNumber(Site.MAIN, 2027)).isEqualTo(new CaseNumber(Site.MAIN, 2027, 1));
        assertThat(store.nonconformities().nextNumber(new Site("WEST"), 2026)).isEqualTo(new CaseNumber(new Site("WEST"), 2026, 1));
    }

    @Test
    public void aDeliveryStandsOnOneLineOfTheLedger() {
        Id id = Samples.id();
        Delivery delivery = new Delivery.Shipped(Samples.delivery(id, Samples.report("d1", Status.SHIPPED, null), List.of(), 1));
        store.deliveries().add(delivery);
        store.ledger().add(delivery, "delivery", new LedgerLine(LedgerLine.Line.WAITING, null, null, null), NOW);
        Id invitation = Samples.id();
        store.ledger().put(delivery, "delivery", new LedgerLine(LedgerLine.Line.NOT_ASKED, NotAsked.FATIGUE, invitation, Samples.id()), NOW.plusSeconds(1));
        store.ledger().put(delivery, "yearly", new LedgerLine(LedgerLine.Line.WAITING, null, null, null), NOW);
        assertThat(store.sql().list("select * from ledger where programme = 'delivery'", row -> row.text("line") + " " + row.text("why") + " "
                + row.id("invitation_id") + " " + row.day("happened_on"))).containsExactly("NOT_ASKED FATIGUE " + invitation + " 2026-11-21");
        assertThat(store.sql().number("select count(*) from ledger")).isEqualTo(2);
    }

    @Test
    public void aMailExistsOncePerPurposeSubjectAndRecipient() {
        Id subject = Samples.id();
        Id recipient = Samples.id();
        Mail mail = Samples.mail(Samples.id(), subject, recipient);
        store.mails().add(mail);
        assertThat(store.mails().of(Mail.Purpose.INVITATION, subject, recipient)).contains(mail);
        assertUnique(() -> store.mails().add(Samples.mail(Samples.id(), subject, recipient)), "mail_once");
        Mail tried = mail.tried("connection refused", NOW.plusSeconds(60));
        store.mails().save(tried);
        Mail sent = tried.sent(NOW.plusSeconds(61));
        store.mails().save(sent);
        assertThat(store.mails().about(subject)).containsExactly(sent);
        assertStale(() -> store.mails().save(tried));
        Mail newer = new Mail(Id.at(NOW.plusSeconds(99), new java.util.Random(1)), Site.MAIN, Mail.Purpose.INVITATION, Samples.id(), recipient, Mail.State.WAITING, "m",
                null, null, null, 0, null, null, null, NOW, 1);
        store.mails().add(newer);
        assertThat(store.mails().newest(Mail.Purpose.INVITATION, recipient)).contains(newer);
        assertThat(store.mails().newest(Mail.Purpose.DIGEST, recipient)).isEmpty();
    }

    @Test
    public void aLoginExistsOnceAndRolesFindTheirUsers() {
        User ada = new User.Active(Samples.user(Samples.id(), "ada", Set.of(Role.QUALITY_MANAGER, Role.AUDITOR), 1));
        User bob = new User.Locked(Samples.user(Samples.id(), "bob", Set.of(Role.QUALITY_MANAGER), 1), NOW);
        User cleo = new User.Active(Samples.user(Samples.id(), "cleo", Set.of(), 1));
        List.of(cleo, bob, ada).forEach(store.users()::add);
        assertThat(store.users().all()).containsExactly(ada, bob, cleo);
        assertThat(store.users().count()).isEqualTo(3);
        assertThat(store.users().byLogin("bob")).contains(bob);
        assertThat(store.users().active(Site.MAIN, Role.QUALITY_MANAGER)).containsExactly(ada);
        assertThat(store.users().active(new Site("WEST"), Role.QUALITY_MANAGER)).isEmpty();
        assertUnique(() -> store.users().add(new User.Active(Samples.user(Samples.id(), "ada", Set.of(), 1))), "app_user_login");
        User ended = new User.Ended(Samples.user(ada.facts().id(), "ada", Set.of(Role.AUDITOR), 2));
        store.users().save(ended);
        assertThat(store.users().byLogin("ada")).contains(ended);
        assertStale(() -> store.users().save(ended));
    }

    @Test
    public void sessionsEndWhenTheyAreEndedOrExpire() {
        Id ada = Samples.id();
        Id bob = Samples.id();
        Session one = session(ada, NOW.plusSeconds(100));
        Session two = session(ada, NOW.plusSeconds(200));
        Session three = session(bob, NOW.plusSeconds(300));
        List.of(one, two, three).forEach(store.sessions()::add);
        store.sessions().seen(one.key(), NOW.plusSeconds(5));
        assertThat(store.sessions().byKey(one.key())).contains(new Session(one.key(), ada, one.csrfToken(), NOW, NOW.plusSeconds(5), one.expiresAt()));
        assertThat(store.sessions().forgetExpired(NOW.plusSeconds(150))).isEqualTo(1);
        assertThat(store.sessions().byKey(one.key())).isEmpty();
        store.sessions().endAll(ada);
        assertThat(store.sessions().byKey(two.key())).isEmpty();
        assertThat(store.sessions().byKey(three.key())).contains(three);
        store.sessions().end(three.key());
        assertThat(store.sessions().byKey(three.key())).isEmpty();
    }

    private static Session session(Id user, Instant expires) {
        return new Session(java.util.HexFormat.of().formatHex(Samples.tokenHash(Samples.id())), user, "csrf", NOW, NOW, expires);
    }

    /** An address is nowhere but in the columns that may hold it. */
    @Test
    public void personalDataLivesInNamedColumns() {
        Customer customer = Samples.customer(Samples.id(), "k1", 1);
        store.customers().add(customer);
        store.customers().add(Samples.contact(Samples.id(), customer.id(), "zoe@example.org", 1));
        store.deliveries().add(new Delivery.Delivered(Samples.delivery(Samples.id(), Samples.report("d1", Status.DELIVERED, DAY), List.of(), 1)));
        String report = store.sql().one("select report from delivery", row -> row.text("report")).orElseThrow();
        assertThat(report.toLowerCase(Locale.ROOT)).doesNotContain("zoe", "müller", "verkäufer");
    }

    private static <T> List<T> together(List<Callable<T>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(work)) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
