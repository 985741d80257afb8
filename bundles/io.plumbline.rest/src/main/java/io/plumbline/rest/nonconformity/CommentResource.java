package io.plumbline.rest.nonconformity;

import java.time.Instant;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.CommentCase;
import io.plumbline.application.nonconformity.CommentCase.Speaker;
import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.http.Caller;
import io.plumbline.rest.Json;
import io.plumbline.rest.Once;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.nonconformity.CommentJson.CommentsJson;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /nonconformities/…/comments}: what people say about a case. */
@Path("/nonconformities/{number}/comments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("quality-manager")
@Component(service = CommentResource.class)
public final class CommentResource {
    private final CommentCase comments;
    private final Once once;

    @Activate
    public CommentResource(@Reference CommentCase comments, @Reference Once once) {
        this.comments = comments;
        this.once = once;
    }

    @Says("Something to be said about a case")
    public record NewCommentJson(@Says(value = "1 to 4000 characters; @ before the login of somebody who may read the case tells them by mail", example = "@jana.petersen, please look at this") String text) {
    }

    @GET
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "listComments", says = "What people say about a case", gives = CommentsJson.class, tagged = true)
    public Response list(@PathParam("number") @Says(value = "Number of the case", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http, @Context Request request) {
        return Versioned.of(read(number, http), request);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "addComment", says = "Say something about a case", takes = NewCommentJson.class, gives = CommentsJson.class)
    public Response add(@PathParam("number") @Says(value = "Number of the case", example = "NC-MAIN-2026-0001") CaseNumber number, byte[] body, @Context HttpServletRequest http) {
        NewCommentJson said = Json.read(body, NewCommentJson.class);
        return once.together(http, body, () -> answer(comments.add(speaker(number, http), said.text(), Instant.now()), number, http));
    }

    @POST
    @Path("/{id}/withdrawal")
    @Operation(id = "withdrawComment", says = "Take one's own words back; that there were some stays to be seen", gives = CommentsJson.class)
    public Response withdraw(@PathParam("number") @Says(value = "Number of the case", example = "NC-MAIN-2026-0001") CaseNumber number, @PathParam("id") @Says("Identity of the comment") Id id,
            @Context HttpServletRequest http) {
        return once.together(http, new byte[0], () -> answer(comments.withdraw(speaker(number, http), id, Instant.now()), number, http));
    }

    private Response answer(CaseOutcome outcome, CaseNumber number, HttpServletRequest http) {
        return outcome instanceof CaseOutcome.Done ? Response.ok(read(number, http)).build() : CaseAnswers.refused(outcome);
    }

    private CommentsJson read(CaseNumber number, HttpServletRequest http) {
        return new CommentsJson(number.toString(), comments.list(Caller.in(http).site(), number).orElseThrow(NotFoundException::new).stream().map(CommentJson::of).toList());
    }

    private static Speaker speaker(CaseNumber number, HttpServletRequest http) {
        Caller caller = Caller.in(http);
        return new Speaker(caller.site(), number, caller.login(), caller.roles());
    }
}
