package io.plumbline.http;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import javax.servlet.http.HttpServletRequest;

import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.survey.Language;

/**
 * Who is behind a request, as of this request. The filter sets it; guests only read it.
 *
 * @param user      whose account
 * @param login     the login name, for the journal
 * @param name      as shown to people; personal data
 * @param csrfToken what every form of a page must send back as {@code csrf}; empty for {@link Via#BASIC}
 * @param via       how the caller proved who it is
 */
public record Caller(Id user, String login, String name, Set<Role> roles, Site site, Language language, String csrfToken, Via via) {
    /** The request attribute that holds the caller. */
    public static final String ATTRIBUTE = "io.plumbline.http.caller";

    /** How a caller proved who it is. */
    public enum Via { SESSION, BASIC }

    public Caller {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(login, "login");
        Objects.requireNonNull(csrfToken, "csrfToken");
        roles = Set.copyOf(roles);
    }

    /** The caller of the request; empty on a public path without a login. */
    public static Optional<Caller> of(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }

    /**
     * The caller of a request to a path that needs a login.
     *
     * @throws IllegalStateException on a public path without a login, which is a mistake of the guest
     */
    public static Caller in(HttpServletRequest request) {
        return of(request).orElseThrow(() -> new IllegalStateException("nobody is logged in on this path"));
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** As the journal names the caller. */
    public Actor actor() {
        return Actor.user(login);
    }

    /** Neither the name nor the token. */
    @Override
    public String toString() {
        return "Caller[" + login + " via " + via + "]";
    }
}
