package io.plumbline.rest.nonconformity;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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

import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseView;
import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderSnapshot;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.http.Caller;
import io.plumbline.rest.Limit;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /nonconformities}: the cases, by their number. */
@Path("/nonconformities")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = NonconformityResource.class)
public final class NonconformityResource {
    private final CaseQueries cases;

    @Activate
    public NonconformityResource(@Reference CaseQueries cases) {
        this.cases = cases;
    }

    @Says("A case, the order as it was when the case was filed, and where it may go from here")
    public record CaseDetailJson(CaseJson nonconformity, @Says("The clauses that made the case") List<String> whyLow, @Says("How often it was reopened") int reopened,
            @Says("The order as known when the case was filed") @Maybe SnapshotJson snapshot, @Says("Identity of the invitation") @Maybe String invitation,
            @Says("Identity of the answer that made it") @Maybe String response, @Says("Identities of the order's deliveries") List<String> deliveries,
            @Says("The moves that the lifecycle has out of its state") List<WayOutJson> moves) {
        static CaseDetailJson of(CaseView v) {
            Nonconformity.Facts f = v.nonconformity().facts();
            return new CaseDetailJson(CaseJson.of(v.row()), f.whyLow(), f.reopened(), f.snapshot() == null ? null : SnapshotJson.of(f.snapshot()),
                    v.invitation() == null ? null : v.invitation().row().id().value(), f.response() == null ? null : f.response().value(),
                    v.deliveries().stream().map(d -> d.id().value()).toList(), Move.outOf(v.nonconformity()).stream()
                            .map(m -> new WayOutJson(m.name(), m.to(), m.clause(), m.role().code(), m.needs())).toList());
        }
    }

    @Says("A way out of the state")
    public record WayOutJson(@Says(value = "Its name", example = "CONTAIN") String move, @OneOf(Nonconformity.class) String to,
            @Says(value = "Of ISO 9001:2015", example = "10.2.1 a") String clause, @Says(value = "Who may make it", example = "quality-manager") String role,
            @Says("What must be there first") List<Move.Need> needs) {
    }

    @Says("An order as known when a case was filed, without people")
    public record SnapshotJson(String connector, String company, String orderId, @Maybe String orderNumber, @Maybe String customerReference,
            @Maybe LocalDate orderDate, @Maybe String customerNumber, @Maybe LocalDate promised, @Maybe LocalDate happened,
            @Says("Days between promised and happened, negative when early") @Maybe Integer daysLate, List<SnapshotDeliveryJson> deliveries) {
        static SnapshotJson of(OrderSnapshot s) {
            return new SnapshotJson(s.connector(), s.company(), s.orderId(), s.orderNumber(), s.customerReference(), s.orderDate(), s.customerNumber(), s.promised(),
                    s.happened(), s.daysLate(), s.deliveries().stream().map(SnapshotDeliveryJson::of).toList());
        }
    }

    @Says("A delivery as known when a case was filed")
    public record SnapshotDeliveryJson(String docType, String docId, @Maybe String number, String state, @Maybe LocalDate happened,
            @Says("ISO 3166-1 alpha-2") @Maybe String country, List<SnapshotLineJson> lines) {
        static SnapshotDeliveryJson of(OrderSnapshot.Shipment s) {
            return new SnapshotDeliveryJson(s.docType(), s.docId(), s.number(), s.state(), s.happened(), s.country(),
                    s.lines().stream().map(l -> new SnapshotLineJson(l.sku(), l.name(), l.ordered(), l.delivered(), l.uom(), l.lots())).toList());
        }
    }

    @Says("A delivered line as known when a case was filed")
    public record SnapshotLineJson(@Maybe String sku, @Maybe String name, @Maybe BigDecimal ordered, @Maybe BigDecimal delivered, @Maybe String uom,
            List<String> lots) {
    }

    @Says("Deliveries, mails, answers and what the journal says, in the order in which they came; of the journal the newest 200")
    public record TrailJson(String number, List<EventJson> events) {
    }

    @GET
    @RolesAllowed({"quality-manager", "auditor", "erp"})
    @Operation(id = "listNonconformities", says = "Cases, newest number first", gives = CaseJson.class, paged = true)
    public PageJson<CaseJson> list(@QueryParam("state") @Says("In this state alone") @OneOf(Nonconformity.class) String state,
            @QueryParam("severity") @Says("Of this severity alone") Severity severity, @QueryParam("customer") @Says("Of this customer alone: its identity") Id customer,
            @QueryParam("text") @Says(value = "Part of a number, title, order's number or customer's name", example = "SO-42") String text,
            @QueryParam("order") @Says("About this order alone: its identity") Id order,
            @QueryParam("since") @Says("Changed at this moment or later") Instant since, @QueryParam("after") CaseNumber after, @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri,
            @Context HttpServletRequest http) {
        CaseQueries.Filter filter = new CaseQueries.Filter(Caller.in(http).site(), state == null ? List.of() : List.of(state), severity, customer, text,
                order, since);
        return PageJson.of(cases.list(filter, after == null ? null : after.toString(), limit.rows()), uri, CaseJson::of);
    }

    @GET
    @Path("/{number}")
    @RolesAllowed({"quality-manager", "auditor", "erp"})
    @Operation(id = "getNonconformity", says = "One case", gives = CaseDetailJson.class, tagged = true)
    public Response one(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http,
            @Context Request request) {
        return Versioned.of(CaseDetailJson.of(view(number, http)), request);
    }

    @GET
    @Path("/{number}/trail")
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "getTrail", says = "The whole story of a case", gives = TrailJson.class, tagged = true)
    public Response trail(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http,
            @Context Request request) {
        return Versioned.of(new TrailJson(number.toString(), EventJson.trail(view(number, http))), request);
    }

    private CaseView view(CaseNumber number, HttpServletRequest http) {
        return cases.one(Caller.in(http).site(), number.toString()).orElseThrow(NotFoundException::new);
    }
}
