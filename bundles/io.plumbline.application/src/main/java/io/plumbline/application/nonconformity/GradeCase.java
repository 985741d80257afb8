package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Work;

/** Grades an open nonconformity anew, with a reason: the rule that graded it first did not know everything. */
@Component(service = GradeCase.class)
public final class GradeCase {
    static final int MOST_WORDS = 2000;

    private final CaseDesk desk;

    @Activate
    public GradeCase(@Reference CaseDesk desk) {
        this.desk = desk;
    }

    /**
     * Grades it.
     *
     * @param severity another one than it has; null is refused
     * @param reason   why, 1 to 2,000 characters, without personal data: the journal keeps it
     */
    public CaseOutcome grade(CaseCall call, Severity severity, String reason, Instant now) {
        return desk.write(call, Work.ASSIGN, now, file -> {
            Severity known = file.nonconformity().facts().severity();
            List<Problem> problems = new ArrayList<>();
            if (severity == null) {
                problems.add(new Problem("severity", "", "one of CRITICAL, MAJOR, MINOR, OBSERVATION"));
            } else if (severity == known) {
                problems.add(new Problem("severity", severity.name(), "another one: it is " + known + " already"));
            }
            if (reason == null || reason.isBlank() || reason.length() > MOST_WORDS) {
                problems.add(new Problem("reason", reason, "1 to " + MOST_WORDS + " characters"));
            }
            return problems.isEmpty()
                    ? new CaseDesk.Step.Go(file.nonconformity().with(file.nonconformity().facts().graded(severity, now)), () -> { }, List.of(), "nonconformity.graded",
                            reason.strip(), null)
                    : new CaseDesk.Step.Stop(new CaseOutcome.Invalid(problems));
        });
    }
}
