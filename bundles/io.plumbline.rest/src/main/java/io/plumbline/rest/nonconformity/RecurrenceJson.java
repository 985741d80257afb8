package io.plumbline.rest.nonconformity;

import java.time.Instant;
import java.util.List;

import io.plumbline.application.nonconformity.ReadCaseFile.Opened;
import io.plumbline.application.nonconformity.ReadCaseFile.Return;
import io.plumbline.application.nonconformity.RecurrenceQueries.Figures;
import io.plumbline.application.nonconformity.RecurrenceQueries.InWindow;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Says;

@Says("That a case came back: within 365 days after it was closed as effective, another was filed about the same thing")
public record RecurrenceJson(String id, @Says(value = "Number of the case that was closed", example = "NC-MAIN-2026-0001") String earlier,
        @Says(value = "Number of the case that was filed after it", example = "NC-MAIN-2026-0009") String later, Instant closedAt, Instant filedAt,
        @Says(value = "From the day of the close to that of the filing", example = "41") long days, @Says("The shortest that it falls into") Recurrence.Window window,
        @Says("What both have in common") Recurrence.Kind because, @Says(value = "Which: of a customer the identity, of a cause its category", example = "GZ-1001") String value,
        @Says(value = "The same in words", example = "deliveries with product GZ-1001") String reason, @Says("Left out while it stands") @Maybe DismissalJson dismissed,
        @Says("Actions of the earlier case that were to prevent it; none once it is dismissed") List<MarkedJson> marks, Instant foundAt) {

    static RecurrenceJson of(Return r, String earlier, String later, Opened of) {
        Recurrence c = r.recurrence();
        return new RecurrenceJson(c.id().value(), earlier, later, c.closedAt(), c.filedAt(), c.days(), c.window(), c.because().kind(), c.because().value(), c.because().says(),
                c.stands() ? null : new DismissalJson(c.dismissal().by(), c.dismissal().reason(), c.dismissal().at()),
                of.file().actions().stream().filter(c::marks).map(a -> new MarkedJson(a.facts().id().value(), a.facts().what())).toList(), c.foundAt());
    }

    @Says("Somebody holds that it is none")
    public record DismissalJson(@Says(value = "Login of who dismissed it", example = "jana.petersen") String by, String reason, Instant at) {
    }

    @Says("An action that was verified, and whose effect did not last")
    public record MarkedJson(String action, String what) {
    }

    @Says("What came back, as seen from one case; of each at most 50, newest first")
    public record RecurrencesJson(@Says(value = "Its number", example = "NC-MAIN-2026-0001") String number, @Says("Cases with which it came back") List<RecurrenceJson> cameBack,
            @Says("Earlier cases that come back with it") List<RecurrenceJson> recurrenceOf) {
        static RecurrencesJson of(Opened o) {
            String number = o.file().nonconformity().facts().number().toString();
            return new RecurrencesJson(number, o.cameBack().stream().map(r -> RecurrenceJson.of(r, number, r.other().toString(), o)).toList(),
                    o.comesBack().stream().map(r -> RecurrenceJson.of(r, r.other().toString(), number, o)).toList());
        }
    }

    @Says("How often what was closed as effective came back")
    public record RecurrenceFiguresJson(@Says("Closed at this moment or later") Instant from, @Says(value = "Closes as effective; a case that was closed twice has two", example = "24") long closed,
            List<WindowJson> windows) {
        static RecurrenceFiguresJson of(Figures f) {
            return new RecurrenceFiguresJson(f.from(), f.closed(), f.windows().stream().map(WindowJson::of).toList());
        }
    }

    @Says("The figures of one window. What is not over yet is told apart, because it can only get worse")
    public record WindowJson(@Says(value = "How long it is", example = "90") int days, @Says(value = "Closes whose window is over", example = "18") long over,
            @Says(value = "Of those, how many came back within it", example = "2") long cameBack, @Says(value = "Closes whose window is not over yet", example = "6") long running,
            @Says(value = "Of those, how many came back so far", example = "1") long cameBackYet) {
        static WindowJson of(InWindow w) {
            return new WindowJson(w.window().days(), w.over(), w.cameBack(), w.running(), w.cameBackYet());
        }
    }
}
