package io.plumbline.erp.tryton;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumbline.application.delivery.DeliverySource.Item;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.CustomerRef;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Kind;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.DeliveredOrder.Link;
import io.plumbline.domain.delivery.DeliveredOrder.LinkType;
import io.plumbline.domain.delivery.DeliveredOrder.OrderRef;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.erp.Records;

/**
 * Makes reports of Tryton's documents, a page at a time: what belongs to them is read in a handful of calls for all. Between two calls
 * records may change or vanish; a report is then made of what is there, or its document is set aside, and the stream goes on.
 */
final class Documents {
    private static final String JSON = "application/json";
    private static final int MOST_NAME = 500;
    private static final List<String> MOVE = List.of("shipment", "state", "sale", "origin", "quantity", "uom", "uom.symbol", "product", "product.code",
            "product.name", "planned_date", "effective_date");
    private static final List<String> SALE = List.of("number", "reference", "sale_date", "shipping_date", "state", "shipment_state", "party",
            "currency.code", "untaxed_amount", "origin", "contact", "contact.type", "contact.value", "contact.name", "contact.active",
            "contact.language.code", "company", "create_date", "write_date");
    private static final List<String> LINE = List.of("sale", "type", "quantity", "unit", "unit.symbol", "description", "product", "product.code", "product.name",
            "product.type");

    private final TrytonRpc rpc;

    Documents(TrytonRpc rpc) {
        this.rpc = rpc;
    }

    /** Reports of shipments; none of those that never moved anything, and none of those without an order. */
    List<Item> shipments(List<Row> shipments) throws SourceFault {
        Map<Long, List<Row>> moves = moves(DocumentType.SHIPMENT, shipments, "to_location.type");
        Map<Long, Row> sales = sales(moves.values().stream().flatMap(List::stream).map(m -> m.ref("sale")).toList());
        Map<Long, Row> saleLines = lines(moves.values().stream().flatMap(List::stream).map(m -> m.ref("origin", "sale.line")).toList());
        People people = People.of(rpc, sales.values());
        List<Item> items = new ArrayList<>();
        for (Row shipment : shipments) {
            List<Row> moved = moves.getOrDefault(shipment.id(), List.of()).stream().filter(m -> moved(m)).toList();
            if (moved.stream().anyMatch(m -> m.ref("sale") != null)) {
                items.add(item(DocumentType.SHIPMENT, shipment, moved, () -> shipment(shipment, moved, sales, saleLines, people)));
            }
        }
        return items;
    }

    /** Reports of returns whose original order is known, from the moment the goods are back. */
    List<Item> returns(List<Row> returns) throws SourceFault {
        Map<Long, List<Row>> moves = moves(DocumentType.RETURN, returns, "from_location.type");
        Map<Long, Row> sales = sales(moves.values().stream().flatMap(List::stream).map(m -> m.ref("sale")).toList());
        Map<Long, Long> originals = originals(sales.values());
        Map<Long, CustomerRef> customers = People.customers(rpc, sales.values());
        List<Item> items = new ArrayList<>();
        for (Row goodsBack : returns) {
            List<Row> moved = moves.getOrDefault(goodsBack.id(), List.of()).stream().filter(m -> moved(m)).toList();
            Set<Long> orders = new LinkedHashSet<>();
            moved.stream().map(m -> originals.get(m.ref("sale"))).filter(Objects::nonNull).forEach(orders::add);
            if (!orders.isEmpty()) {
                Row first = sales.get(moved.stream().map(m -> m.ref("sale")).filter(originals::containsKey).findFirst().orElseThrow());
                items.add(item(DocumentType.RETURN, goodsBack, moved, () -> goodsBack(goodsBack, moved, orders, customers.get(first.ref("party")))));
            }
        }
        return items;
    }

    /** Reports of orders that are done and were of services alone; the others are left out. */
    List<Item> services(List<Row> orders) throws SourceFault {
        List<Row> done = orders.stream().filter(o -> "done".equals(o.text("state")) && "none".equals(o.text("shipment_state"))).toList();
        Map<Long, List<Row>> lines = new HashMap<>();
        for (Row line : rpc.in("sale.line", "sale", ids(done), List.of(List.of("type", "=", "line")), LINE)) {
            lines.computeIfAbsent(line.ref("sale"), id -> new ArrayList<>()).add(line);
        }
        List<Row> services = done.stream().filter(o -> ofServices(lines.getOrDefault(o.id(), List.of()))).toList();
        Map<Long, Row> sales = sales(ids(services));
        People people = People.of(rpc, sales.values());
        List<Item> items = new ArrayList<>();
        for (Row order : services) {
            List<Row> rendered = lines.get(order.id()).stream().filter(l -> positive(l.decimal("quantity"))).toList();
            items.add(item(DocumentType.ORDER, order, rendered, () -> service(order, rendered, sales, people)));
        }
        return items;
    }

