package io.plumbline.rest.nonconformity;

import java.time.Duration;
import java.time.Instant;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.RecurrenceQueries;
import io.plumbline.http.Caller;
import io.plumbline.rest.nonconformity.RecurrenceJson.RecurrenceFiguresJson;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /nonconformities/recurrences}: how often what was closed as effective came back. */
@Path("/nonconformities/recurrences")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = RecurrenceFiguresResource.class)
public final class RecurrenceFiguresResource {
    private final RecurrenceQueries recurrences;

    @Activate
    public RecurrenceFiguresResource(@Reference RecurrenceQueries recurrences) {
        this.recurrences = recurrences;
    }

    @GET
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "getRecurrenceFigures", says = "How often what was closed as effective came back, within 90, 180 and 365 days", gives = RecurrenceFiguresJson.class,
            more = "Recurrences that were dismissed do not count, nor those whose later case was rejected.")
    public RecurrenceFiguresJson figures(@QueryParam("from") @Says("Closed at this moment or later; 730 days ago unless told otherwise") Instant from, @Context HttpServletRequest http) {
        Instant now = Instant.now();
        return RecurrenceFiguresJson.of(recurrences.figures(Caller.in(http).site(), from == null ? now.minus(Duration.ofDays(RecurrenceQueries.USUAL_DAYS)) : from, now));
    }
}
