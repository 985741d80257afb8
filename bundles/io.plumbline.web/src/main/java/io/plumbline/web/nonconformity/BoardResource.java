package io.plumbline.web.nonconformity;

import java.time.Duration;
import java.util.List;
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

import io.plumbline.application.nonconformity.CaseOrder;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.Counts;
import io.plumbline.application.nonconformity.RecurrenceQueries;
import io.plumbline.application.nonconformity.CaseQueries.Whose;
import io.plumbline.web.Address;
import io.plumbline.web.Allowed;
import io.plumbline.web.Choice;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/** The board: the open cases by their state, of each the newest, and a way to the rest. */
@Path("/board")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = BoardResource.class)
public final class BoardResource {
    /** How many cards a column has. */
    private static final int MOST = 8;

    /**
     * @param count all cases of the column
     * @param href  the inbox with all of them
     */
    record Column(String state, long count, List<InboxResource.Row> rows, String href) {
    }

    private final Pages pages;
    private final CaseQueries cases;
    private final RecurrenceQueries recurrences;

    @Activate
    public BoardResource(@Reference Pages pages, @Reference CaseQueries cases, @Reference RecurrenceQueries recurrences) {
        this.pages = pages;
        this.cases = cases;
        this.recurrences = recurrences;
    }

    @GET
    public Response board(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        Selection asked = Selection.of(visit);
        Selection wanted = new Selection("", null, asked.whose(), false, null, false, "", CaseOrder.NEWEST, null);
        Counts counts = cases.counts(visit.caller().site(), visit.caller().login(), visit.look().formats().dayOf(visit.now()), visit.now());
        List<Column> columns = Selection.OPEN.stream().map(wanted::in).map(s -> new Column(s.state(), counts.open(g -> s.fitsState(g) && s.fitsWhose(g)),
                cases.list(s.filter(visit), CaseOrder.NEWEST, null, MOST).items().stream().map(row -> InboxResource.row(visit, row)).toList(), s.at("/").toString())).toList();
        return visit.with("columns", columns).with("owners", owners(visit, counts, wanted.whose())).with("open", columns.stream().mapToLong(Column::count).sum())
                .with("returns", recurrences.figures(visit.caller().site(), visit.now().minus(Duration.ofDays(RecurrenceQueries.USUAL_DAYS)), visit.now())).show("nonconformity/board");
    }

    private static List<Choice> owners(Visit visit, Counts counts, Whose chosen) {
        return Stream.of(null, Whose.MINE, Whose.NOBODYS).map(whose -> new Choice(visit.say("inbox.owner." + (whose == null ? "any" : whose)),
                counts.open(g -> whose == null || g.whose() == whose), Address.of("/board").with("owner", Selection.owner(whose)).toString(), whose == chosen)).toList();
    }
}
