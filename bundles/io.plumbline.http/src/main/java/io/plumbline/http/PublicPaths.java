package io.plumbline.http;

import java.util.List;

/** What is open without a login. The list is written by hand; whatever is not on it needs a login. */
public final class PublicPaths {
    private static final List<String> OPEN = List.of("/s", "/u", "/login", "/assets", "/health", "/favicon.ico", "/robots.txt");
    /** Open only while there is no user. */
    private static final String SETUP = "/setup";

    private PublicPaths() {
    }

    /**
     * @param path      decoded, from the root of the port
     * @param setupOpen whether the first operator is still to be created
     */
    public static boolean cover(String path, boolean setupOpen) {
        return OPEN.stream().anyMatch(open -> below(path, open)) || setupOpen && path.equals(SETUP);
    }

    /** Whether {@code path} is {@code prefix} or stands below it. */
    public static boolean below(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
