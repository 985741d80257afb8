package io.plumbline.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.Stale;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.store.SqlGoodsReceipts.Received;

/** Deliveries in the tables delivery, delivery_order and delivery_line. */
@Component
public final class SqlDeliveries implements Deliveries {
    /** The seller's and the customer's number of the one order that most deliveries serve. */
    private static final int NUMBERS_OF_ORDERS = 2;
    /** One statement, for it is asked with every new delivery; what is filed by its number has it as its identity, too. */
    private static final String NUMBERED = "select 1 as kind, id from delivery --DERBY-PROPERTIES index=delivery_by_identity\n where connector = ? and doc_id = ? and doc_type = ?"
            + "\n union all select 2 as kind, id from customer --DERBY-PROPERTIES index=customer_by_number\n where connector = ? and customer_no = ? and erp_id = customer_no"
            + "\n union all " + Probes.union("select 3 as kind, id from customer_order --DERBY-PROPERTIES index=customer_order_by_erp_id\n where order_id = ? and connector = ?", NUMBERS_OF_ORDERS);
    private static final String BY_ID = "select * from delivery" + Sql.byKey("delivery_pk") + "where id = ?";
    /** The deliveries that serve an order, each with all orders that it serves. Sorting the few is left to us: Derby makes much of a sort. */
    private static final String OF_ORDER = "select o.delivery_id, o.line_no, o.order_id from --DERBY-PROPERTIES joinOrder=FIXED\n delivery_order d --DERBY-PROPERTIES index=delivery_order_by_order\n"
            + ", delivery_order o --DERBY-PROPERTIES joinStrategy=NESTEDLOOP, constraint=delivery_order_pk\n where d.order_id = ? and o.delivery_id = d.delivery_id";
    private final Sql sql;

