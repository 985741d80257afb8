package io.plumbline.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

import io.plumbline.domain.access.PasswordHashes;

public class Argon2PasswordHashesTest {
    private final PasswordHashes hashes = new Argon2PasswordHashes();

    @Test
    public void aHashFitsItsPasswordAndNoOther() {
        String hash = hashes.hash("correct horse battery");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").hasSizeLessThan(120);
        assertThat(hashes.matches("correct horse battery", hash)).isTrue();
        assertThat(hashes.matches("correct horse batterz", hash)).isFalse();
        assertThat(hashes.matches("", hash)).isFalse();
        assertThat(hashes.hash("correct horse battery")).as("salted").isNotEqualTo(hash);
        assertThat(hashes.outdated(hash)).isFalse();
    }

    /** The hash is one of those that the reference implementation tests itself with. */
    @Test
    public void othersHashesAreUnderstoodAndWeakOnesReplaced() {
        String foreign = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assertThat(hashes.matches("password", foreign)).isTrue();
        assertThat(hashes.matches("passwore", foreign)).isFalse();
        assertThat(hashes.outdated(foreign)).isTrue();
    }

    @Test
    public void whatIsNoHashFitsNothing() {
        for (String bad : new String[] {"", "password", "$2a$10$abcdefghijklmnopqrstuv", 
                "$argon2id$v=19$m=999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"}) {
            assertThat(hashes.matches("password", bad)).as(bad).isFalse();
        }
    }
}
