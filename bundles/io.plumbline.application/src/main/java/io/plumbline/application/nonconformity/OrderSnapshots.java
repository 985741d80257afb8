package io.plumbline.application.nonconformity;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.nonconformity.OrderSnapshot;
import io.plumbline.domain.order.Order;

/** An order and its deliveries as they are known at this moment, to be kept with a case. */
final class OrderSnapshots {
    private OrderSnapshots() {
    }

    /** @param customerNumber or null */
    static OrderSnapshot of(Order order, List<Delivery> all, String customerNumber) {
        Order.Facts f = order.facts();
        LocalDate promised = all.stream().map(d -> d.facts().report().promised()).filter(Objects::nonNull).map(ErpDate::date).max(Comparator.naturalOrder()).orElse(null);
        LocalDate happened = all.stream().filter(d -> !(d instanceof Delivery.Cancelled)).map(d -> d.facts().happened()).filter(Objects::nonNull)
                .map(ErpDate::date).max(Comparator.naturalOrder()).orElse(null);
        Integer late = promised == null || happened == null ? null : Math.toIntExact(ChronoUnit.DAYS.between(promised, happened));
        return new OrderSnapshot(f.key().connector(), f.key().company(), f.key().orderId(), f.number(), f.customerReference(), f.orderDate(), customerNumber,
                promised, happened, late, all.stream().map(d -> shipment(d, f.key().orderId())).toList());
    }

    private static OrderSnapshot.Shipment shipment(Delivery delivery, String orderId) {
        DeliveredOrder report = delivery.facts().report();
        ErpDate happened = delivery.facts().happened();
        return new OrderSnapshot.Shipment(report.source().docType(), report.source().docId(), report.source().docNo(), delivery.state(),
                happened == null ? null : happened.date(), report.destination() == null ? null : report.destination().country(), report.carrier(),
                report.lines().stream().filter(l -> l.orderId() == null || l.orderId().equals(orderId))
                        .map(l -> new OrderSnapshot.Item(l.sku(), l.name(), l.ordered(), l.delivered(), l.uom(), l.lots())).toList());
    }
}
