package io.plumbline.http;

import java.util.regex.Pattern;

/** Where to go after a login: only ever a path of this very host. */
public final class LocalPath {
    private static final Pattern SHAPE = Pattern.compile("/(?![/\\\\])[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,1000}");

    private LocalPath() {
    }

    /** {@code next} when it is a path of this host, else {@code /}. */
    public static String orHome(String next) {
        return next != null && SHAPE.matcher(next).matches() ? next : "/";
    }
}
