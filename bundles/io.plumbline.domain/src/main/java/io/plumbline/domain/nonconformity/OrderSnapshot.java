package io.plumbline.domain.nonconformity;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * The order as known when a case was filed: what the ERP changes later does not change what the case was about. Without personal data.
 *
 * @param daysLate days between the promised day and the day it happened, negative when early; null where one is not known
 */
public record OrderSnapshot(String connector, String company, String orderId, String orderNumber, String customerReference, LocalDate orderDate,
        String customerNumber, LocalDate promised, LocalDate happened, Integer daysLate, List<Shipment> deliveries) {
    public OrderSnapshot {
        deliveries = List.copyOf(deliveries);
    }

    /**
     * One delivery of the order.
     *
     * @param number  the one that people use
     * @param carrier who brought it, as the ERP names it; null where it does not, and in cases that were filed before carriers were kept
     */
    public record Shipment(String docType, String docId, String number, String state, LocalDate happened, String country, String carrier, List<Item> lines) {
        public Shipment {
            lines = List.copyOf(lines);
        }
    }

    /** One line; everything but the name may be null. */
    public record Item(String sku, String name, BigDecimal ordered, BigDecimal delivered, String uom, List<String> lots) {
        public Item {
            lots = List.copyOf(lots);
        }
    }
}
