package io.plumbline.domain.delivery;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What an ERP says about one delivery: the neutral form that every connector, file and push ends in. It is a report, not yet a
 * fact: {@link DeliveryRules} says whether it can be taken.
 *
 * @param source      where the report comes from and which document it is about
 * @param kind        what was delivered
 * @param status      how far the document has come
 * @param orders      the orders that the document serves; one in most cases, several for a collective despatch
 * @param customer    who ordered; may be null for a cancellation of a document reported before
 * @param contacts    people to ask, best first within a role
 * @param requested   when the customer wanted it, or null
 * @param promised    when it was promised, or null
 * @param shipped     when it left, or null
 * @param delivered   when it arrived, or null
 * @param destination where to, or null
 * @param origin      where from, or null
 * @param carrier     who brings it, such as a forwarder, as the ERP names it; stripped, and null where there is nothing but space. Part of the
 *                    content hash. Nothing to do with the delivery that an invitation goes with
 * @param salesperson who sold it, or null
 * @param lines       what was delivered
 * @param links       other documents that this one refers to
 * @param attributes  anything else worth keeping, shown but never interpreted; not part of the content hash
 */
public record DeliveredOrder(SourceRef source, Kind kind, Status status, List<OrderRef> orders, CustomerRef customer, List<ContactRef> contacts,
        ErpDate requested, ErpDate promised, ErpDate shipped, ErpDate delivered, Place destination, Place origin, String carrier, Person salesperson,
        List<Line> lines, List<Link> links, Map<String, String> attributes) {
    /** The value of {@code schema} in the neutral JSON form. */
    public static final String SCHEMA = "delivered-order/1";

    public enum Kind { DELIVERY, DROP_SHIPMENT, SERVICE, RETURN }

    public enum Status { SHIPPED, DELIVERED, CANCELLED, REVERSED }

    /** What the ERP says about an order; null in a report where it does not say. */
    public enum OrderState { OPEN, COMPLETE, CANCELLED }

    public enum Role { BUYER, DELIVERY, BILLING, GENERIC }

    /** How an ERP came to a date. */
    public enum Basis { CONFIRMED, REQUESTED, PLANNED, GOODS_ISSUE, PROOF_OF_DELIVERY, DOCUMENT }

    public enum LinkType { BACKORDER_OF, RETURN_OF, REVERSAL_OF, AMENDS }

    public DeliveredOrder {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(status, "status");
        orders = List.copyOf(orders);
        contacts = List.copyOf(contacts);
        lines = List.copyOf(lines);
        links = List.copyOf(links);
        attributes = Map.copyOf(attributes);
        carrier = carrier == null || carrier.isBlank() ? null : carrier.strip();
    }

    /** Of an ERP that names no carrier. */
    public DeliveredOrder(SourceRef source, Kind kind, Status status, List<OrderRef> orders, CustomerRef customer, List<ContactRef> contacts, ErpDate requested, ErpDate promised,
            ErpDate shipped, ErpDate delivered, Place destination, Place origin, Person salesperson, List<Line> lines, List<Link> links, Map<String, String> attributes) {
        this(source, kind, status, orders, customer, contacts, requested, promised, shipped, delivered, destination, origin, null, salesperson, lines, links, attributes);
    }

    /**
     * The document, by the names that the ERP gives it.
     *
     * @param connector  the configured source, for example {@code demo} or {@code main-erp}
     * @param company    the ERP's company or tenant, {@code -} where there is none
     * @param docType    the ERP's name for the kind of document, for example {@code stock.shipment.out}
     * @param docId      the document's immutable identity in the ERP
     * @param docNo      the number that people use, or null
     * @param changedAt  when the ERP last changed it, or null where the ERP does not say; an older report never replaces a newer one
     */
    public record SourceRef(String connector, String company, String docType, String docId, String docNo, Instant changedAt) {
        /** See {@link DocumentKey#namesByNumber()}. */
        public boolean namesByNumber() {
            return key().namesByNumber();
        }

        /** Identity of the document, without its version. */
        public DocumentKey key() {
            return new DocumentKey(connector, company, docType, docId);
        }
    }

    /**
     * @param id                immutable identity of the order in the ERP
     * @param no                the number that people use; the customer is asked about it
     * @param customerReference the customer's own order number, or null
     * @param orderDate         or null
     * @param currency          ISO 4217, or null
     * @param net               net value, or null
     * @param state             whether the ERP calls the order whole, still open or cancelled; null where it does not say
     */
    public record OrderRef(String id, String no, String customerReference, LocalDate orderDate, String currency, BigDecimal net, OrderState state) {
    }

    /** The ordering party, by the ERP's identity and number; {@code groupCode} and {@code parentId} may be null. */
    public record CustomerRef(String id, String no, String name, String groupCode, String parentId) {
    }

    /**
     * Somebody who could be asked.
     *
     * @param id       identity in the ERP, or null
     * @param email    or null
     * @param phone    or null
     * @param language BCP 47, for example {@code de} or {@code en-GB}; null where the ERP does not say
     * @param optedOut whether the ERP knows that this person does not want to be asked
     */
    public record ContactRef(Role role, String id, String name, String email, String phone, String language, boolean optedOut) {
    }

    /**
     * A date as an ERP knows it. ERPs promise days and post instants; both are kept, and lateness is judged on days.
     *
     * @param date    the day at the place of delivery
     * @param instant the moment, or null where the ERP knows only the day
     * @param zone    the zone that the day belongs to, or null for the site's
     * @param basis   how the ERP came to it, or null
     */
    public record ErpDate(LocalDate date, Instant instant, ZoneId zone, Basis basis) {
        public ErpDate {
            Objects.requireNonNull(date, "date");
        }

        public static ErpDate day(LocalDate date, Basis basis) {
            return new ErpDate(date, null, null, basis);
        }
    }

    /** A place; country is ISO 3166-1 alpha-2; everything may be null. */
    public record Place(String siteId, String name, String country, String region, String postalCode, String city) {
    }

    /** Somebody on the seller's side; everything may be null. */
    public record Person(String id, String name, String email) {
    }

    /**
     * One delivered line.
     *
     * @param id              identity of the line within the document
     * @param orderId         which of {@link DeliveredOrder#orders} it belongs to; null where there is only one
     * @param orderLineId     the order's line, or null
     * @param productId       the ERP's product, or null
     * @param sku             the seller's article number, or null
     * @param gtin            or null
     * @param customerSku     the customer's article number, or null
     * @param name            what the customer reads
     * @param category        or null
     * @param ordered         ordered quantity of the order line, or null
     * @param delivered       delivered quantity of this line, zero or more
     * @param deliveredToDate delivered on the order line so far, this document included, or null
     * @param uom             the ERP's unit
     * @param promised        promised for this line, or null
     * @param lots            lot or serial numbers
     */
    public record Line(String id, String orderId, String orderLineId, String productId, String sku, String gtin, String customerSku, String name,
            String category, BigDecimal ordered, BigDecimal delivered, BigDecimal deliveredToDate, String uom, ErpDate promised, List<String> lots) {
        public Line {
            lots = List.copyOf(lots);
        }
    }

    /**
     * A reference to another document of the same connector and company.
     *
     * @param docId   the other document, or null where only the order is known
     * @param orderId the other document's order, or null
     */
    public record Link(LinkType type, String docId, String orderId) {
    }

    /** The same report without people: what a delivery keeps once its contacts stand in their own rows. */
    public DeliveredOrder withoutPeople() {
        CustomerRef known = customer == null ? null : new CustomerRef(customer.id(), customer.no(), null, customer.groupCode(), customer.parentId());
        Person seller = salesperson == null ? null : new Person(salesperson.id(), null, null);
        return new DeliveredOrder(source, kind, status, orders, known, List.of(), requested, promised, shipped, delivered, destination, origin, carrier,
                seller, lines, links, attributes);
    }

    /**
     * The same report with other identities of its orders; orders that become one are named once.
     *
     * @param ids the new identity for each that the report names
     */
    public DeliveredOrder withOrderIds(UnaryOperator<String> ids) {
        Map<String, OrderRef> renamed = new LinkedHashMap<>();
        orders.forEach(o -> renamed.putIfAbsent(ids.apply(o.id()),
                new OrderRef(ids.apply(o.id()), o.no(), o.customerReference(), o.orderDate(), o.currency(), o.net(), o.state())));
        List<Line> theirs = lines.stream().map(l -> l.orderId() == null ? l : new Line(l.id(), ids.apply(l.orderId()), l.orderLineId(), l.productId(), l.sku(), l.gtin(),
                l.customerSku(), l.name(), l.category(), l.ordered(), l.delivered(), l.deliveredToDate(), l.uom(), l.promised(), l.lots())).toList();
        return new DeliveredOrder(source, kind, status, List.copyOf(renamed.values()), customer, contacts, requested, promised, shipped, delivered, destination, origin,
                carrier, salesperson, theirs, links, attributes);
    }

    /** The same report under another connector's name; a push is filed under the name of who pushed it. */
    public DeliveredOrder from(String connector) {
        SourceRef s = new SourceRef(connector, source.company(), source.docType(), source.docId(), source.docNo(), source.changedAt());
        return new DeliveredOrder(s, kind, status, orders, customer, contacts, requested, promised, shipped, delivered, destination, origin, carrier,
                salesperson, lines, links, attributes);
    }
}
