package io.plumbline.http;

import javax.servlet.http.HttpServletRequest;

/**
 * The random word that this one answer's scripts and inline styles must carry as {@code nonce="…"}; without it the browser ignores
 * them. {@code style="…"} attributes and {@code onclick="…"} are always ignored.
 */
public final class CspNonce {
    /** The request attribute that holds the word. */
    public static final String ATTRIBUTE = "io.plumbline.http.nonce";

    private CspNonce() {
    }

    public static String of(HttpServletRequest request) {
        Object nonce = request.getAttribute(ATTRIBUTE);
        if (nonce == null) {
            throw new IllegalStateException("the request did not come through the filter");
        }
        return (String) nonce;
    }
}
