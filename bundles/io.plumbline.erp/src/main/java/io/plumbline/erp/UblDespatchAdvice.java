package io.plumbline.erp;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
final class UblDespatchAdvice {
    static final String DOC_TYPE = "DespatchAdvice";
    private static final Set<String> CANCELLED = Set.of("cancelled", "canceled", "1");
    private static final Set<String> STANDING = Set.of("nostatus", "revised", "disputed", "5", "9");
    private static final int MOST_DIGITS = 60;
    private static final String DELIVERY = "cac:Shipment/cac:Delivery/";
    private final UblElement root;
    private final List<Problem> problems;

    UblDespatchAdvice(UblElement root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
    }

    /** Empty when there are problems, which are then in the list that was given. */
    Optional<DeliveredOrder> read(String connector) {
        Status status = status();
        SourceRef source = source(connector);
        Map<UblElement, OrderRef> orders = orders();
        UblElement buyer = root.find("cac:BuyerCustomerParty").orElseGet(() -> root.find("cac:DeliveryCustomerParty").orElseThrow());
        CustomerRef customer = customer(buyer);
        List<ContactRef> contacts = contacts();
        ErpDate shipped = date(DELIVERY + "cac:Despatch/cbc:ActualDespatchDate", DELIVERY + "cac:Despatch/cbc:ActualDespatchTime", Basis.GOODS_ISSUE);
        ErpDate arrived = date(DELIVERY + "cbc:ActualDeliveryDate", DELIVERY + "cbc:ActualDeliveryTime", Basis.PROOF_OF_DELIVERY);
        ErpDate issued = date("cbc:IssueDate", "cbc:IssueTime", Basis.DOCUMENT);
        ErpDate requested = endOf("RequestedDeliveryPeriod", Basis.REQUESTED);
        ErpDate promised = Stream.of(endOf("PromisedDeliveryPeriod", Basis.CONFIRMED), requested, endOf("EstimatedDeliveryPeriod", Basis.PLANNED),
                date(DELIVERY + "cbc:LatestDeliveryDate", DELIVERY + "cbc:LatestDeliveryTime", Basis.PLANNED)).filter(Objects::nonNull).findFirst().orElse(null);
        List<Line> lines = root.all("cac:DespatchLine").stream().map(l -> line(l, orders)).toList();
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        ErpDate delivered = status == Status.CANCELLED ? arrived : Stream.of(arrived, shipped, issued).filter(Objects::nonNull).findFirst().orElse(null);
        String uuid = root.text("cbc:UUID");
        return Optional.of(new DeliveredOrder(source, Kind.DELIVERY, status, List.copyOf(byId(orders).values()), customer, contacts,
                requested, promised, shipped, delivered, place(DELIVERY + "cac:DeliveryAddress", DELIVERY + "cac:DeliveryLocation"),
                place(DELIVERY + "cac:Despatch/cac:DespatchAddress", DELIVERY + "cac:Despatch/cac:DespatchLocation"), salesperson(), lines, List.of(),
                uuid == null ? Map.of() : Map.of("uuid", uuid)));
    }

    private Status status() {
        Optional<UblElement> code = root.find("cbc:DocumentStatusCode").filter(c -> !c.text().isEmpty());
        if (code.isEmpty() || STANDING.contains(code.get().text().toLowerCase(java.util.Locale.ROOT))) {
            return Status.DELIVERED;
        }
        if (!CANCELLED.contains(code.get().text().toLowerCase(java.util.Locale.ROOT))) {
            wrong(code.get(), "Cancelled, Revised, Disputed or NoStatus, or no status at all");
        }
        return Status.CANCELLED;
    }

