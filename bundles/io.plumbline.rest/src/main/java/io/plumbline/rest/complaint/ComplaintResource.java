package io.plumbline.rest.complaint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.complaint.ComplaintCall;
import io.plumbline.application.complaint.ComplaintOutcome;
import io.plumbline.application.complaint.ComplaintQueries;
import io.plumbline.application.complaint.ComplaintQueries.ComplaintRow;
import io.plumbline.application.complaint.HandleComplaint;
import io.plumbline.application.complaint.TakeComplaint;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.domain.Id;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.http.Caller;
import io.plumbline.rest.Json;
import io.plumbline.rest.Limit;
import io.plumbline.rest.Once;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Problems;
import io.plumbline.rest.Refusal;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.Wanted;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /complaints}: received, acknowledged, answered, each in its time; and the cases that they become. */
@Path("/complaints")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("quality-manager")
@Component(service = ComplaintResource.class)
public final class ComplaintResource {
    private static final Duration USUAL_PERIOD = Duration.ofDays(365);

    private final ComplaintQueries complaints;
    private final TakeComplaint take;
    private final HandleComplaint handle;
    private final Once once;

    @Activate
    public ComplaintResource(@Reference ComplaintQueries complaints, @Reference TakeComplaint take, @Reference HandleComplaint handle, @Reference Once once) {
        this.complaints = complaints;
        this.take = take;
        this.handle = handle;
        this.once = once;
    }

    @Says("A customer's complaint")
    public record ComplaintJson(String id, @OneOf(Complaint.class) String state, Complaint.Channel channel, @Says("Who complains; left out once erased") @Maybe String complainant,
            @Says("What they say; left out once erased") @Maybe String words, @Says("Identity of the customer") @Maybe String customer, @Maybe String customerName,
            @Says("Identity of the order") @Maybe String order, @Maybe String orderNumber, @Says("Identity of the delivery") @Maybe String delivery, @Maybe String deliveryNumber,
            @Says(value = "Number of the case that it became or belongs to", example = "NC-MAIN-2026-0001") @Maybe String nonconformity,
            @Says("State of that case") @Maybe @OneOf(Nonconformity.class) String nonconformityState,
            @Says(value = "Number of the case that goes on for it where it was merged, however often", example = "NC-MAIN-2026-0002") @Maybe String mergedInto, Instant receivedAt,
            @Says("From this moment on an acknowledgement is late") Instant acknowledgeBy, @Maybe Instant acknowledgedAt,
            @Says("Whether it was acknowledged too late, or is too late by now") boolean acknowledgedLate, @Says("From this moment on an answer is late") Instant answerBy,
            @Maybe Instant answeredAt, @Says("Whether it was answered too late, or is too late by now") boolean answeredLate,
            @Says("What was answered; left out once erased") @Maybe String answer, @Says("Whether something that is late still has to be done") boolean overdue,
            @Says("Login of who entered it") String enteredBy, long version) {
        static ComplaintJson of(ComplaintRow r, Instant now) {
            Complaint c = r.complaint();
            Complaint.Facts f = c.facts();
            return new ComplaintJson(f.id().value(), c.state(), f.channel(), f.complainant(), f.words(), value(f.customer()), r.customerName(), value(f.order()), r.orderNumber(),
                    value(f.delivery()), r.deliveryNumber(), r.caseNumber(), r.caseState(), r.mergedInto(), f.receivedAt(), f.acknowledgeBy(), f.acknowledgedAt(), c.acknowledgedLate(now), f.answerBy(), f.answeredAt(),
                    c.answeredLate(now), f.answer(), c.overdue(now), f.by(), f.version());
        }

        private static String value(Id id) {
            return id == null ? null : id.value();
        }
    }

    @Says("A complaint to be entered")
    public record NewComplaintJson(@Says("A token of yours that makes it once: 16 to 128 letters, digits, hyphens and underscores") String token, Complaint.Channel channel,
            @Says("Who complains, at most 200 characters") @Maybe String complainant, @Says("What they say, 1 to 4000 characters") String words,
            @Says("When it came, within the last 366 days; left out for now") @Maybe Instant receivedAt, @Says("Identity of the delivery; its order and customer are then known") @Maybe String delivery,
            @Says("Identity of the order") @Maybe String order, @Says("Identity of the customer") @Maybe String customer) {
        TakeComplaint.Words read() {
            return new TakeComplaint.Words(token, channel, complainant, words, receivedAt, Wanted.id("delivery", delivery), Wanted.id("order", order), Wanted.id("customer", customer));
        }
    }

