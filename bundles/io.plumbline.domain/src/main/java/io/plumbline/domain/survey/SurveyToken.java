package io.plumbline.domain.survey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.plumbline.domain.Id;
import io.plumbline.domain.Sha256;

/**
 * The secret in the customer's link: the first 128 bits of HMAC-SHA-256 over the invitation's identity, in base64url without padding
 * (22 characters). The same invitation always has the same token, so reminders, paper and QR codes agree; the database keeps only
 * its SHA-256.
 */
public record SurveyToken(String text) {
    private static final int BYTES = 16;
    private static final int LENGTH = 22;

    /** @param key at least 32 bytes, from the secret file */
    public static SurveyToken of(Id invitation, byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] full = mac.doFinal(invitation.value().getBytes(StandardCharsets.US_ASCII));
            return new SurveyToken(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, BYTES)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** A token from a request; empty where the text cannot be one. */
    public static Optional<SurveyToken> from(String text) {
        boolean shaped = text != null && text.length() == LENGTH
                && text.chars().allMatch(c -> c == '-' || c == '_' || c < 128 && Character.isLetterOrDigit(c));
        return shaped ? Optional.of(new SurveyToken(text)) : Optional.empty();
    }

    /** What the database knows of it: SHA-256, 32 bytes. */
    public byte[] hash() {
        return Sha256.of(text);
    }

    /** Never the token itself: it must not reach a log. */
    @Override
    public String toString() {
        return "SurveyToken[…]";
    }
}
