package io.plumbline.domain.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;

/** An order as far as its deliveries tell. */
public sealed interface Order {
    Facts facts();

    default String state() {
        return getClass().getSimpleName();
    }

    /** Something is still to come, as far as is known. */
    record Open(Facts facts) implements Order {
    }

    /** Whole: see {@link WholeOrder}. */
    record Complete(Facts facts) implements Order {
    }

    /** Taken back by the ERP as a whole. */
    record Cancelled(Facts facts) implements Order {
    }

    /**
     * @param said     what the ERP said last about the order, or null
     * @param saidAt   when the ERP last changed what it said, or null
     * @param customer who ordered; null only while cancellations are all that was reported
     * @param version  counts up with each change, beginning with 1
     */
    record Facts(Id id, Site site, OrderKey key, String number, String customerReference, LocalDate orderDate, String currency, BigDecimal net,
            OrderState said, Instant saidAt, Id customer, Instant firstSeenAt, Instant changedAt, long version) {
    }

    static Order inState(String state, Facts facts) {
        return switch (state) {
            case "Open" -> new Open(facts);
            case "Complete" -> new Complete(facts);
            case "Cancelled" -> new Cancelled(facts);
            default -> throw new IllegalArgumentException("no such state of an order: " + state);
        };
    }
}
