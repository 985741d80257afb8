package io.plumbline.web.operation;

import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.operation.SettleQuarantined;
import io.plumbline.application.operation.SettleQuarantined.Again;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.Quarantine;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/** Records that could not be taken, with what is wrong with each; taken once more, or given up. */
@Path("/operation/quarantine")
@RolesAllowed(Allowed.OPERATOR)
@Component(service = QuarantineResource.class)
public final class QuarantineResource {
    private static final int MOST = 200;
    private final Pages pages;
    private final Transactions transactions;
    private final Quarantine quarantine;
    private final SettleQuarantined settle;

    @Activate
    public QuarantineResource(@Reference Pages pages, @Reference Transactions transactions, @Reference Quarantine quarantine, @Reference SettleQuarantined settle) {
        this.pages = pages;
        this.transactions = transactions;
        this.quarantine = quarantine;
        this.settle = settle;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        return pages.visit(request).with("records", transactions.required(() -> quarantine.all(MOST))).with("recordCount", transactions.required(quarantine::count))
                .with("most", MOST).show("operation/quarantine");
    }

    @GET
    @Path("{id}")
    public Response one(@Context HttpServletRequest request, @PathParam("id") String id) {
        return show(pages.visit(request), entry(id), "", List.of(), 200);
    }

    @POST
    @Path("{id}/replay")
    public Response again(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        Quarantine.Entry entry = entry(id);
        Again again = settle.again(visit.caller().user(), entry.id(), visit.now());
        if (again instanceof Again.StillWrong wrong) {
            return show(visit, entry, visit.say("quarantine.stillwrong"), wrong.problems(), 422);
        }
        if (again instanceof Again.Unreachable unreachable) {
            return show(visit, entry, visit.say("quarantine.unreachable", unreachable.why()), List.of(), 502);
        }
        return again instanceof Again.Not not ? OperationResource.done(not.why(), "") : Visit.goTo("/operation/quarantine?done=quarantine-taken");
    }

    /** Asks first. */
    @GET
    @Path("{id}/discard")
    public Response askToGiveUp(@Context HttpServletRequest request, @PathParam("id") String id) {
        return pages.visit(request).with("record", entry(id)).show("operation/discard");
    }

    @POST
    @Path("{id}/discard")
    public Response giveUp(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        return OperationResource.done(settle.giveUp(visit.caller().user(), entry(id).id(), visit.now()), "/operation/quarantine?done=quarantine-discarded");
    }

    private Quarantine.Entry entry(String id) {
        if (!Id.isOne(id)) {
            throw new NotFoundException();
        }
        return transactions.required(() -> quarantine.byId(new Id(id))).orElseThrow(NotFoundException::new);
    }

    private static Response show(Visit visit, Quarantine.Entry record, String refusal, List<Problem> now, int status) {
        return visit.with("record", record).with("refusal", refusal).with("found", now.isEmpty() ? record.problems() : now).show(status, "operation/record");
    }
}