    private DeliveredOrder shipment(Row shipment, List<Row> moves, Map<Long, Row> sales, Map<Long, Row> saleLines, People people) throws Records.Unreadable {
        List<Row> orders = new ArrayList<>();
        for (Long id : moves.stream().map(m -> m.ref("sale")).filter(Objects::nonNull).distinct().toList()) {
            orders.add(known(sales, id));
        }
        Row first = orders.get(0);
        List<Line> lines = new ArrayList<>();
        for (Row move : moves) {
            Row line = saleLines.get(move.ref("origin", "sale.line"));
            BigDecimal ordered = line != null && Objects.equals(line.ref("unit"), move.ref("uom")) ? positiveOrNull(line.decimal("quantity")) : null;
            Long sale = move.ref("sale") == null ? Long.valueOf(first.id()) : move.ref("sale");
            lines.add(line(move, "uom", sale.toString(), line == null ? null : Long.toString(line.id()), ordered, day(move.date("planned_date"), Basis.PLANNED)));
        }
        ErpDate issued = day(shipment.date("effective_date"), Basis.GOODS_ISSUE);
        LocalDate requested = orders.stream().map(o -> o.date("shipping_date")).filter(Objects::nonNull).min(LocalDate::compareTo).orElse(null);
        return new DeliveredOrder(source(DocumentType.SHIPMENT, shipment, orders), Kind.DELIVERY,
                "cancelled".equals(shipment.text("state")) ? Status.CANCELLED : Status.DELIVERED, orders.stream().map(Documents::order).toList(),
                people.customer(first), people.contacts(first), day(requested, Basis.REQUESTED), day(shipment.date("planned_date"), Basis.PLANNED), issued, issued,
                new DeliveredOrder.Place(null, null, People.country(shipment.text("delivery_address.country.code")), shipment.text("delivery_address.subdivision.name"),
                        shipment.text("delivery_address.postal_code"), shipment.text("delivery_address.city")),
                new DeliveredOrder.Place(shipment.text("warehouse.code"), shipment.text("warehouse.name"), null, null, null, null), null, lines, List.of(),
                Map.of());
    }

    private DeliveredOrder goodsBack(Row goodsBack, List<Row> moves, Set<Long> originals, CustomerRef customer) throws Records.Unreadable {
        List<Line> lines = moves.stream().map(m -> line(m, "uom", null, null, null, null)).toList();
        ErpDate back = day(goodsBack.date("effective_date"), Basis.DOCUMENT);
        boolean standing = List.of("received", "done").contains(goodsBack.text("state"));
        return new DeliveredOrder(source(DocumentType.RETURN, goodsBack, List.of()), Kind.RETURN, standing ? Status.DELIVERED : Status.CANCELLED, List.of(),
                customer, List.of(), null, null, null, back, null, null, null, lines,
                originals.stream().map(id -> new Link(LinkType.RETURN_OF, null, id.toString())).toList(), Map.of());
    }

    /** Tryton has no day on which a service was rendered: the day counts on which its order became done. */
    private DeliveredOrder service(Row order, List<Row> rendered, Map<Long, Row> sales, People people) throws Records.Unreadable {
        Row sale = known(sales, order.id());
        Instant done = sale.changedAt();
        ErpDate day = done == null ? null : new ErpDate(done.atZone(ZoneOffset.UTC).toLocalDate(), done, ZoneOffset.UTC, Basis.DOCUMENT);
        String id = Long.toString(order.id());
        List<Line> lines = rendered.stream().map(l -> line(l, "unit", id, Long.toString(l.id()), l.decimal("quantity"), null)).toList();
        return new DeliveredOrder(source(DocumentType.ORDER, sale, List.of()), Kind.SERVICE, Status.DELIVERED, List.of(order(sale)), people.customer(sale),
                people.contacts(sale), day(sale.date("shipping_date"), Basis.REQUESTED), null, null, day, null, null, null, lines, List.of(), Map.of());
    }

    private SourceRef source(DocumentType type, Row document, List<Row> orders) throws Records.Unreadable {
        // the report also tells of the orders, so it is as new as the newest of them
        Instant changed = document.changedAt();
        for (Row order : orders) {
            Instant its = order.changedAt();
            changed = changed == null || its != null && its.isAfter(changed) ? its : changed;
        }
        Long company = document.ref("company");
        if (company == null) {
            throw new Records.Unreadable("company", null, "the company that the document belongs to");
        }
        return new SourceRef(TrytonConnector.TYPE, company.toString(), type.model(), Long.toString(document.id()), document.text("number"), changed);
    }

    private static OrderRef order(Row sale) {
        String state = sale.text("state");
        String shipped = sale.text("shipment_state");
        OrderState said = OrderState.OPEN;
        if ("cancelled".equals(state)) {
            said = OrderState.CANCELLED;
        } else if ("sent".equals(shipped) || "none".equals(shipped) && "done".equals(state)) {
            // "sent" is set once nothing of the order's goods is left to be moved; before that it may well look so, because Tryton makes
            // the shipment of the rest some moments after the first one is done
            said = OrderState.COMPLETE;
        }
        String number = sale.text("number");
        return new OrderRef(Long.toString(sale.id()), number == null ? Long.toString(sale.id()) : number, sale.text("reference"), sale.date("sale_date"),
                sale.text("currency.code"), sale.decimal("untaxed_amount"), said);
    }

