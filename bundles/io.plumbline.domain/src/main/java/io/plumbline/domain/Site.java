package io.plumbline.domain;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A part of the organisation that keeps its own cases, users and numbers.
 *
 * @param code one to eight characters of {@code A-Z0-9}, part of every case number
 */
public record Site(String code) {
    private static final Pattern SHAPE = Pattern.compile("[A-Z0-9]{1,8}");
    /** The site of an organisation that has only one. */
    public static final Site MAIN = new Site("MAIN");

    public Site {
        Objects.requireNonNull(code, "code");
        if (!SHAPE.matcher(code).matches()) {
            throw new IllegalArgumentException("site " + code + ": one to eight characters of A-Z and 0-9 expected");
        }
    }

    @Override
    public String toString() {
        return code;
    }
}
