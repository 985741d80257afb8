package io.plumbline.erp;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ContactRef;
import io.plumbline.domain.delivery.DeliveredOrder.CustomerRef;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Kind;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.DeliveredOrder.OrderRef;
import io.plumbline.domain.delivery.DeliveredOrder.Person;
import io.plumbline.domain.delivery.DeliveredOrder.Place;
import io.plumbline.domain.delivery.DeliveredOrder.Role;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;

/**
 * Reads a report out of a despatch advice that the schema has approved.
 *
 * <p>A despatch advice tells that goods left, and nothing in UBL obliges anybody to tell that they arrived. So it counts as delivered:
 * on the day of {@code ActualDeliveryDate} where it has one (proof of delivery), otherwise on that of {@code ActualDespatchDate} (goods
 * issue), otherwise on that of its issue. The document is known by {@code cbc:ID}, because {@code cbc:UUID} is by definition another
 * one for each copy that is sent, and a corrected document must amend the first.
 */
final class UblDespatchAdvice extends UblDocument {
    private static final String DELIVERY = "cac:Shipment/cac:Delivery/";
    private static final List<String> CARRIED = List.of("cac:ShipmentStage", "cac:Consignment", "cac:Delivery");

    UblDespatchAdvice(UblElement root, List<Problem> problems) {
        super(root, problems);
    }

    /** Empty when there are problems, which are then in the list that was given. */
    Optional<DeliveredOrder> read(String connector) {
        Status status = isCancelled() ? Status.CANCELLED : Status.DELIVERED;
        SourceRef source = source(connector);
        Map<UblElement, OrderRef> orders = orders();
        CustomerRef customer = customer(buyer());
        List<ContactRef> contacts = contacts();
        ErpDate shipped = date(root, DELIVERY + "cac:Despatch/cbc:ActualDespatchDate", DELIVERY + "cac:Despatch/cbc:ActualDespatchTime", Basis.GOODS_ISSUE);
        ErpDate arrived = date(root, DELIVERY + "cbc:ActualDeliveryDate", DELIVERY + "cbc:ActualDeliveryTime", Basis.PROOF_OF_DELIVERY);
        ErpDate issued = date(root, "cbc:IssueDate", "cbc:IssueTime", Basis.DOCUMENT);
        ErpDate requested = endOf("RequestedDeliveryPeriod", Basis.REQUESTED);
        ErpDate promised = Stream.of(endOf("PromisedDeliveryPeriod", Basis.CONFIRMED), requested, endOf("EstimatedDeliveryPeriod", Basis.PLANNED),
                date(root, DELIVERY + "cbc:LatestDeliveryDate", DELIVERY + "cbc:LatestDeliveryTime", Basis.PLANNED)).filter(Objects::nonNull).findFirst().orElse(null);
        isAt("requested", requested);
        isAt("promised", promised);
        isAt("shipped", shipped);
        List<Line> lines = new ArrayList<>();
        root.all("cac:DespatchLine").forEach(l -> lines.add(line("lines[" + lines.size() + "]", l, orders)));
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        ErpDate delivered = status == Status.CANCELLED ? arrived : Stream.of(arrived, shipped, issued).filter(Objects::nonNull).findFirst().orElse(null);
        isAt("delivered", delivered);
        String uuid = read("attributes.uuid", root, "cbc:UUID");
        return Optional.of(new DeliveredOrder(source, Kind.DELIVERY, status, List.copyOf(byId(orders).values()), customer, contacts,
                requested, promised, shipped, delivered, place("destination", DELIVERY + "cac:DeliveryAddress", DELIVERY + "cac:DeliveryLocation"),
                place("origin", DELIVERY + "cac:Despatch/cac:DespatchAddress", DELIVERY + "cac:Despatch/cac:DespatchLocation"), carrier(), salesperson(), lines, List.of(),
                uuid == null ? Map.of() : Map.of("uuid", uuid)));
    }

    private SourceRef source(String connector) {
        String id = read("source.docId", root, "cbc:ID");
        if (id == null) {
            missing(root, "cbc:ID", "the document's number");
        }
        read("source.docNo", root, "cbc:ID");
        return new SourceRef(connector, company(), UblKind.DESPATCH_ADVICE.root(), id, id, issuedAt());
    }

    /** Each order reference of the document and its lines; several may be about the same order. */
    private Map<UblElement, OrderRef> orders() {
        Map<UblElement, OrderRef> orders = new LinkedHashMap<>();
        root.all("cac:OrderReference").forEach(o -> order(o, orders));
        for (UblElement line : root.all("cac:DespatchLine")) {
            line.find("cac:OrderLineReference/cac:OrderReference").ifPresent(o -> order(o, orders));
        }
        if (orders.isEmpty()) {
            missing(root, "cac:OrderReference", "the order that was delivered, here or in each cac:OrderLineReference");
        }
        return orders;
    }

