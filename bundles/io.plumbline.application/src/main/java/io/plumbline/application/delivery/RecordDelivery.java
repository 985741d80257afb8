package io.plumbline.application.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.OrderTrace;
import io.plumbline.application.Organisation;
import io.plumbline.application.Steps;
import io.plumbline.application.Transactions;
import io.plumbline.application.survey.Programmes;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.delivery.ContentHash;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.ContactRef;
import io.plumbline.domain.delivery.DeliveredOrder.CustomerRef;
import io.plumbline.domain.delivery.DeliveredOrder.Kind;
import io.plumbline.domain.delivery.DeliveredOrder.OrderRef;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.delivery.DeliveredOrder.Role;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.DeliveryRules;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.delivery.GoodsReceipt;
import io.plumbline.domain.delivery.GoodsReturn;
import io.plumbline.domain.delivery.GoodsReturn.Original;
import io.plumbline.domain.delivery.GoodsReturns;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.OrderKey;
import io.plumbline.domain.order.Orders;

/**
 * Takes what an ERP says about a delivery, whichever way it came: once for each document, later reports amend it, an older one never
 * replaces a newer one, and a cancellation holds unless something newer takes it back. The order in which reports arrive does not
 * change what is known in the end.
 *
 * <p>A document from outside the ERP, such as a despatch advice, and the ERP's own record of the same delivery are one delivery, and the
 * ERP's word counts: the document is a duplicate of a record that is known, and what it brought before becomes the record's, with its
 * identity here; see {@link Namesakes}. What a document says of an order or a customer counts until a record says something.
 */
@Component(service = RecordDelivery.class)
public final class RecordDelivery {
    /** What became of a report. */
    public sealed interface Outcome {
        record Accepted(Id id) implements Outcome {
        }

        record Amended(Id id) implements Outcome {
        }

        /**
         * Nothing changed; {@code why} says what was known before.
         *
         * @param overtaken whether the report says something else than what is known, and what is known is newer
         */
        record Duplicate(Id id, String why, boolean overtaken) implements Outcome {
        }

        /** The document was to be amended, and was never reported. */
        record Unknown() implements Outcome {
        }

        record Refused(List<Problem> problems) implements Outcome {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    private static final int TOGETHER = 100;
    private static final Logger LOG = LoggerFactory.getLogger(RecordDelivery.class);

    private final Transactions transactions;
    private final Ids ids;
    private final Steps steps;
    private final Journal journal;
    private final Deliveries deliveries;
    private final GoodsReturns returns;
    private final Orders orders;
    private final Customers customers;
    private final DeliveryKeeping keeping;
    private final LedgerKeeping ledger;
    private final Programmes programmes;
    private final Organisation.Current organisation;
    private final Namesakes.Search search;

    @Activate
    public RecordDelivery(@Reference Transactions transactions, @Reference Ids ids, @Reference Steps steps, @Reference Journal journal,
            @Reference Deliveries deliveries, @Reference GoodsReturns returns, @Reference Orders orders, @Reference Customers customers,
            @Reference DeliveryKeeping keeping, @Reference LedgerKeeping ledger, @Reference Programmes programmes, @Reference Organisation.Current organisation) {
        this.transactions = transactions;
        this.ids = ids;
        this.steps = steps;
        this.journal = journal;
        this.deliveries = deliveries;
        this.returns = returns;
        this.orders = orders;
        this.customers = customers;
        this.keeping = keeping;
        this.ledger = ledger;
        this.programmes = programmes;
        this.organisation = organisation;
        this.search = new Namesakes.Search(deliveries, orders, customers);
    }

    /** Takes the report in one transaction, or in that of the caller. */
    public Outcome record(DeliveredOrder report, Actor actor, Instant now) {
        List<Problem> problems = DeliveryRules.check(report, now);
        if (!problems.isEmpty()) {
            return new Outcome.Refused(problems);
        }
        OrderTrace trace = OrderTrace.begun();
        try {
            return transactions.required(() -> report.kind() == Kind.RETURN ? takeReturn(report, actor, now) : takeDelivery(report, actor, now));
        } finally {
            trace.end();
        }
    }

