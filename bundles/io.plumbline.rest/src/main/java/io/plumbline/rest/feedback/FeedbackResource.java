package io.plumbline.rest.feedback;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

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

import io.plumbline.application.feedback.FeedbackQueries;
import io.plumbline.application.feedback.FeedbackQueries.FeedbackRow;
import io.plumbline.application.feedback.FeedbackQueries.Filter;
import io.plumbline.domain.Id;
import io.plumbline.domain.feedback.Discrepancy;
import io.plumbline.domain.feedback.Feedback;
import io.plumbline.http.Caller;
import io.plumbline.rest.Limit;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /feedback}: what customers said without having been asked by a survey. */
@Path("/feedback")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"quality-manager", "auditor", "erp"})
@Component(service = FeedbackResource.class)
public final class FeedbackResource {
    private final FeedbackQueries feedback;

    @Activate
    public FeedbackResource(@Reference FeedbackQueries feedback) {
        this.feedback = feedback;
    }

    @Says("Something that a customer said without having been asked by a survey; it enters none of the survey's figures")
    public record FeedbackJson(String id, @OneOf(Feedback.class) String state, Feedback.Kind kind,
            @Says(value = "Number of the customer's document", example = "RA-7") @Maybe String originNumber,
            @Says(value = "Which part of it", example = "line 1") String part,
            @Says("Identity of the delivery; null while none is known") @Maybe String delivery, @Maybe String deliveryNumber,
            @Says("Identity of the order; null while none is known") @Maybe String order, @Maybe String orderNumber,
            @Says("Identity of the customer; null while nobody is known") @Maybe String customer, @Maybe String customerNumber,
            @Says("Null once erased") @Maybe String customerName, @Says("What came differently from what was announced") @Maybe DiscrepancyJson discrepancy,
            @Says("The customer's own words; null once erased") @Maybe String words, @Says("The day on which it was said") @Maybe LocalDate saidOn,
            @Says("Whether the customer has taken it back") boolean takenBack, Instant firstSeenAt, Instant changedAt, long version) {
        static FeedbackJson of(FeedbackRow row) {
            Feedback.Facts f = row.feedback().facts();
            return new FeedbackJson(f.id().value(), row.feedback().state(), f.kind(), row.originNumber(), f.part(), text(f.delivery()), row.deliveryNumber(),
                    text(f.order()), row.orderNumber(), text(f.customer()), row.customerNumber(), row.customerName(),
                    f.discrepancy() == null ? null : DiscrepancyJson.of(f.discrepancy()), f.words(), f.saidOn(), f.takenBack(), f.firstSeenAt(), f.changedAt(),
                    f.version());
        }

        private static String text(Id id) {
            return id == null ? null : id.value();
        }
    }

    @Says("What of a delivered line came differently; quantities in the customer's unit")
    public record DiscrepancyJson(@Says("Of the delivery; null where the whole delivery is meant") @Maybe String line,
            @Says("The seller's article number") @Maybe String sku, @Maybe String item, @Says("Came") @Maybe BigDecimal received,
            @Says("Came and was not taken") @Maybe BigDecimal rejected, @Says("Should have come and did not") @Maybe BigDecimal missing,
            @Says("Came beyond what was ordered") @Maybe BigDecimal surplus, @Maybe String uom, List<CodeJson> codes) {
        static DiscrepancyJson of(Discrepancy d) {
            return new DiscrepancyJson(d.line(), d.sku(), d.item(), d.received(), d.rejected(), d.missing(), d.surplus(), d.uom(),
                    d.codes().entrySet().stream().sorted(Map.Entry.comparingByKey()).map(e -> new CodeJson(e.getKey(), e.getValue())).toList());
        }
    }

    @Says("A code of the customer's")
    public record CodeJson(Discrepancy.Code about, @Says(value = "As the customer gave it", example = "QS") String code) {
    }

    @GET
    @Operation(id = "listFeedback", says = "Feedback, newest first", gives = FeedbackJson.class, paged = true)
    public PageJson<FeedbackJson> list(@QueryParam("state") @Says("In this state alone") @OneOf(Feedback.class) String state,
            @QueryParam("kind") @Says("Of this kind alone") Feedback.Kind kind, @QueryParam("customer") @Says("Of this customer alone: its identity") Id customer,
            @QueryParam("delivery") @Says("About this delivery alone: its identity") Id delivery,
            @QueryParam("since") @Says("Heard at this moment or later") Instant since, @QueryParam("after") Id after,
            @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri, @Context HttpServletRequest http) {
        return PageJson.of(feedback.list(new Filter(Caller.in(http).site(), state, kind, customer, delivery, since), after == null ? null : after.value(), limit.rows()),
                uri, FeedbackJson::of);
    }

    @GET
    @Path("/{id}")
    @Operation(id = "getFeedback", says = "One piece of feedback", gives = FeedbackJson.class, tagged = true)
    public Response one(@PathParam("id") @Says("Identity of the feedback") Id id, @Context HttpServletRequest http, @Context Request request) {
        return Versioned.of(FeedbackJson.of(feedback.one(Caller.in(http).site(), id).orElseThrow(NotFoundException::new)), request);
    }
}
