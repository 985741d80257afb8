package io.plumbline.rest.delivery;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import io.plumbline.application.delivery.DeliveryQueries.DeliveryView;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.domain.delivery.DeliveredOrder;

/** A delivery with its orders, lines, invitations and cases. */
public record DeliveryDetailJson(DeliveryJson delivery, String kind, List<OrderJson> orders, List<LineJson> lines, List<String> invitations, List<String> cases) {
    /** @param state Open, Complete or Cancelled */
    public record OrderJson(String id, String number, String customerReference, String state, LocalDate orderDate) {
    }

    public record LineJson(String id, String orderId, String sku, String gtin, String name, BigDecimal ordered, BigDecimal delivered, String uom, List<String> lots) {
        static LineJson of(DeliveredOrder.Line l) {
            return new LineJson(l.id(), l.orderId(), l.sku(), l.gtin(), l.name(), l.ordered(), l.delivered(), l.uom(), l.lots());
        }
    }

    static DeliveryDetailJson of(DeliveryView v) {
        return new DeliveryDetailJson(DeliveryJson.of(v.row()), v.report().kind().name(),
                v.orders().stream().map(o -> new OrderJson(o.id().value(), o.number(), o.customerReference(), o.state(), o.orderDate())).toList(),
                v.report().lines().stream().map(LineJson::of).toList(), v.invitations().stream().map(i -> i.id().value()).toList(),
                v.cases().stream().map(CaseRow::number).toList());
    }
}