    @Says("That the complainant was told that it arrived")
    public record NewAcknowledgementJson(@Says("When, from the receipt up to now; left out for now") @Maybe Instant at) {
    }

    @Says("What the complainant was answered")
    public record NewAnswerJson(@Says("What was said, 1 to 4000 characters") String answer, @Says("When, up to now; left out for now") @Maybe Instant at) {
    }

    @Says("The case that a complaint becomes, or belongs to")
    public record NewComplaintCaseJson(@Says(value = "A case that is there; left out to file one", example = "NC-MAIN-2026-0001") @Maybe String number,
            @Says("What is wrong, in one line of 1 to 200 characters, without personal data") @Maybe String title, @Says("Whether people may come to harm, or a law is broken") @Maybe Boolean danger,
            @Says("Whether it was found throughout or again") @Maybe Boolean systemic, @Says("Left out for the one that the rules propose") @Maybe Severity severity,
            @Says("Why another severity than the proposed one") @Maybe String reason) {
    }

    @Says("How the complaints of a period stand")
    public record ComplaintFiguresJson(long received, long acknowledgedOnTime, @Says("Or late by now") long acknowledgedLate, long answeredOnTime, @Says("Or late by now") long answeredLate,
            @Says("That still wait for what is late") long overdue) {
    }

