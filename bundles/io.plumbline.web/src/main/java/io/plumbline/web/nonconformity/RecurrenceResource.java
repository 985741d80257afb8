package io.plumbline.web.nonconformity;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.ForbiddenException;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.CommentCase.Speaker;
import io.plumbline.application.nonconformity.DismissRecurrence;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;
import io.plumbline.web.nonconformity.CasePage.Sent;

/** Dismisses that a case came back, or takes that up again; what came back is seen on the pages of both cases. */
@Path("/cases/{number}/recurrences")
@RolesAllowed(Allowed.QUALITY_MANAGER)
@Component(service = RecurrenceResource.class)
public final class RecurrenceResource {
    private static final int UNPROCESSABLE = 422;

    private final Pages pages;
    private final CasePage page;
    private final DismissRecurrence dismiss;

    @Activate
    public RecurrenceResource(@Reference Pages pages, @Reference CasePage page, @Reference DismissRecurrence dismiss) {
        this.pages = pages;
        this.page = page;
        this.dismiss = dismiss;
    }

    @POST
    @Path("{id}/dismissal")
    public Response dismiss(@Context HttpServletRequest request, @PathParam("number") String number, @PathParam("id") String id) {
        return change(request, number, id, "dismiss", "recurrence-dismissed", dismiss::dismiss);
    }

    @POST
    @Path("{id}/restoration")
    public Response restore(@Context HttpServletRequest request, @PathParam("number") String number, @PathParam("id") String id) {
        return change(request, number, id, "restore", "recurrence-restored", dismiss::restore);
    }

    private interface Change {
        CaseOutcome make(Speaker by, Id id, String reason, Instant now);
    }

    /** @param what begins the name of the form and, in messages, what can be wrong with it */
    private Response change(HttpServletRequest request, String number, String id, String what, String done, Change change) {
        Visit visit = pages.visit(request);
        if (!Id.isOne(id)) {
            throw new NotFoundException();
        }
        CaseNumber of = CaseNumber.parse(number).orElseThrow(NotFoundException::new);
        String reason = visit.raw("reason").replace("\r\n", "\n");
        CaseOutcome outcome = change.make(new Speaker(visit.caller().site(), of, visit.caller().login(), visit.caller().roles()), new Id(id), reason, visit.now());
        if (outcome instanceof CaseOutcome.Done) {
            return Visit.goTo(CaseTab.EFFECT.of(number) + "?done=" + done);
        }
        if (outcome instanceof CaseOutcome.Invalid invalid) {
            String form = what + "-" + id;
            List<Wrong> problems = invalid.problems().stream().map(p -> wrong(visit, what, form, p)).toList();
            return page.show(visit, number, CaseTab.EFFECT, new Sent(new Typed(form, Map.of("reason", reason)), problems, null, UNPROCESSABLE));
        }
        if (outcome instanceof CaseOutcome.Forbidden) {
            throw new ForbiddenException();
        }
        throw new NotFoundException();
    }

    private static Wrong wrong(Visit visit, String what, String form, Problem problem) {
        return new Wrong(problem.field().equals("reason") ? form + "-reason" : "", visit.say("recurrence." + what + ".wrong." + problem.field()));
    }
}