    private void order(UblElement reference, Map<UblElement, OrderRef> orders) {
        String buyers = reference.text("cbc:ID");
        String sellers = reference.text("cbc:SalesOrderID");
        // a line may name by the buyer's number alone what the document names by both
        Optional<OrderRef> known = orders.values().stream()
                .filter(o -> sellers != null ? o.id().equals(sellers) : buyers != null && (o.id().equals(buyers) || buyers.equals(o.customerReference()))).findFirst();
        if (known.isPresent()) {
            orders.put(reference, known.get());
        } else if (sellers == null && buyers == null) {
            missing(reference, "cbc:SalesOrderID", "the order's number, or the buyer's in cbc:ID");
        } else {
            String at = "orders[" + byId(orders).size() + "]";
            isAt(at, reference);
            String id = read(at + ".id", reference, "cbc:SalesOrderID", "cbc:ID");
            read(at + ".no", reference, "cbc:SalesOrderID", "cbc:ID");
            read(at + ".orderDate", reference, "cbc:IssueDate");
            orders.put(reference, new OrderRef(id, id, read(at + ".customerReference", reference, "cbc:CustomerReference", "cbc:ID"), day(reference.find("cbc:IssueDate").orElse(null)),
                    null, null, null));
        }
    }

    private static Map<String, OrderRef> byId(Map<UblElement, OrderRef> orders) {
        Map<String, OrderRef> distinct = new LinkedHashMap<>();
        orders.values().forEach(o -> distinct.putIfAbsent(o.id(), o));
        return distinct;
    }

    private CustomerRef customer(UblElement party) {
        isAt("customer", party);
        String account = read("customer.no", party, "cbc:SupplierAssignedAccountID");
        String id = account("customer.id", party);
        String name = read("customer.name", party, "cac:Party/cac:PartyName/cbc:Name", "cac:Party/cac:PartyLegalEntity/cbc:RegistrationName");
        if (id == null) {
            missing(party, "cbc:SupplierAssignedAccountID", "the customer's number, or cac:PartyIdentification/cbc:ID in its cac:Party");
        }
        if (name == null) {
            missing(party, "cac:Party/cac:PartyName/cbc:Name", "the customer's name");
        }
        return new CustomerRef(id, account, name, null, null);
    }

    private List<ContactRef> contacts() {
        List<ContactRef> contacts = new ArrayList<>();
        for (String party : List.of("cac:BuyerCustomerParty", "cac:DeliveryCustomerParty")) {
            root.find(party).ifPresent(p -> {
                contact(p, "cac:BuyerContact", Role.BUYER, contacts);
                contact(p, "cac:DeliveryContact", Role.DELIVERY, contacts);
                contact(p, "cac:AccountingContact", Role.BILLING, contacts);
                contact(p, "cac:Party/cac:Contact", party.equals("cac:BuyerCustomerParty") ? Role.BUYER : Role.GENERIC, contacts);
            });
        }
        return contacts;
    }

    private void contact(UblElement party, String way, Role role, List<ContactRef> contacts) {
        party.find(way).filter(c -> c.text("cbc:ElectronicMail") != null).ifPresent(c -> {
            String at = "contacts[" + contacts.size() + "]";
            isAt(at, c);
            String language = read(at + ".language", party, "cac:Party/cac:Language/cbc:LocaleCode", "cac:Party/cac:Language/cbc:ID");
            contacts.add(new ContactRef(role, read(at + ".id", c, "cbc:ID"), read(at + ".name", c, "cbc:Name"), read(at + ".email", c, "cbc:ElectronicMail"),
                    read(at + ".phone", c, "cbc:Telephone"), language == null ? null : language.replace('_', '-'), false));
        });
    }

    /** The first that is named: of a stage of the transport, of the consignment, or of the delivery. */
    private String carrier() {
        List<UblElement> moves = root.find("cac:Shipment").map(s -> CARRIED.stream().flatMap(part -> s.all(part).stream()).toList()).orElse(List.of());
        return moves.stream().flatMap(m -> m.all("cac:CarrierParty").stream())
                .map(p -> read("carrier", p, "cac:PartyName/cbc:Name", "cac:PartyLegalEntity/cbc:RegistrationName", "cac:PartyIdentification/cbc:ID")).filter(Objects::nonNull).findFirst()
                .orElse(null);
    }

