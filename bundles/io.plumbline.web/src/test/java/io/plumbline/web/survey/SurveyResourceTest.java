package io.plumbline.web.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;

import javax.ws.rs.core.Response;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.Test;

import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Language;
import io.plumbline.web.FakeRequest;

public class SurveyResourceTest {
    private final SurveyStage stage = new SurveyStage();
    private final String token = stage.token().text();

    @Test
    public void lookingShowsTheOrderAndStoresNothing() {
        String before = stage.traces();
        for (int score = -1; score <= 11; score++) {
            Response response = stage.survey().look(visit().with("score", String.valueOf(score)).get(), token);
            assertThat(response.getStatus()).isEqualTo(200);
            Document page = page(response);
            assertThat(page.selectFirst("h1").text()).contains("SO-4711");
            assertThat(page.select(".asked").text()).contains("18 Nov 2026", "PO-9", "Lager 6204");
            assertThat(page.select("input[name=satisfaction][checked]").eachAttr("value")).isEqualTo(
                    score >= 1 && score <= 5 ? java.util.List.of(String.valueOf(score)) : java.util.List.of());
            assertThat(page.select("script")).isEmpty();
        }
        assertThat(stage.traces()).isEqualTo(before);
    }

    @Test
    public void anAnswerIsTakenAndThePageSaysWhatHappensNow() {
        String form = formOf(visit());
        stage.now = stage.now.plusSeconds(30);
        Response response = stage.survey().answer(visit().with("form", form).with("satisfaction", "1").with("recommendation", "0")
                .with("comment", "Zu spät\r\nund <b>kaputt</b>").with("mayCall", "yes").get(), token);
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(page(response).select("main").text()).contains("a person will look into what went wrong", "You allowed us to call you");
        assertThat(stage.answers).hasSize(1).allMatch(io.plumbline.domain.survey.Response.Accepted.class::isInstance);
        assertThat(stage.answers.get(0).facts().answer()).isEqualTo(new Answer(1, OptionalInt.of(0), "Zu spät\nund <b>kaputt</b>", true));
        assertThat(stage.steps).hasSize(1);
    }

    @Test
    public void whatIsMissingIsSaidAndNothingThatWasTypedIsLost() {
        String long2001 = "x".repeat(2001);
        Response response = stage.survey().answer(visit().with("form", formOf(visit())).with("recommendation", "7").with("comment", long2001)
                .with("mayCall", "yes").get(), token);
        assertThat(response.getStatus()).isEqualTo(422);
        Document page = page(response);
        assertThat(page.select(".errors a").eachAttr("href")).containsExactly("#satisfaction-1", "#comment");
        assertThat(page.select(".errors").text()).contains("from 1 to 5", "2,001 characters");
        assertThat(page.selectFirst("textarea").wholeText()).isEqualTo(long2001);
        assertThat(page.select("input[name=recommendation][checked]").eachAttr("value")).containsExactly("7");
        assertThat(page.select("input[name=mayCall][checked]")).hasSize(1);
        assertThat(stage.answers).isEmpty();
    }

    @Test
    public void marksOutsideTheScalesAreRefused() {
        for (String mark : new String[] {"0", "6", "-1", "1.5", "abc", "1 OR 1"}) {
            assertThat(stage.survey().answer(visit().with("form", formOf(visit())).with("satisfaction", mark).get(), token).getStatus()).isEqualTo(422);
        }
        assertThat(stage.survey().answer(visit().with("form", formOf(visit())).with("satisfaction", "5").with("recommendation", "11").get(), token).getStatus())
                .isEqualTo(422);
        assertThat(stage.answers).isEmpty();
    }

    @Test
    public void anAnswerNeedsAFormThatThisPageIssuedWithinADay() {
        String form = formOf(visit());
        for (String other : new String[] {"", "x", "1.x", form.replaceFirst("\\d", "9"), form.substring(0, form.length() - 1) + (form.endsWith("A") ? "B" : "A")}) {
            Response refused = stage.survey().answer(visit().with("form", other).with("satisfaction", "2").with("comment", "kept").get(), token);
            assertThat(refused.getStatus()).isEqualTo(422);
            assertThat(page(refused).selectFirst("textarea").wholeText()).isEqualTo("kept");
            assertThat(page(refused).select("input[name=satisfaction][checked]").eachAttr("value")).containsExactly("2");
        }
        stage.now = stage.now.plus(Duration.ofHours(24)).plusSeconds(1);
        Response old = stage.survey().answer(visit().with("form", form).with("satisfaction", "2").get(), token);
        assertThat(old.getStatus()).isEqualTo(422);
        assertThat(stage.answers).isEmpty();

        String fresh = page(old).selectFirst("input[name=form]").attr("value");
        stage.now = stage.now.plusSeconds(5);
        assertThat(stage.survey().answer(visit().with("form", fresh).with("satisfaction", "2").get(), token).getStatus()).isEqualTo(200);
        assertThat(stage.answers).hasSize(1);
    }

    @Test
    public void aFilledTrapASilentBrowserAndHasteMakeAnAnswerSuspect() {
        String form = formOf(visit());
        stage.survey().answer(visit().with("form", form).with("satisfaction", "1").get(), token);
        stage.now = stage.now.plusSeconds(20);
        stage.survey().answer(visit().with("form", form).with("satisfaction", "2").with(SurveyResource.TRAP, "http://spam").get(), token);
        stage.survey().answer(visit().header("Accept-Language", null).with("form", form).with("satisfaction", "3").get(), token);
        assertThat(stage.answers).hasSize(3).allMatch(io.plumbline.domain.survey.Response.Suspect.class::isInstance);
        assertThat(stage.steps).isEmpty();
    }

