package io.plumbline.web.survey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.plumbline.domain.survey.SurveyToken;

/** Proof that the form was ours, for this very link, and when it was shown: a moment and a keyed hash, without a cookie. */
final class FormNonce {
    static final Duration VALID = Duration.ofHours(24);
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,15})\\.([A-Za-z0-9_-]{43})");
    private final byte[] key;

    FormNonce(byte[] key) {
        this.key = key;
    }

    String issue(SurveyToken token, Instant now) {
        String millis = Long.toString(now.toEpochMilli());
        return millis + "." + hash(token, millis);
    }

    /** When the form was shown; empty for a nonce that is not ours, is another link's, or is too old. */
    Optional<Instant> shownAt(String nonce, SurveyToken token, Instant now) {
        Matcher m = SHAPE.matcher(nonce);
        if (!m.matches() || !MessageDigest.isEqual(m.group(2).getBytes(StandardCharsets.US_ASCII), hash(token, m.group(1)).getBytes(StandardCharsets.US_ASCII))) {
            return Optional.empty();
        }
        Instant shown = Instant.ofEpochMilli(Long.parseLong(m.group(1)));
        return shown.isAfter(now.plus(CLOCKS_DIFFER)) || shown.plus(VALID).isBefore(now) ? Optional.empty() : Optional.of(shown);
    }

    private String hash(SurveyToken token, String millis) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal((token.text() + "|" + millis).getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
