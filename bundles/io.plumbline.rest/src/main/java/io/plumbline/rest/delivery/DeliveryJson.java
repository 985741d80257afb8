package io.plumbline.rest.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

@Says("What went out, and where it stands in the denominator ledger")
public record DeliveryJson(
        String id,
        @Says(value = "The source that reported it", example = "main-erp") String connector,
        @Says(value = "The ERP's company; - where there is none", example = "1") String company,
        @Says(value = "The ERP's name for the kind of document", example = "stock.picking") String docType,
        @Says(value = "The document's identity in the ERP", example = "417") String docId,
        @Says(value = "The number that people use", example = "WH/OUT/00417") @Maybe String number,
        @OneOf(Delivery.class) String state,
        @Maybe LocalDate promised,
        @Says("The day it arrived, or left where only that is known") @Maybe LocalDate happened,
        @Says(value = "Days between promised and happened, negative when early", example = "1") @Maybe Integer daysLate,
        @Says("Identity of the customer") @Maybe String customer,
        @Maybe String customerNumber,
        @Says("Null once erased") @Maybe String customerName,
        List<String> orderNumbers,
        @Says("Its line of the denominator ledger") @Maybe Line line,
        @Says("The reason where the line is NOT_ASKED or WITHDRAWN") @Maybe NotAsked why,
        Instant firstSeenAt,
        Instant changedAt,
        long version) {
    public static DeliveryJson of(DeliveryRow r) {
        return new DeliveryJson(r.id().value(), r.connector(), r.company(), r.docType(), r.docId(), r.number(), r.state(), r.promised(), r.happened(),
                r.daysLate(), value(r.customer()), r.customerNumber(), r.customerName(), r.orderNumbers(), r.line(), r.why(), r.firstSeenAt(), r.changedAt(),
                r.version());
    }

    private static String value(Id id) {
        return id == null ? null : id.value();
    }
}
