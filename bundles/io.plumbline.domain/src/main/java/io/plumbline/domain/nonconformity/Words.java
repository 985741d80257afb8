package io.plumbline.domain.nonconformity;

import java.util.List;

import io.plumbline.domain.Problem;

/** Texts that people write into a case. */
final class Words {
    private Words() {
    }

    static void check(String field, String text, int most, List<Problem> problems) {
        if (text == null || text.isBlank()) {
            problems.add(new Problem(field, "", "1 to " + most + " characters"));
        } else if (text.length() > most) {
            problems.add(new Problem(field, text, "at most " + most + " characters; these are " + text.length()));
        }
    }
}
