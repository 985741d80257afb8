package io.plumbline.soap;

import java.time.Instant;
import java.util.function.UnaryOperator;

import javax.xml.datatype.XMLGregorianCalendar;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.CarryOutAction;
import io.plumbline.application.action.ExtendAction;
import io.plumbline.application.action.PlanAction;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.domain.Problem;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.soap.v1.ActionKind;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.Deed;
import io.plumbline.soap.v1.ExtensionVerdict;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.NonconformityFile;
import io.plumbline.soap.v1.NotFound;

/** The actions of a case, and more time for them. */
@Component(service = ActionWork.class)
public final class ActionWork {
    private static final String ACTION = "action";
    private static final String EXTENSION = "extension";
    private final CaseCalls cases;
    private final PlanAction plan;
    private final CarryOutAction carryOut;
    private final ExtendAction extend;

    @Activate
    public ActionWork(@Reference CaseCalls cases, @Reference PlanAction plan, @Reference CarryOutAction carryOut, @Reference ExtendAction extend) {
        this.cases = cases;
        this.plan = plan;
        this.carryOut = carryOut;
        this.extend = extend;
    }

    NonconformityFile planAction(String number, long version, ActionKind kind, String what, String owner, XMLGregorianCalendar due) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        return cases.file(plan.plan(call, CorrectiveAction.Kind.valueOf(kind.name()), what, owner, Reports.day(due), Instant.now()), call, UnaryOperator.identity());
    }

    NonconformityFile carryOutAction(String number, long version, String action, Deed deed, String reason) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        return cases.file(carryOut.make(call, cases.entry(call, ACTION, action), CarryOutAction.Deed.valueOf(deed.name()), reason, Instant.now()), call, p -> switch (p.field()) {
            case "login" -> new Problem("deed", deed.name(), "this from " + p.accepted());
            case ACTION -> new Problem(ACTION, action, p.accepted() + "; this one is " + p.value());
            default -> p;
        }, ACTION, action);
    }

    NonconformityFile askForExtension(String number, long version, String action, XMLGregorianCalendar due, String reason) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        return cases.file(extend.ask(call, cases.entry(call, ACTION, action), Reports.day(due), reason, Instant.now()), call, p -> switch (p.field()) {
            case "login" -> new Problem(ACTION, action, "one of the caller's own; for this one asks " + p.accepted());
            case ACTION -> standing(p, action);
            default -> p;
        }, ACTION, action);
    }

    NonconformityFile decideExtension(String number, long version, String action, String extension, ExtensionVerdict decision, String reason)
            throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        return cases.file(extend.decide(call, cases.entry(call, ACTION, action), cases.entry(call, EXTENSION, extension), decision == ExtensionVerdict.GRANT, reason, Instant.now()), call, p -> switch (p.field()) {
            case "login" -> new Problem("decision", decision.name(), "this from " + p.accepted());
            case ACTION -> standing(p, action);
            case EXTENSION -> new Problem(EXTENSION, extension, p.accepted() + "; this one is " + p.value());
            case "due" -> new Problem(EXTENSION, extension, "one that asks for " + p.accepted() + "; this one asks for " + p.value());
            default -> p;
        }, EXTENSION, extension);
    }

    private static Problem standing(Problem p, String action) {
        return new Problem(ACTION, action, p.value().equals(action) ? p.accepted() : p.accepted() + "; this one is " + p.value());
    }
}
