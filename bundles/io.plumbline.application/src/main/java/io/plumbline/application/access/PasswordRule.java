package io.plumbline.application.access;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

import io.plumbline.domain.Problem;

/** What a password must be like. Length is what counts; classes of characters are not asked for. */
final class PasswordRule {
    /** More would only give a stranger work to load upon us. */
    static final int MOST = 200;
    private static final int DIFFERENT = 5;

    private PasswordRule() {
    }

    /**
     * The problem never repeats the password.
     *
     * @param login or null while there is none
     */
    static Optional<Problem> problem(String password, String login, int least) {
        String typed = password == null ? "" : password;
        long length = typed.codePoints().count();
        String accepted = least + " to " + MOST + " characters, at least " + DIFFERENT + " different ones, and not the login name in it";
        boolean good = length >= least && length <= MOST && typed.codePoints().distinct().count() >= DIFFERENT
                && (login == null || login.isBlank() || !typed.toLowerCase(Locale.ROOT).contains(login.toLowerCase(Locale.ROOT)));
        return good ? Optional.empty() : Optional.of(new Problem("password", typed.isEmpty() ? "" : "(not shown)", accepted));
    }

    /** The same characters, however the keyboard composed them. */
    static String prepared(String password) {
        return password == null || password.length() > 4 * MOST ? "" : Normalizer.normalize(password, Normalizer.Form.NFC);
    }
}
