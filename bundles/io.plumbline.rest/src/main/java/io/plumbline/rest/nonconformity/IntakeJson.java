package io.plumbline.rest.nonconformity;

import java.util.List;

import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.domain.nonconformity.Intake;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.rest.Wanted;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

/** A case as it is reported, and what became of the report. */
final class IntakeJson {
    private IntakeJson() {
    }

    @Says("A case to be filed")
    public record NewCaseJson(ReportNonconformity.Source source,
            @Says(value = "AUDIT: the finding's number. HAND: a token of yours that makes it once, 16 to 128 letters, digits, hyphens and underscores. FEEDBACK: left out", example = "IA-2026-07/3")
            @Maybe String reference, @Says("FEEDBACK: identity of what the customer said") @Maybe String feedback,
            @Says("What is wrong, in one line of 1 to 200 characters, without personal data") String title, @Says("At most 4000 characters") @Maybe String description,
            @Says("Whether people may come to harm, or a law is broken") @Maybe Boolean danger, @Says("Whether it was found throughout or again") @Maybe Boolean systemic,
            @Says("Left out for the one that the rules propose") @Maybe Severity severity, @Says("Why another severity than the proposed one, 1 to 2000 characters") @Maybe String reason,
            @Says("Identity of the delivery; its order, customer and lines are then known") @Maybe String delivery, @Says("Identity of the order") @Maybe String order,
            @Says("Identity of the customer") @Maybe String customer, @Says("Identity of the delivery's line") @Maybe String line,
            @Says(value = "The product's number", example = "GZ-1001") @Maybe String sku, @Says(value = "Lot or serial number", example = "L-7") @Maybe String lot,
            @Says("Who brought it, at most 120 characters") @Maybe String carrier) {
        ReportNonconformity.Words read() {
            return new ReportNonconformity.Words(source, reference, Wanted.id("feedback", feedback), title, description, Boolean.TRUE.equals(danger), Boolean.TRUE.equals(systemic), severity, reason,
                    Wanted.id("delivery", delivery), Wanted.id("order", order), Wanted.id("customer", customer), line, sku, lot, carrier);
        }
    }

    @Says("What became of a report")
    public record FiledJson(@Says(value = "The case's number", example = "NC-MAIN-2026-0001") String number, @Says("Whether it was filed now; false where there was a case for the same") boolean filed,
            @OneOf(Nonconformity.class) String state, String title, Severity severity, @Says("The severity that the rules proposed; left out where there was a case") @Maybe Severity proposed,
            @Says("Why; empty where there was a case") List<String> reasons) {
    }

    @Says("What was said when a case was filed")
    public record IntakeDetailJson(@Says("The number of the audit's finding") @Maybe String reference, @Maybe String description, @Says("The severity that the rules proposed") Severity proposed,
            @Says("Why") List<String> reasons, @Says("Identity of the delivery's line") @Maybe String line, @Maybe String sku, @Says("What the product is called") @Maybe String product,
            @Maybe String lot, @Maybe String carrier, @Says("Login of who filed it, or the route that did") String by) {
        static IntakeDetailJson of(Intake i) {
            return new IntakeDetailJson(i.reference(), i.description(), i.proposed(), i.reasons(), i.line(), i.sku(), i.product(), i.lot(), i.carrier(), i.by());
        }
    }
}
