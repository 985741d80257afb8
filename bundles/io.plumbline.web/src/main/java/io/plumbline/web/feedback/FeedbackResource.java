package io.plumbline.web.feedback;

import java.util.ArrayList;
import java.util.Arrays;
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
import io.plumbline.application.feedback.FeedbackQueries;
import io.plumbline.application.feedback.FeedbackQueries.FeedbackRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.feedback.Feedback;
import io.plumbline.web.Address;
import io.plumbline.web.Allowed;
import io.plumbline.web.Choice;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/** What customers say without having been asked. */
@Path("/feedback")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = FeedbackResource.class)
public final class FeedbackResource {
    private static final int PAGE = 50;
    private static final List<String> STATES = List.of("New", "Coded", "Answered");
    private static final List<String> KINDS = Arrays.stream(Feedback.Kind.values()).map(Feedback.Kind::name).toList();

    private final Pages pages;
    private final FeedbackQueries feedback;

    @Activate
    public FeedbackResource(@Reference Pages pages, @Reference FeedbackQueries feedback) {
        this.pages = pages;
        this.feedback = feedback;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        String state = STATES.contains(visit.parameter("state")) ? visit.parameter("state") : "";
        String kind = visit.parameter("kind", Feedback.Kind.class).map(Feedback.Kind::name).orElse("");
        String after = visit.parameter("after");
        Page<FeedbackRow> page = feedback.list(new FeedbackQueries.Filter(visit.caller().site(), state.isEmpty() ? null : state,
                kind.isEmpty() ? null : Feedback.Kind.valueOf(kind), null, null, null), Id.isOne(after) ? after : null, PAGE);
        Address here = Address.of("/feedback").with("state", state).with("kind", kind);
        return visit.with("rows", page.items()).with("filtered", !state.isEmpty() || !kind.isEmpty())
                .with("states", choices(visit, Address.of("/feedback").with("kind", kind), "state", "feedback", STATES, state))
                .with("kinds", choices(visit, Address.of("/feedback").with("state", state), "kind", "feedback.kind", KINDS, kind))
                .with("first", Id.isOne(after) ? here.toString() : "").with("next", page.next() == null ? "" : here.with("after", page.next()).toString())
                .show("feedback/list");
    }

    private static List<Choice> choices(Visit visit, Address others, String parameter, String group, List<String> values, String chosen) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(visit.say("all"), null, others.toString(), chosen.isEmpty()));
        values.forEach(v -> choices.add(new Choice(visit.say(group + "." + v), null, others.with(parameter, v).toString(), v.equals(chosen))));
        return choices;
    }
}
