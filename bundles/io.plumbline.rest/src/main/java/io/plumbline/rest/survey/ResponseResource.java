package io.plumbline.rest.survey;

import java.time.Instant;

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
import io.plumbline.http.Caller;
import io.plumbline.rest.Limit;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.Refusal;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /responses}: what customers answered. */
@Path("/responses")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"quality-manager", "auditor", "erp"})
@Component(service = ResponseResource.class)
public final class ResponseResource {
    private final SurveyQueries surveys;

    @Activate
    public ResponseResource(@Reference SurveyQueries surveys) {
        this.surveys = surveys;
    }

    @GET
    @Operation(id = "listResponses", says = "Answers, newest first", gives = ResponseJson.class, paged = true)
    public PageJson<ResponseJson> list(@QueryParam("state") @Says("In this state alone") @OneOf(io.plumbline.domain.survey.Response.class) String state,
            @QueryParam("customer") @Says("Of this customer alone: its identity") Id customer,
            @QueryParam("order") @Says("About this order alone: its identity; goes with since, and with nothing else") Id order,
            @QueryParam("since") @Says("Received at this moment or later") Instant since, @QueryParam("after") Id after,
            @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri, @Context HttpServletRequest http) {
        if (order != null) {
            if (state != null || customer != null) {
                throw Refusal.invalid("query parameter order", order.value(), "order with since alone, without state and customer");
            }
            return PageJson.of(surveys.responsesOfOrder(Caller.in(http).site(), order, since, after == null ? null : after.value(), limit.rows()), uri,
                    ResponseJson::of);
        }
        return PageJson.of(surveys.responses(Caller.in(http).site(), state, customer, since, after == null ? null : after.value(), limit.rows()), uri,
                ResponseJson::of);
    }

    @GET
    @Path("/{id}")
    @Operation(id = "getResponse", says = "One answer", gives = ResponseJson.class, tagged = true)
    public Response one(@PathParam("id") @Says("Identity of the answer") Id id, @Context HttpServletRequest http, @Context Request request) {
        return Versioned.of(ResponseJson.of(surveys.response(Caller.in(http).site(), id).orElseThrow(NotFoundException::new)), request);
    }
}
