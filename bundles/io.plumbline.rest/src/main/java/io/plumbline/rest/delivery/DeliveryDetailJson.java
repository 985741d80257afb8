package io.plumbline.rest.delivery;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import io.plumbline.application.delivery.DeliveryQueries.DeliveryView;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.order.Order;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

@Says("A delivery with its orders, lines, invitations and cases")
public record DeliveryDetailJson(
        DeliveryJson delivery,
        @Says(value = "DELIVERY, DROP_SHIPMENT, SERVICE or RETURN", example = "DELIVERY") String kind,
        @Says(value = "Who brought it, as the ERP names it", example = "DHL") @Maybe String carrier,
        @Says("The orders that it serves") List<ServedOrderJson> orders,
        List<LineJson> lines,
        @Says("Identities of the invitations of those orders") List<String> invitations,
        @Says("Numbers of the cases of those orders") List<String> cases) {

    @Says("An order that the delivery serves")
    public record ServedOrderJson(String id, @Maybe String number, @Says("The customer's own order number") @Maybe String customerReference,
            @OneOf(Order.class) String state, @Maybe LocalDate orderDate) {
    }

    @Says("One delivered line")
    public record LineJson(@Maybe String id, @Maybe String orderId, @Maybe String sku, @Maybe String gtin, @Maybe String name,
            @Maybe BigDecimal ordered, @Maybe BigDecimal delivered, @Maybe String uom, @Says("Lot or serial numbers") List<String> lots) {
        static LineJson of(DeliveredOrder.Line l) {
            return new LineJson(l.id(), l.orderId(), l.sku(), l.gtin(), l.name(), l.ordered(), l.delivered(), l.uom(), l.lots());
        }
    }

    static DeliveryDetailJson of(DeliveryView v) {
        return new DeliveryDetailJson(DeliveryJson.of(v.row()), v.report().kind().name(), v.report().carrier(),
                v.orders().stream().map(o -> new ServedOrderJson(o.id().value(), o.number(), o.customerReference(), o.state(), o.orderDate())).toList(),
                v.report().lines().stream().map(LineJson::of).toList(), v.invitations().stream().map(i -> i.id().value()).toList(),
                v.cases().stream().map(CaseRow::number).toList());
    }
}
