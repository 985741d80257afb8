package io.plumbline.http.guard;

import java.security.SecureRandom;
import java.util.Base64;

import io.plumbline.http.CspNonce;
import io.plumbline.http.PublicPaths;

/** What every answer says to the browser about what it may do with it. */
final class SecurityHeaders {
    private static final int NONCE_BYTES = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecurityHeaders() {
    }

    static void write(GuardedRequest request, GuardedResponse response) {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        request.setAttribute(CspNonce.ATTRIBUTE, nonce);
        response.single("Content-Security-Policy", "default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'self' 'nonce-" + nonce
                + "'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        response.single("X-Content-Type-Options", "nosniff");
        response.single("X-Frame-Options", "DENY");
        response.single("Referrer-Policy", "no-referrer");
        response.single("Cross-Origin-Opener-Policy", "same-origin");
        response.single("Cross-Origin-Resource-Policy", "same-origin");
        response.single("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        response.single("X-Robots-Tag", "noindex, nofollow");
        if (request.isSecure()) {
            response.single("Strict-Transport-Security", "max-age=31536000");
        }
        if (!PublicPaths.below(Paths.of(request), "/assets")) {
            response.single("Cache-Control", "no-store");
        }
    }
}
