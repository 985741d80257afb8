package io.plumbline.erp;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.application.delivery.DeliveryFormat.Malformed;
import io.plumbline.domain.Problem;
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
import io.plumbline.domain.delivery.DeliveredOrder.Person;
import io.plumbline.domain.delivery.DeliveredOrder.Place;
import io.plumbline.domain.delivery.DeliveredOrder.Role;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;

/**
 * The neutral JSON form of a report, {@code delivered-order/1}; the schema and an example lie beside this class. Names of members are
 * those of {@link DeliveredOrder}, so that a problem that {@code DeliveryRules} finds names a member of the document. Reading what was
 * written gives the same report.
 */
public final class DeliveredOrderJson {
    public static final String MEDIA_TYPE = "application/json";
    /** At most so many deliveries in one document. */
    public static final int MOST_ITEMS = 500;
    private static final JsonNodeFactory NEW = JsonNodeFactory.instance;

    private DeliveredOrderJson() {
    }

    /**
     * Reads one report, or a list of up to {@value #MOST_ITEMS}.
     *
     * @param connector under whose name they are filed; a document may name it or leave it out
     */
    public static List<DeliveryFormat.Item> read(byte[] document, String connector) throws Malformed {
        if (document.length > DeliveryFormat.MOST_BYTES) {
            throw new Malformed(new Problem("document", document.length + " bytes", "at most " + DeliveryFormat.MOST_BYTES + " bytes (1 MB)"));
        }
        JsonNode root;
        try {
            root = Json.parse(document);
        } catch (Json.Unreadable e) {
            throw new Malformed(e.problem());
        }
        if (root.isObject()) {
            return List.of(item("", root, connector));
        }
        if (!root.isArray() || root.isEmpty() || root.size() > MOST_ITEMS) {
            throw new Malformed(new Problem("document", root.isArray() ? "a list of " + root.size() : "neither an object nor a list",
                    "one delivery in { }, or a list of 1 to " + MOST_ITEMS + " in [ ]"));
        }
        List<DeliveryFormat.Item> items = new ArrayList<>();
        for (int i = 0; i < root.size(); i++) {
            items.add(item("[" + i + "]", root.get(i), connector));
        }
        return items;
    }

    /** The report as a JSON object, without members that have no value. */
    public static ObjectNode write(DeliveredOrder report) {
        ObjectNode out = NEW.objectNode();
        out.put("schema", DeliveredOrder.SCHEMA);
        SourceRef s = report.source();
        ObjectNode source = out.putObject("source");
        put(source, "connector", s.connector());
        put(source, "company", s.company());
        put(source, "docType", s.docType());
        put(source, "docId", s.docId());
        put(source, "docNo", s.docNo());
        put(source, "changedAt", s.changedAt());
        put(out, "kind", report.kind());
        put(out, "status", report.status());
        report.orders().forEach(o -> order(list(out, "orders").addObject(), o));
        if (report.customer() != null) {
            customer(out.putObject("customer"), report.customer());
        }
        report.contacts().forEach(c -> contact(list(out, "contacts").addObject(), c));
        date(out, "requested", report.requested());
        date(out, "promised", report.promised());
        date(out, "shipped", report.shipped());
        date(out, "delivered", report.delivered());
        place(out, "destination", report.destination());
        place(out, "origin", report.origin());
        put(out, "carrier", report.carrier());
        if (report.salesperson() != null) {
            ObjectNode person = out.putObject("salesperson");
            put(person, "id", report.salesperson().id());
            put(person, "name", report.salesperson().name());
            put(person, "email", report.salesperson().email());
        }
        report.lines().forEach(l -> line(list(out, "lines").addObject(), l));
        report.links().forEach(l -> {
            ObjectNode link = list(out, "links").addObject();
            put(link, "type", l.type());
            put(link, "docId", l.docId());
            put(link, "orderId", l.orderId());
        });
        if (!report.attributes().isEmpty()) {
            ObjectNode attributes = out.putObject("attributes");
            new TreeMap<>(report.attributes()).forEach((k, v) -> put(attributes, Json.madeWhole(k), v));
        }
        return out;
    }

