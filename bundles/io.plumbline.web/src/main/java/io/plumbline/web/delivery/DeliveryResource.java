package io.plumbline.web.delivery;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.DeliveryQueries;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryView;
import io.plumbline.application.feedback.FeedbackQueries;
import io.plumbline.application.feedback.FeedbackQueries.FeedbackRow;
import io.plumbline.application.feedback.FeedbackQueries.Filter;
import io.plumbline.application.journal.JournalQueries;
import io.plumbline.application.survey.Programmes;
import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.application.survey.SurveyQueries.InvitationRow;
import io.plumbline.application.survey.SurveyQueries.InvitationView;
import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.web.Address;
import io.plumbline.web.Allowed;
import io.plumbline.web.CaseTitle;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/** What went out, whether its customer was asked, and if not, why. */
@Path("/deliveries")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = DeliveryResource.class)
public final class DeliveryResource {
    private static final int PAGE = 50;
    private static final int ENTRIES = 200;
    private static final int MOST_SAID = 100;

    private final Pages pages;
    private final DeliveryQueries deliveries;
    private final SurveyQueries surveys;
    private final FeedbackQueries feedback;
    private final JournalQueries journal;
    private final Streams streams;
    private final Transactions transactions;
    private final Programmes programmes;

    @Activate
    public DeliveryResource(@Reference Pages pages, @Reference DeliveryQueries deliveries, @Reference SurveyQueries surveys, @Reference FeedbackQueries feedback,
            @Reference JournalQueries journal, @Reference Streams streams, @Reference Transactions transactions, @Reference Programmes programmes) {
        this.pages = pages;
        this.deliveries = deliveries;
        this.surveys = surveys;
        this.feedback = feedback;
        this.journal = journal;
        this.streams = streams;
        this.transactions = transactions;
        this.programmes = programmes;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        Line line = visit.parameter("line", Line.class).orElse(null);
        NotAsked why = visit.parameter("why", NotAsked.class).orElse(null);
        String connector = visit.parameter("connector");
        LocalDate from = visit.day("from").orElse(null);
        LocalDate to = visit.day("to").orElse(null);
        String text = visit.parameter("q");
        String after = visit.parameter("after");
        Page<DeliveryRow> page = deliveries.list(new DeliveryQueries.Filter(visit.caller().site(), connector.isEmpty() ? null : connector, line, why, from, to,
                text.isEmpty() ? null : text), Id.isOne(after) ? after : null, PAGE);
        Address here = Address.of("/deliveries").with("line", line).with("why", why).with("connector", connector).with("from", from).with("to", to).with("q", text);
        Set<String> connectors = new LinkedHashSet<>(transactions.required(streams::all).stream().map(Streams.State::name).toList());
        page.items().forEach(d -> connectors.add(d.connector()));
        return visit.with("rows", page.items()).with("text", text).with("line", line == null ? "" : line.name()).with("why", why == null ? "" : why.name())
                .with("lines", Line.values()).with("reasons", NotAsked.values()).with("connector", connector).with("connectors", connectors).with("from", from)
                .with("to", to).with("filtered", !here.toString().equals("/deliveries")).with("first", Id.isOne(after) ? here.toString() : "")
                .with("next", page.next() == null ? "" : here.with("after", page.next()).toString()).show("delivery/list");
    }

    @GET
    @Path("{id}")
    public Response one(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        if (!Id.isOne(id)) {
            throw new NotFoundException();
        }
        DeliveryView view = deliveries.one(visit.caller().site(), new Id(id)).orElseThrow(NotFoundException::new);
        List<InvitationView> invitations = new ArrayList<>();
        for (InvitationRow row : view.invitations()) {
            surveys.invitation(visit.caller().site(), row.id()).ifPresent(invitations::add);
        }
        List<Id> concerned = new ArrayList<>(List.of(view.row().id()));
        view.orders().forEach(o -> concerned.add(o.id()));
        view.invitations().forEach(i -> concerned.add(i.id()));
        List<FeedbackRow> said = feedback.list(Filter.ofDelivery(visit.caller().site(), view.row().id()), null, MOST_SAID).items();
        said.forEach(f -> concerned.add(f.feedback().facts().id()));
        return visit.with("delivery", view).with("row", view.row()).with("report", view.report()).with("invitations", invitations).with("feedback", said)
                .with("cases", view.cases().stream().map(c -> new CaseLine(c.number(), CaseTitle.in(visit.look().texts(), c.title()), c.state())).toList())
                .with("programme", programmes.current()).with("fallbackDays", programmes.current().fallback().map(d -> d.toDays()).orElse(-1L))
                .with("askWithinDays", programmes.current().askWithin().map(d -> d.toDays()).orElse(-1L))
                .with("quietDays", programmes.current().quietPeriod().map(d -> d.toDays()).orElse(-1L))
                .with("journal", journal.of(concerned, ENTRIES)).show("delivery/one");
    }

    /** A case, as one line of a list. */
    record CaseLine(String number, String title, String state) {
    }
}