    private SourceRef source(String connector) {
        String company = root.text("cac:DespatchSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID");
        String id = root.text("cbc:ID");
        if (id == null) {
            missing(root, "cbc:ID", "the document's number");
        }
        Optional<UblElement> time = root.find("cbc:IssueTime");
        Instant changedAt = null;
        if (time.isPresent()) {
            LocalDate day = day(root.find("cbc:IssueDate").orElse(null));
            TimeOfDay clock = time(time.get());
            // without an offset the moment is off by hours, but still orders the versions of one document
            changedAt = day == null || clock == null ? null : day.atTime(clock.time()).toInstant(clock.offset() == null ? ZoneOffset.UTC : clock.offset());
        }
        return new SourceRef(connector, company == null ? "-" : company, DOC_TYPE, id, id, changedAt);
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
            String id = sellers == null ? buyers : sellers;
            String customerReference = reference.text("cbc:CustomerReference");
            orders.put(reference, new OrderRef(id, id, customerReference == null ? buyers : customerReference, day(reference.find("cbc:IssueDate").orElse(null)),
                    null, null, null));
        }
    }

    private static Map<String, OrderRef> byId(Map<UblElement, OrderRef> orders) {
        Map<String, OrderRef> distinct = new LinkedHashMap<>();
        orders.values().forEach(o -> distinct.putIfAbsent(o.id(), o));
        return distinct;
    }

    private CustomerRef customer(UblElement party) {
        String account = party.text("cbc:SupplierAssignedAccountID");
        String id = party.text("cbc:SupplierAssignedAccountID", "cac:Party/cac:PartyIdentification/cbc:ID", "cac:Party/cac:PartyLegalEntity/cbc:CompanyID",
                "cac:Party/cbc:EndpointID", "cbc:CustomerAssignedAccountID");
        String name = party.text("cac:Party/cac:PartyName/cbc:Name", "cac:Party/cac:PartyLegalEntity/cbc:RegistrationName");
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
                String language = p.text("cac:Party/cac:Language/cbc:LocaleCode", "cac:Party/cac:Language/cbc:ID");
                contact(p, "cac:BuyerContact", Role.BUYER, language, contacts);
                contact(p, "cac:DeliveryContact", Role.DELIVERY, language, contacts);
                contact(p, "cac:AccountingContact", Role.BILLING, language, contacts);
                contact(p, "cac:Party/cac:Contact", party.equals("cac:BuyerCustomerParty") ? Role.BUYER : Role.GENERIC, language, contacts);
            });
        }
        return contacts;
    }

    private static void contact(UblElement party, String way, Role role, String language, List<ContactRef> contacts) {
        party.find(way).filter(c -> c.text("cbc:ElectronicMail") != null).ifPresent(c -> contacts.add(new ContactRef(role, c.text("cbc:ID"), c.text("cbc:Name"),
                c.text("cbc:ElectronicMail"), c.text("cbc:Telephone"), language == null ? null : language.replace('_', '-'), false)));
    }

    private Person salesperson() {
        return root.find("cac:SellerSupplierParty/cac:SellerContact")
                .map(c -> new Person(c.text("cbc:ID"), c.text("cbc:Name"), c.text("cbc:ElectronicMail"))).orElse(null);
    }

    private Place place(String addressWay, String locationWay) {
        Optional<UblElement> location = root.find(locationWay);
        UblElement address = root.find(addressWay).or(() -> root.find(locationWay + "/cac:Address")).orElse(null);
        if (address == null && location.isEmpty()) {
            return null;
        }
        String siteId = location.map(l -> l.text("cbc:ID")).orElse(null);
        String name = location.map(l -> l.text("cbc:Name")).orElse(null);
        return address == null ? new Place(siteId, name, null, null, null, null)
                : new Place(siteId, name, address.text("cac:Country/cbc:IdentificationCode"), address.text("cbc:CountrySubentity"), address.text("cbc:PostalZone"),
                        address.text("cbc:CityName"));
    }

    private Line line(UblElement line, Map<UblElement, OrderRef> orders) {
        UblElement item = line.find("cac:Item").orElseThrow();
        UblElement reference = line.find("cac:OrderLineReference").orElseThrow();
        String name = item.text("cbc:Name", "cbc:Description", "cac:SellersItemIdentification/cbc:ID");
        if (name == null) {
            missing(item, "cbc:Name", "what the customer reads");
        }
        UblElement quantity = line.find("cbc:DeliveredQuantity").orElse(null);
        BigDecimal delivered = quantity == null ? null : number(quantity);
        if (quantity == null) {
            missing(line, "cbc:DeliveredQuantity", "a quantity of zero or more");
        }
        String unit = quantity == null ? null : quantity.attribute("unitCode");
        BigDecimal toCome = Stream.of("cbc:OutstandingQuantity", "cbc:BackorderQuantity").map(n -> toCome(line, n, unit)).filter(Objects::nonNull)
                .max(BigDecimal::compareTo).orElse(null);
        BigDecimal ordered = delivered == null || toCome == null ? null : delivered.add(toCome);
        OrderRef order = reference.find("cac:OrderReference").map(orders::get).orElse(null);
        List<String> lots = item.all("cac:ItemInstance").stream()
                .flatMap(i -> Stream.of(i.text("cac:LotIdentification/cbc:LotNumberID"), i.text("cbc:SerialID"))).filter(Objects::nonNull).toList();
        return new Line(line.text("cbc:ID"), order == null ? onlyOne(line, orders) : order.id(), reference.text("cbc:SalesOrderLineID", "cbc:LineID"), null,
                item.text("cac:SellersItemIdentification/cbc:ID"), item.text("cac:StandardItemIdentification/cbc:ID"),
                item.text("cac:BuyersItemIdentification/cbc:ID"), name, null, ordered, delivered, null, unit, null, lots);
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

    private BigDecimal number(UblElement element) {
        if (element.text().length() <= MOST_DIGITS) {
            try {
                BigDecimal number = new BigDecimal(element.text());
                if (number.signum() >= 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below, as for a negative one
            }
        }
        wrong(element, "a quantity of zero or more");
        return null;
    }

    private ErpDate endOf(String period, Basis basis) {
        return date(DELIVERY + "cac:" + period + "/cbc:EndDate", DELIVERY + "cac:" + period + "/cbc:EndTime", basis);
    }

    private ErpDate date(String dateWay, String timeWay, Basis basis) {
        Optional<UblElement> element = root.find(dateWay);
        LocalDate day = day(element.orElse(null));
        if (day == null) {
            return null;
        }
        TimeOfDay clock = root.find(timeWay).map(this::time).orElse(null);
        ZoneOffset offset = clock == null ? null : clock.offset() != null ? clock.offset() : offset(element.get());
        return new ErpDate(day, offset == null ? null : day.atTime(clock.time()).toInstant(offset), offset, basis);
    }

    private LocalDate day(UblElement element) {
        if (element == null || element.text().isEmpty()) {
            return null;
        }
        try {
            return LocalDate.from(DateTimeFormatter.ISO_DATE.parse(element.text()));
        } catch (DateTimeException e) {
            wrong(element, "a day of the calendar such as 2026-11-20");
            return null;
        }
    }

    private static ZoneOffset offset(UblElement date) {
        TemporalAccessor read = DateTimeFormatter.ISO_DATE.parse(date.text());
        return read.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.ofTotalSeconds(read.get(ChronoField.OFFSET_SECONDS)) : null;
    }

    private record TimeOfDay(LocalTime time, ZoneOffset offset) {
    }

    private TimeOfDay time(UblElement element) {
        try {
            TemporalAccessor read = DateTimeFormatter.ISO_TIME.parse(element.text());
            return new TimeOfDay(LocalTime.from(read),
                    read.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.ofTotalSeconds(read.get(ChronoField.OFFSET_SECONDS)) : null);
        } catch (DateTimeException e) {
            wrong(element, "a time of day such as 10:42:07+01:00");
            return null;
        }
    }

    private void wrong(UblElement element, String accepted) {
        Problem problem = new Problem(element.place(), element.text(), accepted);
        // the date of issue, for one, is read for two purposes
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private void missing(UblElement parent, String child, String accepted) {
        problems.add(new Problem(parent.placeOf(child), null, accepted));
    }
}
