package io.plumbline.rest.operation;

import java.time.Instant;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.PUT;
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
import io.plumbline.application.operation.SteerStream;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.http.Caller;
import io.plumbline.rest.Limit;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /streams}: the sources that are pulled, how they fare, and how an operator steers them. */
@Path("/streams")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@Component(service = StreamResource.class)
public final class StreamResource {
    private final Streams streams;
    private final SteerStream steer;
    private final Transactions transactions;

    @Activate
    public StreamResource(@Reference Streams streams, @Reference SteerStream steer, @Reference Transactions transactions) {
        this.streams = streams;
        this.steer = steer;
        this.transactions = transactions;
    }

    @Says("A source that is pulled")
    public record StreamJson(@Says(value = "Its name", example = "main-erp") String name, @Says(value = "Its kind of ERP", example = "tryton") String type,
            @Says("Whether an operator paused it") boolean paused, @Says("How far it was read; null before the first time") @Maybe CursorJson cursor,
            @Says("When a page was last stored") @Maybe Instant lastReadAt, @Says("The ERP's own clock then") @Maybe Instant erpNow,
            @Says("Deliveries read so far") long items, @Says("Null while all is well") @Maybe String lastError, @Says("Null while all is well") @Maybe Instant failingSince,
            @Says("In a row") int failures, @Says("Not before this") @Maybe Instant nextTryAt) {
        static StreamJson of(Streams.State s) {
            return new StreamJson(s.name(), s.type(), s.paused(), s.cursor() == null ? null : CursorJson.of(s.cursor()), s.lastReadAt(), s.erpNow(), s.items(),
                    s.lastError(), s.failingSince(), s.failures(), s.nextTryAt());
        }
    }

    @Says("A place within a closed window of change stamps")
    public record CursorJson(@Says("First stamp of the window; null for the beginning of time") @Maybe Instant from, @Says("First stamp after it") @Maybe Instant to,
            @Says("The last key that was read within the window") @Maybe String afterKey, @Says("Whether the window is read to its end") boolean done) {
        static CursorJson of(Streams.Cursor c) {
            return new CursorJson(c.from(), c.to(), c.afterKey(), c.done());
        }
    }

    @GET
    @Operation(id = "listStreams", says = "Streams, by name", gives = StreamJson.class, paged = true)
    public PageJson<StreamJson> list(@QueryParam("after") String after, @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri) {
        return PageJson.cut(transactions.required(streams::all), Streams.State::name, after, limit, uri, StreamJson::of);
    }

    @GET
    @Path("/{name}")
    @Operation(id = "getStream", says = "One stream", gives = StreamJson.class, tagged = true)
    public Response one(@PathParam("name") @Says(value = "Its name", example = "main-erp") String name, @Context Request request) {
        return Versioned.of(stream(name), request);
    }

    @PUT
    @Path("/{name}/pause")
    @Operation(id = "pauseStream", says = "Pause a stream", gives = StreamJson.class,
            more = "Nothing is read from the source until it is resumed; what it reports by itself is still taken. Pausing twice is pausing once.")
    public StreamJson pause(@PathParam("name") @Says(value = "Its name", example = "main-erp") String name, @Context HttpServletRequest http) {
        Operators.done(steer.pause(Caller.in(http).user(), name, Instant.now()));
        return stream(name);
    }

    @DELETE
    @Path("/{name}/pause")
    @Operation(id = "resumeStream", says = "Let a paused stream go on", gives = StreamJson.class)
    public StreamJson resume(@PathParam("name") @Says(value = "Its name", example = "main-erp") String name, @Context HttpServletRequest http) {
        Operators.done(steer.resume(Caller.in(http).user(), name, Instant.now()));
        return stream(name);
    }

    @DELETE
    @Path("/{name}/cursor")
    @Operation(id = "resetStream", says = "Read a source again from the beginning", gives = StreamJson.class,
            more = "Forgets how far it was read. Reading it again doubles nothing: what is known and unchanged stays as it is.")
    public StreamJson reset(@PathParam("name") @Says(value = "Its name", example = "main-erp") String name, @Context HttpServletRequest http) {
        Operators.done(steer.reset(Caller.in(http).user(), name, Instant.now()));
        return stream(name);
    }

    private StreamJson stream(String name) {
        return transactions.required(streams::all).stream().filter(s -> s.name().equals(name)).findFirst().map(StreamJson::of).orElseThrow(NotFoundException::new);
    }
}
