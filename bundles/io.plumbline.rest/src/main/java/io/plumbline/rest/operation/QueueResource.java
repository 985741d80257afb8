package io.plumbline.rest.operation;

import java.time.Instant;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.operation.OperationQueries;
import io.plumbline.application.operation.ReplayStep;
import io.plumbline.domain.Id;
import io.plumbline.domain.flow.Command;
import io.plumbline.http.Caller;
import io.plumbline.rest.Limit;
import io.plumbline.rest.Once;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /queues}: the steps that wait, by kind, and those that were set aside. */
@Path("/queues")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@Component(service = QueueResource.class)
public final class QueueResource {
    private static final byte[] NO_BODY = {};
    private final OperationQueries queries;
    private final ReplayStep replay;
    private final Once once;

    @Activate
    public QueueResource(@Reference OperationQueries queries, @Reference ReplayStep replay, @Reference Once once) {
        this.queries = queries;
        this.replay = replay;
        this.once = once;
    }

    @Says("The steps of one kind")
    public record QueueJson(Command.Kind kind, @Says(value = "The route that makes them", example = "invitations.send") String route, @Says("May be made now") long due,
            @Says("Due at a later time") long later, @Says("Being made at this moment") long underway,
            @Says("Tried at least once without success, and tried again") long failing, @Says("Set aside until an operator replays them") long parked,
            @Says("When the longest waiting one became due") @Maybe Instant oldestDue) {
        static QueueJson of(OperationQueries.Queue q) {
            return new QueueJson(q.kind(), q.kind().route(), q.due(), q.later(), q.underway(), q.failing(), q.parked(), q.oldestDue());
        }
    }

    @Says("A step that waits")
    public record StepJson(Command.Kind kind, @Says("Identity of what it is about") String subject, Instant dueAt, @Says("Tries so far") int attempts, boolean parked,
            @Says("Being made until then at most") @Maybe Instant leaseUntil, @Maybe String lastError) {
        static StepJson of(OperationQueries.Step s) {
            return new StepJson(s.kind(), s.subject().value(), s.dueAt(), s.attempts(), s.parked(), s.leaseUntil(), s.lastError());
        }
    }

    @GET
    @Operation(id = "listQueues", says = "One row for each kind of step, also where nothing waits", gives = QueueJson.class, paged = true)
    public PageJson<QueueJson> list(@QueryParam("after") String after, @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri) {
        return PageJson.cut(queries.queues(Instant.now()), q -> q.kind().name(), after, limit, uri, QueueJson::of);
    }

    @GET
    @Path("/{kind}/steps")
    @Operation(id = "listSteps", says = "Steps of a kind: parked ones first, then those with errors, then by due time", gives = StepJson.class, paged = true,
            more = "The first 200 alone: what stands behind them comes forward as they are made.")
    public PageJson<StepJson> steps(@PathParam("kind") @Says("The kind of step") Command.Kind kind, @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri) {
        return PageJson.cut(queries.steps(kind, Limit.MOST), s -> s.subject().value(), after, limit, uri, StepJson::of);
    }

    @POST
    @Path("/{kind}/steps/{subject}/replay")
    @Operation(id = "replayStep", says = "Have a step made now that waits or was set aside", status = 204)
    public Response replay(@PathParam("kind") @Says("The kind of step") Command.Kind kind, @PathParam("subject") @Says("Identity of what it is about") Id subject,
            @Context HttpServletRequest http) {
        Id by = Caller.in(http).user();
        return once.together(http, NO_BODY, () -> {
            Operators.done(replay.replay(by, kind, subject, Instant.now()));
            return Response.noContent().build();
        });
    }
}
