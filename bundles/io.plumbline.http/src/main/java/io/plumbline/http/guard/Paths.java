package io.plumbline.http.guard;

import java.util.List;
import java.util.regex.Pattern;

import javax.servlet.http.HttpServletRequest;

import io.plumbline.http.PublicPaths;

/** Which rules hold where. */
final class Paths {
    /** Doors for machines: Basic login, problem documents. */
    private static final List<String> SERVICES = List.of("/api", "/soap", "/metrics", "/health");
    /** Links in mails: their secret stands in the path. */
    private static final List<String> TOKENS = List.of("/s", "/u");
    /** Whatever the container and a guest might read in two ways: encoded separators, dots, parameters and control characters. */
    private static final Pattern TWO_WAYS = Pattern.compile("//|[;\\\\]|/\\.{1,2}(/|$)|%(2[eEfF]|5[cC]|3[bB]|25|[01][0-9a-fA-F]|7[fF])");
    private static final int LONGEST = 2000;

    /** An attachment of 10 MiB, the most that a case takes, and the form around it. */
    static final int FILE_BYTES = (10 * 1024 + 64) * 1024;
    private static final Pattern FILES = Pattern.compile("/cases/[^/]+/attachments|/api/v1/nonconformities/[^/]+/file/attachments");

    private Paths() {
    }

    /** Decoded, from the root of the port. */
    static String of(HttpServletRequest request) {
        String path = (request.getServletPath() == null ? "" : request.getServletPath()) + (request.getPathInfo() == null ? "" : request.getPathInfo());
        return path.isEmpty() ? "/" : path;
    }

    /** Whether everybody reads the address in the same way. */
    static boolean plain(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String query = request.getQueryString();
        return uri.length() <= LONGEST && (query == null || query.length() <= 2 * LONGEST) && !TWO_WAYS.matcher(uri).find();
    }

    static boolean ofServices(String path) {
        return SERVICES.stream().anyMatch(prefix -> PublicPaths.below(path, prefix));
    }

    static boolean ofApi(String path) {
        return PublicPaths.below(path, "/api");
    }

    static boolean withToken(String path) {
        return TOKENS.stream().anyMatch(prefix -> PublicPaths.below(path, prefix));
    }

    /** Whether a body here is a file that somebody attaches to a case. */
    static boolean takesFiles(String path) {
        return FILES.matcher(path).matches();
    }

    /** For the log: never the secret of a link. */
    static String shown(HttpServletRequest request) {
        String path = of(request);
        String shown = withToken(path) ? path.substring(0, 2) + "/…" : path;
        return request.getMethod().replaceAll("[^A-Z]", "?") + " " + shown.replaceAll("\\p{Cntrl}", "?");
    }
}