    @Activate
    public SqlDeliveries(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Delivery> byKey(DocumentKey key) {
        return found(Sql.byKey("delivery_key") + "where connector = ? and company = ? and doc_type = ? and doc_id = ?", key.connector(), key.company(), key.docType(),
                key.docId()).stream().findFirst();
    }

    @Override
    public Optional<Delivery> byId(Id id) {
        return sql.required(() -> sql.one(BY_ID, row -> delivery(row, orders(id)), id));
    }

    @Override
    public List<Delivery> named(String connector, String company, String docId) {
        return found(" --DERBY-PROPERTIES index=delivery_by_identity\nwhere connector = ? and doc_id = ? and company = ?", connector, docId, company);
    }

    @Override
    public List<Delivery> called(Site site, String connector, Collection<String> names) {
        return sql.required(() -> names.stream().distinct().flatMap(name -> Stream.concat(
                ids("select id from delivery --DERBY-PROPERTIES index=delivery_by_number\n where site = ? and doc_no = ? and connector = ?", site, name, connector),
                ids("select id from delivery --DERBY-PROPERTIES index=delivery_by_identity\n where connector = ? and doc_id = ? and site = ?", connector, name, site)))
                .distinct().sorted().map(id -> byId(id).orElseThrow()).toList());
    }

    private Stream<Id> ids(String query, Object... parameters) {
        return sql.list(query, row -> row.id("id"), parameters).stream();
    }

    @Override
    public List<Delivery> ofOrder(Id order) {
        return sql.required(() -> {
            Map<Id, SortedMap<Integer, Id>> orders = new TreeMap<>();
            sql.each(OF_ORDER, row -> orders.computeIfAbsent(row.id("delivery_id"), d -> new TreeMap<>()).put(row.integer("line_no"), row.id("order_id")), order);
            return orders.entrySet().stream().map(e -> sql.one(BY_ID, row -> delivery(row, List.copyOf(e.getValue().values())), e.getKey()).orElseThrow()).toList();
        });
    }

    @Override
    public boolean saidAfter(Instant moment, boolean byNumber, Id customer, Id contact) {
        String newer = "select id from delivery --DERBY-PROPERTIES index=delivery_said\n where customer_id = ? and erp_changed_at > ? and doc_type " + (byNumber ? "= ?" : "<> ?");
        return any(newer, contact, customer, moment, DocumentKey.DESPATCH_ADVICE);
    }

    @Override
    public boolean recorded(Id customer, Id contact) {
        return any("select id from delivery --DERBY-PROPERTIES index=delivery_by_customer\n where customer_id = ? and doc_type <> ?", contact, customer, DocumentKey.DESPATCH_ADVICE);
    }

    private boolean any(String query, Id contact, Object... parameters) {
        return (contact == null ? sql.one(query + " fetch first 1 rows only", row -> true, parameters)
                : sql.one(query + " and contact_id = ? fetch first 1 rows only", row -> true, Stream.concat(Stream.of(parameters), Stream.of(contact)).toArray())).isPresent();
    }

    @Override
    public Numbered numbered(String connector, String number, Collection<String> orders, String customer) {
        Map<Integer, Set<Id>> found = new HashMap<>();
        // nothing has the empty number
        for (List<String> some : Probes.of(orders.isEmpty() ? List.of("") : orders, NUMBERS_OF_ORDERS)) {
            List<Object> values = new ArrayList<>(List.of(connector, text(number), DocumentKey.DESPATCH_ADVICE, connector, text(customer)));
            some.forEach(order -> values.addAll(List.of(order, connector)));
            sql.each(NUMBERED, row -> found.computeIfAbsent(row.integer("kind"), k -> new TreeSet<>()).add(row.id("id")), values.toArray());
        }
        return new Numbered(all(found, 1), all(found, 3), all(found, 2));
    }

    private static String text(String number) {
        return number == null ? "" : number;
    }

    private static List<Id> all(Map<Integer, Set<Id>> found, int kind) {
        return List.copyOf(found.getOrDefault(kind, Set.of()));
    }

    /** Oldest first. */
    private List<Delivery> found(String where, Object... parameters) {
        return sql.required(() -> sql.list("select * from delivery" + where, row -> delivery(row, orders(row.id("id"))), parameters).stream()
                .sorted(Comparator.comparing(d -> d.facts().id())).toList());
    }

    private List<Id> orders(Id delivery) {
        return sql.list("select order_id from delivery_order" + Sql.byKey("delivery_order_pk") + " where delivery_id = ? order by line_no", row -> row.id("order_id"), delivery);
    }

    @Override
    public void add(Delivery delivery) {
        Delivery.Facts f = delivery.facts();
        DeliveredOrder.SourceRef source = f.report().source();
        sql.required(() -> {
            sql.change("""
                    insert into delivery (id, site, connector, company, doc_type, doc_id, doc_no, state, promised_on, happened_on, ledger_on, customer_id,
                        contact_id, content_hash, report, erp_changed_at, first_seen_at, changed_at, received_on, received_at, received_zone, version)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    f.id(), f.site(), source.connector(), source.company(), source.docType(), source.docId(), source.docNo(), delivery.state(),
                    day(f.report().promised()), day(f.happened()), ledgerDay(f), f.customer(), f.contact(), f.contentHash(), Json.of(f.report()),
                    source.changedAt(), f.firstSeenAt(), f.changedAt(), Received.day(f.received()), Received.moment(f.received()), Received.zone(f.received()),
                    f.version());
            addOrders(f);
            addLines(f);
            return null;
        });
    }

    @Override
    public void save(Delivery delivery) {
        save(delivery, false);
    }

    @Override
    public void adopt(Delivery delivery) {
        DocumentKey key = delivery.facts().report().source().key();
        sql.required(() -> {
            save(delivery, true);
            return sql.change("update delivery set connector = ?, company = ?, doc_type = ?, doc_id = ? where id = ?", key.connector(), key.company(), key.docType(), key.docId(),
                    delivery.facts().id());
        });
    }

    private void save(Delivery delivery, boolean anew) {
        Delivery.Facts f = delivery.facts();
        sql.required(() -> {
            String knownHash = sql.one("select content_hash from delivery where id = ?", row -> row.text("content_hash"), f.id())
                    .orElseThrow(() -> new Stale("delivery", f.id(), f.version() - 1));
            sql.changeVersion("delivery", f.id(), f.version(), """
                    update delivery set doc_no = ?, state = ?, promised_on = ?, happened_on = ?, ledger_on = ?, customer_id = ?, contact_id = ?,
                        content_hash = ?, report = ?, erp_changed_at = ?, changed_at = ?, received_on = ?, received_at = ?, received_zone = ?, version = ?
                    where id = ? and version = ?""",
                    f.report().source().docNo(), delivery.state(), day(f.report().promised()), day(f.happened()), ledgerDay(f), f.customer(), f.contact(),
                    f.contentHash(), Json.of(f.report()), f.report().source().changedAt(), f.changedAt(), Received.day(f.received()),
                    Received.moment(f.received()), Received.zone(f.received()), f.version(), f.id(), f.version() - 1);
            if (anew || !knownHash.equals(f.contentHash())) {
                sql.change("delete from delivery_order where delivery_id = ?", f.id());
                addOrders(f);
                sql.change("delete from delivery_line where delivery_id = ?", f.id());
                addLines(f);
            }
            sql.change("update ledger set happened_on = ? where delivery_id = ? and happened_on <> ?", ledgerDay(f), f.id(), ledgerDay(f));
            return null;
        });
    }

    private void addOrders(Delivery.Facts f) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < f.orders().size(); i++) {
            rows.add(new Object[] {f.id(), i + 1, f.site(), f.orders().get(i)});
        }
        sql.changes("insert into delivery_order (delivery_id, line_no, site, order_id) values (?, ?, ?, ?)", rows);
    }

    private void addLines(Delivery.Facts f) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < f.report().lines().size(); i++) {
            Line l = f.report().lines().get(i);
            rows.add(new Object[] {f.id(), i + 1, f.site(), l.id(), l.orderId(), l.orderLineId(), l.productId(), l.sku(), l.name(), l.category(), l.ordered(),
                l.delivered(), l.uom()});
        }
        sql.changes("""
                insert into delivery_line (delivery_id, line_no, site, line_id, order_id, order_line_id, product_id, sku, name, category, ordered, delivered, uom)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows);
    }

    private static LocalDate day(ErpDate date) {
        return date == null ? null : date.date();
    }

    /** The day under which the ledger counts it. */
    static LocalDate ledgerDay(Delivery.Facts f) {
        return f.happened() == null ? LocalDate.ofInstant(f.firstSeenAt(), ZoneOffset.UTC) : f.happened().date();
    }

    /** A delivery from any query that selects all columns of its table, with the orders that it serves. */
    public static Delivery delivery(Row row, List<Id> orders) {
        return Delivery.inState(row.text("state"), new Delivery.Facts(row.id("id"), row.site("site"), Json.read(row.text("report"), DeliveredOrder.class),
                row.text("content_hash"), row.moment("first_seen_at"), row.moment("changed_at"), row.id("customer_id"), row.id("contact_id"), orders,
                Received.of(row), row.number("version")));
    }
}