    /** The report as a document in UTF-8. */
    public static byte[] bytes(DeliveredOrder report) {
        return Json.write(write(report));
    }

    private static DeliveryFormat.Item item(String position, JsonNode node, String connector) {
        List<Problem> problems = new ArrayList<>();
        if (!node.isObject()) {
            problems.add(new Problem(position, node.isArray() ? "a list" : "a bare value", "an object in { }"));
            return new DeliveryFormat.Item(position, Optional.empty(), Optional.empty(), problems);
        }
        JsonFields in = JsonFields.of(node, problems);
        String schema = in.neededText("schema", "\"" + DeliveredOrder.SCHEMA + "\"");
        if (schema != null && !schema.equals(DeliveredOrder.SCHEMA)) {
            in.wrong("schema", schema, "\"" + DeliveredOrder.SCHEMA + "\"");
        }
        SourceRef source = source(in, connector);
        Kind kind = in.neededWord("kind", Kind.class);
        Status status = in.neededWord("status", Status.class);
        List<OrderRef> orders = in.objects("orders").stream().map(DeliveredOrderJson::order).toList();
        CustomerRef customer = customer(in.object("customer"));
        List<ContactRef> contacts = in.objects("contacts").stream().map(DeliveredOrderJson::contact).toList();
        ErpDate requested = date(in, "requested");
        ErpDate promised = date(in, "promised");
        ErpDate shipped = date(in, "shipped");
        ErpDate delivered = date(in, "delivered");
        Place destination = place(in.object("destination"));
        Place origin = place(in.object("origin"));
        String carrier = in.text("carrier");
        Person salesperson = person(in.object("salesperson"));
        List<Line> lines = in.objects("lines").stream().map(DeliveredOrderJson::line).toList();
        List<Link> links = in.objects("links").stream().map(DeliveredOrderJson::link).toList();
        var attributes = in.textMap("attributes");
        in.nothingElse();

        Optional<String> identity = source == null || source.docType() == null || source.docId() == null ? Optional.empty()
                : Optional.of(source.docType() + "/" + source.docId());
        Optional<DeliveredOrder> report = problems.isEmpty() ? Optional.of(new DeliveredOrder(source, kind, status, orders, customer, contacts, requested,
                promised, shipped, delivered, destination, origin, carrier, salesperson, lines, links, attributes)) : Optional.empty();
        return new DeliveryFormat.Item(position, identity, report, problems);
    }

    private static SourceRef source(JsonFields document, String connector) {
        JsonFields in = document.object("source");
        if (in == null) {
            document.whereMissing("source", "an object that says which document of the ERP this is");
            return null;
        }
        String named = in.text("connector");
        if (named != null && !named.equals(connector)) {
            in.wrong("connector", named, "\"" + connector + "\", or leave it out");
        }
        String company = in.text("company");
        SourceRef source = new SourceRef(connector, company == null ? "-" : company, in.neededText("docType", "the ERP's name for the kind of document"),
                in.neededText("docId", "the document's identity in the ERP"), in.text("docNo"), in.moment("changedAt"));
        in.nothingElse();
        return source;
    }

    private static OrderRef order(JsonFields in) {
        OrderRef order = new OrderRef(in.text("id"), in.text("no"), in.text("customerReference"), in.day("orderDate"), in.text("currency"), in.number("net"),
                in.word("state", OrderState.class));
        in.nothingElse();
        return order;
    }

    private static void order(ObjectNode out, OrderRef o) {
        put(out, "id", o.id());
        put(out, "no", o.no());
        put(out, "customerReference", o.customerReference());
        put(out, "orderDate", o.orderDate());
        put(out, "currency", o.currency());
        number(out, "net", o.net());
        put(out, "state", o.state());
    }

    private static CustomerRef customer(JsonFields in) {
        if (in == null) {
            return null;
        }
        CustomerRef customer = new CustomerRef(in.text("id"), in.text("no"), in.text("name"), in.text("groupCode"), in.text("parentId"));
        in.nothingElse();
        return customer;
    }

    private static void customer(ObjectNode out, CustomerRef c) {
        put(out, "id", c.id());
        put(out, "no", c.no());
        put(out, "name", c.name());
        put(out, "groupCode", c.groupCode());
        put(out, "parentId", c.parentId());
    }

