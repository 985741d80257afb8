package io.plumbline.application.complaint;

import java.util.Objects;
import java.util.Set;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;

/**
 * Who wants to change which complaint.
 *
 * @param site    the person's; complaints of other sites do not exist for them
 * @param version of the complaint as they saw it
 */
public record ComplaintCall(Site site, Id id, long version, String login, Set<Role> roles) {
    public ComplaintCall {
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(login, "login");
        roles = Set.copyOf(roles);
    }
}
