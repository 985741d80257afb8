package io.plumbline.rest.nonconformity;

import java.time.Instant;
import java.util.function.Function;

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
import io.plumbline.application.nonconformity.CommentCase.Speaker;
import io.plumbline.application.nonconformity.DismissRecurrence;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.http.Caller;
import io.plumbline.rest.Json;
import io.plumbline.rest.Once;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.nonconformity.RecurrenceJson.RecurrencesJson;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /nonconformities/…/recurrences}: whether a case came back, or is one that does. */
@Path("/nonconformities/{number}/recurrences")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("quality-manager")
@Component(service = RecurrenceResource.class)
public final class RecurrenceResource {
    private final ReadCaseFile read;
    private final DismissRecurrence dismiss;
    private final Once once;

    @Activate
    public RecurrenceResource(@Reference ReadCaseFile read, @Reference DismissRecurrence dismiss, @Reference Once once) {
        this.read = read;
        this.dismiss = dismiss;
        this.once = once;
    }

    @Says("That a case did not come back")
    public record NewDismissalJson(@Says(value = "Why, 1 to 2000 characters", example = "Another machine made these") String reason) {
    }

    @Says("That a case did come back after all")
    public record NewRestorationJson(@Says(value = "Why, 1 to 2000 characters", example = "The same machine after all") String reason) {
    }

    @GET
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "listRecurrences", says = "The cases with which a case came back, and those that come back with it", gives = RecurrencesJson.class, tagged = true,
            more = "Found when a case is filed, when its cause was found, and when its plan is approved: the earlier case is closed, was closed at most 365 days before, and has the new one "
                    + "in the stratum of its plan; where that is everything, both have to name the same one product, or have a verified cause of the same category.")
    public Response list(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http, @Context Request request) {
        return Versioned.of(opened(number, http), request);
    }

    @POST
    @Path("/{id}/dismissal")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "dismissRecurrence", says = "Say that a case did not come back, and why; not by those who carried out its actions", takes = NewDismissalJson.class,
            gives = RecurrencesJson.class)
    public Response dismiss(@PathParam("number") @Says(value = "Number of one of the two cases", example = "NC-MAIN-2026-0001") CaseNumber number,
            @PathParam("id") @Says("Identity of the recurrence") Id id, byte[] body, @Context HttpServletRequest http) {
        NewDismissalJson wanted = Json.read(body, NewDismissalJson.class);
        return changed(number, body, http, speaker -> dismiss.dismiss(speaker, id, wanted.reason(), Instant.now()));
    }

    @POST
    @Path("/{id}/restoration")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "restoreRecurrence", says = "Take up again what was dismissed: that a case did come back, and why", takes = NewRestorationJson.class, gives = RecurrencesJson.class)
    public Response restore(@PathParam("number") @Says(value = "Number of one of the two cases", example = "NC-MAIN-2026-0001") CaseNumber number,
            @PathParam("id") @Says("Identity of the recurrence") Id id, byte[] body, @Context HttpServletRequest http) {
        NewRestorationJson wanted = Json.read(body, NewRestorationJson.class);
        return changed(number, body, http, speaker -> dismiss.restore(speaker, id, wanted.reason(), Instant.now()));
    }

    private Response changed(CaseNumber number, byte[] body, HttpServletRequest http, Function<Speaker, CaseOutcome> change) {
        Caller caller = Caller.in(http);
        return once.together(http, body, () -> {
            CaseOutcome outcome = change.apply(new Speaker(caller.site(), number, caller.login(), caller.roles()));
            return outcome instanceof CaseOutcome.Done ? Response.ok(opened(number, http)).build() : CaseAnswers.refused(outcome);
        });
    }

    private RecurrencesJson opened(CaseNumber number, HttpServletRequest http) {
        Caller caller = Caller.in(http);
        return RecurrencesJson.of(read.open(caller.site(), number, caller.login(), caller.roles()).orElseThrow(NotFoundException::new));
    }
}
