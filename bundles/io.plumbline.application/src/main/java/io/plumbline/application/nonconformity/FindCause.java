package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Cause.Verdict;
import io.plumbline.domain.nonconformity.CauseCatalogue;
import io.plumbline.domain.nonconformity.CauseCategories;
import io.plumbline.domain.nonconformity.Work;

/** Proposes causes of a nonconformity, and verifies or refutes them. */
@Component(service = FindCause.class)
public final class FindCause {
    private final CaseDesk desk;
    private final Ids ids;
    private final CaseFiles files;
    private final CauseCategories categories;

    @Activate
    public FindCause(@Reference CaseDesk desk, @Reference Ids ids, @Reference CaseFiles files, @Reference CauseCategories categories) {
        this.desk = desk;
        this.ids = ids;
        this.files = files;
        this.categories = categories;
    }

    /** @param category of the site's catalogue of causes and not retired, or null: such a cause is counted as one without a category */
    public CaseOutcome propose(CaseCall call, Analysis analysis, String category, Instant now) {
        return desk.write(call, Work.FIND_CAUSE, now, file -> {
            Cause cause = Cause.proposed(ids.next(now), file.nonconformity().facts(), analysis, category, call.login(), now);
            List<Problem> problems = new ArrayList<>(cause.problems());
            refusal(call, category, problems);
            return problems.isEmpty()
                    ? new CaseDesk.Step.Go(CaseDesk.touched(file, now), () -> files.add(cause), List.of(JournalEntries.of(cause, Actor.user(call.login()), "cause.proposed", now)),
                            "nonconformity.cause-proposed", "", cause.id())
                    : new CaseDesk.Step.Stop(new CaseOutcome.Invalid(problems));
        });
    }

    /**
     * Says whether it is the cause.
     *
     * @param verdict  verified or refuted
     * @param evidence what shows it
     */
    public CaseOutcome judge(CaseCall call, Id id, Verdict verdict, String evidence, Instant now) {
        return judge(call, id, verdict, evidence, null, now);
    }

    /**
     * Says whether it is the cause, and under which category it is counted.
     *
     * @param category of the site's catalogue of causes; null for the one that it has
     */
    public CaseOutcome judge(CaseCall call, Id id, Verdict verdict, String evidence, String category, Instant now) {
        return desk.write(call, Work.FIND_CAUSE, now, file -> {
            Optional<Cause> known = file.causes().stream().filter(c -> c.id().equals(id)).findFirst();
            if (known.isEmpty()) {
                return new CaseDesk.Step.Stop(new CaseOutcome.NotFound());
            }
            if (known.get().cycle() != file.cycle()) {
                return CaseDesk.stop(new Problem("cause", id.value(), "a cause of the present cycle, which is the " + file.cycle() + ".; those of earlier ones stay as they were"));
            }
            if (verdict == null || verdict == Verdict.PROPOSED) {
                return CaseDesk.stop(new Problem("verdict", verdict == null ? "" : verdict.name(), "VERIFIED or REFUTED"));
            }
            Cause judged = known.get().judged(verdict, evidence, category == null ? known.get().category() : category, call.login(), now);
            List<Problem> problems = new ArrayList<>(judged.problems());
            if (category != null && !category.equals(known.get().category())) {
                refusal(call, category, problems);
            }
            return problems.isEmpty()
                    ? new CaseDesk.Step.Go(CaseDesk.touched(file, now), () -> files.save(judged),
                            List.of(JournalEntries.of(judged, Actor.user(call.login()), verdict == Verdict.VERIFIED ? "cause.verified" : "cause.refuted", now)), "nonconformity.cause-judged", "",
                            id)
                    : new CaseDesk.Step.Stop(new CaseOutcome.Invalid(problems));
        });
    }

    /** Where the code is not even one, that is said alone. */
    private void refusal(CaseCall call, String category, List<Problem> problems) {
        if (problems.stream().noneMatch(p -> p.field().equals("category"))) {
            CauseCatalogue.of(call.site(), categories.of(call.site())).refusal(category).ifPresent(problems::add);
        }
    }
}
