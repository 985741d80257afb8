package io.plumbline.application.action;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseDesk;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.Work;

/** Plans an action against the cause of a nonconformity, with an owner who can do it and a day by which it is done. */
@Component(service = PlanAction.class)
public final class PlanAction {
    private final CaseDesk desk;
    private final Ids ids;
    private final CaseFiles files;
    private final Users users;

    @Activate
    public PlanAction(@Reference CaseDesk desk, @Reference Ids ids, @Reference CaseFiles files, @Reference Users users) {
        this.desk = desk;
        this.ids = ids;
        this.files = files;
        this.users = users;
    }

    /** @param owner login of an active quality manager of the site */
    public CaseOutcome plan(CaseCall call, CorrectiveAction.Kind kind, String what, String owner, LocalDate due, Instant now) {
        return desk.write(call, Work.PLAN_ACTION, now, file -> {
            if (kind == null) {
                return CaseDesk.stop(new Problem("kind", "", "CORRECTIVE or PREVENTIVE"));
            }
            CorrectiveAction.Planned action = new CorrectiveAction.Planned(new CorrectiveAction.Facts(ids.next(now), call.site(), file.nonconformity().facts().id(), file.cycle(), kind, what,
                    owner, due, call.login(), now, 1));
            List<Problem> problems = new ArrayList<>(action.facts().problems(now));
            if (owner != null && !owner.isBlank() && !worksHere(owner, call.site())) {
                problems.add(new Problem("owner", owner, "the login of an active user of this site with the role quality-manager"));
            }
            return problems.isEmpty()
                    ? new CaseDesk.Step.Go(CaseDesk.touched(file, now), () -> files.add(action), List.of(JournalEntries.of(action, Actor.user(call.login()), "action.planned", "", now)),
                            "nonconformity.action-planned", "", action.facts().id())
                    : new CaseDesk.Step.Stop(new CaseOutcome.Invalid(problems));
        });
    }

    private boolean worksHere(String login, Site site) {
        return users.active(site, Role.QUALITY_MANAGER).stream().anyMatch(u -> u.facts().login().equals(login));
    }
}
