package io.plumbline.web.survey;

import static org.assertj.core.api.Assertions.assertThat;

import javax.ws.rs.core.Response;

import org.junit.Test;

import io.plumbline.domain.survey.Invitation;
import io.plumbline.web.FakeRequest;

public class UnsubscribeResourceTest {
    private final SurveyStage stage = new SurveyStage();

    @Test
    public void lookingChangesNothing() {
        String before = stage.traces();
        Response response = stage.unsubscribe().look(FakeRequest.to("/u/x").get());
        assertThat(SurveyResourceTest.page(response).select("form[method=post] button")).hasSize(1);
        assertThat(stage.traces()).isEqualTo(before);
    }

    @Test
    public void aPostFromTheButtonOrFromAMailProgramTakesEffectAtOnce() {
        Response response = stage.unsubscribe().object(FakeRequest.to("/u/x").with("List-Unsubscribe", "One-Click").header("Accept-Language", null).get(),
                stage.token().text());
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(stage.optOuts).containsExactly("ada@example.org");
        assertThat(stage.invitation).isInstanceOf(Invitation.Withdrawn.class);
    }

    @Test
    public void anUnknownTokenLooksTheSame() {
        Response known = stage.unsubscribe().object(FakeRequest.to("/u/x").get(), stage.token().text());
        Response unknown = stage.unsubscribe().object(FakeRequest.to("/u/x").get(), "AAAAAAAAAAAAAAAAAAAAAA");
        Response misshapen = stage.unsubscribe().object(FakeRequest.to("/u/x").get(), "x");
        assertThat(unknown.getEntity()).isEqualTo(known.getEntity());
        assertThat(misshapen.getEntity()).isEqualTo(known.getEntity());
        assertThat(unknown.getStatus()).isEqualTo(known.getStatus());
        assertThat(stage.optOuts).hasSize(1);
    }
}
