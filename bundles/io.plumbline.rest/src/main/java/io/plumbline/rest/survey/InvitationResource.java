package io.plumbline.rest.survey;

import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.http.Caller;
import io.plumbline.rest.Limit;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /invitations}: who is asked, who was, and who is not. */
@Path("/invitations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"quality-manager", "auditor", "operator", "erp"})
@Component(service = InvitationResource.class)
public final class InvitationResource {
    private final SurveyQueries surveys;

    @Activate
    public InvitationResource(@Reference SurveyQueries surveys) {
        this.surveys = surveys;
    }

    @Says("An invitation and its answers")
    public record InvitationDetailJson(InvitationJson invitation, @Says("Identities of the answers, first received first") List<String> responses) {
    }

    @GET
    @Operation(id = "listInvitations", says = "Invitations, newest first", gives = InvitationJson.class, paged = true)
    public PageJson<InvitationJson> list(@QueryParam("state") @Says("In this state alone") @OneOf(Invitation.class) String state,
            @QueryParam("customer") @Says("Of this customer alone: its identity") Id customer, @QueryParam("after") Id after,
            @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri, @Context HttpServletRequest http) {
        return PageJson.of(surveys.invitations(Caller.in(http).site(), state, customer, after == null ? null : after.value(), limit.rows()), uri, InvitationJson::of);
    }

    @GET
    @Path("/{id}")
    @Operation(id = "getInvitation", says = "One invitation and its answers", gives = InvitationDetailJson.class, tagged = true)
    public Response one(@PathParam("id") @Says("Identity of the invitation") Id id, @Context HttpServletRequest http, @Context Request request) {
        SurveyQueries.InvitationView view = surveys.invitation(Caller.in(http).site(), id).orElseThrow(NotFoundException::new);
        return Versioned.of(new InvitationDetailJson(InvitationJson.of(view.row()), view.responses().stream().map(r -> r.id().value()).toList()), request);
    }
}
