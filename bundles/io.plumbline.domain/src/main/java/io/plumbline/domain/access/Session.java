package io.plumbline.domain.access;

import java.time.Instant;

import io.plumbline.domain.Id;

/**
 * A login that goes on. The cookie holds a random secret; only its SHA-256 is stored.
 *
 * @param key       SHA-256 of the cookie's secret, hexadecimal
 * @param csrfToken what each form must send back
 */
public record Session(String key, Id user, String csrfToken, Instant createdAt, Instant lastSeenAt, Instant expiresAt) {
    @Override
    public String toString() {
        return "Session[…]";
    }
}
