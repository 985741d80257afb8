package io.plumbline.rest.nonconformity;

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

import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.CaseQueries.CaseView;
import io.plumbline.application.nonconformity.CaseQueries.Filter;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderSnapshot;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.http.Caller;
import io.plumbline.rest.Invalid;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.Problems;
import io.plumbline.rest.Query;
import io.plumbline.rest.Versioned;

/** {@code /nonconformities}: the cases, by their number. */
@Path("/nonconformities")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"quality-manager", "auditor", "erp"})
public final class NonconformityResource {
    private static final Set<String> STATES = Arrays.stream(Nonconformity.class.getPermittedSubclasses()).map(Class::getSimpleName).collect(Collectors.toSet());
    private final CaseQueries cases;

    public NonconformityResource(CaseQueries cases) {
        this.cases = cases;
    }

    public record CaseJson(String number, String title, String state, Severity severity, String customer, String customerName, String order, String orderNumber,
            String owner, Instant reportedAt, Instant changedAt, long version) {
        static CaseJson of(CaseRow r) {
            return new CaseJson(r.number(), r.title(), r.state(), r.severity(), r.customer() == null ? null : r.customer().value(), r.customerName(),
                    r.order() == null ? null : r.order().value(), r.orderNumber(), r.owner(), r.reportedAt(), r.changedAt(), r.version());
        }
    }

    /**
     * @param whyLow     the clauses that made the case
     * @param snapshot   the order as known when the case was filed
     * @param response   the answer that made it
     * @param deliveries of the order
     * @param moves      the moves that the lifecycle has out of the state, with what each needs
     */
    public record CaseDetailJson(CaseJson nonconformity, List<String> whyLow, int reopened, OrderSnapshot snapshot, String invitation, String response,
            List<String> deliveries, List<MoveJson> moves) {
        static CaseDetailJson of(CaseView v) {
            Nonconformity.Facts f = v.nonconformity().facts();
            return new CaseDetailJson(CaseJson.of(v.row()), f.whyLow(), f.reopened(), f.snapshot(), v.invitation() == null ? null : v.invitation().row().id().value(),
                    f.response() == null ? null : f.response().value(), v.deliveries().stream().map(d -> d.id().value()).toList(),
                    Move.outOf(v.nonconformity()).stream().map(m -> new MoveJson(m.name(), m.to(), m.clause(), m.role().code(), m.needs().stream().sorted().toList()))
                            .toList());
        }
    }

    /** @param clause of ISO 9001:2015 */
    public record MoveJson(String move, String to, String clause, String role, List<Move.Need> needs) {
    }

    @GET
    public PageJson<CaseJson> list(@Context UriInfo uri, @Context HttpServletRequest http) {
        Query query = new Query(uri, "state", "severity", "customer", "text");
        String state = query.word("state", STATES);
        String after = query.after();
        if (after != null && io.plumbline.domain.nonconformity.CaseNumber.parse(after).isEmpty()) {
            throw new Invalid("query parameter after", after, "what the page before gave as next");
        }
        Filter filter = new Filter(Caller.in(http).site(), state == null ? List.of() : List.of(state), query.oneOf("severity", Severity.class),
                query.id("customer"), query.text("text"));
        return PageJson.of(cases.list(filter, after, query.limit()), uri, CaseJson::of);
    }

    @GET
    @Path("/{number}")
    public Response one(@PathParam("number") String number, @Context HttpServletRequest http, @Context Request request) {
        return cases.one(Caller.in(http).site(), number).map(v -> Versioned.of(CaseDetailJson.of(v), v.row().version(), request))
                .orElseGet(() -> Problems.notFound("no nonconformity of this number"));
    }
}
