package io.plumbline.erp;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;

/** Reports for tests. */
final class Reports {
    private Reports() {
    }

    static DeliveredOrder delivered(String connector, String docId, Instant changedAt) {
        return new DeliveredOrder(new DeliveredOrder.SourceRef(connector, "-", "delivery", docId, "D" + docId, changedAt), DeliveredOrder.Kind.DELIVERY,
                DeliveredOrder.Status.DELIVERED,
                List.of(new DeliveredOrder.OrderRef("o" + docId, "O-" + docId, null, LocalDate.of(2026, 11, 1), "EUR", new BigDecimal("120.50"), null)),
                new DeliveredOrder.CustomerRef("c1", "C001", "Nordlicht Möbel GmbH", null, null), List.of(), null, null, null,
                ErpDate.day(LocalDate.of(2026, 11, 20), Basis.GOODS_ISSUE), null, null, null,
                List.of(new DeliveredOrder.Line("1", null, null, null, "GZ-1001", null, null, "Hinge 90°", null, null, new BigDecimal("120"), null, "pc", null,
                        List.of())),
                List.of(), Map.of());
    }
}
