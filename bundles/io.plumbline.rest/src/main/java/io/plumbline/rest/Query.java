package io.plumbline.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.core.UriInfo;

import io.plumbline.domain.Id;

/** The query of a list: what it filters, where it begins, and how much it wants. A parameter that is not known is refused by name. */
public final class Query {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MOST = 200;
    private static final Set<String> PAGING = Set.of("after", "limit");

    private final MultivaluedMap<String, String> given;

    public Query(UriInfo uri, String... known) {
        given = uri.getQueryParameters();
        Set<String> all = new TreeSet<>(PAGING);
        all.addAll(Arrays.asList(known));
        for (String name : given.keySet()) {
            if (!all.contains(name)) {
                throw new Invalid("query parameter " + name, given.getFirst(name), "one of " + String.join(", ", all));
            }
            if (given.get(name).size() > 1) {
                throw new Invalid("query parameter " + name, String.join(" ", given.get(name)), "each parameter once");
            }
        }
    }

    public String text(String name) {
        String value = given.getFirst(name);
        if (value != null && value.length() > 200) {
            throw new Invalid("query parameter " + name, value, "at most 200 characters");
        }
        return value == null || value.isBlank() ? null : value.trim();
    }

    public int limit() {
        return parsed("limit", "a whole number from 1 to " + MOST, value -> {
            int n = Integer.parseInt(value);
            return n < 1 || n > MOST ? null : Integer.valueOf(n);
        }, DEFAULT_LIMIT);
    }

    public String after() {
        return text("after");
    }

    /** {@link #after} where it is an identity. */
    public String afterId() {
        return parsed("after", "what the page before gave as next", value -> Id.isOne(value) ? value : null, null);
    }

    public Id id(String name) {
        return parsed(name, "an identity of 26 characters", value -> Id.isOne(value) ? new Id(value) : null, null);
    }

    public LocalDate day(String name) {
        return parsed(name, "a day such as 2026-11-21", LocalDate::parse, null);
    }

    public Instant moment(String name) {
        return parsed(name, "a moment in UTC such as 2026-11-21T08:00:00Z", Instant::parse, null);
    }

    public <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        String accepted = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        return parsed(name, accepted, value -> Enum.valueOf(type, value.toUpperCase(Locale.ROOT)), null);
    }

    /** One of the given words, or null when the parameter is absent. */
    public String word(String name, Set<String> words) {
        return parsed(name, String.join(", ", new TreeSet<>(words)), value -> words.contains(value) ? value : null, null);
    }

    private <T> T parsed(String name, String accepted, Function<String, T> read, T absent) {
        String value = text(name);
        if (value == null) {
            return absent;
        }
        try {
            T result = read.apply(value);
            if (result != null) {
                return result;
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            // the answer below says more than the exception does
        }
        throw new Invalid("query parameter " + name, value, accepted);
    }
}
