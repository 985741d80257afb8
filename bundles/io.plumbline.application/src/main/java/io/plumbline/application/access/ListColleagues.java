package io.plumbline.application.access;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.Users;

/** Who works on the cases of a site, for whoever needs somebody else: an owner, or a second person. */
@Component(service = ListColleagues.class)
public final class ListColleagues {
    private final Transactions transactions;
    private final Users users;

    @Activate
    public ListColleagues(@Reference Transactions transactions, @Reference Users users) {
        this.transactions = transactions;
        this.users = users;
    }

    /**
     * Somebody who can be given work.
     *
     * @param name as shown; personal data
     */
    public record Colleague(String login, String name) {
    }

    /** The active quality managers of the site, by login. */
    public List<Colleague> qualityManagers(Site site) {
        return transactions.required(() -> users.active(site, Role.QUALITY_MANAGER).stream().map(u -> new Colleague(u.facts().login(), u.facts().name())).toList());
    }
}