    private static Line line(Row row, String unit, String orderId, String orderLineId, BigDecimal ordered, ErpDate promised) {
        String name = row.text("product.name") == null ? row.text("description") : row.text("product.name");
        String lot = row.text("lot.number");
        Long product = row.ref("product");
        return new Line(Long.toString(row.id()), orderId, orderLineId, product == null ? null : product.toString(), row.text("product.code"), null, null,
                name == null ? row.text("product.code") : name.substring(0, Math.min(MOST_NAME, name.length())), null, ordered, row.decimal("quantity"), null,
                row.text(unit + ".symbol"), promised, lot == null ? List.of() : List.of(lot));
    }

    /**
     * Whether goods went where the move says: it is done, or it was, for Tryton keeps the effective date of a move. The move of a
     * shipment that was cancelled before it was done has none.
     */
    private static boolean moved(Row move) {
        return "done".equals(move.text("state")) || move.date("effective_date") != null;
    }

    private static boolean ofServices(List<Row> lines) {
        return lines.stream().allMatch(l -> l.ref("product") == null || "service".equals(l.text("product.type")))
                && lines.stream().anyMatch(l -> positive(l.decimal("quantity")));
    }

    private static boolean positive(BigDecimal quantity) {
        return quantity != null && quantity.signum() > 0;
    }

    private static BigDecimal positiveOrNull(BigDecimal quantity) {
        return positive(quantity) ? quantity : null;
    }

    private static ErpDate day(LocalDate date, Basis basis) {
        return date == null ? null : ErpDate.day(date, basis);
    }

    private static Row known(Map<Long, Row> sales, long id) throws Records.Unreadable {
        Row sale = sales.get(id);
        if (sale == null) {
            throw new Records.Unreadable("sale", "sale.sale," + id, "an order that the connector's user can see, of the same company");
        }
        return sale;
    }

    /** The moves between us and the customer, by document; those within the warehouse are left out. */
    private Map<Long, List<Row>> moves(DocumentType type, List<Row> documents, String customerSide) throws SourceFault {
        List<String> fields = new ArrayList<>(MOVE);
        if (rpc.session().lots()) {
            fields.add("lot.number");
        }
        List<String> references = documents.stream().map(d -> type.model() + "," + d.id()).toList();
        Map<Long, List<Row>> moves = new HashMap<>();
        for (Row move : rpc.in("stock.move", "shipment", references, List.of(List.of(customerSide, "=", "customer")), fields)) {
            moves.computeIfAbsent(move.ref("shipment", type.model()), id -> new ArrayList<>()).add(move);
        }
        return moves;
    }

    private Map<Long, Row> sales(Collection<Long> ids) throws SourceFault {
        return byId(rpc.byIds("sale.sale", distinct(ids), List.of(List.of("company", "=", rpc.session().company())), SALE));
    }

    private Map<Long, Row> lines(Collection<Long> ids) throws SourceFault {
        return byId(rpc.byIds("sale.line", distinct(ids), List.of(), LINE));
    }

    /** The order that each return order takes back, by the return order: named by itself, or by the complaint that brought it about. */
    private Map<Long, Long> originals(Collection<Row> returnOrders) throws SourceFault {
        Map<Long, Long> originals = new HashMap<>();
        Map<Long, Long> complaintOf = new LinkedHashMap<>();
        for (Row order : returnOrders) {
            Long original = order.ref("origin", "sale.sale");
            Long complaint = order.ref("origin", "sale.complaint");
            if (original != null) {
                originals.put(order.id(), original);
            } else if (complaint != null) {
                complaintOf.put(order.id(), complaint);
            }
        }
        if (complaintOf.isEmpty() || !rpc.session().complaints()) {
            return originals;
        }
        Map<Long, Row> complaints = byId(rpc.byIds("sale.complaint", distinct(complaintOf.values()), List.of(), List.of("origin")));
        Map<Long, Row> lines = lines(complaints.values().stream().map(c -> c.ref("origin", "sale.line")).toList());
        complaintOf.forEach((order, id) -> Optional.ofNullable(complaints.get(id)).ifPresent(complaint -> {
            Row line = lines.get(complaint.ref("origin", "sale.line"));
            Long original = line == null ? complaint.ref("origin", "sale.sale") : line.ref("sale");
            if (original != null) {
                originals.put(order, original);
            }
        }));
        return originals;
    }

    private static Item item(DocumentType type, Row document, List<Row> parts, Records.Reader reader) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.set("document", document.node());
        parts.forEach(part -> payload.withArray("lines").add(part.node()));
        return Records.item(type.model() + "/" + document.id(), payload.toString(), JSON, reader);
    }

    private static List<Long> ids(Collection<Row> rows) {
        return rows.stream().map(Row::id).toList();
    }

    private static List<Long> distinct(Collection<Long> ids) {
        return ids.stream().filter(Objects::nonNull).distinct().sorted().toList();
    }

    private static Map<Long, Row> byId(Collection<Row> rows) {
        Map<Long, Row> map = new LinkedHashMap<>();
        rows.forEach(row -> map.put(row.id(), row));
        return map;
    }
}