    /**
     * Does the work for each item, a hundred at a time in one transaction, which costs a part of what they cost one by one. Where a hundred
     * cannot be stored as a whole, each is stored by itself. An item that cannot be stored even so ends the call with its exception; what
     * came before it stays.
     *
     * @param work records what the item says, here or elsewhere, and has no other effect; it may be called again for the same item
     */
    public <T, R> List<R> each(List<T> items, Function<T, R> work) {
        List<R> results = new ArrayList<>();
        for (int from = 0; from < items.size(); from += TOGETHER) {
            List<T> some = items.subList(from, Math.min(items.size(), from + TOGETHER));
            try {
                results.addAll(transactions.required(() -> some.stream().map(work).toList()));
            } catch (RuntimeException e) {
                LOG.warn("A list could not be stored as a whole; it is stored one by one", e);
                some.forEach(item -> results.add(transactions.required(() -> work.apply(item))));
            }
        }
        return results;
    }

    /** As {@link #record}, but only for a document that was reported before. */
    public Outcome amend(DeliveredOrder report, Actor actor, Instant now) {
        return transactions.required(() -> isKnown(report) ? record(report, actor, now) : new Outcome.Unknown());
    }

    private boolean isKnown(DeliveredOrder report) {
        DocumentKey key = report.source().key();
        return report.kind() == Kind.RETURN ? returns.byKey(key).isPresent() : deliveries.meant(key, organisation.get().site()).isPresent();
    }

    private Outcome takeDelivery(DeliveredOrder report, Actor actor, Instant now) {
        String hash = ContentHash.of(report);
        Optional<Delivery> known = deliveries.byKey(report.source().key());
        if (known.isPresent()) {
            Delivery.Facts before = known.get().facts();
            Optional<String> nothingNew = nothingNew(before.contentHash(), before.report().source().changedAt(), takenBack(before.report().status()), hash,
                    report.source().changedAt(), takenBack(report.status()));
            if (nothingNew.isPresent()) {
                return new Outcome.Duplicate(before.id(), nothingNew.get(), !before.contentHash().equals(hash));
            }
        }
        Site site = organisation.get().site();
        SourceRef source = report.source();
        boolean anew = known.isEmpty() || source.namesByNumber() || DeliveryKeeping.isCalledAnew(known.get().facts().report(), report);
        if (anew) {
            keeping.newDelivery(report);
        }
        Namesakes namesakes = anew ? search.of(report, known, site) : Namesakes.NONE;
        if (known.isEmpty() && namesakes.delivery().isPresent() && source.namesByNumber()) {
            Delivery.Facts own = namesakes.delivery().get().facts();
            return new Outcome.Duplicate(own.id(), "known as " + document(own.report()) + " from the ERP's own record", false);
        }
        return keep(report, hash, known.or(namesakes::delivery), namesakes, site, actor, now);
    }

