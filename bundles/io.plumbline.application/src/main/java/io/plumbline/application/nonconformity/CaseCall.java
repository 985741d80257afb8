package io.plumbline.application.nonconformity;

import java.util.Objects;
import java.util.Set;

import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.nonconformity.CaseNumber;

/**
 * Who wants to change which case.
 *
 * @param site    the person's; cases of other sites do not exist for them
 * @param version of the case as they saw it: the case as a whole, what was done about it included
 * @param login   of the person
 */
public record CaseCall(Site site, CaseNumber number, long version, String login, Set<Role> roles) {
    public CaseCall {
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(login, "login");
        roles = Set.copyOf(roles);
    }
}
