package io.plumbline.web.nonconformity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.survey.Programmes;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.http.Caller;
import io.plumbline.web.Address;
import io.plumbline.web.Allowed;
import io.plumbline.web.CaseTitle;
import io.plumbline.web.Choice;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/** The inbox: the cases that need work, newest first, and what each needs next. */
@Path("/")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR, Allowed.OPERATOR})
@Component(service = InboxResource.class)
public final class InboxResource {
    private static final int PAGE = 50;
    private static final String ALL = "all";
    private static final List<String> OPEN = NextStep.WAY.subList(0, NextStep.WAY.size() - 1);
    private static final List<String> STATES = List.of("Reported", "Contained", "Analysed", "Planned", "Implementing", "AwaitingEffectiveness", "Closed", "Rejected",
            "Merged");

    /** @param next the move that the case needs next, or null */
    record Row(CaseRow of, String title, Move next) {
    }

    private final Pages pages;
    private final CaseQueries cases;
    private final Programmes programmes;

    @Activate
    public InboxResource(@Reference Pages pages, @Reference CaseQueries cases, @Reference Programmes programmes) {
        this.pages = pages;
        this.cases = cases;
        this.programmes = programmes;
    }

    @GET
    public Response inbox(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        Caller caller = visit.caller();
        if (!caller.is(Role.QUALITY_MANAGER) && !caller.is(Role.AUDITOR)) {
            return Visit.goTo("/operation");
        }
        String state = STATES.contains(visit.parameter("state")) || visit.parameter("state").equals(ALL) ? visit.parameter("state") : "";
        Severity severity = visit.parameter("severity", Severity.class).orElse(null);
        String text = visit.parameter("q");
        List<String> states = state.isEmpty() ? OPEN : state.equals(ALL) ? List.of() : List.of(state);
        Page<CaseRow> page = cases.list(new CaseQueries.Filter(caller.site(), states, severity, null, text.isEmpty() ? null : text),
                visit.parameter("after").isEmpty() ? null : visit.parameter("after"), PAGE);
        Address here = Address.of("/").with("state", state).with("severity", severity).with("q", text);
        Map<String, Long> counts = cases.counts(caller.site());
        List<Row> rows = page.items().stream().map(r -> new Row(r, CaseTitle.in(visit.look().texts(), r.title()), NextStep.from(r.state()).orElse(null))).toList();
        return visit.with("rows", rows).with("text", text).with("state", state).with("severity", severity == null ? "" : severity.name())
                .with("states", states(visit, counts, here, state)).with("severities", severities(visit, counts, here, severity))
                .with("open", OPEN.stream().mapToLong(s -> counts.getOrDefault(s, 0L)).sum())
                .with("untouched", STATES.stream().allMatch(s -> counts.getOrDefault(s, 0L) == 0)).with("acceptance", programmes.current().acceptance())
                .with("first", visit.parameter("after").isEmpty() ? "" : here.toString())
                .with("next", page.next() == null ? "" : here.with("after", page.next()).toString()).show("nonconformity/inbox");
    }

    private static List<Choice> states(Visit visit, Map<String, Long> counts, Address here, String chosen) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(visit.say("inbox.open"), OPEN.stream().mapToLong(s -> counts.getOrDefault(s, 0L)).sum(), here.with("state", "").toString(),
                chosen.isEmpty()));
        for (String state : STATES) {
            long count = counts.getOrDefault(state, 0L);
            if (count > 0 || state.equals(chosen)) {
                choices.add(new Choice(visit.say("state." + state), count, here.with("state", state).toString(), state.equals(chosen)));
            }
        }
        choices.add(new Choice(visit.say("inbox.all"), STATES.stream().mapToLong(s -> counts.getOrDefault(s, 0L)).sum(), here.with("state", ALL).toString(),
                chosen.equals(ALL)));
        return choices;
    }

    private static List<Choice> severities(Visit visit, Map<String, Long> counts, Address here, Severity chosen) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(visit.say("inbox.severity.any"), null, here.with("severity", "").toString(), chosen == null));
        for (Severity severity : Severity.values()) {
            long count = counts.getOrDefault("severity:" + severity, 0L);
            if (count > 0 || severity == chosen) {
                choices.add(new Choice(visit.say("severity." + severity), count, here.with("severity", severity).toString(), severity == chosen));
            }
        }
        return choices;
    }
}
