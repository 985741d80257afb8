package io.plumbline.domain;

import java.util.Objects;

/**
 * One thing that is wrong with something from outside.
 *
 * @param field    where: a path such as {@code lines[2].delivered}, a column, or a configuration key
 * @param value    what stood there, shortened to 100 characters and without control characters; empty when it was missing
 * @param accepted what would be accepted, in plain words
 */
public record Problem(String field, String value, String accepted) {
    private static final int SHOWN = 100;

    public Problem {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(accepted, "accepted");
        value = value == null ? "" : shown(value);
    }

    /** The sentence for people: field, value and what would be accepted. */
    public String text() {
        return value.isEmpty() ? field + " is missing: expected " + accepted : field + " is \"" + value + "\": expected " + accepted;
    }

    /** The same at another place. */
    public Problem at(String place) {
        return new Problem(place, value, accepted);
    }

    private static String shown(String value) {
        String plain = value.replaceAll("\\p{Cntrl}", "\uFFFD");
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
    }
}
