package io.plumbline.rest.operation;

import java.time.Instant;
import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DELETE;
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

import io.plumbline.application.Transactions;
import io.plumbline.application.operation.SettleQuarantined;
import io.plumbline.application.operation.SettleQuarantined.Again;
import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.Quarantine;
import io.plumbline.http.Caller;
import io.plumbline.rest.Limit;
import io.plumbline.rest.Once;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Problems;
import io.plumbline.rest.Problems.FieldJson;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /quarantine}: records that could not be taken, with what is wrong with each; taken once more, or given up. */
@Path("/quarantine")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@Component(service = QuarantineResource.class)
public final class QuarantineResource {
    private static final byte[] NO_BODY = {};
    /** So many are looked through; a source that fills more of it is paused before anybody reads them one by one. */
    private static final int MOST = 5000;
    private final Quarantine quarantine;
    private final SettleQuarantined settle;
    private final Transactions transactions;
    private final Once once;

    @Activate
    public QuarantineResource(@Reference Quarantine quarantine, @Reference SettleQuarantined settle, @Reference Transactions transactions, @Reference Once once) {
        this.quarantine = quarantine;
        this.settle = settle;
        this.transactions = transactions;
        this.once = once;
    }

    @Says("A record that could not be taken")
    public record RecordJson(String id, @Says(value = "Where it came from", example = "main-erp") String connector,
            @Says(value = "docType/docId, or a line of a file", example = "stock.picking/417") String identity, @Says("What is wrong with it") List<FieldJson> problems,
            Instant firstAt, Instant lastAt) {
        static RecordJson of(Quarantine.Entry e) {
            return new RecordJson(e.id().value(), e.connector(), e.identity(), e.problems().stream().map(FieldJson::of).toList(), e.firstAt(), e.lastAt());
        }
    }

    @Says("A record that could not be taken, as it came")
    public record RecordDetailJson(RecordJson record, @Says(value = "Media type of the payload", example = "application/json") String format,
            @Says("May hold personal data") String payload) {
        static RecordDetailJson of(Quarantine.Entry e) {
            return new RecordDetailJson(RecordJson.of(e), e.format(), e.payload());
        }
    }

    @GET
    @Operation(id = "listQuarantine", says = "Records that could not be taken, newest first", gives = RecordJson.class, paged = true)
    public PageJson<RecordJson> list(@QueryParam("after") Id after, @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri) {
        return PageJson.cut(transactions.required(() -> quarantine.all(MOST)), e -> e.id().value(), after == null ? null : after.value(), limit, uri, RecordJson::of);
    }

    @GET
    @Path("/{id}")
    @Operation(id = "getQuarantined", says = "One record as it came", gives = RecordDetailJson.class, tagged = true)
    public Response one(@PathParam("id") @Says("Identity of the record") Id id, @Context Request request) {
        return Versioned.of(RecordDetailJson.of(entry(id)), request);
    }

    @POST
    @Path("/{id}/replay")
    @Operation(id = "replayQuarantined", says = "Take a record once more", status = 204,
            problems = {ProblemKind.REFUSED, ProblemKind.SOURCE_UNREACHABLE}, more = "Where it is still wrong it stays, and `errors` says why.")
    public Response again(@PathParam("id") @Says("Identity of the record") Id id, @Context HttpServletRequest http) {
        Id by = Caller.in(http).user();
        return once.afterwards(http, NO_BODY, () -> {
            Again again = settle.again(by, entry(id).id(), Instant.now());
            if (again instanceof Again.StillWrong wrong) {
                return Problems.of(ProblemKind.REFUSED, "It is still wrong, and stays where it is.", wrong.problems());
            }
            if (again instanceof Again.Unreachable unreachable) {
                return Problems.of(ProblemKind.SOURCE_UNREACHABLE, unreachable.why());
            }
            if (again instanceof Again.Not not) {
                Operators.done(not.why());
            }
            return Response.noContent().build();
        });
    }

    @DELETE
    @Path("/{id}")
    @Operation(id = "discardQuarantined", says = "Give a record up for good", status = 204, matched = true,
            more = "Only the journal says then that it was there. The same record may have come again since you looked: hence If-Match.")
    public Response discard(@PathParam("id") @Says("Identity of the record") Id id, @Context HttpServletRequest http, @Context Request request) {
        Id by = Caller.in(http).user();
        transactions.run(() -> {
            Versioned.match(http, request, Versioned.tag(RecordDetailJson.of(entry(id))));
            Operators.done(settle.giveUp(by, id, Instant.now()));
        });
        return Response.noContent().build();
    }

    private Quarantine.Entry entry(Id id) {
        return transactions.required(() -> quarantine.byId(id)).orElseThrow(NotFoundException::new);
    }
}
