package io.plumbline.domain.access;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.survey.Language;

/** Somebody, or some machine, that can log in. */
public sealed interface User {
    /** Login names: 2 to 40 characters of a-z, 0-9, dot, underscore and hyphen, beginning with a letter. */
    Pattern LOGIN = Pattern.compile("[a-z][a-z0-9._-]{1,39}");

    Facts facts();

    default String state() {
        return getClass().getSimpleName();
    }

    record Active(Facts facts) implements User {
    }

    /** Too many failed logins; opens by itself at {@code until}, or by an operator. */
    record Locked(Facts facts, Instant until) implements User {
    }

    /** May never log in again; the name stays taken so that the journal stays readable. */
    record Ended(Facts facts) implements User {
    }

    /** How a quality manager is told of new cases. */
    enum Notice { AT_ONCE, DIGEST, NONE }

    /**
     * What all states share.
     *
     * @param login          see {@link #LOGIN}
     * @param name           as shown; personal data
     * @param email          or null; personal data
     * @param passwordHash   as made by {@link PasswordHashes}
     * @param failedLogins   since the last success
     * @param version        counts up with each change, beginning with 1
     */
    record Facts(Id id, Site site, String login, String name, String email, Set<Role> roles, Language language, Notice notice, String passwordHash,
            int failedLogins, Instant changedAt, long version) {
        public Facts {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(site, "site");
            Objects.requireNonNull(login, "login");
            roles = Set.copyOf(roles);
        }

        /** Never the hash. */
        @Override
        public String toString() {
            return "User[" + login + "]";
        }
    }
}
