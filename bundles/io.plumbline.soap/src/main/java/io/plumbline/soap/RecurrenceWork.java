package io.plumbline.soap;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;

import javax.xml.datatype.XMLGregorianCalendar;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.CommentCase.Speaker;
import io.plumbline.application.nonconformity.DismissRecurrence;
import io.plumbline.application.nonconformity.ReadCaseFile.Opened;
import io.plumbline.application.nonconformity.ReadCaseFile.Return;
import io.plumbline.application.nonconformity.RecurrenceQueries;
import io.plumbline.application.nonconformity.RecurrenceQueries.Figures;
import io.plumbline.application.nonconformity.RecurrenceQueries.InWindow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.http.Caller;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.MarkedAction;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.Recurrence;
import io.plumbline.soap.v1.RecurrenceDismissal;
import io.plumbline.soap.v1.RecurrenceFigures;
import io.plumbline.soap.v1.RecurrenceKind;
import io.plumbline.soap.v1.RecurrenceList;
import io.plumbline.soap.v1.RecurrenceWindow;
import io.plumbline.soap.v1.RecurrencesInWindow;

/** Whether a case came back, or is one that does; and how often that happens. */
@Component(service = RecurrenceWork.class)
public final class RecurrenceWork {
    private static final String RECURRENCE = "recurrence";

    private final CaseCalls cases;
    private final DismissRecurrence dismiss;
    private final RecurrenceQueries figures;

    @Activate
    public RecurrenceWork(@Reference CaseCalls cases, @Reference DismissRecurrence dismiss, @Reference RecurrenceQueries figures) {
        this.cases = cases;
        this.dismiss = dismiss;
        this.figures = figures;
    }

    RecurrenceList recurrences(String number) throws InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        return found(caller, CaseCalls.numbered("number", number));
    }

    RecurrenceList dismissRecurrence(String number, String recurrence, String reason) throws InvalidRequest, NotFound {
        return changed(number, recurrence, (speaker, id) -> dismiss.dismiss(speaker, id, reason, Instant.now()));
    }

    RecurrenceList restoreRecurrence(String number, String recurrence, String reason) throws InvalidRequest, NotFound {
        return changed(number, recurrence, (speaker, id) -> dismiss.restore(speaker, id, reason, Instant.now()));
    }

    RecurrenceFigures countRecurrences(XMLGregorianCalendar from) throws InvalidRequest {
        Caller caller = Call.valid().caller();
        Instant now = Instant.now();
        Figures counted = figures.figures(caller.site(), from == null ? now.minus(Duration.ofDays(RecurrenceQueries.USUAL_DAYS)) : Reports.moment(from), now);
        RecurrenceFigures told = new RecurrenceFigures();
        told.setFrom(Replies.moment(counted.from()));
        told.setClosed(counted.closed());
        counted.windows().forEach(w -> told.getWindow().add(window(w)));
        return told;
    }

    private static RecurrencesInWindow window(InWindow w) {
        RecurrencesInWindow told = new RecurrencesInWindow();
        told.setDays(w.window().days());
        told.setOver(w.over());
        told.setCameBack(w.cameBack());
        told.setRunning(w.running());
        told.setCameBackYet(w.cameBackYet());
        return told;
    }

    private RecurrenceList changed(String number, String recurrence, BiFunction<Speaker, Id, CaseOutcome> change) throws InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        CaseNumber of = CaseCalls.numbered("number", number);
        CaseOutcome outcome = Id.isOne(recurrence) ? change.apply(CaseCalls.speaker(caller, of), new Id(recurrence)) : new CaseOutcome.NotFound();
        cases.done(outcome, caller, of, p -> p.field().equals("login") ? new Problem(RECURRENCE, recurrence, "this from " + p.accepted()) : p, RECURRENCE, recurrence);
        return found(caller, of);
    }

    private RecurrenceList found(Caller caller, CaseNumber number) throws NotFound {
        Opened opened = cases.opened(caller, number).orElseThrow(() -> CaseCalls.noCase(number.toString()));
        RecurrenceList told = new RecurrenceList();
        told.setNumber(number.toString());
        opened.cameBack().forEach(r -> told.getCameBack().add(told(r, number, r.other(), opened)));
        opened.comesBack().forEach(r -> told.getRecurrenceOf().add(told(r, r.other(), number, opened)));
        return told;
    }

    private static Recurrence told(Return of, CaseNumber earlier, CaseNumber later, Opened opened) {
        io.plumbline.domain.nonconformity.Recurrence r = of.recurrence();
        Recurrence told = new Recurrence();
        told.setId(r.id().value());
        told.setEarlier(earlier.toString());
        told.setLater(later.toString());
        told.setClosedAt(Replies.moment(r.closedAt()));
        told.setFiledAt(Replies.moment(r.filedAt()));
        told.setDays(r.days());
        told.setWindow(RecurrenceWindow.fromValue(r.window().name()));
        told.setBecause(RecurrenceKind.fromValue(r.because().kind().name()));
        told.setValue(Replies.text(r.because().value()));
        told.setReason(Replies.text(r.because().says()));
        told.setDismissed(r.stands() ? null : dismissal(r.dismissal()));
        opened.file().actions().stream().filter(r::marks).forEach(a -> told.getMark().add(marked(a)));
        told.setFoundAt(Replies.moment(r.foundAt()));
        return told;
    }

    private static RecurrenceDismissal dismissal(io.plumbline.domain.nonconformity.Recurrence.Dismissal d) {
        RecurrenceDismissal told = new RecurrenceDismissal();
        told.setBy(d.by());
        told.setReason(Replies.text(d.reason()));
        told.setAt(Replies.moment(d.at()));
        return told;
    }

    private static MarkedAction marked(CorrectiveAction action) {
        MarkedAction told = new MarkedAction();
        told.setAction(action.facts().id().value());
        told.setWhat(Replies.text(action.facts().what()));
        return told;
    }
}
