package io.plumbline.application.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.JournalEntries;
import io.plumbline.application.Steps;
import io.plumbline.application.survey.Programmes;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.DeliveredOrder.OrderRef;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.delivery.GoodsReceipt;
import io.plumbline.domain.delivery.GoodsReceipts;
import io.plumbline.domain.delivery.GoodsReturns;
import io.plumbline.domain.delivery.Turns;
import io.plumbline.domain.feedback.Feedback;
import io.plumbline.domain.feedback.Feedbacks;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.order.WholeOrder;

/**
 * Keeps deliveries and their orders in the state that all that is known of them together asks for: the newest report, what came back, what
 * the customer received. Each is asked anew whenever one of them changes, so that the order in which they come does not matter.
 */
@Component(service = DeliveryKeeping.class)
public final class DeliveryKeeping {
    /** A customer's receipt may be faster than the ERP's record, hardly ever by more than this. */
    private static final Duration WAITS_FOR_DELIVERY = Duration.ofDays(1);
    private final Steps steps;
    private final Journal journal;
    private final Deliveries deliveries;
    private final GoodsReturns returns;
    private final GoodsReceipts receipts;
    private final Turns turns;
    private final Orders orders;
    private final Feedbacks feedbacks;
    private final LedgerKeeping ledger;
    private final Programmes programmes;

    @Activate
    public DeliveryKeeping(@Reference Steps steps, @Reference Journal journal, @Reference Deliveries deliveries, @Reference GoodsReturns returns,
            @Reference GoodsReceipts receipts, @Reference Turns turns, @Reference Orders orders, @Reference Feedbacks feedbacks,
            @Reference LedgerKeeping ledger, @Reference Programmes programmes) {
        this.steps = steps;
        this.journal = journal;
        this.deliveries = deliveries;
        this.returns = returns;
        this.receipts = receipts;
        this.turns = turns;
        this.orders = orders;
        this.feedbacks = feedbacks;
        this.ledger = ledger;
        this.programmes = programmes;
    }

    /**
     * Before a delivery is looked at that is not known yet: whatever names it is then either there, or comes later and finds it. A document
     * that knows it by number alone keeps out the ERP's own records, and they it.
     */
    void newDelivery(DeliveredOrder report) {
        if (report.source().namesByNumber()) {
            turns.naming(report.source().connector(), known(report));
        } else {
            turns.called(report.source().connector(), known(report));
        }
    }

    /** Whether the report calls the delivery, one of its orders or its customer by a name that the one before did not. */
    static boolean isCalledAnew(DeliveredOrder before, DeliveredOrder report) {
        return !known(before).containsAll(known(report));
    }

    /** Everything that the delivery, its orders and its customer may be known by. */
    private static Set<String> known(DeliveredOrder report) {
        Set<String> names = names(report);
        report.orders().forEach(o -> names.add(o.id()));
        if (report.customer() != null) {
            names.add(report.customer().no() != null ? report.customer().no() : report.customer().id());
        }
        return names;
    }

    /** Before what these documents or orders name is looked for. */
    void naming(String connector, Collection<String> names) {
        turns.naming(connector, names);
    }

    /** The numbers by which somebody outside the ERP may name the delivery. */
    private static Set<String> names(DeliveredOrder report) {
        Set<String> names = new LinkedHashSet<>();
        names.add(report.source().docId());
        names.add(report.source().docNo());
        report.orders().forEach(o -> {
            names.add(o.no());
            names.add(o.customerReference());
        });
        names.removeIf(Objects::isNull);
        return names;
    }

    /** The delivery with its newest report, in the state that everything together asks for. */
    private Delivery settled(Delivery.Facts facts) {
        return settled(facts, receiptsOf(facts.report()), companyOf(facts));
    }

    /** Of a document the company under which the ERP knows its order, as far as it does. */
    private String companyOf(Delivery.Facts facts) {
        String own = facts.report().source().company();
        return facts.report().source().namesByNumber() ? facts.orders().stream().findFirst().flatMap(orders::byId).map(o -> o.facts().key().company()).orElse(own) : own;
    }

    /**
     * The same where more is at hand.
     *
     * @param company within which returns name it
     */
    Delivery settled(Delivery.Facts facts, List<GoodsReceipt> received, String company) {
        DocumentKey key = facts.report().source().key();
        List<String> named = facts.report().orders().stream().map(OrderRef::id).toList();
        boolean returned = !returns.naming(key.connector(), company, key.docId(), named).isEmpty();
        // of several receipts the last counts: then all of it was there
        ErpDate proof = facts.report().status() == Status.CANCELLED ? null : received.stream().map(GoodsReceipt::proof).flatMap(Optional::stream)
                .max(Comparator.comparing(ErpDate::date).thenComparing(DeliveryKeeping::moment)).orElse(null);
        return Delivery.of(new Delivery.Facts(facts.id(), facts.site(), facts.report(), facts.contentHash(), facts.firstSeenAt(), facts.changedAt(),
                facts.customer(), facts.contact(), facts.orders(), proof, facts.version()), returned);
    }

    private static String moment(ErpDate date) {
        return date.instant() == null ? "" : date.instant() + " " + date.zone();
    }

    /** What customers said they received of it. */
    List<GoodsReceipt> receiptsOf(DeliveredOrder report) {
        return receipts.naming(report.source().connector(), names(report)).stream().filter(r -> r.isAbout(report)).toList();
    }

    /** The order in the state that its deliveries ask for. */
    static Order settled(Order.Facts facts, List<Delivery> all) {
        if (facts.said() == OrderState.CANCELLED) {
            return new Order.Cancelled(facts);
        }
        return WholeOrder.isWhole(facts.key().orderId(), facts.said(), all) ? new Order.Complete(facts) : new Order.Open(facts);
    }

