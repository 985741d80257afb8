package io.plumbline.domain.access;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** The users. Every method runs in the transaction of its caller. */
public interface Users {
    Optional<User> byLogin(String login);

    Optional<User> byId(Id id);

    /** All users, by login. */
    List<User> all();

    /** Active users of the site with the role, by login. */
    List<User> active(Site site, Role role);

    long count();

    void add(User user);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(User user);
}
