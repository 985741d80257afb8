package io.plumbline.web.complaint;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.ForbiddenException;
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

import io.plumbline.application.Ids;
import io.plumbline.application.Page;
import io.plumbline.application.complaint.ComplaintCall;
import io.plumbline.application.complaint.ComplaintOutcome;
import io.plumbline.application.complaint.ComplaintQueries;
import io.plumbline.application.complaint.ComplaintQueries.ComplaintRow;
import io.plumbline.application.complaint.ComplaintQueries.Filter;
import io.plumbline.application.complaint.HandleComplaint;
import io.plumbline.application.complaint.TakeComplaint;
import io.plumbline.application.delivery.DeliveryQueries;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryView;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.domain.Id;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.web.Address;
import io.plumbline.web.Allowed;
import io.plumbline.web.Choice;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** Customers' complaints: what came, what is late, what was answered, and the cases that came of them. */
@Path("/complaints")
@RolesAllowed(Allowed.QUALITY_MANAGER)
@Component(service = ComplaintResource.class)
public final class ComplaintResource {
    private static final int PAGE = 50;
    private static final int MOST_FOUND = 10;
    private static final int FIGURES_OF_DAYS = 365;
    private static final String OVERDUE = "overdue";
    private static final List<String> STATES = List.of("Received", "Acknowledged", "Answered");

    private final Pages pages;
    private final ComplaintQueries complaints;
    private final TakeComplaint take;
    private final HandleComplaint handle;
    private final DeliveryQueries deliveries;
    private final Ids ids;

    @Activate
    public ComplaintResource(@Reference Pages pages, @Reference ComplaintQueries complaints, @Reference TakeComplaint take, @Reference HandleComplaint handle,
            @Reference DeliveryQueries deliveries, @Reference Ids ids) {
        this.pages = pages;
        this.complaints = complaints;
        this.take = take;
        this.handle = handle;
        this.deliveries = deliveries;
        this.ids = ids;
    }

    /** One line of the list. */
    public record Line(ComplaintRow of, boolean overdue) {
    }

    /** What stands in the form of a new complaint; {@code receivedAt} as the browser's field has it. */
    public record Entry(String token, String channel, String complainant, String words, String receivedAt) {
    }

    /** What stands in the forms of a complaint. */
    public record Typed(String answer, String number, String title, boolean danger, boolean systemic, String severity, String reason) {
        static final Typed NOTHING = new Typed("", "", "", false, false, "", "");
    }

    @GET
    @RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
    public Response list(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        String chosen = STATES.contains(visit.parameter("state")) || visit.parameter("state").equals(OVERDUE) ? visit.parameter("state") : "";
        String after = visit.parameter("after");
        boolean overdue = chosen.equals(OVERDUE);
        Page<ComplaintRow> page = complaints.list(new Filter(visit.caller().site(), overdue || chosen.isEmpty() ? null : chosen, overdue ? visit.now() : null, null, null),
                Id.isOne(after) ? after : null, PAGE);
        Address here = Address.of("/complaints").with("state", chosen);
        return visit.with("rows", page.items().stream().map(r -> new Line(r, r.complaint().overdue(visit.now()))).toList()).with("filtered", !chosen.isEmpty())
                .with("states", choices(visit, chosen)).with("figures", complaints.figures(visit.caller().site(), visit.now().minus(FIGURES_OF_DAYS, ChronoUnit.DAYS), visit.now().plusSeconds(1), visit.now()))
                .with("first", Id.isOne(after) ? here.toString() : "").with("next", page.next() == null ? "" : here.with("after", page.next()).toString()).show("complaint/list");
    }