    private Person salesperson() {
        return root.find("cac:SellerSupplierParty/cac:SellerContact").map(c -> new Person(read("salesperson.id", c, "cbc:ID"),
                read("salesperson.name", c, "cbc:Name"), read("salesperson.email", c, "cbc:ElectronicMail"))).orElse(null);
    }

    private Place place(String field, String addressWay, String locationWay) {
        Optional<UblElement> location = root.find(locationWay);
        UblElement address = root.find(addressWay).or(() -> root.find(locationWay + "/cac:Address")).orElse(null);
        if (address == null && location.isEmpty()) {
            return null;
        }
        String siteId = location.map(l -> read(field + ".siteId", l, "cbc:ID")).orElse(null);
        String name = location.map(l -> read(field + ".name", l, "cbc:Name")).orElse(null);
        return address == null ? new Place(siteId, name, null, null, null, null)
                : new Place(siteId, name, read(field + ".country", address, "cac:Country/cbc:IdentificationCode"),
                        read(field + ".region", address, "cbc:CountrySubentity"), read(field + ".postalCode", address, "cbc:PostalZone"),
                        read(field + ".city", address, "cbc:CityName"));
    }

    private Line line(String at, UblElement line, Map<UblElement, OrderRef> orders) {
        isAt(at, line);
        UblElement item = line.find("cac:Item").orElseThrow();
        UblElement reference = line.find("cac:OrderLineReference").orElseThrow();
        String name = read(at + ".name", item, "cbc:Name", "cbc:Description", "cac:SellersItemIdentification/cbc:ID");
        if (name == null) {
            missing(item, "cbc:Name", "what the customer reads");
        }
        UblElement quantity = line.find("cbc:DeliveredQuantity").orElse(null);
        read(at + ".delivered", line, "cbc:DeliveredQuantity");
        read(at + ".uom", line, "cbc:DeliveredQuantity");
        read(at + ".ordered", line, "cbc:OutstandingQuantity", "cbc:BackorderQuantity");
        BigDecimal delivered = quantity == null ? null : number(quantity);
        if (quantity == null) {
            missing(line, "cbc:DeliveredQuantity", "a quantity of zero or more");
        }
        String unit = quantity == null ? null : quantity.attribute("unitCode");
        BigDecimal toCome = Stream.of("cbc:OutstandingQuantity", "cbc:BackorderQuantity").map(n -> toCome(line, n, unit)).filter(Objects::nonNull)
                .max(BigDecimal::compareTo).orElse(null);
        BigDecimal ordered = delivered == null || toCome == null ? null : delivered.add(toCome);
        OrderRef order = reference.find("cac:OrderReference").map(orders::get).orElse(null);
        item.find("cac:ItemInstance").ifPresent(i -> isAt(at + ".lots", i));
        List<String> lots = item.all("cac:ItemInstance").stream()
                .flatMap(i -> Stream.of(i.text("cac:LotIdentification/cbc:LotNumberID"), i.text("cbc:SerialID"))).filter(Objects::nonNull).toList();
        return new Line(read(at + ".id", line, "cbc:ID"), order == null ? onlyOne(line, orders) : order.id(), read(at + ".orderLineId", reference, "cbc:SalesOrderLineID", "cbc:LineID"), null,
                read(at + ".sku", item, "cac:SellersItemIdentification/cbc:ID"), read(at + ".gtin", item, "cac:StandardItemIdentification/cbc:ID"),
                read(at + ".customerSku", item, "cac:BuyersItemIdentification/cbc:ID"), name, null, ordered, delivered, null, unit, null, lots);
    }

    private String onlyOne(UblElement line, Map<UblElement, OrderRef> orders) {
        List<String> ids = List.copyOf(byId(orders).keySet());
        if (ids.size() > 1) {
            missing(line, "cac:OrderLineReference/cac:OrderReference", "which of the orders it is: " + String.join(", ", ids));
        }
        return ids.size() == 1 ? ids.get(0) : null;
    }

    /** What is still to be delivered on the order line, in the unit of what was delivered. */
    private BigDecimal toCome(UblElement line, String name, String unit) {
        Optional<UblElement> quantity = line.find(name);
        if (quantity.isEmpty()) {
            return null;
        }
        String its = quantity.get().attribute("unitCode");
        if (unit != null && its != null && !its.equals(unit)) {
            problems.add(new Problem(quantity.get().place(), "unitCode " + its, "the unit of cbc:DeliveredQuantity, " + unit));
            return null;
        }
        return number(quantity.get());
    }

    private ErpDate endOf(String period, Basis basis) {
        return date(root, DELIVERY + "cac:" + period + "/cbc:EndDate", DELIVERY + "cac:" + period + "/cbc:EndTime", basis);
    }

}