    /**
     * Something came that names the delivery: its state, its orders and its ledger line follow, and whether to ask is decided anew. Where
     * nothing changes, nothing is written.
     */
    void changed(Delivery delivery, Actor actor, String action, String reason, Instant now) {
        Delivery.Facts f = delivery.facts();
        Delivery after = settled(new Delivery.Facts(f.id(), f.site(), f.report(), f.contentHash(), f.firstSeenAt(), now, f.customer(), f.contact(), f.orders(),
                f.version() + 1));
        if (after.state().equals(delivery.state()) && Objects.equals(after.facts().received(), f.received())) {
            return;
        }
        deliveries.save(after);
        journal.append(JournalEntries.of(after, actor, action, reason, now));
        f.orders().forEach(order -> orderChanged(order, actor, now));
        ledger.put(List.of(after), programmes.current().name(), now);
        f.orders().forEach(order -> steps.follow(new Event.DeliveryRecorded(order), now));
    }

    /** The order in the state that its deliveries now ask for. */
    void orderChanged(Id id, Actor actor, Instant now) {
        Order known = orders.byId(id).orElseThrow();
        Order.Facts f = known.facts();
        Order after = settled(new Order.Facts(f.id(), f.site(), f.key(), f.number(), f.customerReference(), f.orderDate(), f.currency(), f.net(), f.said(), f.saidAt(),
                f.customer(), f.firstSeenAt(), now, f.version() + 1), deliveries.ofOrder(id));
        if (!after.state().equals(known.state())) {
            orders.save(after);
            journal.append(JournalEntries.of(after, actor, "order.amended", now));
        }
    }

    /** The deliveries that the receipt is about, as far as they are known, in an order that does not depend on when they came. */
    List<Delivery> about(GoodsReceipt receipt) {
        List<Delivery> named = new ArrayList<>(deliveries.called(receipt.site(), receipt.key().connector(), receipt.documents()));
        if (receipt.documents().isEmpty()) {
            List<String> numbers = new ArrayList<>(receipt.orders());
            numbers.addAll(receipt.customerOrders());
            orders.called(receipt.site(), receipt.key().connector(), numbers).forEach(o -> deliveries.ofOrder(o.facts().id()).stream()
                    .filter(d -> named.stream().noneMatch(n -> n.facts().id().equals(d.facts().id()))).forEach(named::add));
        }
        return named.stream().filter(d -> receipt.isAbout(d.facts().report())).sorted(Comparator.comparing(d -> d.facts().report().source().key().toString())).toList();
    }

    /** What customers said in a delivery's receipts before it was known, or before it was what it is now, stands under it. */
    void linkFeedback(List<GoodsReceipt> received, Actor actor, Instant now) {
        received.forEach(r -> linkFeedback(r, actor, now));
    }

    /** What the customer said on receipt stands under the deliveries that are known. */
    void linkFeedback(GoodsReceipt receipt, Actor actor, Instant now) {
        List<Feedback> said = feedbacks.of(receipt.id());
        List<Delivery> about = said.isEmpty() ? List.of() : about(receipt);
        for (Feedback feedback : said) {
            Feedback.Facts linked = linked(feedback.facts(), about);
            if (!linked.isAboutTheSameAs(feedback.facts())) {
                Feedback next = feedback.with(linked.next(now));
                feedbacks.save(next);
                journal.append(JournalEntries.of(next, actor, "feedback.linked", now));
                heard(next, now);
            }
        }
    }

    /** A case follows where goods were rejected or are missing; while nobody knows of which delivery, it waits for that for a while. */
    void heard(Feedback feedback, Instant now) {
        Feedback.Facts f = feedback.facts();
        steps.follow(new Event.FeedbackRecorded(f.id(), f.tellsOfUnusableGoods(), f.delivery() == null ? now.plus(WAITS_FOR_DELIVERY) : now), now);
    }

    /** The feedback with the one of these deliveries that it is about. */
    static Feedback.Facts linked(Feedback.Facts feedback, List<Delivery> about) {
        Delivery.Facts delivery = meant(feedback, about);
        return delivery == null ? feedback.about(null, null, null) : feedback.about(delivery.id(), order(feedback, delivery), delivery.customer());
    }

    /** Of several deliveries the one with the line, or else the first; null where none is known. */
    private static Delivery.Facts meant(Feedback.Facts feedback, List<Delivery> about) {
        List<Delivery> named = about.stream().filter(d -> feedback.document() == null || feedback.document().equals(d.facts().report().source().docNo())
                || feedback.document().equals(d.facts().report().source().docId())).toList();
        return named.stream().filter(d -> line(feedback, d.facts()).isPresent()).findFirst().or(() -> named.stream().findFirst()).map(Delivery::facts).orElse(null);
    }

    private static Optional<Line> line(Feedback.Facts feedback, Delivery.Facts delivery) {
        return delivery.report().lines().stream().filter(l -> l.id().equals(feedback.discrepancy().line())).findFirst()
                .or(() -> delivery.report().lines().stream().filter(l -> l.sku() != null && l.sku().equals(feedback.discrepancy().sku())).findFirst());
    }

    private static Id order(Feedback.Facts feedback, Delivery.Facts delivery) {
        List<Id> served = delivery.orders();
        String named = line(feedback, delivery).map(Line::orderId).orElse(null);
        for (int i = 0; i < served.size(); i++) {
            if (served.size() == 1 || delivery.report().orders().get(i).id().equals(named)) {
                return served.get(i);
            }
        }
        return null;
    }
}
