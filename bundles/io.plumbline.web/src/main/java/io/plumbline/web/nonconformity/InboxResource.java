package io.plumbline.web.nonconformity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
import io.plumbline.application.nonconformity.CaseAge;
import io.plumbline.application.nonconformity.CaseOrder;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.CaseQueries.Counts;
import io.plumbline.application.nonconformity.CaseQueries.Group;
import io.plumbline.application.nonconformity.CaseQueries.Whose;
import io.plumbline.application.nonconformity.KeepCatalogue;
import io.plumbline.application.nonconformity.KeepFilters;
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

/** The inbox: the cases that need work, sorted and filtered as its address says, and what each needs next. */
@Path("/")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR, Allowed.OPERATOR})
@Component(service = InboxResource.class)
public final class InboxResource {
    private static final int PAGE = 50;

    /**
     * @param next    the move that the case needs next, or null
     * @param overdue whether the nearest due date is past
     */
    record Row(CaseRow of, String title, Move next, boolean overdue) {
    }

    /**
     * A column that the list can be sorted by.
     *
     * @param href   the list sorted by it, and once it is, the other way round
     * @param sorted {@code ascending} or {@code descending}, or {@code none}
     */
    record Column(String label, String href, String sorted) {
    }

    private final Pages pages;
    private final CaseQueries cases;
    private final KeepFilters kept;
    private final Programmes programmes;
    private final KeepCatalogue catalogue;

    @Activate
    public InboxResource(@Reference Pages pages, @Reference CaseQueries cases, @Reference KeepFilters kept, @Reference Programmes programmes, @Reference KeepCatalogue catalogue) {
        this.pages = pages;
        this.cases = cases;
        this.kept = kept;
        this.programmes = programmes;
        this.catalogue = catalogue;
    }

    @GET
    public Response inbox(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        Caller caller = visit.caller();
        if (!caller.is(Role.QUALITY_MANAGER) && !caller.is(Role.AUDITOR)) {
            return Visit.goTo("/operation");
        }
        Selection wanted = Selection.of(visit);
        String after = visit.parameter("after");
        Page<CaseRow> page = cases.list(wanted.filter(visit), wanted.order(), after.isEmpty() ? null : after, PAGE);
        Address here = wanted.at("/");
        Counts counts = cases.counts(caller.site(), caller.login(), visit.look().formats().dayOf(visit.now()), visit.now());
        return visit.with("rows", page.items().stream().map(r -> row(visit, r)).toList()).with("wanted", wanted).with("query", wanted.query())
                .with("states", states(visit, counts, here, wanted)).with("severities", severities(visit, counts, here, wanted))
                .with("owners", owners(visit, counts, here, wanted)).with("dues", dues(visit, counts, here, wanted)).with("ages", ages(visit, counts, here, wanted)).with("returns", returns(visit, counts, here, wanted)).with("causes", causes(visit, here, wanted))
                .with("kept", kept.of(caller.user()).stream().map(f -> new Choice(f.name(), null, "/" + (f.query().isEmpty() ? "" : "?" + f.query()), f.query().equals(wanted.query())))
                        .toList())
                .with("hidden", hidden(here)).with("columns", columns(visit, here, wanted.order())).with("newest", wanted.order().equals(CaseOrder.NEWEST))
                .with("plain", wanted.state().isEmpty() && !wanted.narrowed() && wanted.text().isEmpty()).with("open", counts.open(g -> true)).with("untouched", counts.all() == 0).with("acceptance", programmes.current().acceptance())
                .with("first", after.isEmpty() ? "" : here.toString()).with("next", page.next() == null ? "" : here.with("after", page.next()).toString())
                .with("works", caller.is(Role.QUALITY_MANAGER)).show("nonconformity/inbox");
    }

    static Row row(Visit visit, CaseRow row) {
        boolean overdue = row.due() != null && row.due().isBefore(visit.look().formats().dayOf(visit.now()));
        return new Row(row, CaseTitle.in(visit.look().texts(), row.title()), NextStep.from(row.state()).orElse(null), overdue);
    }

    /** What a form that searches takes along, so that it changes nothing else. */
    private static Map<String, String> hidden(Address here) {
        Map<String, String> hidden = new TreeMap<>(here.query());
        hidden.remove("q");
        return hidden;
    }

