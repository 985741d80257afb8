package io.plumbline.web.survey;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import javax.annotation.security.PermitAll;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Keys;
import io.plumbline.application.survey.AnswerSurvey;
import io.plumbline.application.survey.AnswerSurvey.Outcome;
import io.plumbline.application.survey.AnswerSurvey.Survey;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.SuspectRule;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.http.RateLimits;
import io.plumbline.http.RateLimits.Limit;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/**
 * The page behind the link in the mail. Looking at it stores nothing, and {@code ?score=} only preselects. An answer needs a form that
 * this page issued for this link. No cookie, no script. Unknown, expired and withdrawn links get the very same answer.
 */
@Path("/s")
@PermitAll
@Component(service = SurveyResource.class)
public final class SurveyResource {
    /** A field that people cannot see. */
    static final String TRAP = "website";
    private final Pages pages;
    private final AnswerSurvey survey;
    private final RateLimits limits;
    private final FormNonce nonces;

    @Activate
    public SurveyResource(@Reference Pages pages, @Reference AnswerSurvey survey, @Reference RateLimits limits, @Reference Keys keys) {
        this.pages = pages;
        this.survey = survey;
        this.limits = limits;
        this.nonces = new FormNonce(keys.derived(Keys.FORMS));
    }

    @GET
    @Path("{token}")
    public Response look(@Context HttpServletRequest request, @PathParam("token") String text) {
        Optional<Duration> wait = limits.spent(Limit.TOKEN_MISS, request.getRemoteAddr());
        if (wait.isPresent()) {
            return tooMany(request, wait.get());
        }
        Instant now = pages.now();
        Optional<SurveyToken> token = SurveyToken.from(text);
        Optional<Survey> found = token.flatMap(t -> survey.look(t, now));
        if (found.isEmpty()) {
            return miss(request);
        }
        Input input = new Input(request.getParameter("score"), null, "", false);
        return form(request, token.get(), found.get(), input, Map.of(), 200);
    }

    @POST
    @Path("{token}")
    public Response answer(@Context HttpServletRequest request, @PathParam("token") String text) {
        Optional<Duration> wait = limits.spent(Limit.TOKEN_MISS, request.getRemoteAddr());
        if (wait.isPresent()) {
            return tooMany(request, wait.get());
        }
        Instant now = pages.now();
        Optional<SurveyToken> token = SurveyToken.from(text);
        if (token.isEmpty()) {
            return miss(request);
        }
        Input input = new Input(request.getParameter("satisfaction"), request.getParameter("recommendation"), comment(request),
                request.getParameter("mayCall") != null);
        Map<String, String> errors = input.errors();
        Optional<Instant> shown = nonces.shownAt(Optional.ofNullable(request.getParameter("form")).orElse(""), token.get(), now);
        if (errors.isEmpty() && shown.isEmpty()) {
            errors = Map.of("form", "survey.error.old");
        }
        if (!errors.isEmpty()) {
            Optional<Survey> found = survey.look(token.get(), now);
            return found.isEmpty() ? miss(request) : form(request, token.get(), found.get(), input, errors, 422);
        }
        String trap = request.getParameter(TRAP);
        SuspectRule.Signals signals = new SuspectRule.Signals(request.getHeader("Accept-Language") != null, trap != null && !trap.isEmpty(),
                Duration.between(shown.get(), now));
        return survey.answer(token.get(), input.answer(), ofMail -> language(request, ofMail), signals, now) instanceof Outcome.Thanks thanks
                ? thanks(request, token.get(), language(request, thanks.survey().language()), thanks) : miss(request);
    }

    private Response form(HttpServletRequest request, SurveyToken token, Survey shown, Input input, Map<String, String> errors, int status) {
        Visit visit = pages.visit(request, language(request, shown.language()));
        return visit.with("survey", shown).with("token", token.text()).with("input", input).with("errors", errors).with("limit", Answer.COMMENT_LIMIT)
                .with("form", nonces.issue(token, visit.now())).with("trap", TRAP).with("other", other(visit.language())).show(status, "survey/form");
    }

    private Response thanks(HttpServletRequest request, SurveyToken token, Language language, Outcome.Thanks thanks) {
        return pages.visit(request, language).with("survey", thanks.survey()).with("thanks", thanks).with("token", token.text()).show("survey/thanks");
    }

    /** The same for every reason, to the last byte. */
    private Response miss(HttpServletRequest request) {
        Optional<Duration> wait = limits.take(Limit.TOKEN_MISS, request.getRemoteAddr());
        return wait.isPresent() ? tooMany(request, wait.get()) : pages.visit(request).show(404, "survey/gone");
    }

    private Response tooMany(HttpServletRequest request, Duration wait) {
        Response page = pages.visit(request).show(429, "survey/too-many");
        return Response.fromResponse(page).header("Retry-After", RateLimits.retryAfter(wait)).build();
    }

    /** The language of the mail where the browser takes it, else the browser's own; a choice on the page goes before both. */
    private static Language language(HttpServletRequest request, Language ofMail) {
        Optional<Language> chosen = Stream.of(Language.values()).filter(l -> l.code().equals(request.getParameter("lang"))).findFirst();
        List<Language> accepted = Pages.accepted(request);
        return chosen.orElseGet(() -> accepted.isEmpty() || accepted.contains(ofMail) ? ofMail : accepted.get(0));
    }

    private static Language other(Language language) {
        return language == Language.DE ? Language.EN : Language.DE;
    }

    /** With one character for a line's end, as it is counted and kept; without what no keyboard types. */
    private static String comment(HttpServletRequest request) {
        String comment = request.getParameter("comment");
        return comment == null ? "" : comment.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "").strip();
    }

    /** What was typed, whether it can be taken or not. */
    record Input(String satisfactionText, String recommendationText, String comment, boolean mayCall) {

        Map<String, String> errors() {
            Map<String, String> errors = new LinkedHashMap<>();
            if (satisfaction().isEmpty()) {
                errors.put("satisfaction", "survey.error.satisfaction");
            }
            if (recommendationText != null && !recommendationText.isEmpty() && recommendation().isEmpty()) {
                errors.put("recommendation", "survey.error.recommendation");
            }
            if (comment.length() > Answer.COMMENT_LIMIT) {
                errors.put("comment", "survey.error.comment");
            }
            return errors;
        }

        Answer answer() {
            return new Answer(satisfaction().getAsInt(), recommendation(), comment, mayCall);
        }

        /** For the page: the mark that is chosen, or -1. */
        public int satisfactionMark() {
            return satisfaction().orElse(-1);
        }

        public int recommendationMark() {
            return recommendation().orElse(-1);
        }

        private OptionalInt satisfaction() {
            return number(satisfactionText, 1, 5);
        }

        private OptionalInt recommendation() {
            return number(recommendationText, 0, 10);
        }

        private static OptionalInt number(String text, int least, int most) {
            if (text == null || !text.matches("\\d{1,2}")) {
                return OptionalInt.empty();
            }
            int n = Integer.parseInt(text);
            return n < least || n > most ? OptionalInt.empty() : OptionalInt.of(n);
        }
    }
}
