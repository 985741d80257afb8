package io.plumbline.rest.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
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

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.application.delivery.DeliveryQueries;
import io.plumbline.application.delivery.DeliveryQueries.Filter;
import io.plumbline.application.delivery.ReceiveDeliveries;
import io.plumbline.application.delivery.ReceiveDeliveries.Receipt;
import io.plumbline.application.delivery.ReceiveDeliveries.Verdict;
import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.http.Caller;
import io.plumbline.rest.Limit;
import io.plumbline.rest.Once;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Problems;
import io.plumbline.rest.Problems.FieldJson;
import io.plumbline.rest.Refusal;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /deliveries}: what was delivered, where each delivery stands in the ledger, and the door through which an ERP reports. */
@Path("/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = DeliveryResource.class)
public final class DeliveryResource {
    private final DeliveryQueries deliveries;
    private final ReceiveDeliveries receive;
    private final Once once;

    @Activate
    public DeliveryResource(@Reference DeliveryQueries deliveries, @Reference ReceiveDeliveries receive, @Reference Once once) {
        this.deliveries = deliveries;
        this.receive = receive;
        this.once = once;
    }

    @GET
    @RolesAllowed({"quality-manager", "auditor", "operator", "erp"})
    @Operation(id = "listDeliveries", says = "Deliveries, newest first", gives = DeliveryJson.class, paged = true)
    public PageJson<DeliveryJson> list(@QueryParam("connector") @Says(value = "From this source alone", example = "main-erp") String connector,
            @QueryParam("line") @Says("On this line of the ledger alone") Line line, @QueryParam("why") @Says("Not asked or withdrawn for this reason alone") NotAsked why,
            @QueryParam("from") @Says("Happened on this day or later") LocalDate from, @QueryParam("to") @Says("Happened on this day or earlier") LocalDate to,
            @QueryParam("text") @Says(value = "Part of a number, an order's number or a customer's name", example = "SO-42") String text,
            @QueryParam("after") Id after, @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri, @Context HttpServletRequest http) {
        Filter filter = new Filter(Caller.in(http).site(), connector, line, why, from, to, text);
        return PageJson.of(deliveries.list(filter, after == null ? null : after.value(), limit.rows()), uri, DeliveryJson::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"quality-manager", "auditor", "operator", "erp"})
    @Operation(id = "getDelivery", says = "One delivery with its orders, lines, invitations and cases", gives = DeliveryDetailJson.class, tagged = true)
    public Response one(@PathParam("id") @Says("Identity of the delivery") Id id, @Context HttpServletRequest http, @Context Request request) {
        return Versioned.of(DeliveryDetailJson.of(deliveries.one(Caller.in(http).site(), id).orElseThrow(NotFoundException::new)), request);
    }

    @Says("What became of each delivery of a document")
    public record ReceiptsJson(int accepted, int duplicate, int amended, int refused, List<ReceiptJson> items) {
    }

    @Says("What became of one delivery")
    public record ReceiptJson(
            @Says(value = "Where it stood in the document; empty for a single one", example = "[0]") String position,
            @Says(value = "The document as docType/docId; null where not even that can be read", example = "stock.picking/417") @Maybe String identity,
            @Says(value = "accepted, duplicate, amended or refused", example = "accepted") String result,
            @Says("Identity of the delivery here; null when refused") @Maybe String id,
            @Says("Why it changes nothing") @Maybe String reason,
            @Says("Why it was refused; empty otherwise") List<FieldJson> errors) {
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_XML})
    @RolesAllowed("erp")
    @Operation(id = "reportDeliveries", says = "Report, amend or cancel deliveries", takes = DeliveredOrder.class, takesMany = ReceiveDeliveries.MOST_PUSHED,
            gives = ReceiptsJson.class, problems = ProblemKind.NOT_READY, more = """
            A list of 1 to 500, or one as it is. The same document again amends what is known of it, `status: CANCELLED` takes it back, and one that says \
            nothing new is a duplicate. Each stands alone: a bad one does not keep the good ones out. The answer is 200 when any was taken, and 422 with \
            the same content when none was. A UBL 2.1 to 2.4 DespatchAdvice is taken as `application/xml`, and so is a \
            ReceiptAdvice: a customer's word that goods came, which proves the delivery and says what was short or rejected.""")
    public Response report(@QueryParam("connector") @Says(value = "Under whose name they are filed: for an ERP that is pulled as well. Without it, your login",
            example = "main-erp") String named, byte[] body, @Context HttpServletRequest http) {
        Caller caller = Caller.in(http);
        String connector = named == null ? caller.login().replaceAll("[^a-z0-9-]", "-") : named;
        if (!connector.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw Refusal.invalid("query parameter connector", connector, "1 to 40 characters of a-z, 0-9 and -");
        }
        if (body.length > DeliveryFormat.MOST_BYTES) {
            throw new Refusal(ProblemKind.TOO_LARGE, "At most 1 MB (1048576 bytes) is taken at once; send several requests.");
        }
        MediaType type = MediaType.valueOf(http.getContentType());
        DeliveryFormat format = receive.formatOf(type.getType() + "/" + type.getSubtype())
                .orElseThrow(() -> new Refusal(ProblemKind.NOT_READY, "Plumbline is starting; try again in a few seconds."));
        return once.afterwards(http, body, () -> taken(body, format, connector, caller));
    }

    private Response taken(byte[] body, DeliveryFormat format, String connector, Caller caller) {
        try {
            return answer(receive.receive(body, format, connector, caller.actor(), Instant.now()));
        } catch (DeliveryFormat.Malformed e) {
            return Problems.of(ProblemKind.MALFORMED, e.problem().text(), List.of(e.problem()));
        }
    }

    private static Response answer(List<Receipt> receipts) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        Arrays.stream(Verdict.values()).forEach(v -> counts.put(v, (int) receipts.stream().filter(r -> r.verdict() == v).count()));
        List<ReceiptJson> items = receipts.stream().map(r -> new ReceiptJson(r.position(), r.identity(), r.verdict().name().toLowerCase(Locale.ROOT),
                r.id() == null ? null : r.id().value(), r.reason(), r.problems().stream().map(FieldJson::of).toList())).toList();
        ReceiptsJson body = new ReceiptsJson(counts.get(Verdict.ACCEPTED), counts.get(Verdict.DUPLICATE), counts.get(Verdict.AMENDED),
                counts.get(Verdict.REFUSED), items);
        boolean nothingTaken = !receipts.isEmpty() && body.refused() == receipts.size();
        return Response.status(nothingTaken ? 422 : 200).entity(body).build();
    }
}
