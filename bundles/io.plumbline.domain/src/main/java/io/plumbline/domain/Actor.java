package io.plumbline.domain;

import java.util.Objects;

/**
 * Who caused a change, as the journal names it.
 *
 * @param kind a person with an account, a connector, the customer behind a link, or Plumbline itself
 * @param name the login name, the connector's name, the invitation's identity, or the route's id; never a person's real name
 */
public record Actor(Kind kind, String name) {
    public enum Kind { USER, CONNECTOR, CUSTOMER, SYSTEM }

    public Actor {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    public static Actor user(String login) {
        return new Actor(Kind.USER, login);
    }

    public static Actor connector(String name) {
        return new Actor(Kind.CONNECTOR, name);
    }

    public static Actor customer(Id invitation) {
        return new Actor(Kind.CUSTOMER, invitation.value());
    }

    public static Actor system(String route) {
        return new Actor(Kind.SYSTEM, route);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + name;
    }
}
