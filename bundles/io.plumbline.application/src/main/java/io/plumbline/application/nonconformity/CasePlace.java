package io.plumbline.application.nonconformity;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Severity;

/**
 * Where a case stands in a list, which is where the next page begins: {@code NC-MAIN-2026-0001}, and before it what else the list is
 * sorted by, {@code MAJOR.}, {@code 2026-11-20.} or a customer's identity, so that no name gets into an address; {@code none.} where there is
 * nothing.
 *
 * @param value what the list is sorted by before the number; null where there is nothing
 */
public record CasePlace(CaseOrder.By by, String value, CaseNumber number) {
    private static final String NONE = "none";

    /** Empty where the text is no place in a list that is sorted so. */
    public static Optional<CasePlace> parse(CaseOrder.By by, String text) {
        if (by == CaseOrder.By.NUMBER) {
            return CaseNumber.parse(text).map(n -> new CasePlace(by, null, n));
        }
        int dot = text.indexOf('.');
        String value = dot < 0 ? "" : text.substring(0, dot);
        if (!known(by, value)) {
            return Optional.empty();
        }
        return CaseNumber.parse(text.substring(dot + 1)).map(n -> new CasePlace(by, value.equals(NONE) ? null : value, n));
    }

    private static boolean known(CaseOrder.By by, String value) {
        return switch (by) {
            case NUMBER -> false;
            case SEVERITY -> Arrays.stream(Severity.values()).anyMatch(s -> s.name().equals(value));
            case DUE -> value.equals(NONE) || day(value);
            case CUSTOMER -> value.equals(NONE) || Id.isOne(value);
        };
    }

    private static boolean day(String value) {
        try {
            return LocalDate.parse(value).getYear() <= 9999;
        } catch (DateTimeParseException e) {
            return false; // not one: as if there were no such place
        }
    }

    @Override
    public String toString() {
        return by == CaseOrder.By.NUMBER ? number.toString() : (value == null ? NONE : value) + "." + number;
    }
}
