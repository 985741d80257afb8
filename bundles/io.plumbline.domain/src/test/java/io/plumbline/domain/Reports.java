package io.plumbline.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ContactRef;
import io.plumbline.domain.delivery.DeliveredOrder.CustomerRef;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Kind;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.DeliveredOrder.OrderRef;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.delivery.DeliveredOrder.Role;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;

/** Reports for tests: a good one, and small changes to it. */
public final class Reports {
    public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private Reports() {
    }

    public static DeliveredOrder good() {
        return with(Status.DELIVERED, OrderState.COMPLETE, line("10", "4"));
    }

    public static DeliveredOrder with(Status status, OrderState said, Line... lines) {
        return new DeliveredOrder(new SourceRef("main", "1", "shipment", "417", "SHP-417", NOW), Kind.DELIVERY, status,
                List.of(new OrderRef("233", "S00233", "PO-7781", LocalDate.of(2026, 11, 16), "EUR", new BigDecimal("120.00"), said)),
                new CustomerRef("58", "C20058", "Nordlicht Möbel GmbH", null, null),
                List.of(new ContactRef(Role.BUYER, "59", "Jana Petersen", "einkauf@nordlicht.example", null, "de-DE", false)), null,
                ErpDate.day(LocalDate.of(2026, 11, 19), Basis.CONFIRMED), null, ErpDate.day(LocalDate.of(2026, 11, 20), Basis.GOODS_ISSUE), null, null, null,
                List.of(lines), List.of(), Map.of());
    }

    public static DeliveredOrder broughtBy(DeliveredOrder r, String carrier) {
        return new DeliveredOrder(r.source(), r.kind(), r.status(), r.orders(), r.customer(), r.contacts(), r.requested(), r.promised(), r.shipped(), r.delivered(), r.destination(), r.origin(),
                carrier, r.salesperson(), r.lines(), r.links(), r.attributes());
    }

    /** A line of order line {@code orderLine} that delivers 4. */
    public static Line line(String orderLine, String ordered) {
        return line(orderLine, ordered, "4");
    }

    public static Line line(String orderLine, String ordered, String delivered) {
        return new Line("1", null, orderLine, "p1", "GZ-1001", null, null, "Hinge 90°", null, ordered == null ? null : new BigDecimal(ordered),
                new BigDecimal(delivered), null, "pcs", null, List.of());
    }

    public static Delivery delivery(DeliveredOrder report) {
        return Delivery.of(facts(report, id(1)), false);
    }

    public static Delivery.Facts facts(DeliveredOrder report, Id id) {
        return new Delivery.Facts(id, Site.MAIN, report, "hash", NOW, NOW, id(90), id(91), List.of(id(50)), 1);
    }

    /** A different identity for each number. */
    public static Id id(int n) {
        return new Id(String.format("%026d", n));
    }
}
