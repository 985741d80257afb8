package io.plumbline.rest.access;

import java.time.Instant;
import java.util.List;

import javax.ws.rs.core.EntityTag;

import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Notice;
import io.plumbline.domain.survey.Language;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

@Says("Somebody, or some machine, that can log in")
public record UserJson(
        String id,
        @Says(value = "The login name", example = "jana.petersen") String login,
        @Says("Locked until then; null where it is not locked") @Maybe Instant lockedUntil,
        @OneOf(User.class) String state,
        @Says(value = "As shown", example = "Jana Petersen") @Maybe String name,
        @Maybe String email,
        @Says(value = "quality-manager, auditor, erp, operator", example = "[\"quality-manager\"]") List<String> roles,
        Language language,
        @Says("How a quality manager is told of new cases") Notice notice,
        Instant changedAt,
        long version) {
    static UserJson of(User user) {
        User.Facts f = user.facts();
        // some locks have no end
        Instant until = user instanceof User.Locked locked && locked.until().isBefore(Instant.parse("9999-01-01T00:00:00Z")) ? locked.until() : null;
        return new UserJson(f.id().value(), f.login(), until, user.state(), f.name(), f.email(), f.roles().stream().map(Role::code).sorted().toList(), f.language(),
                f.notice(), f.changedAt(), f.version());
    }

    static EntityTag tag(User user) {
        return new EntityTag("v" + user.facts().version());
    }
}
