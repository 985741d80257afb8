package io.plumbline.http;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;

/**
 * The cookie that carries a login. Over HTTPS its name begins with {@code __Host-}, so that a browser takes it from this very host
 * only; plain HTTP (loopback) cannot have that prefix.
 */
public final class SessionCookie {
    private static final String NAME = "plumbline";
    private static final String SECURE_NAME = "__Host-plumbline";
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{20,100}");

    private SessionCookie() {
    }

    /** The secret that the browser sent; empty when there is none, or two that differ. */
    public static Optional<String> read(HttpServletRequest request) {
        String found = null;
        Cookie[] cookies = request.getCookies();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(name(request)) && SECRET.matcher(cookie.getValue()).matches()) {
                if (found != null && !found.equals(cookie.getValue())) {
                    return Optional.empty();
                }
                found = cookie.getValue();
            }
        }
        return Optional.ofNullable(found);
    }

    /** The value of the {@code Set-Cookie} header that begins a login. */
    public static String issue(HttpServletRequest request, String secret, Duration lifetime) {
        if (!SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException("a session's secret is base64url text");
        }
        return header(request, secret, lifetime.toSeconds());
    }

    /** The value of the {@code Set-Cookie} header that makes the browser forget the login. */
    public static String forget(HttpServletRequest request) {
        return header(request, "", 0);
    }

    private static String header(HttpServletRequest request, String value, long seconds) {
        return name(request) + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax" + (request.isSecure() ? "; Secure" : "");
    }

    private static String name(HttpServletRequest request) {
        return request.isSecure() ? SECURE_NAME : NAME;
    }
}
