package io.plumbline.application.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.plumbline.domain.Actor;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Active;
import io.plumbline.domain.access.User.Facts;
import io.plumbline.domain.access.User.Locked;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Entry.Personal;

/** The next version of a user, and how the journal tells of it. */
final class UserChange {
    private UserChange() {
    }

    static Facts described(Facts f, UserDetails d, Instant now) {
        return new Facts(f.id(), f.site(), f.login(), d.name(), d.email(), d.roles(), d.language(), d.notice(), f.passwordHash(), f.failedLogins(), now,
                f.version() + 1);
    }

    /** With a new password, and the failed logins forgotten. */
    static Facts withPassword(Facts f, String hash, Instant now) {
        return new Facts(f.id(), f.site(), f.login(), f.name(), f.email(), f.roles(), f.language(), f.notice(), hash, 0, now, f.version() + 1);
    }

    static Facts withFailures(Facts f, int failures, Instant now) {
        return new Facts(f.id(), f.site(), f.login(), f.name(), f.email(), f.roles(), f.language(), f.notice(), f.passwordHash(), failures, now,
                f.version() + 1);
    }

    /** The same state with other facts. */
    static User in(User state, Facts facts) {
        if (state instanceof Active) {
            return new Active(facts);
        }
        return state instanceof Locked locked ? new Locked(facts, locked.until()) : new User.Ended(facts);
    }

    static Entry entry(User after, Actor actor, String action, String reason, Instant now) {
        Facts f = after.facts();
        Map<String, String> facts = new HashMap<>();
        facts.put("state", after.state());
        facts.put("login", f.login());
        facts.put("roles", f.roles().stream().map(Role::code).sorted().collect(Collectors.joining(",")));
        facts.put("language", f.language().code());
        facts.put("notice", f.notice().name());
        facts.put("failedLogins", String.valueOf(f.failedLogins()));
        if (after instanceof Locked locked) {
            facts.put("lockedUntil", locked.until().toString());
        }
        Map<String, Personal> personal = new HashMap<>();
        personal.put("name", new Personal(f.id(), f.name()));
        if (f.email() != null) {
            personal.put("email", new Personal(f.id(), f.email()));
        }
        return new Entry(f.site(), now, actor, action, "user", f.id(), f.version(), reason, facts, personal);
    }
}
