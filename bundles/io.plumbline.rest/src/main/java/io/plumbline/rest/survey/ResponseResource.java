package io.plumbline.rest.survey;

import java.time.Instant;
import java.util.Arrays;
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
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Id;
import io.plumbline.http.Caller;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.Problems;
import io.plumbline.rest.Query;
import io.plumbline.rest.Versioned;

/** {@code /responses}: what customers answered. */
@Path("/responses")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"quality-manager", "auditor", "erp"})
public final class ResponseResource {
    private static final Set<String> STATES = Arrays.stream(io.plumbline.domain.survey.Response.class.getPermittedSubclasses()).map(Class::getSimpleName)
            .collect(Collectors.toSet());
    private final SurveyQueries surveys;

    public ResponseResource(SurveyQueries surveys) {
        this.surveys = surveys;
    }

    /**
     * @param state          Accepted (counts), Later (a further answer) or Suspect (looks like a machine's)
     * @param satisfaction   1 to 5
     * @param recommendation 0 to 10; null where the customer left it out
     * @param caseNumber     of the case that the answer made, or null
     */
    public record ResponseJson(String id, String state, String invitation, String order, String orderNumber, String customer, String customerName, int satisfaction,
            Integer recommendation, String comment, boolean mayCall, String language, Instant receivedAt, String suspectWhy, String caseNumber, long version) {
        static ResponseJson of(ResponseRow r) {
            return new ResponseJson(r.id().value(), r.state(), r.invitation().value(), r.order().value(), r.orderNumber(),
                    r.customer() == null ? null : r.customer().value(), r.customerName(), r.satisfaction(), r.recommendation(), r.comment(), r.mayCall(),
                    r.language(), r.receivedAt(), r.suspectWhy(), r.caseNumber(), r.version());
        }
    }

    @GET
    public PageJson<ResponseJson> list(@Context UriInfo uri, @Context HttpServletRequest http) {
        Query query = new Query(uri, "state", "customer", "since");
        return PageJson.of(surveys.responses(Caller.in(http).site(), query.word("state", STATES), query.id("customer"), query.moment("since"), query.afterId(),
                query.limit()), uri, ResponseJson::of);
    }

    @GET
    @Path("/{id}")
    public Response one(@PathParam("id") String id, @Context HttpServletRequest http, @Context Request request) {
        return Id.isOne(id) ? surveys.response(Caller.in(http).site(), new Id(id)).map(r -> Versioned.of(ResponseJson.of(r), r.version(), request))
                .orElseGet(() -> Problems.notFound("no response " + id)) : Problems.notFound("no response of this identity");
    }
}
