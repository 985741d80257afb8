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
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.AskAgain;
import io.plumbline.application.action.FollowUpQueries;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.http.Caller;
import io.plumbline.rest.Json;
import io.plumbline.rest.Once;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.nonconformity.FollowUpJson.FollowUpPreviewJson;
import io.plumbline.rest.nonconformity.FollowUpJson.FollowUpsJson;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /nonconformities/…/follow-ups}: those whom a case affected, asked once more. */
@Path("/nonconformities/{number}/follow-ups")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("quality-manager")
@Component(service = FollowUpResource.class)
public final class FollowUpResource {
    private final ReadCaseFile read;
    private final AskAgain again;
    private final FollowUpQueries rounds;
    private final Once once;

    @Activate
    public FollowUpResource(@Reference ReadCaseFile read, @Reference AskAgain again, @Reference FollowUpQueries rounds, @Reference Once once) {
        this.read = read;
        this.again = again;
        this.rounds = rounds;
        this.once = once;
    }

    @Says("That the affected customers are to be asked once more")
    public record NewFollowUpJson(
            @Says(value = "What was done, as every customer reads it; up to 1000 characters", example = "We pack it in foam now.") @Maybe String message) {
    }

    @GET
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "listFollowUps", says = "What the affected customers answer who were asked once more", gives = FollowUpsJson.class,
            more = "These answers stand for themselves: they are part of neither the response rate nor the comparison of shares. A low one files a case, as always.")
    public Response list(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http) {
        Caller caller = Caller.in(http);
        read.open(caller.site(), number, caller.login(), caller.roles()).orElseThrow(NotFoundException::new);
        return Response.ok(all(number, http)).build();
    }

    @GET
    @Path("/preview")
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "previewFollowUp", says = "Whom a round would ask now, and whom not and why; asks nobody", gives = FollowUpPreviewJson.class)
    public Response preview(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http) {
        AskAgain.Preview preview = again.preview(Caller.in(http).site(), number, Instant.now()).orElseThrow(NotFoundException::new);
        return Versioned.fresh(FollowUpPreviewJson.of(preview), preview.version());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "askAgain", says = "Ask those once more whom a case affected, by mail, once its actions are done", takes = NewFollowUpJson.class, gives = FollowUpsJson.class, matched = true,
            more = "The customer of the case, and those who were hit likewise in the stratum of its criterion until the last action was done; each person about the last of their orders. Nobody is "
                    + "asked who objected, was invited within the quiet period, or has another open case, and nobody a third time about one order.")
    public Response ask(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, byte[] body, @Context HttpServletRequest http) {
        NewFollowUpJson wanted = Json.read(body, NewFollowUpJson.class);
        CaseCall call = CaseAnswers.call(number, http);
        return once.afterwards(http, body, () -> {
            CaseOutcome outcome = again.ask(call, wanted.message(), Instant.now());
            return outcome instanceof CaseOutcome.Done done ? Versioned.fresh(all(number, http), done.nonconformity().facts().version()) : CaseAnswers.refused(outcome);
        });
    }

    private FollowUpsJson all(CaseNumber number, HttpServletRequest http) {
        return new FollowUpsJson(rounds.of(Caller.in(http).site(), number).stream().map(FollowUpJson::of).toList());
    }
}
