package io.plumbline.domain.nonconformity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the text of a case ({@link CaseText}), state included: what a {@link Signature} is bound to. */
public final class CaseHash {
    private CaseHash() {
    }

    /** 64 hexadecimal digits. */
    public static String of(CaseFile file) {
        return ofText(CaseText.of(file));
    }

    /** The same of a text that was kept. */
    public static String ofText(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
