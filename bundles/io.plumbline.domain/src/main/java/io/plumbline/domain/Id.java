package io.plumbline.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Identity of a record: 26 characters in Crockford's base 32, of which the first ten are the moment of creation in milliseconds and
 * the other sixteen are random (the layout of a ULID). Sorting by identity sorts by creation, which is what keyset paging needs.
 *
 * @param value 26 characters of {@code 0-9A-HJKMNP-TV-Z}
 */
public record Id(String value) implements Comparable<Id> {
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final Pattern SHAPE = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");

    public Id {
        Objects.requireNonNull(value, "value");
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an identity: 26 characters of base 32 expected");
        }
    }

    /** A new identity created at {@code now}. */
    public static Id at(Instant now, RandomGenerator random) {
        char[] out = new char[26];
        long millis = Math.max(0, now.toEpochMilli());
        for (int i = 9; i >= 0; i--) {
            out[i] = DIGITS[(int) (millis & 31)];
            millis >>>= 5;
        }
        for (int i = 10; i < 26; i++) {
            out[i] = DIGITS[random.nextInt(32)];
        }
        return new Id(new String(out));
    }

    /** Whether {@code text} has the shape of an identity; nothing is said of its existence. */
    public static boolean isOne(String text) {
        return text != null && SHAPE.matcher(text).matches();
    }

    @Override
    public int compareTo(Id other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
