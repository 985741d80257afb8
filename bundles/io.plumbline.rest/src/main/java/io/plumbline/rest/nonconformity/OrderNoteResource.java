package io.plumbline.rest.nonconformity;

import java.time.Instant;
import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.ReadOrderNotes;
import io.plumbline.application.operation.OperationQueries;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.OrderNote;
import io.plumbline.http.Caller;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /nonconformities/…/order-notes}: what the order in the ERP says of a case. */
@Path("/nonconformities/{number}/order-notes")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = OrderNoteResource.class)
public final class OrderNoteResource {
    private final ReadOrderNotes read;

    @Activate
    public OrderNoteResource(@Reference ReadOrderNotes read) {
        this.read = read;
    }

    @Says("What the case's order in the ERP says of the case, and what is still to be written there")
    public record OrderNotesJson(String number, @Says("Oldest first") List<OrderNoteJson> written,
            @Says("What is tried again, or was given up; left out where nothing is to be written") @Maybe WaitingJson waiting) {
        static OrderNotesJson of(CaseNumber number, ReadOrderNotes.View v) {
            return new OrderNotesJson(number.toString(), v.written().stream().map(OrderNoteJson::of).toList(), v.waiting() == null ? null : WaitingJson.of(v.waiting()));
        }
    }

    @Says("A note that stands in the ERP")
    public record OrderNoteJson(OrderNote.Said said, @Says(value = "Of the case when it was written", example = "1") int cycle,
            @Says(value = "Whose ERP it stands in", example = "main") String connector, @Says("The ERP's identity of the order") String orderId,
            @Says(value = "Where it stands, in the ERP's words", example = "sale.complaint 17") String place, Instant at) {
        static OrderNoteJson of(OrderNote n) {
            return new OrderNoteJson(n.said(), n.cycle(), n.connector(), n.order(), n.place(), n.at());
        }
    }

    @Says("What is still to be written")
    public record WaitingJson(@Says("The next try") Instant dueAt, @Says(value = "Tries so far", example = "3") int attempts, @Says("Whether it waits for an operator to replay it") boolean givenUp,
            @Says("Why the last try failed") @Maybe String lastError) {
        static WaitingJson of(OperationQueries.Step s) {
            return new WaitingJson(s.dueAt(), s.attempts(), s.parked(), s.lastError());
        }
    }

    @GET
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "getOrderNotes", says = "What the order in the ERP says of a case", gives = OrderNotesJson.class, tagged = true)
    public Response notes(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http, @Context Request request) {
        return Versioned.of(OrderNotesJson.of(number, read.of(Caller.in(http).site(), number).orElseThrow(NotFoundException::new)), request);
    }
}
