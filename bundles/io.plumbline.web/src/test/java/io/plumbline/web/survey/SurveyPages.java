package io.plumbline.web.survey;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import javax.ws.rs.core.Response;

import io.plumbline.domain.survey.Language;
import io.plumbline.web.FakeRequest;

/** Every page that customers see. */
public final class SurveyPages {
    private final Language language;
    private final String organisation;
    private final String item;

    public SurveyPages(Language language, String organisation, String item) {
        this.language = language;
        this.organisation = organisation;
        this.item = item;
    }

    public Map<String, Supplier<Response>> pages() {
        Map<String, Supplier<Response>> all = new LinkedHashMap<>();
        all.put("survey", () -> look(stage(), request().with("score", "2")));
        all.put("survey-wrong", () -> {
            SurveyStage stage = stage();
            return stage.survey().answer(request().with("recommendation", "12").with("comment", item + " ".repeat(3) + "x".repeat(2100)).get(), stage.token().text());
        });
        all.put("survey-thanks", () -> answered(stage(), "1"));
        all.put("survey-thanks-fine", () -> answered(stage(), "5"));
        all.put("survey-again", () -> {
            SurveyStage stage = stage();
            answered(stage, "5");
            return look(stage, request());
        });
        all.put("survey-follow-up", () -> {
            SurveyStage stage = stage();
            stage.askedOnceMore();
            return look(stage, request());
        });
        all.put("survey-gone", () -> stage().survey().look(request().get(), "AAAAAAAAAAAAAAAAAAAAAA"));
        all.put("survey-many", () -> {
            SurveyStage stage = stage();
            stage.limit = 0;
            return stage.survey().look(request().get(), "AAAAAAAAAAAAAAAAAAAAAA");
        });
        all.put("unsubscribe", () -> stage().unsubscribe().look(request().get()));
        all.put("unsubscribed", () -> stage().unsubscribe().object(request().get(), "AAAAAAAAAAAAAAAAAAAAAA"));
        return all;
    }

    private static Response look(SurveyStage stage, FakeRequest request) {
        return stage.survey().look(request.get(), stage.token().text());
    }

    private Response answered(SurveyStage stage, String mark) {
        String form = SurveyResourceTest.page(look(stage, request())).selectFirst("input[name=form]").attr("value");
        stage.now = stage.now.plus(Duration.ofMinutes(1));
        FakeRequest request = request().with("form", form).with("satisfaction", mark);
        return stage.survey().answer((mark.equals("1") ? request.with("mayCall", "yes") : request).get(), stage.token().text());
    }

    private SurveyStage stage() {
        return new SurveyStage(language, organisation, item);
    }

    private FakeRequest request() {
        return FakeRequest.to("/s/x").header("Accept-Language", language.code());
    }
}