    /** @param known the delivery as it was, be it the document's own or what another document brought of it */
    private Outcome keep(DeliveredOrder report, String hash, Optional<Delivery> known, Namesakes namesakes, Site site, Actor actor, Instant now) {
        boolean adopted = known.filter(d -> !d.facts().report().source().key().equals(report.source().key())).isPresent();
        DeliveredOrder whole = known.isPresent() && report.orders().isEmpty() ? asCancelled(known.get().facts().report(), report)
                : report.source().namesByNumber() ? report.withOrderIds(id -> namesakes.orders().containsKey(id) ? namesakes.orders().get(id).facts().key().orderId() : id)
                : report;
        Map<OrderRef, Filed> filed = filed(report, whole, known, namesakes);
        // two deliveries of an order that come at once: the second has to see the first, or neither finds the order whole
        Map<OrderKey, Optional<Order>> knownOrders = new LinkedHashMap<>();
        filed.values().stream().map(Filed::until).distinct().sorted(Comparator.comparing(OrderKey::orderId).thenComparing(OrderKey::company))
                .forEach(k -> knownOrders.put(k, orders.locked(k)));
        Id customer = report.customer() == null ? known.map(d -> d.facts().customer()).orElse(null) : customer(report, namesakes.customer(), site, actor, now);
        Id contact = customer == null || report.customer() == null ? known.map(d -> d.facts().contact()).orElse(null) : contact(report, customer, site, actor, now);
        Map<OrderRef, Id> orderIds = new LinkedHashMap<>();
        Map<OrderKey, Id> fresh = new LinkedHashMap<>();
        for (OrderRef ref : whole.orders()) {
            OrderKey key = filed.get(ref).until();
            orderIds.put(ref, knownOrders.get(key).map(o -> o.facts().id()).orElseGet(() -> fresh.computeIfAbsent(key, k -> ids.next(now))));
        }
        OrderTrace.are(orderIds.values());
        List<GoodsReceipt> received = keeping.receiptsOf(whole);
        String company = filed.values().stream().map(f -> f.from().company()).findFirst().orElse(report.source().company());
        Delivery delivery = keeping.settled(new Delivery.Facts(known.map(d -> d.facts().id()).orElseGet(() -> ids.next(now)), site, whole.withoutPeople(), hash,
                known.map(d -> d.facts().firstSeenAt()).orElse(now), now, customer, contact, List.copyOf(orderIds.values()),
                known.map(d -> d.facts().version()).orElse(0L) + 1), received, company);
        orderIds.forEach((ref, id) -> saveOrder(whole, ref, id, filed.get(ref).from(), knownOrders.get(filed.get(ref).until()), customer, delivery, site, actor, now));
        if (adopted) {
            deliveries.adopt(delivery);
        } else if (known.isPresent()) {
            deliveries.save(delivery);
        } else {
            deliveries.add(delivery);
        }
        journal.append(JournalEntries.of(delivery, actor, known.isPresent() ? "delivery.amended" : "delivery.recorded",
                adopted ? "known as " + document(known.get().facts().report()) + " before" : "", now));
        if (known.isPresent()) {
            ledger.put(List.of(delivery), programmes.current().name(), now);
        } else {
            ledger.begin(delivery, Set.copyOf(fresh.values()), programmes.current().name(), now);
        }
        keeping.linkFeedback(received, actor, now);
        new LinkedHashSet<>(orderIds.values()).forEach(order -> {
            if (fresh.containsValue(order)) {
                steps.begin(new Event.DeliveryRecorded(order), now);
            } else {
                steps.follow(new Event.DeliveryRecorded(order), now);
            }
        });
        if (adopted) {
            known.get().facts().orders().stream().filter(order -> !orderIds.containsValue(order)).forEach(order -> {
                keeping.orderChanged(order, actor, now);
                steps.follow(new Event.DeliveryRecorded(order), now);
            });
        }
        Id id = delivery.facts().id();
        return known.isPresent() ? new Outcome.Amended(id) : new Outcome.Accepted(id);
    }

    /** Document type and identity, as people read them. */
    private static String document(DeliveredOrder report) {
        return report.source().docType() + "/" + report.source().docId();
    }

    /** Under which key an order is known until now, and under which from now on. */
    private record Filed(OrderKey until, OrderKey from) {
    }

    private Map<OrderRef, Filed> filed(DeliveredOrder report, DeliveredOrder whole, Optional<Delivery> known, Namesakes namesakes) {
        Map<String, OrderKey> elsewhere = new LinkedHashMap<>();
        namesakes.orders().forEach((id, order) -> elsewhere.put(report.source().namesByNumber() ? order.facts().key().orderId() : id, order.facts().key()));
        Map<OrderRef, Filed> filed = new LinkedHashMap<>();
        if (known.isPresent() && report.orders().isEmpty()) {
            // a cancellation that names no order: those of the delivery, whatever they are known by
            for (int i = 0; i < whole.orders().size(); i++) {
                OrderKey key = orders.byId(known.get().facts().orders().get(i)).orElseThrow().facts().key();
                filed.put(whole.orders().get(i), new Filed(key, key));
            }
            return filed;
        }
        for (OrderRef ref : whole.orders()) {
            OrderKey own = Namesakes.key(report.source(), ref);
            OrderKey until = elsewhere.getOrDefault(ref.id(), own);
            filed.put(ref, new Filed(until, report.source().namesByNumber() ? until : own));
        }
        return filed;
    }

