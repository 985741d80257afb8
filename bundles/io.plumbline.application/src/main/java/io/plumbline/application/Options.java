package io.plumbline.application;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.plumbline.domain.Problem;

/**
 * Reads options that arrive as text from a file in {@code etc/}. A value that cannot be used is noted with file, key, value and what is
 * allowed, and the default stands in for it, so that the rest of the system runs.
 */
public final class Options {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    /** @param file as the operator knows it: {@code etc/io.plumbline.programme.cfg} */
    public Options(String file) {
        this.file = file;
    }

    /** What could not be used. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public String text(String key, String value, String standard) {
        return value == null || value.isBlank() ? standard : value.trim();
    }

    /** A time such as {@code 90s}, {@code 30m}, {@code 12h} or {@code 14d}. */
    public Duration duration(String key, String value, Duration standard, Duration least, Duration most) {
        return parsed(key, value, standard, "a time from " + shown(least) + " to " + shown(most) + " such as 90s, 30m, 12h or 14d", text -> {
            Duration d = duration(text);
            return d == null || d.compareTo(least) < 0 || d.compareTo(most) > 0 ? null : d;
        });
    }

    /** A time, or {@code never} for empty. */
    public Optional<Duration> optionalDuration(String key, String value, Optional<Duration> standard) {
        return parsed(key, value, standard, "a time such as 30m, 12h or 14d, or never", text -> {
            if (text.equalsIgnoreCase("never")) {
                return Optional.empty();
            }
            Duration d = duration(text);
            return d == null ? null : Optional.of(d);
        });
    }

    public int number(String key, String value, int standard, int least, int most) {
        return parsed(key, value, standard, "a whole number from " + least + " to " + most, text -> {
            int n = Integer.parseInt(text);
            return n < least || n > most ? null : n;
        });
    }

    public BigDecimal percent(String key, String value, BigDecimal standard) {
        return parsed(key, value, standard, "a number from 0 to 100", text -> {
            BigDecimal n = new BigDecimal(text);
            return n.signum() < 0 || n.compareTo(BigDecimal.valueOf(100)) > 0 || n.scale() > 2 ? null : n;
        });
    }

    public boolean yes(String key, String value, boolean standard) {
        return parsed(key, value, standard, "true or false", text -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null);
    }

    public ZoneId zone(String key, String value, ZoneId standard) {
        return parsed(key, value, standard, "a time zone such as Europe/Berlin", ZoneId::of);
    }

    public LocalTime time(String key, String value, LocalTime standard) {
        return parsed(key, value, standard, "a time of day such as 07:00", LocalTime::parse);
    }

    /** An absolute http or https address without a trailing slash. */
    public URI url(String key, String value, URI standard) {
        return parsed(key, value, standard, "an address such as https://quality.example.org", text -> {
            URI uri = URI.create(text.replaceAll("/+$", ""));
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null ? uri : null;
        });
    }

    /** Anything else: {@code read} gives null or throws for a value that cannot be used. */
    public <T> T parsed(String key, String value, T standard, String allowed, Function<String, T> read) {
        if (value == null || value.isBlank()) {
            return standard;
        }
        try {
            T result = read.apply(value.trim());
            if (result != null) {
                return result;
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            // falls through to the problem, which says more than the exception
        }
        problems.add(new Problem(file + ": " + key, value, allowed + "; using " + shown(standard)));
        return standard;
    }

    private static Duration duration(String text) {
        Matcher m = DURATION.matcher(text);
        if (!m.matches()) {
            return null;
        }
        long n = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }

    private static String shown(Object value) {
        if (value instanceof Optional<?> o) {
            return o.map(Options::shown).orElse("never");
        }
        if (!(value instanceof Duration d)) {
            return String.valueOf(value);
        }
        if (d.isZero()) {
            return "0s";
        }
        long millis = d.toMillis();
        if (millis % 86_400_000 == 0) {
            return d.toDays() + "d";
        }
        if (millis % 3_600_000 == 0) {
            return d.toHours() + "h";
        }
        if (millis % 60_000 == 0) {
            return d.toMinutes() + "m";
        }
        return millis % 1000 == 0 ? d.toSeconds() + "s" : millis + "ms";
    }
}
