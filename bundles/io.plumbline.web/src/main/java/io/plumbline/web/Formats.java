package io.plumbline.web;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import io.plumbline.domain.survey.Language;

/** Dates, times and numbers as readers of a language expect them. No format leaves open which number is the month. */
public final class Formats {
    private final Texts texts;
    private final ZoneId zone;
    private final DateTimeFormatter day;
    private final DateTimeFormatter minute;

    public Formats(Language language, ZoneId zone) {
        this.texts = Texts.in(language);
        this.zone = zone;
        String pattern = language == Language.DE ? "dd.MM.uuuu" : "d MMM uuuu";
        this.day = DateTimeFormatter.ofPattern(pattern, locale(language));
        this.minute = DateTimeFormatter.ofPattern(pattern + ", HH:mm", locale(language));
    }

    /** English numbers and dates follow the British order, which the continent reads too. */
    static Locale locale(Language language) {
        return language == Language.DE ? Locale.GERMANY : Locale.UK;
    }

    public String day(LocalDate date) {
        return day.format(date);
    }

    public String minute(Instant time) {
        return minute.format(time.atZone(zone));
    }

    public LocalDate dayOf(Instant time) {
        return time.atZone(zone).toLocalDate();
    }

    /** {@code 3 days ago}, {@code in 2 hours}. */
    public String relative(Instant time, Instant now) {
        Duration between = Duration.between(time, now);
        String direction = between.isNegative() ? "future" : "past";
        Duration distance = between.abs();
        if (distance.toMinutes() < 1) {
            return texts.say("time.now");
        }
        if (distance.toHours() < 1) {
            return texts.say("time." + direction + ".minutes", distance.toMinutes());
        }
        if (distance.toDays() < 1) {
            return texts.say("time." + direction + ".hours", distance.toHours());
        }
        return days(direction, ChronoUnit.DAYS.between(dayOf(time), dayOf(now)));
    }

    /** {@code today}, {@code 3 days ago}, {@code in 2 days}. */
    public String relative(LocalDate date, Instant now) {
        long days = ChronoUnit.DAYS.between(date, dayOf(now));
        return days == 0 ? texts.say("time.today") : days(days < 0 ? "future" : "past", days);
    }

    private String days(String direction, long signed) {
        long days = Math.max(1, Math.abs(signed));
        if (days < 60) {
            return texts.say("time." + direction + ".days", days);
        }
        return days < 730 ? texts.say("time." + direction + ".months", days / 30) : texts.say("time." + direction + ".years", days / 365);
    }

    /** {@code 4 min}, {@code 3 h}, {@code 12 d}: how long something lasted, where space is short. */
    public String span(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 120) {
            return texts.say("span.seconds", seconds);
        }
        if (seconds < 7200) {
            return texts.say("span.minutes", seconds / 60);
        }
        return seconds < 172_800 ? texts.say("span.hours", seconds / 3600) : texts.say("span.days", seconds / 86_400);
    }

    /** {@code 30 days}, {@code one hour}: a length of time in a sentence. */
    public String length(Duration length) {
        if (length.toHours() < 1) {
            return texts.say("length.minutes", length.toMinutes());
        }
        return length.toDays() < 1 ? texts.say("length.hours", length.toHours()) : texts.say("length.days", length.toDays());
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale(texts.language())).format(number);
    }

    /** All its digits and none that only pad. */
    public String number(BigDecimal number) {
        NumberFormat format = NumberFormat.getNumberInstance(locale(texts.language()));
        format.setMaximumFractionDigits(Math.max(0, Math.min(20, number.stripTrailingZeros().scale())));
        return format.format(number);
    }
}