    /** Why a report about a known document changes nothing; empty when it does. */
    static Optional<String> nothingNew(String knownHash, Instant knownAt, boolean knownTakenBack, String hash, Instant at, boolean takenBack) {
        if (knownHash.equals(hash)) {
            return Optional.of("already known, nothing has changed");
        }
        if (at != null && knownAt != null && at.isBefore(knownAt)) {
            return Optional.of("a newer version is known, changed at " + knownAt);
        }
        boolean clearlyNewer = at != null && knownAt != null && at.isAfter(knownAt);
        return knownTakenBack && !takenBack && !clearlyNewer ? Optional.of("was cancelled, and this report is not newer") : Optional.empty();
    }

    private static boolean takenBack(Status status) {
        return status == Status.CANCELLED || status == Status.REVERSED;
    }

    /** A cancellation that names only the document keeps what was known of it. */
    private static DeliveredOrder asCancelled(DeliveredOrder known, DeliveredOrder cancellation) {
        return new DeliveredOrder(cancellation.source(), known.kind(), cancellation.status(), known.orders(), known.customer(), known.contacts(),
                known.requested(), known.promised(), known.shipped(), known.delivered(), known.destination(), known.origin(), known.carrier(),
                known.salesperson(), known.lines(), known.links(), known.attributes());
    }

    private void saveOrder(DeliveredOrder report, OrderRef ref, Id id, OrderKey key, Optional<Order> known, Id customer, Delivery delivery, Site site, Actor actor, Instant now) {
        Order.Facts before = known.map(Order::facts).orElse(null);
        Instant changedAt = report.source().changedAt();
        boolean byNumber = report.source().namesByNumber();
        List<Delivery> all = new ArrayList<>(before == null ? List.of() : deliveries.ofOrder(id));
        boolean documents = Namesakes.byDocumentsAlone(all);
        boolean stands = before != null && byNumber && !documents;
        boolean older = stands || before != null && documents == byNumber && before.saidAt() != null && changedAt != null && changedAt.isBefore(before.saidAt());
        OrderState said = older || ref.state() == null && before != null ? before.said() : ref.state();
        all.removeIf(d -> d.facts().id().equals(delivery.facts().id()));
        if (before != null && !before.key().equals(key)) {
            all.replaceAll(d -> renamed(d, before.key(), key, actor, now));
        }
        all.add(delivery);
        Order.Facts after = new Order.Facts(id, site, key, older ? before.number() : ref.no(),
                older ? before.customerReference() : ref.customerReference(), older ? before.orderDate() : ref.orderDate(), older ? before.currency() : ref.currency(),
                older ? before.net() : ref.net(), said, older ? before.saidAt() : changedAt,
                before != null && (customer == null || stands && before.customer() != null) ? before.customer() : customer,
                before == null ? now : before.firstSeenAt(), now, before == null ? 1 : before.version() + 1);
        Order order = DeliveryKeeping.settled(after, all);
        if (known.isEmpty()) {
            orders.add(order);
            journal.append(JournalEntries.of(order, actor, "order.recorded", now));
        } else if (!before.key().equals(key)) {
            orders.adopt(order);
            journal.append(JournalEntries.of(order, actor, "order.amended", now));
        } else if (!same(known.get(), order)) {
            orders.save(order);
            journal.append(JournalEntries.of(order, actor, "order.amended", now));
        }
    }

    /** Another document's delivery of an order that has its identity in the ERP from now on: what names the order finds the delivery, too. */
    private Delivery renamed(Delivery delivery, OrderKey before, OrderKey after, Actor actor, Instant now) {
        Delivery.Facts f = delivery.facts();
        DeliveredOrder report = f.report().withOrderIds(id -> id.equals(before.orderId()) ? after.orderId() : id);
        Delivery next = keeping.settled(new Delivery.Facts(f.id(), f.site(), report, f.contentHash(), f.firstSeenAt(), now, f.customer(), f.contact(), f.orders(),
                f.version() + 1), keeping.receiptsOf(report), after.company());
        deliveries.adopt(next);
        journal.append(JournalEntries.of(next, actor, "delivery.amended", "its order is known as " + after.orderId() + " in the ERP", now));
        ledger.put(List.of(next), programmes.current().name(), now);
        return next;
    }

