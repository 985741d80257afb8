package io.plumbline.web.nonconformity;

import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.ForbiddenException;
import javax.ws.rs.GET;
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
import io.plumbline.application.nonconformity.CommentCase;
import io.plumbline.application.nonconformity.CommentCase.Speaker;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** What people say about a case. */
@Path("/cases/{number}/comments")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = CommentResource.class)
public final class CommentResource {
    private static final int UNPROCESSABLE = 422;

    private final Pages pages;
    private final CommentCase comments;

    @Activate
    public CommentResource(@Reference Pages pages, @Reference CommentCase comments) {
        this.pages = pages;
        this.comments = comments;
    }

    @GET
    public Response list(@Context HttpServletRequest request, @PathParam("number") String number) {
        return show(pages.visit(request), number(number), "", List.of(), Response.Status.OK.getStatusCode());
    }

    @POST
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response add(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        String text = visit.raw("text").replace("\r\n", "\n");
        return answer(visit, number(number), text, comments.add(speaker(visit, number), text, visit.now()), "comment-added");
    }

    @POST
    @Path("{id}/withdraw")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response withdraw(@Context HttpServletRequest request, @PathParam("number") String number, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        if (!Id.isOne(id)) {
            throw new NotFoundException();
        }
        return answer(visit, number(number), "", comments.withdraw(speaker(visit, number), new Id(id), visit.now()), "comment-withdrawn");
    }

    private Response answer(Visit visit, CaseNumber number, String text, CaseOutcome outcome, String done) {
        if (outcome instanceof CaseOutcome.Done) {
            return Visit.goTo("/cases/" + number + "/comments?done=" + done);
        }
        if (outcome instanceof CaseOutcome.Invalid invalid) {
            return show(visit, number, text, invalid.problems().stream().map(p -> wrong(visit, p)).toList(), UNPROCESSABLE);
        }
        if (outcome instanceof CaseOutcome.Forbidden) {
            throw new ForbiddenException();
        }
        throw new NotFoundException();
    }

    private Response show(Visit visit, CaseNumber number, String text, List<Wrong> problems, int status) {
        return visit.with("number", number.toString()).with("comments", comments.list(visit.caller().site(), number).orElseThrow(NotFoundException::new))
                .with("may", visit.caller().is(Role.QUALITY_MANAGER)).with("readers", comments.readers(visit.caller().site())).with("text", text).with("problems", problems)
                .show(status, "nonconformity/comments");
    }

    private static Wrong wrong(Visit visit, Problem problem) {
        String key = "comment.wrong." + problem.field();
        return new Wrong(problem.field().equals("login") ? "" : "text", visit.look().texts().knows(key) ? visit.say(key, problem.value()) : problem.text());
    }

    private static Speaker speaker(Visit visit, String number) {
        return new Speaker(visit.caller().site(), number(number), visit.caller().login(), visit.caller().roles());
    }

    private static CaseNumber number(String text) {
        return CaseNumber.parse(text).orElseThrow(NotFoundException::new);
    }
}
