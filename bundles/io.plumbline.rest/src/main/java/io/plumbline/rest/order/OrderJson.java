package io.plumbline.rest.order;

import java.time.Instant;
import java.time.LocalDate;

import io.plumbline.application.order.OrderQueries.OrderRow;
import io.plumbline.domain.order.Order;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

@Says("An order as far as its deliveries tell")
public record OrderJson(
        String id,
        @Says(value = "The source that reported it", example = "main-erp") String connector,
        @Says(value = "The ERP's company; - where there is none", example = "1") String company,
        @Says(value = "The order's identity in the ERP", example = "233") String orderId,
        @Says(value = "The number that people use", example = "S00233") @Maybe String number,
        @Says("The customer's own order number") @Maybe String customerReference,
        @OneOf(Order.class) String state,
        @Maybe LocalDate orderDate,
        @Says("Identity of the customer") @Maybe String customer,
        @Maybe String customerNumber,
        @Says("Null once erased") @Maybe String customerName,
        Instant firstSeenAt,
        Instant changedAt,
        long version) {
    static OrderJson of(OrderRow r) {
        return new OrderJson(r.id().value(), r.connector(), r.company(), r.orderId(), r.number(), r.customerReference(), r.state(), r.orderDate(),
                r.customer() == null ? null : r.customer().value(), r.customerNumber(), r.customerName(), r.firstSeenAt(), r.changedAt(), r.version());
    }
}
