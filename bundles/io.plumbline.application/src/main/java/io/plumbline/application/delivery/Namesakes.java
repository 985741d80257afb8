package io.plumbline.application.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.CustomerRef;
import io.plumbline.domain.delivery.DeliveredOrder.OrderRef;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.Deliveries.Numbered;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.OrderKey;
import io.plumbline.domain.order.Orders;

/**
 * What a report speaks of and Plumbline knows under another name. An ERP's own record has identities and numbers, a document from outside,
 * such as a despatch advice, has numbers alone; within a connector and company the number is what they share. To a document this is the
 * delivery, orders and customer of the ERP's records; to a record it is what only documents brought before, which then becomes its own.
 * Where several have the number, none is meant, and a record that does not say its number meets no document.
 *
 * @param delivery to a document the ERP's own record of it, to a record what documents brought of it
 * @param orders   by the identity that the report gives them; those that are known under this identity are not among them
 * @param customer empty where it is known under the identity that the report gives, too
 */
record Namesakes(Optional<Delivery> delivery, Map<String, Order> orders, Optional<Customer> customer) {
    static final Namesakes NONE = new Namesakes(Optional.empty(), Map.of(), Optional.empty());

    /** Looks for those of reports; in the transaction of the caller. */
    static final class Search {
        private final Deliveries deliveries;
        private final Orders orders;
        private final Customers customers;

        Search(Deliveries deliveries, Orders orders, Customers customers) {
            this.deliveries = deliveries;
            this.orders = orders;
            this.customers = customers;
        }

        /** @param known the delivery under the report's own key */
        Namesakes of(DeliveredOrder report, Optional<Delivery> known, Site site) {
            return report.source().namesByNumber() ? ofDocument(report, site) : ofRecord(report, known.map(Delivery::facts).orElse(null));
        }

        private Namesakes ofDocument(DeliveredOrder report, Site site) {
            SourceRef source = report.source();
            Optional<Delivery> delivery = deliveries.meant(source.key(), site).filter(d -> !d.facts().report().source().namesByNumber());
            CustomerRef ref = report.customer();
            Optional<Customer> customer = ref == null ? Optional.empty() : customers.meant(source.connector(), source.company(), ref.id());
            Map<String, Order> known = new LinkedHashMap<>();
            for (OrderRef order : report.orders()) {
                OrderKey key = key(source, order);
                orders.meant(key, site).or(() -> byReference(key, customer, site)).filter(o -> !o.facts().key().equals(key)).ifPresent(o -> known.put(order.id(), o));
            }
            return new Namesakes(delivery, known, customer.filter(c -> !isKnownBy(c, source, ref)));
        }

        /** Without the seller's number a document names the order by the customer's own, which means something together with that customer alone. */
        private Optional<Order> byReference(OrderKey key, Optional<Customer> customer, Site site) {
            List<Order> found = customer.isEmpty() ? List.of() : orders.called(site, key.connector(), List.of(key.orderId())).stream()
                    .filter(o -> key.orderId().equals(o.facts().customerReference()) && customer.get().id().equals(o.facts().customer())).toList();
            return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        }

        private Namesakes ofRecord(DeliveredOrder report, Delivery.Facts known) {
            SourceRef source = report.source();
            CustomerRef ref = report.customer();
            Set<String> numbers = new LinkedHashSet<>();
            report.orders().forEach(o -> Stream.of(o.no(), o.customerReference()).filter(Objects::nonNull).forEach(numbers::add));
            String account = ref == null ? null : ref.no();
            if (source.docNo() == null && numbers.isEmpty() && account == null) {
                return NONE;
            }
            Numbered found = deliveries.numbered(source.connector(), source.docNo(), numbers, account);
            if (found.deliveries().isEmpty() && found.orders().isEmpty() && found.customers().isEmpty()) {
                return NONE;
            }
            Optional<Delivery> delivery = only(found.deliveries().stream().map(id -> deliveries.byId(id).orElseThrow())
                    .filter(d -> DocumentKey.sameCompany(source.company(), d.facts().report().source().company())).toList());
            Optional<Customer> customer = ref == null ? Optional.empty() : customer(source, ref, found.customers(), delivery, known);
            return new Namesakes(delivery, orders(report, found.orders(), delivery, customer), customer);
        }

