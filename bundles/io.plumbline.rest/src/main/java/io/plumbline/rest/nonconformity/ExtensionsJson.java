package io.plumbline.rest.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.plumbline.application.action.ExtendAction.Asked;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.Extension;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

@Says("When an action is due, and what was asked and decided about that")
public record ExtensionsJson(@Says("Identity of the action") String action, @OneOf(CorrectiveAction.class) String state,
        @Says(value = "Login of who does it, and may ask", example = "jana.petersen") String owner, LocalDate due,
        @Says(value = "Of the case with all that is in it", example = "4") long version, @Says("Oldest first") List<ExtensionJson> extensions) {

    static ExtensionsJson of(Asked asked) {
        CorrectiveAction.Facts f = asked.action().facts();
        return new ExtensionsJson(f.id().value(), asked.action().state(), f.owner(), f.due(), asked.version(), asked.extensions().stream().map(ExtensionJson::of).toList());
    }

    @Says("More time that was asked for")
    public record ExtensionJson(String id, @Says("The due date when it was asked") LocalDate dueBefore, @Says("The due date that is asked for") LocalDate due, String reason,
            @Says(value = "Login of who asked, and may not decide", example = "jana.petersen") String by, Instant askedAt, Extension.Decision decision,
            @Says("Login of who decided") @Maybe String decidedBy, @Says("Why it was decided so") @Maybe String because, @Says("When it was decided") @Maybe Instant decidedAt) {
        static ExtensionJson of(Extension e) {
            return new ExtensionJson(e.id().value(), e.dueBefore(), e.wanted(), e.reason(), e.by(), e.askedAt(), e.decision(), e.decidedBy(), e.because(),
                    e.decision() == Extension.Decision.ASKED ? null : e.changedAt());
        }
    }
}
