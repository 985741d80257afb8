package io.plumbline.domain.delivery;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.plumbline.domain.Problem;
import io.plumbline.domain.feedback.Discrepancy;

/** What a receipt must be like to be taken. Names of fields are those of {@link ReceiptReport}. */
public final class ReceiptRules {
    public static final int MOST_LINES = 1000;
    public static final int MOST_NAMED = 50;
    public static final int MOST_WORDS = 4000;
    private static final Pattern CONNECTOR = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final BigDecimal MOST_QUANTITY = new BigDecimal("1000000000000");
    private static final LocalDate EARLIEST = LocalDate.of(1990, 1, 1);

    private final ReceiptReport report;
    private final Instant now;
    private final List<Problem> problems = new ArrayList<>();

    private ReceiptRules(ReceiptReport report, Instant now) {
        this.report = report;
        this.now = now;
    }

    /** Everything that is wrong with the report; empty when it can be taken. */
    public static List<Problem> check(ReceiptReport report, Instant now) {
        ReceiptRules rules = new ReceiptRules(report, now);
        rules.source();
        rules.names();
        rules.lines();
        return List.copyOf(rules.problems);
    }

    private void source() {
        DeliveredOrder.SourceRef s = report.source();
        if (s.connector() == null || !CONNECTOR.matcher(s.connector()).matches()) {
            wrong("source.connector", s.connector(), "1 to 40 characters of a-z, 0-9 and -");
        }
        required("source.company", s.company(), 60);
        required("source.docType", s.docType(), 60);
        required("source.docId", s.docId(), 120);
        if (s.changedAt() != null && s.changedAt().isAfter(now.plus(Duration.ofDays(1)))) {
            wrong("source.changedAt", s.changedAt().toString(), "a moment that is not in the future");
        }
        day("issued", report.issued());
        if (report.received() != null) {
            day("received", report.received().date());
        }
    }

    private void day(String field, LocalDate day) {
        if (day.isBefore(EARLIEST) || day.isAfter(now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(1))) {
            wrong(field, day.toString(), "a day since " + EARLIEST + " that is not in the future");
        }
    }

    private void names() {
        if (report.documents().isEmpty() && report.orders().isEmpty() && report.customerOrders().isEmpty() && !report.cancelled()) {
            wrong("documents", null, "the delivery that came, or its order");
        }
        all("documents", report.documents());
        all("orders", report.orders());
        all("customerOrders", report.customerOrders());
        optional("account", report.account(), 120);
    }

    private void all(String field, List<String> names) {
        if (names.size() > MOST_NAMED) {
            wrong(field, Integer.toString(names.size()), "at most " + MOST_NAMED);
        }
        for (int i = 0; i < names.size(); i++) {
            required(field + "[" + i + "]", names.get(i), 120);
        }
    }

    private void lines() {
        if (report.lines().size() > MOST_LINES) {
            wrong("lines", Integer.toString(report.lines().size()), "at most " + MOST_LINES);
        }
        for (int i = 0; i < report.lines().size(); i++) {
            ReceiptReport.Line line = report.lines().get(i);
            Discrepancy d = line.discrepancy();
            String at = "lines[" + i + "].";
            optional(at + "id", line.id(), 120);
            optional(at + "document", line.document(), 120);
            optional(at + "line", d.line(), 120);
            optional(at + "sku", d.sku(), 120);
            optional(at + "item", d.item(), 500);
            optional(at + "uom", d.uom(), 60);
            quantity(at + "received", d.received());
            quantity(at + "rejected", d.rejected());
            quantity(at + "missing", d.missing());
            quantity(at + "surplus", d.surplus());
            d.codes().forEach((code, value) -> required(at + code.name(), value, 60));
            if (line.words() != null && line.words().length() > MOST_WORDS) {
                wrong(at + "words", line.words(), "at most " + MOST_WORDS + " characters in all of its texts");
            }
        }
    }

    private void quantity(String field, BigDecimal value) {
        if (value != null && (value.signum() < 0 || value.compareTo(MOST_QUANTITY) > 0 || value.stripTrailingZeros().scale() > 6)) {
            // not toPlainString: 1E+999999999 in digits is a gigabyte
            wrong(field, value.toString(), "a quantity from 0 to " + MOST_QUANTITY.toPlainString() + " with at most six decimals");
        }
    }

    private void required(String field, String value, int most) {
        if (value == null || value.isBlank()) {
            wrong(field, null, "1 to " + most + " characters");
        } else {
            optional(field, value, most);
        }
    }

    private void optional(String field, String value, int most) {
        if (value == null) {
            return;
        }
        if (value.length() > most) {
            wrong(field, value, "at most " + most + " characters");
        } else if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t' && !(c == '\n' && field.endsWith("item")))) {
            wrong(field, value, "text without line breaks and control characters");
        }
    }

    private void wrong(String field, String value, String accepted) {
        problems.add(new Problem(field, value, accepted));
    }
}
