package io.plumbline.web.survey;

import java.util.ArrayList;
import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.application.survey.SurveyQueries.InvitationRow;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Id;
import io.plumbline.web.Address;
import io.plumbline.web.Allowed;
import io.plumbline.web.Choice;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/** The lists of who was asked and of what was answered. */
@Path("/")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = ResponseResource.class)
public final class ResponseResource {
    private static final int PAGE = 50;
    private static final List<String> ANSWERS = List.of("Accepted", "Later", "Suspect");
    private static final List<String> INVITATIONS = List.of("Held", "Scheduled", "Sent", "Answered", "Expired", "Bounced", "Withdrawn", "Suppressed");

    private final Pages pages;
    private final SurveyQueries surveys;

    @Activate
    public ResponseResource(@Reference Pages pages, @Reference SurveyQueries surveys) {
        this.pages = pages;
        this.surveys = surveys;
    }

    @GET
    @Path("responses")
    public Response responses(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        String state = ANSWERS.contains(visit.parameter("state")) ? visit.parameter("state") : "";
        String after = visit.parameter("after");
        Page<ResponseRow> page = surveys.responses(visit.caller().site(), state.isEmpty() ? null : state, null, null, Id.isOne(after) ? after : null, PAGE);
        Address here = Address.of("/responses").with("state", state);
        return paged(visit, here, after, page).with("choices", choices(visit, "/responses", "answer", ANSWERS, state)).with("state", state)
                .show("survey/responses");
    }

    @GET
    @Path("invitations")
    public Response invitations(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        String state = INVITATIONS.contains(visit.parameter("state")) ? visit.parameter("state") : "";
        String after = visit.parameter("after");
        Page<InvitationRow> page = surveys.invitations(visit.caller().site(), state.isEmpty() ? null : state, null, Id.isOne(after) ? after : null, PAGE);
        Address here = Address.of("/invitations").with("state", state);
        return paged(visit, here, after, page).with("choices", choices(visit, "/invitations", "invitation", INVITATIONS, state)).with("state", state)
                .show("survey/invitations");
    }

    private static Visit paged(Visit visit, Address here, String after, Page<?> page) {
        return visit.with("rows", page.items()).with("first", Id.isOne(after) ? here.toString() : "")
                .with("next", page.next() == null ? "" : here.with("after", page.next()).toString());
    }

    private static List<Choice> choices(Visit visit, String path, String group, List<String> states, String chosen) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(visit.say("all"), null, path, chosen.isEmpty()));
        states.forEach(s -> choices.add(new Choice(visit.say(group + "." + s), null, Address.of(path).with("state", s).toString(), s.equals(chosen))));
        return choices;
    }
}
