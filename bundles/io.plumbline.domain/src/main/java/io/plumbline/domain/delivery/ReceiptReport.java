package io.plumbline.domain.delivery;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.feedback.Discrepancy;

/**
 * What a customer's document says about goods that came: the neutral form of receipts. It is a report, not yet a fact:
 * {@link ReceiptRules} says whether it can be taken.
 *
 * @param source         the customer's document
 * @param issued         the day on which the customer said it
 * @param cancelled      whether the customer takes the document back
 * @param documents      numbers of the deliveries that came; where there are any, orders are not looked at
 * @param orders         the seller's numbers of the orders that came
 * @param customerOrders the customer's own numbers of orders that came, where the seller's is not named
 * @param account        the customer, by the number that the seller gave it, or null
 * @param received       when it came; null where nothing did
 * @param lines          what came differently than it should
 */
public record ReceiptReport(SourceRef source, LocalDate issued, boolean cancelled, List<String> documents, List<String> orders, List<String> customerOrders, String account,
        ErpDate received, List<Line> lines) {
    public ReceiptReport {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(issued, "issued");
        documents = List.copyOf(documents);
        orders = List.copyOf(orders);
        customerOrders = List.copyOf(customerOrders);
        lines = List.copyOf(lines);
    }

    /**
     * @param id          of the line within the document; null for the document as a whole
     * @param document    number of the delivery that the line is about, or null
     * @param discrepancy what came differently
     * @param words       personal data: what the customer says about it, or null
     */
    public record Line(String id, String document, Discrepancy discrepancy, String words) {
        public Line {
            Objects.requireNonNull(discrepancy, "discrepancy");
        }
    }
}
