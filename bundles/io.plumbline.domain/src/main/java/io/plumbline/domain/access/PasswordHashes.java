package io.plumbline.domain.access;

/** Slow, salted hashes of passwords (argon2id or bcrypt). */
public interface PasswordHashes {
    /** A hash that carries its own salt and cost. */
    String hash(CharSequence password);

    /** Compares in time that does not depend on where they differ. */
    boolean matches(CharSequence password, String hash);

    /** Whether the hash was made with less effort than new ones are, and is to be replaced at the next login. */
    default boolean outdated(String hash) {
        return false;
    }
}
