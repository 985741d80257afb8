package io.plumbline.erp.files;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;

import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;

/** Days and moments as spreadsheets write them: {@code 2026-11-20}, {@code 20.11.2026}, either with a time; or ISO with an offset. */
final class CsvDates {
    static final String ACCEPTED = "a day of the calendar such as 2026-11-20 or 20.11.2026";
    private static final List<DateTimeFormatter> DAYS = formatters("uuuu-MM-dd", "d.M.uuuu");
    private static final List<DateTimeFormatter> TIMES = formatters("uuuu-MM-dd['T'][ ]HH:mm[:ss]", "d.M.uuuu HH:mm[:ss]");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);
    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

    private CsvDates() {
    }

    /** A time without an offset is left out: nobody knows whose clock it is of. */
    static Optional<ErpDate> date(String text, Basis basis) {
        Optional<OffsetDateTime> exact = exact(text);
        if (exact.isPresent()) {
            return exact.map(e -> new ErpDate(e.toLocalDate(), e.toInstant(), e.getOffset(), basis));
        }
        return local(text).map(l -> ErpDate.day(l.toLocalDate(), basis));
    }

    /** A moment; without an offset it is taken as UTC, which is good enough to tell an older version from a newer one. */
    static Optional<Instant> moment(String text) {
        return exact(text).map(OffsetDateTime::toInstant).or(() -> local(text).map(l -> l.toInstant(ZoneOffset.UTC)));
    }

    private static Optional<OffsetDateTime> exact(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text, OFFSET)).filter(e -> sensible(e.toLocalDate()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDateTime> local(String text) {
        for (DateTimeFormatter day : DAYS) {
            try {
                return Optional.of(LocalDate.parse(text, day).atStartOfDay()).filter(l -> sensible(l.toLocalDate()));
            } catch (DateTimeException e) {
                // the next form may fit
            }
        }
        for (DateTimeFormatter time : TIMES) {
            try {
                return Optional.of(LocalDateTime.parse(text, time)).filter(l -> sensible(l.toLocalDate()));
            } catch (DateTimeException e) {
                // the next form may fit
            }
        }
        return Optional.empty();
    }

    private static boolean sensible(LocalDate day) {
        return !day.isBefore(EARLIEST) && day.isBefore(LATEST);
    }

    private static List<DateTimeFormatter> formatters(String... patterns) {
        return java.util.Arrays.stream(patterns).map(p -> DateTimeFormatter.ofPattern(p, java.util.Locale.ROOT).withResolverStyle(ResolverStyle.STRICT)).toList();
    }
}
