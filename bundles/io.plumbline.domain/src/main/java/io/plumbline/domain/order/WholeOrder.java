package io.plumbline.domain.order;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.delivery.Delivery;

/**
 * The rule when an order is whole: the ERP says so, or, where it does not say, every order line that any delivery names has been
 * delivered in full. A line whose ordered quantity nobody named has nothing outstanding. While a delivery is underway, the order is
 * not whole, whatever the ERP says.
 */
public final class WholeOrder {
    private WholeOrder() {
    }

    /**
     * @param orderId    the order's identity in the ERP
     * @param said       what the ERP says, or null
     * @param deliveries every delivery that serves the order
     */
    public static boolean isWhole(String orderId, OrderState said, Collection<Delivery> deliveries) {
        boolean anything = deliveries.stream().anyMatch(d -> d instanceof Delivery.Delivered || d instanceof Delivery.Reversed);
        boolean underway = deliveries.stream().anyMatch(d -> d instanceof Delivery.Shipped);
        if (!anything || underway || said == OrderState.OPEN || said == OrderState.CANCELLED) {
            return false;
        }
        return said == OrderState.COMPLETE || nothingOutstanding(orderId, deliveries);
    }

    private static boolean nothingOutstanding(String orderId, Collection<Delivery> deliveries) {
        Map<String, Balance> balances = new HashMap<>();
        for (Delivery delivery : deliveries) {
            if (delivery instanceof Delivery.Cancelled) {
                continue;
            }
            for (Line line : delivery.facts().report().lines()) {
                if ((line.orderId() == null || line.orderId().equals(orderId)) && line.orderLineId() != null) {
                    balances.merge(line.orderLineId(), Balance.of(line), Balance::and);
                }
            }
        }
        return balances.values().stream().allMatch(Balance::settled);
    }

    /** One order line: the largest quantity that anybody named as ordered, and what was delivered, summed or as the ERP sums it. */
    private record Balance(BigDecimal ordered, BigDecimal summed, BigDecimal toDate) {
        static Balance of(Line line) {
            return new Balance(line.ordered() == null ? BigDecimal.ZERO : line.ordered(), line.delivered(),
                    line.deliveredToDate() == null ? BigDecimal.ZERO : line.deliveredToDate());
        }

        Balance and(Balance other) {
            return new Balance(ordered.max(other.ordered), summed.add(other.summed), toDate.max(other.toDate));
        }

        boolean settled() {
            return summed.max(toDate).compareTo(ordered) >= 0;
        }
    }
}
