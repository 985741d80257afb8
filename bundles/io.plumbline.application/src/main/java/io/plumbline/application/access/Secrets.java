package io.plumbline.application.access;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.plumbline.domain.Sha256;

/** Random words that nobody can guess. */
final class Secrets {
    private static final int BYTES = 32;
    private static final int GROUPS = 5;
    /** Length of {@link #readable()}. */
    static final int READABLE = GROUPS * 5 - 1;
    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {
    }

    /** 256 bits, base64url. */
    static String token() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** About 99 bits that a person can copy: five groups of four. */
    static String readable() {
        return IntStream.range(0, GROUPS).mapToObj(group -> RANDOM.ints(4, 0, ALPHABET.length())
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(i))).collect(Collectors.joining())).collect(Collectors.joining("-"));
    }

    /** SHA-256, hexadecimal. Enough for what is random; never for passwords. */
    static String digest(String secret) {
        return Sha256.hex(secret);
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(Sha256.of(one), Sha256.of(other));
    }
}
