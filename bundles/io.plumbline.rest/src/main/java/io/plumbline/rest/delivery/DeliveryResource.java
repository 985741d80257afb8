package io.plumbline.rest.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.application.delivery.DeliveryQueries;
import io.plumbline.application.delivery.DeliveryQueries.Filter;
import io.plumbline.application.delivery.ReceiveDeliveries;
import io.plumbline.application.delivery.ReceiveDeliveries.Receipt;
import io.plumbline.application.delivery.ReceiveDeliveries.Verdict;
import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.http.Caller;
import io.plumbline.rest.Invalid;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.Problems;
import io.plumbline.rest.Problems.FieldJson;
import io.plumbline.rest.Query;
import io.plumbline.rest.Versioned;

/** {@code /deliveries}: what was delivered, where each delivery stands in the ledger, and the door through which an ERP reports. */
@Path("/deliveries")
@Produces(MediaType.APPLICATION_JSON)
public final class DeliveryResource {
    private final DeliveryQueries deliveries;
    private final ReceiveDeliveries receive;

    public DeliveryResource(DeliveryQueries deliveries, ReceiveDeliveries receive) {
        this.deliveries = deliveries;
        this.receive = receive;
    }

    @GET
    @RolesAllowed({"quality-manager", "auditor", "operator", "erp"})
    public PageJson<DeliveryJson> list(@Context UriInfo uri, @Context HttpServletRequest http) {
        Query query = new Query(uri, "connector", "line", "why", "from", "to", "text");
        Filter filter = new Filter(Caller.in(http).site(), query.text("connector"), query.oneOf("line", Line.class), query.oneOf("why", NotAsked.class),
                query.day("from"), query.day("to"), query.text("text"));
        return PageJson.of(deliveries.list(filter, query.afterId(), query.limit()), uri, DeliveryJson::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"quality-manager", "auditor", "operator", "erp"})
    public Response one(@PathParam("id") String id, @Context HttpServletRequest http, @Context Request request) {
        return Id.isOne(id)
                ? deliveries.one(Caller.in(http).site(), new Id(id)).map(d -> Versioned.of(DeliveryDetailJson.of(d), d.row().version(), request))
                        .orElseGet(() -> Problems.notFound("no delivery " + id))
                : Problems.notFound("no delivery of this identity");
    }

    /** What became of each delivery of a document. */
    public record ReceiptsJson(int accepted, int duplicate, int amended, int refused, List<ReceiptJson> items) {
    }

    /** @param result {@code accepted}, {@code duplicate}, {@code amended} or {@code refused} */
    public record ReceiptJson(String position, String identity, String result, String id, String reason, List<FieldJson> errors) {
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("erp")
    public Response report(@Context UriInfo uri, @Context HttpServletRequest http, InputStream body) throws IOException {
        MediaType type = http.getContentType() == null ? null : MediaType.valueOf(http.getContentType());
        if (type == null || !"application".equals(type.getType()) || !"json".equals(type.getSubtype())) {
            return Problems.of(415, "unsupported-media-type", "Unsupported media type", "Content-Type must be application/json.", List.of());
        }
        Caller caller = Caller.in(http);
        Query query = new Query(uri, "connector");
        String connector = query.text("connector") == null ? caller.login().replaceAll("[^a-z0-9-]", "-") : query.text("connector");
        if (!connector.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new Invalid("query parameter connector", connector, "1 to 40 characters of a-z, 0-9 and -");
        }
        byte[] document = body.readNBytes(DeliveryFormat.MOST_BYTES + 1);
        if (document.length > DeliveryFormat.MOST_BYTES) {
            return Problems.of(413, "too-large", "The body is too large", "At most 1 MB (1048576 bytes) is taken at once; send several requests.", List.of());
        }
        DeliveryFormat format = receive.formatOf(MediaType.APPLICATION_JSON).orElse(null);
        if (format == null) {
            return Problems.of(503, "not-ready", "Not ready yet", "Plumbline is starting; try again in a few seconds.", List.of());
        }
        try {
            return answer(receive.receive(document, format, connector, caller.actor(), Instant.now()));
        } catch (DeliveryFormat.Malformed e) {
            return Problems.of(400, "malformed", "The body cannot be read", e.problem().text(), List.of(e.problem()));
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
