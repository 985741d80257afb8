package io.plumbline.http.guard;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import javax.servlet.http.HttpServletRequest;

import io.plumbline.http.guard.Answer.Granted;

/**
 * Scripts of other sites (CORS): they may call the API where the operator named their site, with a login that they send themselves. Cookies
 * are never theirs to use.
 */
final class ForeignScripts {
    private static final int LONGEST = 250;
    private static final Map<String, String> MAY = Map.of("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE",
            "Access-Control-Allow-Headers", "Authorization, Content-Type, Content-Encoding, If-Match, If-None-Match, Idempotency-Key, X-Request-Id",
            "Access-Control-Max-Age", "600");
    private static final String READABLE = "ETag, Location, Allow, Retry-After, Idempotency-Replayed, X-Request-Id";

    private ForeignScripts() {
    }

    /** Reads a list of origins; null when one of them is none. */
    static Set<String> origins(String list) {
        Set<String> origins = new LinkedHashSet<>();
        for (String one : list.split(",")) {
            String origin = one.strip().toLowerCase(Locale.ROOT);
            URI uri = URI.create(origin);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!web || uri.getHost() == null || !origin.equals(uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()))) {
                return null;
            }
            origins.add(origin);
        }
        return origins;
    }

    /** Whether the request comes from a script of one of these sites. */
    static boolean from(HttpServletRequest request, Set<String> origins) {
        String origin = request.getHeader("Origin");
        return origin != null && origin.length() <= LONGEST && Paths.ofApi(Paths.of(request)) && origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** Lets the script read the answer, whatever it is going to be. */
    static boolean welcome(HttpServletRequest request, Set<String> origins, GuardedResponse response) {
        if (!origins.isEmpty() && Paths.ofApi(Paths.of(request))) {
            response.addHeader("Vary", "Origin");
        }
        if (!from(request, origins)) {
            return false;
        }
        response.single("Access-Control-Allow-Origin", request.getHeader("Origin"));
        response.single("Access-Control-Expose-Headers", READABLE);
        response.single("Cross-Origin-Resource-Policy", "cross-origin");
        return true;
    }

    /** Whether it is the question that a browser asks before it lets the script call. */
    static boolean asksFirst(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null;
    }

    static Granted granted() {
        return new Granted(MAY);
    }
}
