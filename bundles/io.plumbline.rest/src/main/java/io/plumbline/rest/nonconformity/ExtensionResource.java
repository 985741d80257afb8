package io.plumbline.rest.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
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
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.ExtendAction;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.http.Caller;
import io.plumbline.rest.Json;
import io.plumbline.rest.Once;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.Wanted;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /nonconformities/…/file/actions/…/extensions}: more time for an action. */
@Path("/nonconformities/{number}/file/actions/{id}/extensions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("quality-manager")
@Component(service = ExtensionResource.class)
public final class ExtensionResource {
    private final ExtendAction extend;
    private final Once once;

    @Activate
    public ExtensionResource(@Reference ExtendAction extend, @Reference Once once) {
        this.extend = extend;
        this.once = once;
    }

    @Says("More time for an action")
    public record NewExtensionJson(@Says("The day that is asked for, after the present due date") LocalDate due, @Says("Why, 1 to 2000 characters") String reason) {
    }

    /** What can be decided. */
    public enum Verdict { GRANT, REFUSE }

    @Says("Whether the due date moves")
    public record NewDecisionJson(Verdict decision, @Says("Why, 1 to 2000 characters; needed for REFUSE") @Maybe String reason) {
    }

    @GET
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "listExtensions", says = "When an action is due, and every extension that was asked for", gives = ExtensionsJson.class, tagged = true)
    public Response list(@PathParam("number") @Says(value = "Number of the case", example = "NC-MAIN-2026-0001") CaseNumber number,
            @PathParam("id") @Says("Identity of the action") Id id, @Context HttpServletRequest http, @Context Request request) {
        ExtensionsJson read = read(number, id, http);
        return Versioned.of(read, read.version(), request);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "askForExtension", says = "Ask for more time; only the owner of the action does", takes = NewExtensionJson.class, gives = ExtensionsJson.class, matched = true)
    public Response ask(@PathParam("number") @Says(value = "Number of the case", example = "NC-MAIN-2026-0001") CaseNumber number,
            @PathParam("id") @Says("Identity of the action") Id id, byte[] body, @Context HttpServletRequest http) {
        NewExtensionJson wanted = Json.read(body, NewExtensionJson.class);
        return changed(number, id, body, http, call -> extend.ask(call, id, wanted.due(), wanted.reason(), Instant.now()));
    }

    @POST
    @Path("/{extension}/decision")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "decideExtension", says = "Grant or refuse more time; only somebody who did not ask does", takes = NewDecisionJson.class, gives = ExtensionsJson.class, matched = true)
    public Response decide(@PathParam("number") @Says(value = "Number of the case", example = "NC-MAIN-2026-0001") CaseNumber number,
            @PathParam("id") @Says("Identity of the action") Id id, @PathParam("extension") @Says("Identity of the extension") Id extension, byte[] body, @Context HttpServletRequest http) {
        NewDecisionJson given = Json.read(body, NewDecisionJson.class);
        return changed(number, id, body, http, call -> extend.decide(call, id, extension, Wanted.one("decision", given.decision()) == Verdict.GRANT, given.reason(), Instant.now()));
    }

    private Response changed(CaseNumber number, Id id, byte[] body, HttpServletRequest http, Function<CaseCall, CaseOutcome> change) {
        CaseCall call = CaseAnswers.call(number, http);
        return once.afterwards(http, body, () -> {
            CaseOutcome outcome = change.apply(call);
            if (!(outcome instanceof CaseOutcome.Done)) {
                return CaseAnswers.refused(outcome);
            }
            ExtensionsJson read = read(number, id, http);
            return Response.ok(read).tag(new EntityTag("v" + read.version())).build();
        });
    }

    private ExtensionsJson read(CaseNumber number, Id id, HttpServletRequest http) {
        return ExtensionsJson.of(extend.read(Caller.in(http).site(), number, id).orElseThrow(NotFoundException::new));
    }
}
