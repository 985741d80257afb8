package io.plumbline.http.access;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import io.plumbline.domain.access.PasswordHashes;

/**
 * Argon2id with what OWASP's Password Storage Cheat Sheet recommends (19 MiB, two passes, one lane), written as others write it:
 * {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. Only a few are computed at a time, so that a flood of logins costs time and not
 * memory.
 */
@Component(service = PasswordHashes.class)
public final class Argon2PasswordHashes implements PasswordHashes {
    private static final int KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int AT_A_TIME = 4;
    /** More memory than this is not a hash of ours, and must not be allocated for it. */
    private static final int MOST_KIB = 262_144;
    private static final Pattern ENCODED = Pattern
            .compile("\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private final SecureRandom random = new SecureRandom();
    private final Semaphore places = new Semaphore(AT_A_TIME, true);

    @Activate
    public Argon2PasswordHashes() {
    }

    @Override
    public String hash(CharSequence password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        byte[] hash = computed(password, salt, KIB, PASSES, LANES, HASH_BYTES);
        return "$argon2id$v=19$m=" + KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
        Matcher m = ENCODED.matcher(hash);
        if (!m.matches() || number(m, 1) > MOST_KIB) {
            return false;
        }
        byte[] expected = Base64.getDecoder().decode(m.group(5));
        byte[] salt = Base64.getDecoder().decode(m.group(4));
        return MessageDigest.isEqual(expected, computed(password, salt, number(m, 1), number(m, 2), number(m, 3), expected.length));
    }

    @Override
    public boolean outdated(String hash) {
        Matcher m = ENCODED.matcher(hash);
        return !m.matches() || number(m, 1) < KIB || number(m, 2) < PASSES;
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }

    private byte[] computed(CharSequence password, byte[] salt, int kib, int passes, int lanes, int bytes) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(kib).withIterations(passes).withParallelism(lanes).withSalt(salt).build();
        byte[] out = new byte[bytes];
        places.acquireUninterruptibly();
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(parameters);
            generator.generateBytes(password.toString().toCharArray(), out);
        } finally {
            places.release();
        }
        return out;
    }
}