    @Test
    public void aLaterAnswerIsInvitedAndKept() {
        String form = formOf(visit());
        stage.now = stage.now.plusSeconds(20);
        stage.survey().answer(visit().with("form", form).with("satisfaction", "5").get(), token);
        stage.now = stage.now.plus(Duration.ofDays(2));
        Document again = page(stage.survey().look(visit().get(), token));
        assertThat(again.selectFirst("h1").text()).isEqualTo("You have answered already. Thank you!");
        String later = again.selectFirst("input[name=form]").attr("value");
        stage.now = stage.now.plusSeconds(20);
        Response response = stage.survey().answer(visit().with("form", later).with("satisfaction", "2").get(), token);
        assertThat(page(response).select("main").text()).contains("Your first answer still counts");
        assertThat(stage.answers).hasSize(2);
        assertThat(stage.answers.get(1)).isInstanceOf(io.plumbline.domain.survey.Response.Later.class);
    }

    @Test
    public void unknownExpiredWithdrawnAndMisshapenLinksGetTheVerySameAnswer() {
        Response unknown = stage.survey().look(visit().get(), "AAAAAAAAAAAAAAAAAAAAAA");
        Response misshapen = stage.survey().look(visit().get(), "../../etc/passwd");
        Response posted = stage.survey().answer(visit().with("satisfaction", "1").get(), "AAAAAAAAAAAAAAAAAAAAAA");
        Invitation sent = stage.invitation;
        stage.invitation = ((Invitation.Sent) sent).expired(stage.now);
        Response expired = stage.survey().look(visit().get(), token);
        stage.invitation = ((Invitation.Sent) sent).withdrawn(io.plumbline.domain.survey.NotAsked.OPTED_OUT, stage.now);
        Response withdrawn = stage.survey().look(visit().with("score", "3").get(), token);
        for (Response other : new Response[] {misshapen, posted, expired, withdrawn}) {
            assertThat(other.getStatus()).isEqualTo(404);
            assertThat(other.getEntity()).isEqualTo(unknown.getEntity());
            assertThat(other.getHeaders().toString()).isEqualTo(unknown.getHeaders().toString());
        }
        assertThat(stage.answers).isEmpty();
    }

    @Test
    public void missesAreLimitedAndHitsAreNot() {
        stage.limit = 3;
        SurveyResource survey = stage.survey();
        for (int i = 0; i < 10; i++) {
            assertThat(survey.look(visit().get(), token).getStatus()).isEqualTo(200);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(survey.look(visit().get(), "AAAAAAAAAAAAAAAAAAAAA" + i).getStatus()).isEqualTo(404);
        }
        Response refused = survey.look(visit().get(), "AAAAAAAAAAAAAAAAAAAAAA");
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeaderString("Retry-After")).isEqualTo("30");
        assertThat(survey.look(visit().get(), token).getStatus()).isEqualTo(429);
    }

    @Test
    public void theLanguageIsTheMailsUnlessTheBrowserDoesNotTakeItOrThePersonChooses() {
        assertThat(lang(visit().header("Accept-Language", "en,de;q=0.5"))).isEqualTo("en");
        assertThat(lang(visit().header("Accept-Language", "de,en;q=0.5"))).isEqualTo("en");
        assertThat(lang(visit().header("Accept-Language", "de-AT,fr"))).isEqualTo("de");
        assertThat(lang(visit().header("Accept-Language", "fr"))).isEqualTo("en");
        assertThat(lang(visit().header("Accept-Language", null))).isEqualTo("en");
        assertThat(lang(visit().header("Accept-Language", "~;;;"))).isEqualTo("en");
        assertThat(lang(visit().with("lang", "de"))).isEqualTo("de");
        assertThat(lang(visit().with("lang", "xx"))).isEqualTo("en");
    }

    @Test
    public void everyFieldOfTheFormHasALabelAndTheScalesHaveLegends() {
        for (Language language : Language.values()) {
            Document page = page(stage.survey().look(visit().with("lang", language.code()).get(), token));
            for (var input : page.select("input:not([type=hidden]), textarea")) {
                assertThat(page.select("label[for=" + input.id() + "]")).as(input.outerHtml()).hasSize(1);
            }
            assertThat(page.select("fieldset")).hasSize(2).allMatch(f -> !f.select("legend").text().isEmpty());
            assertThat(page.text()).doesNotContain("??");
            assertThat(page.selectFirst("html").attr("lang")).isEqualTo(language.code());
        }
    }

    @Test
    public void whatComesFromOutsideIsOnlyText() {
        String hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        SurveyStage bad = new SurveyStage(Language.DE, hostile, hostile);
        Response shown = bad.survey().look(visit().with("score", hostile).with("lang", hostile).get(), bad.token().text());
        Response refused = bad.survey().answer(visit().with("form", hostile).with("satisfaction", hostile).with("recommendation", hostile).with("comment", hostile).get(),
                bad.token().text());
        for (Response response : new Response[] {shown, refused}) {
            Document page = page(response);
            assertThat(page.select("script, img")).isEmpty();
            assertThat(page.select("main").text()).contains("<script>alert(1)</script>");
        }
        assertThat(page(refused).selectFirst("textarea").wholeText()).isEqualTo(hostile);
    }

    private String lang(FakeRequest request) {
        return page(stage.survey().look(request.get(), token)).selectFirst("html").attr("lang");
    }

    private String formOf(FakeRequest request) {
        return page(stage.survey().look(request.get(), token)).selectFirst("input[name=form]").attr("value");
    }

    private static FakeRequest visit() {
        return FakeRequest.to("/s/token");
    }

    static Document page(Response response) {
        return Jsoup.parse((String) response.getEntity());
    }
}