    private static List<Choice> choices(Visit visit, String chosen) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(visit.say("all"), null, "/complaints", chosen.isEmpty()));
        choices.add(new Choice(visit.say("complaint.overdue"), null, Address.of("/complaints").with("state", OVERDUE).toString(), chosen.equals(OVERDUE)));
        STATES.forEach(s -> choices.add(new Choice(visit.say("complaint." + s), null, Address.of("/complaints").with("state", s).toString(), s.equals(chosen))));
        return choices;
    }

    @GET
    @Path("new")
    public Response blank(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        return form(visit, new Entry(ids.next(visit.now()).value(), "PHONE", "", "", ""), List.of(), 200);
    }

    @POST
    @Path("new")
    public Response enter(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        Entry e = new Entry(visit.parameter("token"), visit.parameter("channel"), visit.raw("complainant"), lines(visit.raw("words")), visit.parameter("receivedAt"));
        Optional<Instant> received = moment(visit, e.receivedAt());
        if (!e.receivedAt().isEmpty() && received.isEmpty()) {
            return form(visit, e, List.of(new Wrong("receivedAt", visit.say("complaint.wrong.receivedAt"))), 422);
        }
        ComplaintOutcome outcome = take.take(new TakeComplaint.Words(e.token(), visit.parameter("channel", Complaint.Channel.class).orElse(null), e.complainant(), e.words(), received.orElse(null),
                id(visit.parameter("delivery")).orElse(null), null, null), visit.caller().site(), visit.caller().login(), visit.caller().roles(), visit.now());
        if (outcome instanceof ComplaintOutcome.Done done) {
            return Visit.goTo("/complaints/" + done.complaint().facts().id() + "?done=complaint-entered");
        }
        if (outcome instanceof ComplaintOutcome.Known known) {
            return Visit.goTo("/complaints/" + known.complaint().facts().id() + "?done=complaint-entered");
        }
        if (outcome instanceof ComplaintOutcome.Invalid invalid) {
            return form(visit, e, wrong(visit, invalid), 422);
        }
        throw new ForbiddenException();
    }

    private Response form(Visit visit, Entry entry, List<Wrong> problems, int status) {
        Optional<DeliveryView> delivery = id(visit.parameter("delivery")).flatMap(d -> deliveries.one(visit.caller().site(), d));
        String find = visit.parameter("find");
        List<DeliveryRow> found = find.isEmpty() || delivery.isPresent() ? List.of()
                : deliveries.list(new DeliveryQueries.Filter(visit.caller().site(), null, null, null, null, null, find), null, MOST_FOUND).items();
        return visit.with("entry", entry).with("delivery", delivery.map(DeliveryView::row).orElse(null)).with("find", find).with("found", found).with("problems", problems)
                .with("wrong", fields(problems)).with("channels", Arrays.stream(Complaint.Channel.values()).toList()).show(status, "complaint/new");
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
    public Response one(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        return show(visit, row(visit, id), Typed.NOTHING, List.of(), 200);
    }

    @POST
    @Path("{id}/acknowledgement")
    public Response acknowledge(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        return answered(visit, id, Typed.NOTHING, handle.acknowledge(call(visit, id), null, visit.now()), "complaint-acknowledged");
    }

    @POST
    @Path("{id}/answer")
    public Response answer(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        String said = lines(visit.raw("answer"));
        return answered(visit, id, new Typed(said, "", "", false, false, "", ""), handle.answer(call(visit, id), said, null, visit.now()), "complaint-answered");
    }

    /** Links it where a number is given, and files a case otherwise. */
    @POST
    @Path("{id}/case")
    public Response file(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        Typed t = new Typed("", visit.parameter("number"), visit.raw("title"), !visit.parameter("danger").isEmpty(), !visit.parameter("systemic").isEmpty(),
                visit.parameter("severity", Severity.class).map(Severity::name).orElse(""), lines(visit.raw("reason")));
        ComplaintOutcome outcome = t.number().isEmpty()
                ? handle.file(call(visit, id), new ReportNonconformity.Summary(t.title(), t.danger(), t.systemic(), t.severity().isEmpty() ? null : Severity.valueOf(t.severity()), t.reason()),
                        visit.now())
                : handle.link(call(visit, id), CaseNumber.parse(t.number()).orElse(null), visit.now());
        return answered(visit, id, t, outcome, t.number().isEmpty() ? "case-filed" : "complaint-linked");
    }

    private Response answered(Visit visit, String id, Typed typed, ComplaintOutcome outcome, String done) {
        if (outcome instanceof ComplaintOutcome.Done made) {
            return Visit.goTo("/complaints/" + made.complaint().facts().id() + "?done=" + done);
        }
        if (outcome instanceof ComplaintOutcome.Changed) {
            return show(visit, row(visit, id), typed, List.of(new Wrong("", visit.say("complaint.wrong.changed"))), 409);
        }
        if (outcome instanceof ComplaintOutcome.Invalid invalid) {
            return show(visit, row(visit, id), typed, wrong(visit, invalid), 422);
        }
        if (outcome instanceof ComplaintOutcome.Forbidden) {
            throw new ForbiddenException();
        }
        throw new NotFoundException();
    }

    private Response show(Visit visit, ComplaintRow row, Typed typed, List<Wrong> problems, int status) {
        return visit.with("row", row).with("complaint", row.complaint().facts()).with("state", row.complaint().state()).with("acknowledgedLate", row.complaint().acknowledgedLate(visit.now()))
                .with("answeredLate", row.complaint().answeredLate(visit.now())).with("typed", typed).with("problems", problems).with("wrong", fields(problems))
                .with("severities", Severity.values()).show(status, "complaint/one");
    }

    private ComplaintRow row(Visit visit, String id) {
        return id(id).flatMap(i -> complaints.one(visit.caller().site(), i)).orElseThrow(NotFoundException::new);
    }

    private static ComplaintCall call(Visit visit, String id) {
        String version = visit.parameter("version");
        return new ComplaintCall(visit.caller().site(), id(id).orElseThrow(NotFoundException::new), version.matches("[1-9]\\d{0,14}") ? Long.parseLong(version) : -1, visit.caller().login(),
                visit.caller().roles());
    }

    private static List<Wrong> wrong(Visit visit, ComplaintOutcome.Invalid invalid) {
        return invalid.problems().stream().map(p -> new Wrong(List.of("token", "delivery", "order", "customer", "state").contains(p.field()) ? "" : p.field(),
                visit.say("complaint.wrong." + p.field()))).distinct().toList();
    }

    private static Set<String> fields(List<Wrong> problems) {
        return problems.stream().map(Wrong::field).collect(Collectors.toSet());
    }

    /** In the organisation's zone, as people read their clocks. */
    private static Optional<Instant> moment(Visit visit, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(LocalDateTime.parse(text)).filter(m -> m.getYear() >= 1900 && m.getYear() <= 9999)
                    .map(m -> m.atZone(visit.organisation().zone()).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Id> id(String text) {
        return Optional.of(text).filter(Id::isOne).map(Id::new);
    }

    /** Browsers send CRLF. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }
}