    private static Map<String, Column> columns(Visit visit, Address here, CaseOrder now) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (CaseOrder.By by : CaseOrder.By.values()) {
            boolean chosen = by == now.by();
            CaseOrder next = new CaseOrder(by, chosen ? now.direction().other() : by.usual());
            columns.put(by.name(), new Column(visit.say("inbox.sort." + by), Selection.sorted(here, next).toString(), !chosen ? "none" : now.up() ? "ascending" : "descending"));
        }
        return columns;
    }

    private static Predicate<Group> like(Selection s, Predicate<Group> own) {
        return own.and(s::fitsState).and(s::fitsSeverity).and(s::fitsWhose).and(s::fitsOverdue).and(s::fitsAge);
    }

    /** Counted where only open cases are shown, because what is settled is told apart by its state alone. */
    private static Long count(Counts counts, Selection others, Predicate<Group> own) {
        return others.counted() ? counts.open(like(others, own)) : null;
    }

    private static List<Choice> states(Visit visit, Counts counts, Address here, Selection wanted) {
        List<Choice> choices = new ArrayList<>();
        Selection any = wanted.in("");
        choices.add(new Choice(visit.say("inbox.open"), count(counts, any, g -> true), here.with("state", "").toString(), wanted.state().isEmpty()));
        for (String state : Selection.OPEN) {
            long count = counts.open(like(any, g -> g.state().equals(state)));
            if (count > 0 || state.equals(wanted.state())) {
                choices.add(new Choice(visit.say("state." + state), wanted.recurring() || wanted.cause() != null ? null : (Long) count, here.with("state", state).toString(), state.equals(wanted.state())));
            }
        }
        for (String state : Selection.SETTLED) {
            if (counts.in(state) > 0 || state.equals(wanted.state())) {
                choices.add(new Choice(visit.say("state." + state), wanted.narrowed() ? null : counts.in(state), here.with("state", state).toString(), state.equals(wanted.state())));
            }
        }
        choices.add(new Choice(visit.say("inbox.all"), wanted.narrowed() ? null : counts.all(), here.with("state", Selection.ALL).toString(), wanted.state().equals(Selection.ALL)));
        return choices;
    }

    private static List<Choice> severities(Visit visit, Counts counts, Address here, Selection wanted) {
        List<Choice> choices = new ArrayList<>();
        Selection any = new Selection(wanted.state(), null, wanted.whose(), wanted.overdue(), wanted.age(), wanted.recurring(), wanted.text(), wanted.order(), wanted.cause());
        choices.add(new Choice(visit.say("inbox.severity.any"), count(counts, any, g -> true), here.with("severity", "").toString(), wanted.severity() == null));
        for (Severity severity : Severity.values()) {
            choices.add(new Choice(visit.say("severity." + severity), count(counts, any, g -> g.severity() == severity), here.with("severity", severity).toString(),
                    severity == wanted.severity()));
        }
        return choices;
    }

    private static List<Choice> owners(Visit visit, Counts counts, Address here, Selection wanted) {
        Selection any = new Selection(wanted.state(), wanted.severity(), null, wanted.overdue(), wanted.age(), wanted.recurring(), wanted.text(), wanted.order(), wanted.cause());
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(visit.say("inbox.owner.any"), count(counts, any, g -> true), here.with("owner", "").toString(), wanted.whose() == null));
        for (Whose whose : List.of(Whose.MINE, Whose.NOBODYS)) {
            choices.add(new Choice(visit.say("inbox.owner." + whose), count(counts, any, g -> g.whose() == whose), here.with("owner", Selection.owner(whose)).toString(),
                    wanted.whose() == whose));
        }
        return choices;
    }

    private static List<Choice> dues(Visit visit, Counts counts, Address here, Selection wanted) {
        Selection any = new Selection(wanted.state(), wanted.severity(), wanted.whose(), false, wanted.age(), wanted.recurring(), wanted.text(), wanted.order(), wanted.cause());
        return List.of(new Choice(visit.say("inbox.due.any"), count(counts, any, g -> true), here.with("overdue", "").toString(), !wanted.overdue()),
                new Choice(visit.say("inbox.due.overdue"), count(counts, any, Group::overdue), here.with("overdue", "yes").toString(), wanted.overdue()));
    }

    private static List<Choice> ages(Visit visit, Counts counts, Address here, Selection wanted) {
        Selection any = new Selection(wanted.state(), wanted.severity(), wanted.whose(), wanted.overdue(), null, wanted.recurring(), wanted.text(), wanted.order(), wanted.cause());
        return Stream.concat(Stream.of(new Choice(visit.say("inbox.age.any"), count(counts, any, g -> true), here.with("age", "").toString(), wanted.age() == null)),
                Stream.of(CaseAge.values()).map(age -> new Choice(visit.say("inbox.age." + age), count(counts, any, g -> g.age() == age), here.with("age", age).toString(),
                        age == wanted.age()))).toList();
    }

    private static List<Choice> returns(Visit visit, Counts counts, Address here, Selection wanted) {
        Selection any = new Selection(wanted.state(), wanted.severity(), wanted.whose(), wanted.overdue(), wanted.age(), false, wanted.text(), wanted.order(), wanted.cause());
        return List.of(new Choice(visit.say("inbox.recurring.any"), count(counts, any, g -> true), here.with("recurring", "").toString(), !wanted.recurring()),
                new Choice(visit.say("inbox.recurring.yes"), null, here.with("recurring", "yes").toString(), wanted.recurring()));
    }

    /** The one that is chosen, and the way out of it; how many there are of each is told where causes are counted. */
    private List<Choice> causes(Visit visit, Address here, Selection wanted) {
        Confirmed chosen = wanted.cause();
        if (chosen == null) {
            return List.of();
        }
        String code = chosen.code().equals(Confirmed.NONE) ? null : chosen.code();
        String name = CauseNames.of(catalogue.of(visit.caller().site()).find(code).orElse(null), code, visit.look());
        String label = chosen.from() == null || chosen.to() == null ? name : visit.say("inbox.cause.period", name, visit.look().formats().day(chosen.from()), visit.look().formats().day(chosen.to()));
        return List.of(new Choice(visit.say("inbox.cause.any"), null, here.with("cause", "").with("confirmedFrom", "").with("confirmedTo", "").toString(), false),
                new Choice(label, null, here.toString(), true));
    }
}