    @GET
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "listComplaints", says = "Complaints, newest entry first", gives = ComplaintJson.class, paged = true)
    public PageJson<ComplaintJson> list(@QueryParam("state") @Says("In this state alone") @OneOf(Complaint.class) String state,
            @QueryParam("overdue") @Says("true: those alone that still wait for what is late") Boolean overdue, @QueryParam("customer") @Says("Of this customer alone: its identity") Id customer,
            @QueryParam("after") Id after, @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri, @Context HttpServletRequest http) {
        Instant now = Instant.now();
        ComplaintQueries.Filter filter = new ComplaintQueries.Filter(Caller.in(http).site(), state, Boolean.TRUE.equals(overdue) ? now : null, customer, null);
        return PageJson.of(complaints.list(filter, after == null ? null : after.value(), limit.rows()), uri, r -> ComplaintJson.of(r, now));
    }

    @GET
    @Path("/figures")
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "countComplaints", says = "How the complaints stand that were received in a period", gives = ComplaintFiguresJson.class)
    public ComplaintFiguresJson figures(@QueryParam("from") @Says("Received at this moment or later; left out for 365 days before the end") Instant from, @QueryParam("to") @Says("Received before this moment; left out for now") Instant to,
            @Context HttpServletRequest http) {
        Instant now = Instant.now();
        Instant until = to == null ? now : to;
        Instant since = from == null ? until.minus(USUAL_PERIOD) : from;
        if (!since.isBefore(until)) {
            throw Refusal.invalid("query parameter from", since.toString(), "a moment before " + until);
        }
        ComplaintQueries.Figures f = complaints.figures(Caller.in(http).site(), since, until, now);
        return new ComplaintFiguresJson(f.received(), f.acknowledgedOnTime(), f.acknowledgedLate(), f.answeredOnTime(), f.answeredLate(), f.overdue());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "getComplaint", says = "One complaint", gives = ComplaintJson.class, tagged = true)
    public Response one(@PathParam("id") @Says("Identity of the complaint") Id id, @Context HttpServletRequest http, @Context Request request) {
        ComplaintJson found = found(id, http);
        return Versioned.of(found, found.version(), request);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "takeComplaint", says = "Enter a complaint", takes = NewComplaintJson.class, gives = ComplaintJson.class,
            more = "Until when it is to be acknowledged and answered is fixed with it. The same token again is the same complaint, whatever else is sent.")
    public Response take(byte[] body, @Context HttpServletRequest http) {
        NewComplaintJson wanted = Json.read(body, NewComplaintJson.class);
        TakeComplaint.Words words = wanted.read();
        Caller caller = Caller.in(http);
        return once.together(http, body, () -> answer(take.take(words, caller.site(), caller.login(), caller.roles(), Instant.now()), http));
    }

    @POST
    @Path("/{id}/acknowledgement")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "acknowledgeComplaint", says = "Say that the complainant was told that it arrived", takes = NewAcknowledgementJson.class, gives = ComplaintJson.class, matched = true)
    public Response acknowledge(@PathParam("id") @Says("Identity of the complaint") Id id, byte[] body, @Context HttpServletRequest http) {
        NewAcknowledgementJson a = Json.read(body, NewAcknowledgementJson.class);
        ComplaintCall call = call(id, http);
        return once.together(http, body, () -> answer(handle.acknowledge(call, a.at(), Instant.now()), http));
    }

    @POST
    @Path("/{id}/answer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "answerComplaint", says = "Keep what the complainant was answered", takes = NewAnswerJson.class, gives = ComplaintJson.class, matched = true)
    public Response answer(@PathParam("id") @Says("Identity of the complaint") Id id, byte[] body, @Context HttpServletRequest http) {
        NewAnswerJson a = Json.read(body, NewAnswerJson.class);
        ComplaintCall call = call(id, http);
        return once.together(http, body, () -> answer(handle.answer(call, a.answer(), a.at(), Instant.now()), http));
    }

    @POST
    @Path("/{id}/case")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "fileComplaint", says = "File a case for a complaint, or link it to one", takes = NewComplaintCaseJson.class, gives = ComplaintJson.class, matched = true)
    public Response file(@PathParam("id") @Says("Identity of the complaint") Id id, byte[] body, @Context HttpServletRequest http) {
        NewComplaintCaseJson c = Json.read(body, NewComplaintCaseJson.class);
        ComplaintCall call = call(id, http);
        if (c.number() != null) {
            CaseNumber number = CaseNumber.parse(c.number()).orElseThrow(() -> Refusal.invalid("number", c.number(), "the number of a case, such as NC-MAIN-2026-0001"));
            return once.together(http, body, () -> answer(handle.link(call, number, Instant.now()), http));
        }
        ReportNonconformity.Summary summary = new ReportNonconformity.Summary(c.title(), Boolean.TRUE.equals(c.danger()), Boolean.TRUE.equals(c.systemic()), c.severity(), c.reason());
        return once.together(http, body, () -> answer(handle.file(call, summary, Instant.now()), http));
    }

    private static ComplaintCall call(Id id, HttpServletRequest http) {
        Caller caller = Caller.in(http);
        return new ComplaintCall(caller.site(), id, Versioned.expected(http, "complaint"), caller.login(), caller.roles());
    }

    private ComplaintJson found(Id id, HttpServletRequest http) {
        return ComplaintJson.of(complaints.one(Caller.in(http).site(), id).orElseThrow(NotFoundException::new), Instant.now());
    }

    private Response answer(ComplaintOutcome outcome, HttpServletRequest http) {
        if (outcome instanceof ComplaintOutcome.Done done) {
            return shown(done.complaint(), http);
        }
        if (outcome instanceof ComplaintOutcome.Known known) {
            return shown(known.complaint(), http);
        }
        if (outcome instanceof ComplaintOutcome.Changed changed) {
            return Problems.of(ProblemKind.CHANGED_MEANWHILE, "It is at version " + changed.version() + " by now. Read it again.");
        }
        if (outcome instanceof ComplaintOutcome.Invalid invalid) {
            return Problems.of(ProblemKind.REFUSED, invalid.problems().get(0).text(), List.copyOf(invalid.problems()));
        }
        if (outcome instanceof ComplaintOutcome.Forbidden) {
            return Problems.of(ProblemKind.FORBIDDEN, "Only somebody with the role quality-manager enters and changes complaints.");
        }
        throw new NotFoundException();
    }

    private Response shown(Complaint complaint, HttpServletRequest http) {
        ComplaintJson found = found(complaint.facts().id(), http);
        return Response.ok(found).tag(new EntityTag("v" + found.version())).header(HttpHeaders.LOCATION, "/api/v1/complaints/" + found.id()).build();
    }
}
