package io.plumbline.application.access;

import java.util.List;

import io.plumbline.domain.Problem;
import io.plumbline.domain.access.User;

/** What became of the wish to create or change a user. */
public sealed interface UserOutcome {
    record Saved(User user) implements UserOutcome {
    }

    /**
     * Saved, with a password that nobody but the reader of this answer knows: it is shown once and can be had nowhere else.
     *
     * @param password random, about 100 bits
     */
    record SavedWithPassword(User user, String password) implements UserOutcome {
        /** Never the password. */
        @Override
        public String toString() {
            return "SavedWithPassword[" + user + "]";
        }
    }

    /** Nothing was changed: these values cannot be taken. */
    record Invalid(List<Problem> problems) implements UserOutcome {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** Nothing was changed: it may not be done. */
    record Refused(Reason reason) implements UserOutcome {
    }

    /** Why something may not be done. */
    enum Reason {
        NOT_AN_OPERATOR("only an operator may manage users"),
        LAST_OPERATOR("this is the last active operator: make somebody else an operator first"),
        NO_SUCH_USER("there is no such user"),
        ENDED("this user has ended for good"),
        CHANGED_MEANWHILE("somebody else changed this user meanwhile: look again"),
        WRONG_PASSWORD("the present password is wrong, or the account is locked"),
        WRONG_CODE("the setup code is wrong"),
        SETUP_CLOSED("there is a user already");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** For services and logs; pages have their own words. */
        public String text() {
            return text;
        }
    }
}
