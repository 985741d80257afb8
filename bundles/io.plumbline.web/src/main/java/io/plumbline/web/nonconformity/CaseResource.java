package io.plumbline.web.nonconformity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

import io.plumbline.application.journal.JournalQueries.JournalRow;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseView;
import io.plumbline.application.survey.SurveyQueries.InvitationView;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.web.Allowed;
import io.plumbline.web.CaseTitle;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/** One case: where it stands, what it needs, and its whole story in one trail. */
@Path("/cases")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = CaseResource.class)
public final class CaseResource {

    /**
     * One step of the way.
     *
     * @param status {@code done}, {@code now} or {@code todo}
     * @param at     when it was reached, where the journal says so, or null
     * @param move   what leads to it, or null for the first
     * @param needs  what that move needs, always in the same order
     */
    record Step(String state, String status, Instant at, Move move, List<Move.Need> needs) {
    }

    /** A way beside the main one, and what it needs. */
    record Aside(Move move, List<Move.Need> needs) {
    }

    /** One event of the trail; {@code of} is what the template of its kind shows. */
    record Event(String kind, Instant at, Object of) {
    }

    private final Pages pages;
    private final CaseQueries cases;

    @Activate
    public CaseResource(@Reference Pages pages, @Reference CaseQueries cases) {
        this.pages = pages;
        this.cases = cases;
    }

    @GET
    @Path("{number}")
    public Response one(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        CaseView view = cases.one(visit.caller().site(), number).orElseThrow(NotFoundException::new);
        Nonconformity.Facts facts = view.nonconformity().facts();
        Optional<ResponseRow> answer = answer(view);
        return visit.with("case", view).with("row", view.row()).with("title", CaseTitle.in(visit.look().texts(), view.row().title()))
                .with("reasons", facts.whyLow().stream().map(r -> CaseTitle.reason(visit.look().texts(), r)).toList())
                .with("snapshot", facts.snapshot()).with("steps", steps(view)).with("aside", NextStep.aside(view.row().state()).stream().map(m -> new Aside(m, needs(m))).toList()).with("trail", trail(view))
                .with("answer", answer.orElse(null)).with("reopened", facts.reopened()).with("journal", view.journal())
                .with("rejected", view.nonconformity() instanceof Nonconformity.Rejected r ? r.reason() : "")
                .with("next", NextStep.from(view.row().state()).orElse(null)).show("nonconformity/case");
    }

    /** The answer that made the case. */
    private static Optional<ResponseRow> answer(CaseView view) {
        InvitationView invitation = view.invitation();
        return invitation == null ? Optional.empty()
                : invitation.responses().stream().filter(r -> r.id().equals(view.nonconformity().facts().response())).findFirst();
    }

    private static List<Step> steps(CaseView view) {
        List<Step> steps = new ArrayList<>();
        int now = NextStep.WAY.indexOf(view.row().state());
        for (int i = 0; i < NextStep.WAY.size(); i++) {
            String state = NextStep.WAY.get(i);
            Move move = i == 0 ? null : NextStep.between(NextStep.WAY.get(i - 1), state).orElse(null);
            String status = i == now ? i == NextStep.WAY.size() - 1 ? "done" : "now" : i < now || now < 0 && i == 0 ? "done" : "todo";
            steps.add(new Step(state, status, status.equals("todo") ? null : reached(view, state), move, needs(move)));
        }
        return steps;
    }

    private static List<Move.Need> needs(Move move) {
        return move == null ? List.of() : move.needs();
    }

    private static Instant reached(CaseView view, String state) {
        return view.journal().stream().filter(j -> j.object().equals(view.row().id()) && state.equals(j.facts().get("state"))).map(JournalRow::recordedAt)
                .max(Comparator.naturalOrder()).orElse(state.equals("Reported") ? view.row().reportedAt() : null);
    }

    /** Order, mail, answers and case, as they came. */
    private static List<Event> trail(CaseView view) {
        List<Event> trail = new ArrayList<>();
        view.deliveries().forEach(d -> trail.add(new Event("delivery", d.firstSeenAt(), d)));
        if (view.invitation() != null) {
            view.invitation().mails().forEach(m -> trail.add(new Event("mail", m.sentAt() == null ? m.createdAt() : m.sentAt(), m)));
            view.invitation().responses().forEach(r -> trail.add(new Event("answer", r.receivedAt(), r)));
        }
        trail.add(new Event("case", view.row().reportedAt(), view.row()));
        trail.sort(Comparator.comparing(Event::at));
        return trail;
    }
}
