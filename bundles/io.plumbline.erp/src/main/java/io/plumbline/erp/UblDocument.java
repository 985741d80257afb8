package io.plumbline.erp;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;

/** What all UBL documents have in common; it keeps in mind where each field was read, so that mistakes found later can be told by path and line. */
abstract class UblDocument {
    private static final Set<String> CANCELLED = Set.of("cancelled", "canceled", "1");
    private static final Set<String> STANDING = Set.of("nostatus", "revised", "disputed", "5", "9");
    private static final int MOST_DIGITS = 60;
    /** How documents name a customer, best first; the first is the seller's own number. */
    private static final String[] ACCOUNTS = {"cbc:SupplierAssignedAccountID", "cac:Party/cac:PartyIdentification/cbc:ID",
        "cac:Party/cac:PartyLegalEntity/cbc:CompanyID", "cac:Party/cbc:EndpointID", "cbc:CustomerAssignedAccountID"};
    final UblElement root;
    final List<Problem> problems;
    private final Map<String, String> places = new HashMap<>();
    private final Map<ErpDate, String> datePlaces = new IdentityHashMap<>();

    UblDocument(UblElement root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
    }

    /** Path and line of what a field of the report was read from, or of the nearest thing around it. */
    final String placeOf(String field) {
        String at = field;
        while (!at.isEmpty()) {
            String place = places.get(at);
            if (place != null) {
                return place;
            }
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return root.place();
    }

    /** The text at the first of these paths that has any, or null; the field is read from there. */
    final String read(String field, UblElement from, String... ways) {
        for (String way : ways) {
            Optional<UblElement> found = from.find(way).filter(e -> !e.text().isEmpty());
            if (found.isPresent()) {
                isAt(field, found.get());
                return found.get().text();
            }
        }
        places.put(field, from.placeOf(ways[0]));
        return null;
    }

    final void isAt(String field, UblElement element) {
        places.put(field, element.place());
    }

    final void isAt(String field, ErpDate date) {
        if (date != null && datePlaces.containsKey(date)) {
            places.put(field, datePlaces.get(date));
        }
    }

    /** The party who bought. */
    final UblElement buyer() {
        return root.find("cac:BuyerCustomerParty").orElseGet(() -> root.find("cac:DeliveryCustomerParty").orElseThrow());
    }

    final String account(String field, UblElement party) {
        return read(field, party, ACCOUNTS);
    }

    final String company() {
        String company = read("source.company", root, "cac:DespatchSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID");
        return company == null ? "-" : company;
    }

    final boolean isCancelled() {
        Optional<UblElement> code = root.find("cbc:DocumentStatusCode").filter(c -> !c.text().isEmpty());
        if (code.isEmpty() || STANDING.contains(code.get().text().toLowerCase(Locale.ROOT))) {
            return false;
        }
        if (!CANCELLED.contains(code.get().text().toLowerCase(Locale.ROOT))) {
            wrong(code.get(), "Cancelled, Revised, Disputed or NoStatus, or no status at all");
        }
        return true;
    }

    /** When the document was issued, or null where it does not say at what time. */
    final Instant issuedAt() {
        Optional<UblElement> time = root.find("cbc:IssueTime");
        if (time.isEmpty()) {
            return null;
        }
        isAt("source.changedAt", time.get());
        LocalDate day = day(root.find("cbc:IssueDate").orElse(null));
        TimeOfDay clock = time(time.get());
        // without an offset the moment is off by hours, but still orders the versions of one document
        return day == null || clock == null ? null : day.atTime(clock.time()).toInstant(clock.offset() == null ? ZoneOffset.UTC : clock.offset());
    }

    final BigDecimal number(UblElement element) {
        if (element.text().length() <= MOST_DIGITS) {
            try {
                BigDecimal number = new BigDecimal(element.text());
                if (number.signum() >= 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below, as for a negative one
            }
        }
        wrong(element, "a quantity of zero or more");
        return null;
    }

    final ErpDate date(UblElement from, String dateWay, String timeWay, Basis basis) {
        Optional<UblElement> element = from.find(dateWay);
        LocalDate day = day(element.orElse(null));
        if (day == null) {
            return null;
        }
        TimeOfDay clock = from.find(timeWay).map(this::time).orElse(null);
        ZoneOffset offset = clock == null ? null : clock.offset() != null ? clock.offset() : offset(element.get());
        ErpDate date = new ErpDate(day, offset == null ? null : day.atTime(clock.time()).toInstant(offset), offset, basis);
        datePlaces.put(date, element.get().place());
        return date;
    }

    final LocalDate day(UblElement element) {
        if (element == null || element.text().isEmpty()) {
            return null;
        }
        try {
            return LocalDate.from(DateTimeFormatter.ISO_DATE.parse(element.text()));
        } catch (DateTimeException e) {
            wrong(element, "a day of the calendar such as 2026-11-20");
            return null;
        }
    }

    private static ZoneOffset offset(UblElement date) {
        TemporalAccessor read = DateTimeFormatter.ISO_DATE.parse(date.text());
        return read.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.ofTotalSeconds(read.get(ChronoField.OFFSET_SECONDS)) : null;
    }

    private record TimeOfDay(LocalTime time, ZoneOffset offset) {
    }

    private TimeOfDay time(UblElement element) {
        try {
            TemporalAccessor read = DateTimeFormatter.ISO_TIME.parse(element.text());
            return new TimeOfDay(LocalTime.from(read),
                    read.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.ofTotalSeconds(read.get(ChronoField.OFFSET_SECONDS)) : null);
        } catch (DateTimeException e) {
            wrong(element, "a time of day such as 10:42:07+01:00");
            return null;
        }
    }

    final void wrong(UblElement element, String accepted) {
        Problem problem = new Problem(element.place(), element.text(), accepted);
        // the date of issue, for one, is read for two purposes
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    final void missing(UblElement parent, String child, String accepted) {
        problems.add(new Problem(parent.placeOf(child), null, accepted));
    }
}