    private static boolean same(Order a, Order b) {
        Order.Facts x = a.facts();
        Order.Facts y = b.facts();
        return a.state().equals(b.state()) && Objects.equals(x.number(), y.number()) && Objects.equals(x.customerReference(), y.customerReference())
                && Objects.equals(x.orderDate(), y.orderDate()) && Objects.equals(x.currency(), y.currency()) && sameNumber(x.net(), y.net())
                && x.said() == y.said() && Objects.equals(x.saidAt(), y.saidAt()) && Objects.equals(x.customer(), y.customer());
    }

    private static boolean sameNumber(java.math.BigDecimal a, java.math.BigDecimal b) {
        return a == null || b == null ? a == b : a.compareTo(b) == 0;
    }

    private Id customer(DeliveredOrder report, Optional<Customer> namesake, Site site, Actor actor, Instant now) {
        SourceRef s = report.source();
        CustomerRef ref = report.customer();
        Optional<Customer> known = namesake.or(() -> customers.byErpId(s.connector(), s.company(), ref.id()));
        if (known.isEmpty()) {
            Customer fresh = new Customer(ids.next(now), site, s.connector(), s.company(), ref.id(), ref.no(), ref.name(), ref.groupCode(), now, now, 1);
            customers.add(fresh);
            journal.append(JournalEntries.of(fresh, actor, "customer.recorded", now));
            return fresh.id();
        }
        Customer old = known.get();
        if (namesake.isPresent() && !s.namesByNumber()) {
            Customer adopted = new Customer(old.id(), old.site(), s.connector(), s.company(), ref.id(), ref.no(), ref.name(), ref.groupCode(), old.firstSeenAt(), now,
                    old.version() + 1);
            customers.adopt(adopted);
            journal.append(JournalEntries.of(adopted, actor, "customer.amended", now));
            return adopted.id();
        }
        boolean same = Objects.equals(old.number(), ref.no()) && Objects.equals(old.name(), ref.name()) && Objects.equals(old.groupCode(), ref.groupCode());
        if (!same && isNews(report, old.id(), null)) {
            Customer changed = new Customer(old.id(), old.site(), old.connector(), old.company(), old.erpId(), ref.no(), ref.name(), ref.groupCode(),
                    old.firstSeenAt(), now, old.version() + 1);
            customers.save(changed);
            journal.append(JournalEntries.of(changed, actor, "customer.amended", now));
        }
        return old.id();
    }

    /** The person to ask: the first with an address, buyers before others; where nobody has one, the first person at all. */
    private Id contact(DeliveredOrder report, Id customer, Site site, Actor actor, Instant now) {
        Comparator<ContactRef> best = Comparator.<ContactRef, Boolean>comparing(c -> c.email() == null).thenComparing(c -> rank(c.role()));
        Optional<ContactRef> chosen = report.contacts().stream().min(best);
        if (chosen.isEmpty()) {
            return null;
        }
        ContactRef ref = chosen.get();
        String erpId = ref.id() != null ? ref.id() : ref.email() != null ? ref.email().toLowerCase(java.util.Locale.ROOT) : Objects.toString(ref.name(), "-");
        Optional<Contact> known = customers.contact(customer, erpId);
        if (known.isEmpty()) {
            Contact fresh = new Contact(ids.next(now), site, customer, erpId, ref.name(), ref.email(), ref.phone(), ref.language(), ref.optedOut(), now, 1);
            customers.add(fresh);
            journal.append(JournalEntries.of(fresh, actor, "contact.recorded", now));
            return fresh.id();
        }
        Contact old = known.get();
        Contact changed = new Contact(old.id(), old.site(), customer, erpId, ref.name(), ref.email(), ref.phone(), ref.language(), ref.optedOut(), now,
                old.version() + 1);
        boolean same = Objects.equals(old.name(), ref.name()) && Objects.equals(old.email(), ref.email()) && Objects.equals(old.phone(), ref.phone())
                && Objects.equals(old.language(), ref.language()) && old.optedOut() == ref.optedOut();
        if (!same && isNews(report, customer, old.id())) {
            customers.save(changed);
            journal.append(JournalEntries.of(changed, actor, "contact.amended", now));
        }
        return old.id();
    }

