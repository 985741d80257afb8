package io.plumbline.rest.nonconformity;

import java.time.Instant;
import java.time.LocalDate;

import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

@Says("A nonconformity")
public record CaseJson(
        @Says(value = "Its number, without gaps within a site and a year", example = "NC-MAIN-2026-0001") String number,
        @Says("What is wrong, in one line") String title,
        @OneOf(Nonconformity.class) String state,
        Severity severity,
        @Says("Identity of the customer") @Maybe String customer,
        @Says("Null once erased") @Maybe String customerName,
        @Says("Identity of the order") @Maybe String order,
        @Maybe String orderNumber,
        @Says("Login of who works on it") @Maybe String owner,
        @Says("The nearest day by which one of its open actions is due") @Maybe LocalDate due,
        Instant reportedAt,
        Instant changedAt,
        long version) {
    public static CaseJson of(CaseRow r) {
        return new CaseJson(r.number(), r.title(), r.state(), r.severity(), r.customer() == null ? null : r.customer().value(), r.customerName(),
                r.order() == null ? null : r.order().value(), r.orderNumber(), r.owner(), r.due(), r.reportedAt(), r.changedAt(), r.version());
    }
}
