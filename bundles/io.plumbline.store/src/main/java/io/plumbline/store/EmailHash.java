package io.plumbline.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.plumbline.application.Keys;

/** An address as it can be recognised but not read: HMAC-SHA-256 over it in small letters, under a key that the database does not know. */
final class EmailHash {
    private static final String ALGORITHM = "HmacSHA256";
    private final SecretKeySpec key;

    EmailHash(Keys keys) {
        this.key = new SecretKeySpec(keys.derived(Keys.OPT_OUTS), ALGORITHM);
    }

    /** 64 hexadecimal digits; null for null. */
    String of(String email) {
        if (email == null) {
            return null;
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(email.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
