package io.plumbline.rest.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.survey.NotAsked;

/**
 * A delivery in a list.
 *
 * @param state    Shipped, Delivered, Cancelled or Reversed
 * @param daysLate days between promised and happened, negative when early; null where one is not known
 * @param line     where it stands in the denominator ledger
 * @param why      the reason where the line is NOT_ASKED or WITHDRAWN
 */
public record DeliveryJson(String id, String connector, String company, String docType, String docId, String number, String state, LocalDate promised,
        LocalDate happened, Integer daysLate, String customer, String customerNumber, String customerName, List<String> orderNumbers, Line line, NotAsked why,
        Instant firstSeenAt, Instant changedAt, long version) {
    static DeliveryJson of(DeliveryRow r) {
        return new DeliveryJson(r.id().value(), r.connector(), r.company(), r.docType(), r.docId(), r.number(), r.state(), r.promised(), r.happened(),
                r.daysLate(), r.customer() == null ? null : r.customer().value(), r.customerNumber(), r.customerName(), r.orderNumbers(), r.line(), r.why(),
                r.firstSeenAt(), r.changedAt(), r.version());
    }
}
