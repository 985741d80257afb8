package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Work;

/** Says who works on a nonconformity: an active quality manager of its site, or nobody. */
@Component(service = AssignCase.class)
public final class AssignCase {
    /** How many cases can be assigned at once. */
    public static final int MOST = 200;

    private final CaseDesk desk;
    private final Users users;

    @Activate
    public AssignCase(@Reference CaseDesk desk, @Reference Users users) {
        this.desk = desk;
        this.users = users;
    }

    /** @param owner login, or empty for nobody; null is refused */
    public CaseOutcome assign(CaseCall call, String owner, Instant now) {
        return desk.write(call, Work.ASSIGN, now, file -> {
            String login = owner == null || owner.isEmpty() ? null : owner;
            if (owner == null || login != null && !worksHere(login, call.site())) {
                return CaseDesk.stop(new Problem("owner", owner, "the login of an active user of this site with the role quality-manager, or an empty text for nobody"));
            }
            if (Objects.equals(login, file.nonconformity().facts().owner())) {
                return new CaseDesk.Step.Stop(new CaseOutcome.Done(file.nonconformity(), null));
            }
            return new CaseDesk.Step.Go(file.nonconformity().with(file.nonconformity().facts().ownedBy(login, now)), () -> { }, List.of(), "nonconformity.assigned", "", null);
        });
    }

    /** A case and the version that the person saw. */
    public record Wanted(CaseNumber number, long version) {
        public Wanted {
            Objects.requireNonNull(number, "number");
        }
    }

    /** What became of one of them. */
    public record Each(CaseNumber number, CaseOutcome outcome) {
    }

    /** What is wrong with the list as a whole; empty when each case of it can be tried. */
    public static Optional<Problem> refusal(List<Wanted> cases) {
        Set<CaseNumber> seen = new HashSet<>();
        return cases.isEmpty() || cases.size() > MOST ? Optional.of(new Problem("cases", Integer.toString(cases.size()), "1 to " + MOST + " cases"))
                : cases.stream().filter(c -> !seen.add(c.number())).findFirst().map(twice -> new Problem("cases", twice.number().toString(), "each case once"));
    }

    /**
     * Assigns each of them in a transaction of its own: what cannot be done to one of them holds up none of the others.
     *
     * @throws IllegalArgumentException where {@link #refusal} has one
     */
    public List<Each> assign(List<Wanted> cases, String owner, Site site, String login, Set<Role> roles, Instant now) {
        refusal(cases).ifPresent(p -> {
            throw new IllegalArgumentException(p.text());
        });
        List<Each> each = new ArrayList<>();
        cases.forEach(c -> each.add(new Each(c.number(), assign(new CaseCall(site, c.number(), c.version(), login, roles), owner, now))));
        return each;
    }

    private boolean worksHere(String login, Site site) {
        return users.active(site, Role.QUALITY_MANAGER).stream().anyMatch(u -> u.facts().login().equals(login));
    }
}
