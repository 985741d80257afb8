package io.plumbline.application.access;

import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Active;
import io.plumbline.domain.access.Users;

/** Who may manage users, and that somebody always can. */
final class Operators {
    private Operators() {
    }

    /** The user when it may manage others. */
    static Optional<User> one(Users users, Id by) {
        return users.byId(by).filter(Operators::is);
    }

    static boolean is(User user) {
        return user instanceof Active && user.facts().roles().contains(Role.OPERATOR);
    }

    /** Whether nobody could manage users any more if {@code user} could not. */
    static boolean last(Users users, User user) {
        return is(user) && users.all().stream().filter(Operators::is).allMatch(other -> other.facts().id().equals(user.facts().id()));
    }
}