    /**
     * Reports that do not say when they were changed count as news: they can only be taken in the order in which they come. A document tells
     * nothing new of somebody whom an ERP's own record names.
     */
    private boolean isNews(DeliveredOrder report, Id customer, Id contact) {
        boolean byNumber = report.source().namesByNumber();
        if (byNumber && deliveries.recorded(customer, contact)) {
            return false;
        }
        Instant moment = report.source().changedAt();
        return moment == null || !deliveries.saidAfter(moment, byNumber, customer, contact);
    }

    private static int rank(Role role) {
        return switch (role == null ? Role.GENERIC : role) {
            case BUYER -> 0;
            case GENERIC -> 1;
            case DELIVERY -> 2;
            case BILLING -> 3;
        };
    }

    private Outcome takeReturn(DeliveredOrder report, Actor actor, Instant now) {
        SourceRef source = report.source();
        List<Original> originals = report.links().stream().filter(l -> l.type() == DeliveredOrder.LinkType.RETURN_OF)
                .map(l -> new Original(l.docId(), l.docId() == null ? l.orderId() : null)).distinct().toList();
        String hash = ContentHash.of(report);
        Optional<GoodsReturn> known = returns.byKey(source.key());
        if (known.isPresent()) {
            Optional<String> nothingNew = nothingNew(known.get().contentHash(), known.get().changedAt(), !known.get().active(), hash, source.changedAt(),
                    takenBack(report.status()));
            if (nothingNew.isPresent()) {
                return new Outcome.Duplicate(known.get().id(), nothingNew.get(), !known.get().contentHash().equals(hash));
            }
        }
        GoodsReturn taken = new GoodsReturn(known.map(GoodsReturn::id).orElseGet(() -> ids.next(now)), organisation.get().site(), source.key(), source.docNo(),
                originals, !takenBack(report.status()), hash, source.changedAt(), known.map(GoodsReturn::firstSeenAt).orElse(now),
                known.map(GoodsReturn::version).orElse(0L) + 1);
        List<GoodsReturn> versions = Stream.concat(known.stream(), Stream.of(taken)).toList();
        keeping.naming(source.connector(), versions.stream().flatMap(v -> v.originals().stream()).map(o -> o.docId() != null ? o.docId() : o.orderId()).toList());
        // also those that the version before named: if this one does not, they stand again
        Map<Id, Delivery> concerned = new LinkedHashMap<>();
        versions.forEach(v -> touched(v).forEach(d -> concerned.putIfAbsent(d.facts().id(), d)));
        if (known.isPresent()) {
            returns.save(taken);
        } else {
            returns.add(taken);
        }
        journal.append(JournalEntries.of(taken, actor, known.isPresent() ? "return.amended" : "return.recorded", now));
        concerned.values().forEach(d -> keeping.changed(d, actor, taken.active() ? "delivery.returned" : "delivery.return-cancelled", "return " + source.docNo(), now));
        return known.isPresent() ? new Outcome.Amended(taken.id()) : new Outcome.Accepted(taken.id());
    }

    /** The deliveries that a return takes back: those that it names, and all of the orders that it names. */
    private List<Delivery> touched(GoodsReturn taken) {
        DocumentKey key = taken.key();
        return taken.originals().stream().flatMap(o -> (o.docId() != null ? deliveries.named(key.connector(), key.company(), o.docId())
                : orders.byKey(new OrderKey(key.connector(), key.company(), o.orderId())).map(order -> deliveries.ofOrder(order.facts().id())).orElse(List.of()))
                .stream()).toList();
    }
}
