package io.plumbline.itests.flow;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

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
import io.plumbline.domain.delivery.DeliveredOrder.Role;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;

/** Reports of deliveries for tests, changed a little at a time. */
record Shipment(String doc, String order, OrderState said, Status status, Instant at, Instant changedAt, String email, String phone, String customer, String carrier) {
    static Shipment of(String doc, String order, Instant at) {
        return new Shipment(doc, order, OrderState.COMPLETE, Status.DELIVERED, at, at, "jana@nordlicht.example", null, "58", null);
    }

    Shipment said(OrderState state) {
        return new Shipment(doc, order, state, status, at, changedAt, email, phone, customer, carrier);
    }

    Shipment status(Status next) {
        return new Shipment(doc, order, said, next, at, changedAt, email, phone, customer, carrier);
    }

    Shipment changed(Instant when) {
        return new Shipment(doc, order, said, status, at, when, email, phone, customer, carrier);
    }

    Shipment email(String address) {
        return new Shipment(doc, order, said, status, at, changedAt, address, phone, customer, carrier);
    }

    Shipment phone(String number) {
        return new Shipment(doc, order, said, status, at, changedAt, email, number, customer, carrier);
    }

    Shipment customer(String id) {
        return new Shipment(doc, order, said, status, at, changedAt, email, phone, id, carrier);
    }

    Shipment carrier(String name) {
        return new Shipment(doc, order, said, status, at, changedAt, email, phone, customer, name);
    }

    DeliveredOrder report() {
        LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
        return new DeliveredOrder(new SourceRef("main", "1", "shipment", doc, "SHP-" + doc, changedAt), Kind.DELIVERY, status,
                List.of(new OrderRef(order, "SO-" + order, null, null, "EUR", null, said)), new CustomerRef(customer, "C" + customer, "Nordlicht Möbel GmbH", null, null),
                List.of(new ContactRef(Role.BUYER, customer + "-1", "Jana Petersen", email, phone, "de", false)), null, ErpDate.day(day, Basis.CONFIRMED), null,
                new ErpDate(day, at, ZoneOffset.UTC, Basis.GOODS_ISSUE), null, null, carrier, null,
                List.of(new Line("1", null, "1", null, "GZ-1", null, null, "Hinge", null, null, new BigDecimal("4"), null, "pcs", null, List.of("L1"))),
                List.of(), Map.of());
    }

    /** The shortest cancellation: only the document. */
    DeliveredOrder cancellation() {
        return new DeliveredOrder(new SourceRef("main", "1", "shipment", doc, null, changedAt), Kind.DELIVERY, Status.CANCELLED, List.of(), null, List.of(), null, null,
                null, null, null, null, null, List.of(), List.of(), Map.of());
    }

    /** The goods of this shipment came back. */
    DeliveredOrder comingBack() {
        return new DeliveredOrder(new SourceRef("main", "1", "return", "R" + doc, "RET-" + doc, changedAt), Kind.RETURN, Status.DELIVERED, List.of(), null, List.of(),
                null, null, null, null, null, null, null, List.of(), List.of(new Link(LinkType.RETURN_OF, doc, null)), Map.of());
    }
}