        private Optional<Customer> customer(SourceRef source, CustomerRef ref, List<Id> numbered, Optional<Delivery> delivery, Delivery.Facts known) {
            if (customers.byErpId(source.connector(), source.company(), ref.id()).isPresent()) {
                return Optional.empty();
            }
            return only(numbered.stream().map(id -> customers.byId(id).orElseThrow()).filter(c -> DocumentKey.sameCompany(source.company(), c.company()))
                    .filter(c -> known != null && c.id().equals(known.customer()) || !deliveries.recorded(c.id(), null)).toList())
                    .or(() -> delivery.map(d -> d.facts().customer()).flatMap(customers::byId).filter(c -> !deliveries.recorded(c.id(), null)));
        }

        private Map<String, Order> orders(DeliveredOrder report, List<Id> numbered, Optional<Delivery> delivery, Optional<Customer> customer) {
            List<Order> brought = new ArrayList<>();
            numbered.stream().map(id -> orders.byId(id).orElseThrow()).filter(o -> byDocumentsAlone(o, report)).forEach(brought::add);
            Map<String, Order> known = new LinkedHashMap<>();
            for (OrderRef ref : report.orders()) {
                OrderKey key = key(report.source(), ref);
                if (orders.byKey(key).isPresent()) {
                    continue;
                }
                List<Order> company = brought.stream().filter(o -> DocumentKey.sameCompany(key.company(), o.facts().key().company())).toList();
                only(company.stream().filter(o -> o.facts().key().orderId().equals(ref.no())).toList())
                        .or(() -> only(company.stream().filter(o -> o.facts().key().orderId().equals(ref.customerReference()) && isOf(o, report, customer)).toList()))
                        .or(() -> theOnly(report, delivery)).ifPresent(o -> known.put(ref.id(), o));
            }
            return known;
        }

        /** A delivery that serves one order serves the same, whatever the two call it. */
        private Optional<Order> theOnly(DeliveredOrder report, Optional<Delivery> delivery) {
            return delivery.filter(d -> report.orders().size() == 1 && d.facts().orders().size() == 1).flatMap(d -> orders.byId(d.facts().orders().get(0)))
                    .filter(o -> byDocumentsAlone(o, report));
        }

        private boolean isOf(Order order, DeliveredOrder report, Optional<Customer> customer) {
            SourceRef source = report.source();
            Optional<Id> ordering = customer.or(() -> report.customer() == null ? Optional.empty()
                    : customers.byErpId(source.connector(), source.company(), report.customer().id())).map(Customer::id);
            return ordering.isPresent() && ordering.get().equals(order.facts().customer());
        }

        /** But for the report's own delivery: when it was cancelled without naming an order, it kept that of its document. */
        private boolean byDocumentsAlone(Order order, DeliveredOrder report) {
            return deliveries.ofOrder(order.facts().id()).stream().map(d -> d.facts().report().source())
                    .allMatch(s -> s.namesByNumber() || s.key().equals(report.source().key()));
        }

        private static boolean isKnownBy(Customer customer, SourceRef source, CustomerRef ref) {
            return customer.connector().equals(source.connector()) && customer.company().equals(source.company()) && customer.erpId().equals(ref.id());
        }

        private static <T> Optional<T> only(List<T> found) {
            return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        }
    }

    /** Whether documents alone told of these deliveries of an order: then an ERP's own record knows the order better. */
    static boolean byDocumentsAlone(List<Delivery> ofOrder) {
        return !ofOrder.isEmpty() && ofOrder.stream().allMatch(d -> d.facts().report().source().namesByNumber());
    }

    static OrderKey key(SourceRef source, OrderRef ref) {
        return new OrderKey(source.connector(), source.company(), ref.id());
    }
}
