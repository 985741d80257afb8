package io.plumbline.web.nonconformity;

import java.util.List;

import io.plumbline.application.access.ListColleagues.Colleague;

/** Who works at the site, by the names that people know them by. */
record People(List<Colleague> all) {
    /** The name to a login; the login itself for whoever does not work here any more. */
    public String name(String login) {
        return all.stream().filter(c -> c.login().equals(login)).map(Colleague::name).findFirst().orElse(login);
    }
}
