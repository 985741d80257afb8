package io.plumbline.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How things look in tables. */
final class Shown {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int MOST = 100;

    private Shown() {
    }

    /** {@code 2026-11-21 12:00:00 (3 min ago)}, in UTC; nothing for null. */
    static String time(Instant at, Instant now) {
        if (at == null) {
            return "";
        }
        Duration age = Duration.between(at, now);
        return TIME.format(at) + (age.isNegative() ? " (in " + length(age.negated()) + ")" : " (" + length(age) + " ago)");
    }

    /** In words, roughly. */
    static String length(Duration d) {
        if (d.toDays() > 1) {
            return d.toDays() + " days";
        }
        if (d.toHours() > 1) {
            return d.toHours() + " h";
        }
        return d.toMinutes() > 1 ? d.toMinutes() + " min" : d.toSeconds() + " s";
    }

    /** One line without control characters, so that nothing from outside can play tricks on the terminal. */
    static String line(String text) {
        String plain = text == null ? "" : text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
        return plain.length() <= MOST ? plain : plain.substring(0, MOST - 1) + "…";
    }
}
