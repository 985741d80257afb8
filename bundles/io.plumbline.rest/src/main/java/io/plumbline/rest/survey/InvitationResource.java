package io.plumbline.rest.survey;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;

import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.application.survey.SurveyQueries.InvitationRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.http.Caller;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.Problems;
import io.plumbline.rest.Query;
import io.plumbline.rest.Versioned;

/** {@code /invitations}: who is asked, who was, and who is not. */
@Path("/invitations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"quality-manager", "auditor", "operator", "erp"})
public final class InvitationResource {
    private static final Set<String> STATES = Arrays.stream(Invitation.class.getPermittedSubclasses()).map(Class::getSimpleName).collect(Collectors.toSet());
    private final SurveyQueries surveys;

    public InvitationResource(SurveyQueries surveys) {
        this.surveys = surveys;
    }

    /** @param why the reason where the state is Suppressed or Withdrawn; moments that do not apply to the state are null */
    public record InvitationJson(String id, String programme, String state, String order, String orderNumber, String delivery, String customer, String customerName,
            String language, Instant dueAt, Instant sentAt, Instant expiresAt, Instant answeredAt, NotAsked why, Instant createdAt, long version) {
        static InvitationJson of(InvitationRow r) {
            return new InvitationJson(r.id().value(), r.programme(), r.state(), r.order().value(), r.orderNumber(), r.delivery() == null ? null : r.delivery().value(),
                    r.customer() == null ? null : r.customer().value(), r.customerName(), r.language(), r.dueAt(), r.sentAt(), r.expiresAt(), r.answeredAt(),
                    r.why(), r.createdAt(), r.version());
        }
    }

    /** @param responses identities of the answers, first received first */
    public record InvitationDetailJson(InvitationJson invitation, List<String> responses) {
    }

    @GET
    public PageJson<InvitationJson> list(@Context UriInfo uri, @Context HttpServletRequest http) {
        Query query = new Query(uri, "state", "customer");
        return PageJson.of(surveys.invitations(Caller.in(http).site(), query.word("state", STATES), query.id("customer"), query.afterId(), query.limit()), uri,
                InvitationJson::of);
    }

    @GET
    @Path("/{id}")
    public Response one(@PathParam("id") String id, @Context HttpServletRequest http, @Context Request request) {
        return Id.isOne(id) ? surveys.invitation(Caller.in(http).site(), new Id(id))
                .map(v -> Versioned.of(new InvitationDetailJson(InvitationJson.of(v.row()), v.responses().stream().map(r -> r.id().value()).toList()),
                        v.row().version(), request))
                .orElseGet(() -> Problems.notFound("no invitation " + id)) : Problems.notFound("no invitation of this identity");
    }
}
