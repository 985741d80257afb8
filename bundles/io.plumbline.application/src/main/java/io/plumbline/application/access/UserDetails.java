package io.plumbline.application.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.plumbline.domain.Problem;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User.Notice;
import io.plumbline.domain.survey.Language;

/**
 * What an operator says of a user.
 *
 * @param name     1 to 100 characters, as shown
 * @param email    or null or blank
 * @param roles    at least one; auditor and erp each go with no other role
 * @param language of pages and mails
 * @param notice   how a quality manager is told of new cases
 */
public record UserDetails(String name, String email, Set<Role> roles, Language language, Notice notice) {
    private static final int NAME = 100;
    private static final int EMAIL = 254;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@,;:\"\\p{Cntrl}]{1,64}@[^\\s<>@,;:\"\\p{Cntrl}]{1,189}");

    public UserDetails {
        name = name == null ? "" : name.strip();
        email = email == null || email.isBlank() ? null : email.strip();
        roles = roles == null ? Set.of() : Set.copyOf(roles);
        language = language == null ? Language.EN : language;
        notice = notice == null ? Notice.AT_ONCE : notice;
    }

    /** What cannot be taken; empty when all is well. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (name.isEmpty() || name.length() > NAME || name.chars().anyMatch(Character::isISOControl)) {
            problems.add(new Problem("name", name, "1 to " + NAME + " characters on one line"));
        }
        if (email != null && (email.length() > EMAIL || !ADDRESS.matcher(email).matches())) {
            problems.add(new Problem("email", email, "one address such as name@example.org, or nothing"));
        }
        if (roles.isEmpty()) {
            problems.add(new Problem("roles", "", "at least one role"));
        }
        if (roles.size() > 1 && (roles.contains(Role.AUDITOR) || roles.contains(Role.ERP))) {
            problems.add(new Problem("roles", String.join(", ", roles.stream().map(Role::code).sorted().toList()),
                    "auditor alone, erp alone, or quality-manager and operator"));
        }
        return problems;
    }

    @Override
    public String toString() {
        return "UserDetails" + roles;
    }
}