    private static ContactRef contact(JsonFields in) {
        Role role = in.word("role", Role.class);
        ContactRef contact = new ContactRef(role == null ? Role.GENERIC : role, in.text("id"), in.text("name"), in.text("email"), in.text("phone"),
                in.text("language"), in.flag("optedOut"));
        in.nothingElse();
        return contact;
    }

    private static void contact(ObjectNode out, ContactRef c) {
        put(out, "role", c.role());
        put(out, "id", c.id());
        put(out, "name", c.name());
        put(out, "email", c.email());
        put(out, "phone", c.phone());
        put(out, "language", c.language());
        out.put("optedOut", c.optedOut());
    }

    private static ErpDate date(JsonFields document, String name) {
        JsonFields in = document.object(name);
        if (in == null) {
            return null;
        }
        var day = in.day("date");
        var moment = in.moment("instant");
        var zone = in.zone("zone");
        Basis basis = in.word("basis", Basis.class);
        in.nothingElse();
        if (day == null) {
            in.whereMissing("date", "a day of the calendar such as 2026-11-20");
            return null;
        }
        return new ErpDate(day, moment, zone, basis);
    }

    private static void date(ObjectNode out, String name, ErpDate date) {
        if (date != null) {
            ObjectNode to = out.putObject(name);
            put(to, "date", date.date());
            put(to, "instant", date.instant());
            put(to, "zone", date.zone());
            put(to, "basis", date.basis());
        }
    }

    private static Place place(JsonFields in) {
        if (in == null) {
            return null;
        }
        Place place = new Place(in.text("siteId"), in.text("name"), in.text("country"), in.text("region"), in.text("postalCode"), in.text("city"));
        in.nothingElse();
        return place;
    }

    private static void place(ObjectNode out, String name, Place p) {
        if (p != null) {
            ObjectNode to = out.putObject(name);
            put(to, "siteId", p.siteId());
            put(to, "name", p.name());
            put(to, "country", p.country());
            put(to, "region", p.region());
            put(to, "postalCode", p.postalCode());
            put(to, "city", p.city());
        }
    }

    private static Person person(JsonFields in) {
        if (in == null) {
            return null;
        }
        Person person = new Person(in.text("id"), in.text("name"), in.text("email"));
        in.nothingElse();
        return person;
    }

    private static Line line(JsonFields in) {
        Line line = new Line(in.text("id"), in.text("orderId"), in.text("orderLineId"), in.text("productId"), in.text("sku"), in.text("gtin"),
                in.text("customerSku"), in.text("name"), in.text("category"), in.number("ordered"), in.number("delivered"), in.number("deliveredToDate"),
                in.text("uom"), date(in, "promised"), in.texts("lots"));
        in.nothingElse();
        return line;
    }

    private static void line(ObjectNode out, Line l) {
        put(out, "id", l.id());
        put(out, "orderId", l.orderId());
        put(out, "orderLineId", l.orderLineId());
        put(out, "productId", l.productId());
        put(out, "sku", l.sku());
        put(out, "gtin", l.gtin());
        put(out, "customerSku", l.customerSku());
        put(out, "name", l.name());
        put(out, "category", l.category());
        number(out, "ordered", l.ordered());
        number(out, "delivered", l.delivered());
        number(out, "deliveredToDate", l.deliveredToDate());
        put(out, "uom", l.uom());
        date(out, "promised", l.promised());
        l.lots().forEach(lot -> list(out, "lots").add(Json.madeWhole(lot)));
    }

    private static Link link(JsonFields in) {
        Link link = new Link(in.neededWord("type", LinkType.class), in.text("docId"), in.text("orderId"));
        in.nothingElse();
        return link;
    }

    private static ArrayNode list(ObjectNode out, String name) {
        return out.withArrayProperty(name);
    }

    private static void number(ObjectNode out, String name, BigDecimal value) {
        if (value != null) {
            out.put(name, value);
        }
    }

    private static void put(ObjectNode out, String name, Object value) {
        if (value != null) {
            out.put(name, Json.madeWhole(value.toString()));
        }
    }
}
