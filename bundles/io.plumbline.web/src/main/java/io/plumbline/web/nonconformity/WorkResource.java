package io.plumbline.web.nonconformity;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.Predicate;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.WorkQueries;
import io.plumbline.application.nonconformity.WorkQueries.Proposal;
import io.plumbline.application.nonconformity.WorkQueries.Request;
import io.plumbline.application.nonconformity.WorkQueries.Task;
import io.plumbline.application.nonconformity.WorkQueries.Work;
import io.plumbline.web.Allowed;
import io.plumbline.web.CaseTitle;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/** What the reader has to do: their own actions by urgency, what waits for them as a second person, and the cases that they own. */
@Path("/work")
@RolesAllowed(Allowed.QUALITY_MANAGER)
@Component(service = WorkResource.class)
public final class WorkResource {
    /** An action with the title of its case in the reader's language. */
    record Line(Task task, String title) {
    }

    /** Own actions that are equally urgent: {@code overdue}, {@code week} or {@code later}. */
    record Urgency(String word, List<Line> lines) {
    }

    record MoreTime(Request request, String title) {
    }

    record Rejection(Proposal proposal, String title) {
    }

    private final Pages pages;
    private final WorkQueries work;

    @Activate
    public WorkResource(@Reference Pages pages, @Reference WorkQueries work) {
        this.pages = pages;
        this.work = work;
    }

    @GET
    public Response work(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        Work mine = work.of(visit.caller().site(), visit.caller().login());
        LocalDate today = visit.look().formats().dayOf(visit.now());
        LocalDate sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        List<Urgency> urgencies = List.of(urgency(visit, mine, "overdue", due -> due.isBefore(today)), urgency(visit, mine, "week", due -> !due.isBefore(today) && !due.isAfter(sunday)),
                urgency(visit, mine, "later", due -> due.isAfter(sunday)));
        return visit.with("urgencies", urgencies.stream().filter(u -> !u.lines().isEmpty()).toList()).with("actions", mine.actions().size()).with("decisions", mine.decisions())
                .with("toVerify", lines(visit, mine.toVerify())).with("toAccept", lines(visit, mine.toAccept())).with("toDecide", mine.toDecide().stream().map(r -> new MoreTime(r, title(visit, r.task().of()))).toList()).with("toApprove", rows(visit, mine.toApprove()))
                .with("rejections", mine.rejections().stream().map(p -> new Rejection(p, title(visit, p.of()))).toList()).with("owned", rows(visit, mine.owned()))
                .with("ownedAll", mine.owned().size() >= WorkQueries.MOST).show("nonconformity/work");
    }

    private static Urgency urgency(Visit visit, Work mine, String word, Predicate<LocalDate> due) {
        return new Urgency(word, lines(visit, mine.actions().stream().filter(t -> due.test(t.due())).toList()));
    }

    private static List<Line> lines(Visit visit, List<Task> tasks) {
        return tasks.stream().map(t -> new Line(t, title(visit, t.of()))).toList();
    }

    private static List<InboxResource.Row> rows(Visit visit, List<CaseRow> rows) {
        return rows.stream().map(row -> InboxResource.row(visit, row)).toList();
    }

    private static String title(Visit visit, CaseRow row) {
        return CaseTitle.in(visit.look().texts(), row.title());
    }
}
