package io.plumbline.web.nonconformity;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.ForbiddenException;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.delivery.DeliveryQueries;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryView;
import io.plumbline.application.feedback.FeedbackQueries;
import io.plumbline.application.feedback.FeedbackQueries.FeedbackRow;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.application.nonconformity.ReportNonconformity.Outcome;
import io.plumbline.application.nonconformity.ReportNonconformity.Source;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/**
 * A case is filed by hand: for an audit's finding, for something that a customer said, or for what somebody saw. The delivery that it is
 * about is looked for first; the form then offers what the ERP knows of it.
 */
@Path("/cases/new")
@RolesAllowed(Allowed.QUALITY_MANAGER)
@Component(service = NewCaseResource.class)
public final class NewCaseResource {
    private static final int MOST_FOUND = 10;

    private final Pages pages;
    private final ReportNonconformity report;
    private final DeliveryQueries deliveries;
    private final FeedbackQueries feedback;
    private final Ids ids;

    @Activate
    public NewCaseResource(@Reference Pages pages, @Reference ReportNonconformity report, @Reference DeliveryQueries deliveries, @Reference FeedbackQueries feedback, @Reference Ids ids) {
        this.pages = pages;
        this.report = report;
        this.deliveries = deliveries;
        this.feedback = feedback;
        this.ids = ids;
    }

    /**
     * What stands in the form.
     *
     * @param token    by which a hand entry is recognised when it is sent again
     * @param severity name of one, or empty for the one that the rules propose
     */
    public record Entry(String source, String finding, String token, String title, String description, boolean danger, boolean systemic, String severity, String reason, String line, String lot,
            String carrier) {
    }

    @GET
    public Response blank(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        Optional<FeedbackRow> said = said(visit);
        Entry entry = new Entry((said.isPresent() ? Source.FEEDBACK : Source.HAND).name(), "", ids.next(visit.now()).value(), "", "", false, false, "", "",
                said.map(s -> s.feedback().facts().discrepancy()).map(d -> d.line()).orElse(""), "", "");
        return show(visit, entry, said, List.of(), 200);
    }

    @POST
    public Response file(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        Optional<FeedbackRow> said = said(visit);
        Source source = said.isPresent() ? Source.FEEDBACK : visit.parameter("source", Source.class).filter(s -> s != Source.FEEDBACK).orElse(Source.HAND);
        Entry e = new Entry(source.name(), visit.raw("finding"), visit.parameter("token"), visit.raw("title"), lines(visit.raw("description")), !visit.parameter("danger").isEmpty(),
                !visit.parameter("systemic").isEmpty(), visit.parameter("severity", Severity.class).map(Severity::name).orElse(""), lines(visit.raw("reason")), visit.parameter("line"),
                visit.parameter("lot"), visit.raw("carrier"));
        String reference = switch (source) {
            case HAND -> e.token();
            case AUDIT -> e.finding();
            case FEEDBACK -> null;
        };
        Outcome outcome = report.report(new ReportNonconformity.Words(source, reference, said.map(s -> s.feedback().facts().id()).orElse(null), e.title(), e.description(), e.danger(), e.systemic(),
                e.severity().isEmpty() ? null : Severity.valueOf(e.severity()), e.reason(), id(visit, "delivery").orElse(null), null, null, e.line(), null, e.lot(), e.carrier()),
                visit.caller().site(), visit.caller().login(), visit.caller().roles(), visit.now());
        if (outcome instanceof Outcome.Filed filed) {
            return Visit.goTo("/cases/" + filed.nonconformity().facts().number() + "?done=case-filed");
        }
        if (outcome instanceof Outcome.Known known) {
            return Visit.goTo("/cases/" + known.nonconformity().facts().number() + "?done=case-known");
        }
        if (outcome instanceof Outcome.Invalid invalid) {
            return show(visit, e, said, invalid.problems().stream().map(p -> new Wrong(field(p), visit.say("newcase.wrong." + p.field()))).distinct().toList(), 422);
        }
        throw new ForbiddenException();
    }

    /** Where in the form it stands; a hand entry's reference is made by the form, and nobody can put it right there. */
    private static String field(Problem problem) {
        return switch (problem.field()) {
            case "reference" -> "finding";
            case "feedback", "delivery", "order", "customer", "sku" -> "";
            default -> problem.field();
        };
    }

    private Response show(Visit visit, Entry entry, Optional<FeedbackRow> said, List<Wrong> problems, int status) {
        Optional<DeliveryView> delivery = said.map(s -> s.feedback().facts().delivery()).or(() -> id(visit, "delivery")).flatMap(d -> deliveries.one(visit.caller().site(), d));
        String find = visit.parameter("find");
        List<DeliveryRow> found = find.isEmpty() || delivery.isPresent() ? List.of()
                : deliveries.list(new DeliveryQueries.Filter(visit.caller().site(), null, null, null, null, null, find), null, MOST_FOUND).items();
        List<Line> lines = delivery.map(d -> d.report().lines()).orElse(List.of());
        Set<String> wrong = problems.stream().map(Wrong::field).collect(Collectors.toSet());
        return visit.with("entry", entry).with("said", said.orElse(null)).with("delivery", delivery.map(DeliveryView::row).orElse(null)).with("broughtBy", delivery.map(d -> d.report().carrier()).orElse(null)).with("lines", lines)
                .with("lots", lines.stream().flatMap(l -> l.lots().stream()).distinct().toList()).with("find", find).with("found", found).with("problems", problems).with("wrong", wrong)
                .with("severities", Severity.values()).show(status, "nonconformity/new");
    }

    private Optional<FeedbackRow> said(Visit visit) {
        return id(visit, "feedback").flatMap(id -> feedback.one(visit.caller().site(), id));
    }

    private static Optional<Id> id(Visit visit, String parameter) {
        return Optional.of(visit.parameter(parameter)).filter(Id::isOne).map(Id::new);
    }

    /** Browsers send CRLF. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }
}
