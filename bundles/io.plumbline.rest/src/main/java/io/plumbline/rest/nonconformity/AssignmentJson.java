package io.plumbline.rest.nonconformity;

import java.util.List;

import io.plumbline.application.nonconformity.AssignCase;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.rest.Problems.ProblemJson;
import io.plumbline.rest.Refusal;
import io.plumbline.rest.Wanted;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Says;

/** How grave a case is and who works on it, as it is asked for and answered. */
final class AssignmentJson {
    private AssignmentJson() {
    }

    @Says("Another grade")
    public record NewGradeJson(Severity severity, @Says("Why, 1 to 2000 characters, without personal data") String reason) {
    }

    @Says("Who works on a case")
    public record NewOwnerJson(@Says(value = "Login of a quality manager of the site; empty for nobody", example = "jana.petersen") String owner) {
    }

    @Says("Who works on several cases")
    public record NewAssignmentsJson(@Says(value = "Login of a quality manager of the site; empty for nobody", example = "jana.petersen") String owner,
            @Says("1 to 200 cases, each once") List<SeenCaseJson> cases) {
        List<AssignCase.Wanted> read() {
            return Wanted.all("cases", cases).stream().map(SeenCaseJson::read).toList();
        }
    }

    @Says("A case as you saw it")
    public record SeenCaseJson(@Says(value = "Its number", example = "NC-MAIN-2026-0001") String number, @Says(value = "Its version then", example = "4") Long version) {
        private AssignCase.Wanted read() {
            String named = Wanted.one("cases.number", number);
            CaseNumber parsed = CaseNumber.parse(named).orElseThrow(() -> Refusal.invalid("cases.number", named, "the number of a case, such as NC-MAIN-2026-0001"));
            return new AssignCase.Wanted(parsed, Wanted.one("cases.version", version));
        }
    }

    @Says("What became of each case")
    public record AssignmentsJson(@Says("How many were assigned, or were already") int assigned, @Says("How many were not") int refused, List<AssignedJson> items) {
    }

    @Says("What became of one case")
    public record AssignedJson(@Says(value = "Its number", example = "NC-MAIN-2026-0001") String number, @Says("The HTTP status that it alone would have been answered with") int status,
            @Says("Its version now; left out where it was not assigned") @Maybe Long version, @Says("Why it was not") @Maybe ProblemJson problem) {
    }
}
