package io.plumbline.domain.delivery;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder.ContactRef;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Kind;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.DeliveredOrder.LinkType;
import io.plumbline.domain.delivery.DeliveredOrder.OrderRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;

/**
 * What a report must be like to be taken, the same for every door. Names of fields are those of the neutral JSON form.
 */
public final class DeliveryRules {
    public static final int MOST_LINES = 1000;
    public static final int MOST_ORDERS = 50;
    public static final int MOST_CONTACTS = 20;
    private static final Pattern CONNECTOR = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"(),:;\\\\\\[\\]\\p{Cntrl}]{1,64}@[^\\s@<>\"(),:;\\\\\\[\\]\\p{Cntrl}]{1,189}");
    private static final BigDecimal MOST_QUANTITY = new BigDecimal("1000000000000");
    private static final LocalDate EARLIEST = LocalDate.of(1990, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2100, 1, 1);
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private final DeliveredOrder report;
    private final Instant now;
    private final List<Problem> problems = new ArrayList<>();

    private DeliveryRules(DeliveredOrder report, Instant now) {
        this.report = report;
        this.now = now;
    }

    /** Everything that is wrong with the report; empty when it can be taken. */
    public static List<Problem> check(DeliveredOrder report, Instant now) {
        DeliveryRules rules = new DeliveryRules(report, now);
        rules.source();
        rules.dates();
        rules.people();
        rules.orders();
        rules.lines();
        rules.rest();
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
        optional("source.docNo", s.docNo(), 120);
        if (s.changedAt() != null && s.changedAt().isAfter(now.plus(Duration.ofDays(1)))) {
            wrong("source.changedAt", s.changedAt().toString(), "a moment that is not in the future");
        }
    }

    private void dates() {
        date("requested", report.requested(), false);
        date("promised", report.promised(), false);
        date("shipped", report.shipped(), true);
        date("delivered", report.delivered(), true);
    }

    private void date(String field, ErpDate date, boolean past) {
        if (date == null) {
            return;
        }
        if (date.date().isBefore(EARLIEST) || date.date().isAfter(LATEST)) {
            wrong(field + ".date", date.date().toString(), "a day between " + EARLIEST + " and " + LATEST);
        } else if (past && report.status() == Status.DELIVERED && date.date().isAfter(now.atZone(java.time.ZoneOffset.UTC).toLocalDate().plusDays(1))) {
            wrong(field + ".date", date.date().toString(), "a day that is not in the future, as the status is DELIVERED");
        }
    }

    private void people() {
        if (report.customer() != null) {
            required("customer.id", report.customer().id(), 120);
            optional("customer.no", report.customer().no(), 120);
            required("customer.name", report.customer().name(), 200);
            optional("customer.groupCode", report.customer().groupCode(), 60);
            optional("customer.parentId", report.customer().parentId(), 120);
        } else if (needsBody()) {
            wrong("customer", null, "who ordered");
        }
        most("contacts", report.contacts().size(), MOST_CONTACTS);
        for (int i = 0; i < report.contacts().size(); i++) {
            ContactRef c = report.contacts().get(i);
            String at = "contacts[" + i + "].";
            optional(at + "id", c.id(), 120);
            optional(at + "name", c.name(), 200);
            optional(at + "phone", c.phone(), 60);
            if (c.email() != null && (c.email().length() > 254 || !EMAIL.matcher(c.email()).matches())) {
                wrong(at + "email", c.email(), "one address such as name@example.org");
            }
            if (c.language() != null && (c.language().length() > 35 || !LANGUAGES.contains(Locale.forLanguageTag(c.language().replace('_', '-')).getLanguage()))) {
                wrong(at + "language", c.language(), "a BCP 47 tag such as de or en-GB");
            }
        }
        if (report.salesperson() != null) {
            optional("salesperson.id", report.salesperson().id(), 120);
            optional("salesperson.name", report.salesperson().name(), 200);
            optional("salesperson.email", report.salesperson().email(), 254);
        }
    }

    private void orders() {
        if (report.orders().isEmpty() && needsBody()) {
            wrong("orders", null, "the order or orders that the delivery serves");
        }
        most("orders", report.orders().size(), MOST_ORDERS);
        for (int i = 0; i < report.orders().size(); i++) {
            OrderRef o = report.orders().get(i);
            String at = "orders[" + i + "].";
            required(at + "id", o.id(), 120);
            required(at + "no", o.no(), 120);
            optional(at + "customerReference", o.customerReference(), 120);
            if (o.currency() != null && !CURRENCIES.contains(o.currency())) {
                wrong(at + "currency", o.currency(), "an ISO 4217 code such as EUR");
            }
            if (o.net() != null && !fits(o.net().abs())) {
                wrong(at + "net", o.net().toString(), "an amount of at most " + MOST_QUANTITY.toPlainString() + " with at most six decimals");
            }
            if (o.orderDate() != null && (o.orderDate().isBefore(EARLIEST) || o.orderDate().isAfter(LATEST))) {
                wrong(at + "orderDate", o.orderDate().toString(), "a day between " + EARLIEST + " and " + LATEST);
            }
        }
        long different = report.orders().stream().map(OrderRef::id).distinct().count();
        if (different != report.orders().size()) {
            wrong("orders", Integer.toString(report.orders().size()), "each order once");
        }
    }

    private void lines() {
        if (report.lines().isEmpty() && needsBody()) {
            wrong("lines", null, "at least one delivered line");
        }
        most("lines", report.lines().size(), MOST_LINES);
        Set<String> orders = report.orders().stream().map(OrderRef::id).collect(Collectors.toSet());
        for (int i = 0; i < report.lines().size(); i++) {
            Line line = report.lines().get(i);
            String at = "lines[" + i + "].";
            required(at + "id", line.id(), 120);
            required(at + "name", line.name(), 500);
            for (Map.Entry<String, String> e : Map.of("orderLineId", text(line.orderLineId()), "productId", text(line.productId()), "sku", text(line.sku()),
                    "gtin", text(line.gtin()), "customerSku", text(line.customerSku()), "category", text(line.category()), "uom", text(line.uom()))
                    .entrySet()) {
                optional(at + e.getKey(), e.getValue(), 120);
            }
            if (line.orderId() == null ? report.orders().size() > 1 : !orders.contains(line.orderId())) {
                wrong(at + "orderId", line.orderId(), "the id of one of the orders: " + String.join(", ", orders));
            }
            if (line.delivered() == null) {
                wrong(at + "delivered", null, "a quantity of zero or more");
            }
            quantity(at + "delivered", line.delivered());
            quantity(at + "ordered", line.ordered());
            quantity(at + "deliveredToDate", line.deliveredToDate());
            date(at + "promised", line.promised(), false);
            most(at + "lots", line.lots().size(), 200);
            for (String lot : line.lots()) {
                required(at + "lots", lot, 120);
            }
        }
    }

    private void rest() {
        place("destination", report.destination());
        place("origin", report.origin());
        optional("carrier", report.carrier(), 120);
        if (report.kind() == Kind.RETURN && report.links().stream().noneMatch(l -> l.type() == LinkType.RETURN_OF)) {
            wrong("links", null, "a link RETURN_OF to the delivery or the order that came back");
        }
        most("links", report.links().size(), 50);
        for (int i = 0; i < report.links().size(); i++) {
            DeliveredOrder.Link link = report.links().get(i);
            if (link.docId() == null && link.orderId() == null) {
                wrong("links[" + i + "].docId", null, "the other document, or its order as orderId");
            }
            optional("links[" + i + "].docId", link.docId(), 120);
            optional("links[" + i + "].orderId", link.orderId(), 120);
        }
        most("attributes", report.attributes().size(), 50);
        report.attributes().forEach((k, v) -> {
            required("attributes", k, 60);
            optional("attributes." + k, v, 1000);
        });
    }

    private void place(String field, DeliveredOrder.Place place) {
        if (place == null) {
            return;
        }
        if (place.country() != null && !COUNTRIES.contains(place.country())) {
            wrong(field + ".country", place.country(), "an ISO 3166-1 code of two capital letters such as DE");
        }
        optional(field + ".siteId", place.siteId(), 60);
        optional(field + ".name", place.name(), 200);
        optional(field + ".region", place.region(), 120);
        optional(field + ".postalCode", place.postalCode(), 20);
        optional(field + ".city", place.city(), 120);
    }

    /** A cancellation may be as short as the document's identity. */
    private boolean needsBody() {
        return report.status() != Status.CANCELLED && report.kind() != Kind.RETURN;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private void quantity(String field, BigDecimal value) {
        if (value != null && (value.signum() < 0 || !fits(value))) {
            // not toPlainString: 1E+999999999 in digits is a gigabyte
            wrong(field, value.toString(), "a quantity from 0 to " + MOST_QUANTITY.toPlainString() + " with at most six decimals");
        }
    }

    private static boolean fits(BigDecimal value) {
        return value.compareTo(MOST_QUANTITY) <= 0 && value.stripTrailingZeros().scale() <= 6;
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
        } else if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t') || value.indexOf('\n') >= 0 && !field.startsWith("lines")) {
            wrong(field, value, "text without line breaks and control characters");
        }
    }

    private void most(String field, int size, int most) {
        if (size > most) {
            wrong(field, Integer.toString(size), "at most " + most);
        }
    }

    private void wrong(String field, String value, String accepted) {
        problems.add(new Problem(field, value, accepted));
    }
}
