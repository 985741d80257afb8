package io.plumbline.rest.order;

import java.time.Instant;
import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
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

import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.order.OrderQueries;
import io.plumbline.application.order.OrderQueries.OrderView;
import io.plumbline.application.survey.AskForSurvey;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.http.Caller;
import io.plumbline.rest.Limit;
import io.plumbline.rest.Once;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.Problems;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.delivery.DeliveryJson;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;
import io.plumbline.rest.survey.InvitationJson;

/** {@code /orders}: what was ordered, what became of it, and the wish to have its customer asked now. */
@Path("/orders")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = OrderResource.class)
public final class OrderResource {
    private static final byte[] NO_BODY = {};
    private final OrderQueries orders;
    private final AskForSurvey asking;
    private final Once once;

    @Activate
    public OrderResource(@Reference OrderQueries orders, @Reference AskForSurvey asking, @Reference Once once) {
        this.orders = orders;
        this.asking = asking;
        this.once = once;
    }

    @Says("An order and what became of it; of each kind the newest 200")
    public record OrderDetailJson(OrderJson order, List<DeliveryJson> deliveries, List<InvitationJson> invitations, List<OrderAnswerJson> answers,
            @Says("Numbers of its cases") List<String> cases) {
        static OrderDetailJson of(OrderView v) {
            return new OrderDetailJson(OrderJson.of(v.row()), v.deliveries().stream().map(DeliveryJson::of).toList(),
                    v.invitations().stream().map(InvitationJson::of).toList(), v.responses().stream().map(OrderAnswerJson::of).toList(),
                    v.cases().stream().map(CaseRow::number).toList());
        }
    }

    @Says("An answer in short; /responses/{id} says more to those who may read it")
    public record OrderAnswerJson(String id, @OneOf(io.plumbline.domain.survey.Response.class) String state, Instant receivedAt) {
        static OrderAnswerJson of(ResponseRow r) {
            return new OrderAnswerJson(r.id().value(), r.state(), r.receivedAt());
        }
    }

    /** What became of the wish. */
    public enum Asking { ASKED, ALREADY_ASKED, NOT_ASKED }

    @Says("What became of the wish to have a customer asked")
    public record AskedJson(Asking result, @Says("Identity of the invitation") String invitation,
            @Says("When the mail leaves, where the customer is asked") @Maybe Instant dueAt,
            @Says("The state of the invitation, where the customer was asked before") @OneOf(Invitation.class) @Maybe String state,
            @Says("Why the customer is not asked: the reason that the ledger will show") @Maybe NotAsked why) {
    }

    @GET
    @RolesAllowed({"quality-manager", "auditor", "operator", "erp"})
    @Operation(id = "listOrders", says = "Orders, newest first", gives = OrderJson.class, paged = true)
    public PageJson<OrderJson> list(@QueryParam("orderId") @Says(value = "With this identity in the ERP, exactly", example = "233") String orderId,
            @QueryParam("number") @Says(value = "With this number, exactly", example = "S00233") String number,
            @QueryParam("customer") @Says("Of this customer alone: its identity") Id customer, @QueryParam("after") Id after,
            @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri, @Context HttpServletRequest http) {
        OrderQueries.Filter filter = new OrderQueries.Filter(Caller.in(http).site(), orderId, number, customer);
        return PageJson.of(orders.list(filter, after == null ? null : after.value(), limit.rows()), uri, OrderJson::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"quality-manager", "auditor", "operator", "erp"})
    @Operation(id = "getOrder", says = "One order and what became of it", gives = OrderDetailJson.class, tagged = true)
    public Response one(@PathParam("id") @Says("Identity of the order") Id id, @Context HttpServletRequest http, @Context Request request) {
        return Versioned.of(OrderDetailJson.of(orders.one(Caller.in(http).site(), id).orElseThrow(NotFoundException::new)), request);
    }

    @POST
    @Path("/{id}/invitation")
    @RolesAllowed({"quality-manager", "erp"})
    @Operation(id = "askForSurvey", says = "Have the customer of an order asked now", gives = AskedJson.class, more = """
            Neither the programme's delay nor the rest of the order is waited for. The policy may still refuse, and says why. Asking twice asks the \
            customer once.""")
    public Response ask(@PathParam("id") @Says("Identity of the order") Id id, @Context HttpServletRequest http) {
        Caller caller = Caller.in(http);
        return once.together(http, NO_BODY, () -> {
            AskForSurvey.Outcome outcome = asking.ofOrder(id, caller.site(), caller.actor(), Instant.now());
            if (outcome instanceof AskForSurvey.Outcome.Asked asked) {
                return Response.ok(new AskedJson(Asking.ASKED, asked.invitation().value(), asked.dueAt(), null, null)).build();
            }
            if (outcome instanceof AskForSurvey.Outcome.AlreadyAsked before) {
                return Response.ok(new AskedJson(Asking.ALREADY_ASKED, before.invitation().value(), null, before.state(), null)).build();
            }
            return outcome instanceof AskForSurvey.Outcome.Refused refused
                    ? Response.ok(new AskedJson(Asking.NOT_ASKED, refused.invitation().value(), null, null, refused.why())).build()
                    : Problems.notFound("There is no such order.");
        });
    }
}
