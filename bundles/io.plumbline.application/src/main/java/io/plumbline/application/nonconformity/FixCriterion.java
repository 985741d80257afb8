package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.Plan;
import io.plumbline.domain.nonconformity.Work;

/** Says before anything is done by what its effect will be judged. It can be changed until the plan is approved. */
@Component(service = FixCriterion.class)
public final class FixCriterion {
    private final CaseDesk desk;
    private final Ids ids;
    private final CaseFiles files;

    @Activate
    public FixCriterion(@Reference CaseDesk desk, @Reference Ids ids, @Reference CaseFiles files) {
        this.desk = desk;
        this.ids = ids;
        this.files = files;
    }

    public CaseOutcome fix(CaseCall call, Criterion criterion, Instant now) {
        return desk.write(call, Work.FIX_CRITERION, now, file -> {
            List<Problem> problems = criterion.problems(now);
            if (!problems.isEmpty()) {
                return new CaseDesk.Step.Stop(new CaseOutcome.Invalid(problems));
            }
            Optional<Plan> known = file.plan();
            Plan plan = new Plan(known.map(Plan::id).orElseGet(() -> ids.next(now)), call.site(), file.nonconformity().facts().id(), file.cycle(), criterion, call.login(), now,
                    known.map(Plan::version).orElse(0L) + 1);
            return new CaseDesk.Step.Go(CaseDesk.touched(file, now), known.isPresent() ? () -> files.save(plan) : () -> files.add(plan),
                    List.of(JournalEntries.of(plan, Actor.user(call.login()), known.isPresent() ? "plan.changed" : "plan.made", now)), "nonconformity.criterion-fixed", "", plan.id());
        });
    }
}
