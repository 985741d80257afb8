package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import org.junit.Before;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plumbline.application.Ids;
import io.plumbline.application.survey.AnswerSurvey;
import io.plumbline.domain.Site;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.domain.survey.SuspectRule;
import io.plumbline.domain.webhook.EventType;
import io.plumbline.domain.webhook.Webhook;
import io.plumbline.domain.webhook.WebhookMessage;

/** What endpoints are told of the flow: written in the transaction of the event, once, and without personal data. */
public class ToldTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Answer LOW = new Answer(1, OptionalInt.of(3), "Frau Petersen ist erreichbar unter jana@nordlicht.example", true);
    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);
    private final Webhook all = endpoint(EventType.NONCONFORMITY_REPORTED, EventType.RESPONSE_RECORDED);
    private SurveyToken token;

    private static Webhook endpoint(EventType... types) {
        return new Webhook.On(new Webhook.Facts(new Ids().next(NOW), Site.MAIN, "x", URI.create("https://x.example"), Set.of(types), 1, null, NOW, NOW, 1));
    }

    @Before
    public void ask() {
        plumbline.store.webhooks().add(all);
        plumbline.report(Shipment.of("D1", "A", NOW.minus(Duration.ofDays(1))).report(), NOW);
        plumbline.work(NOW);
        token = plumbline.post.token();
    }

    private void answer(Answer answer, Instant at) {
        assertThat(plumbline.survey.answer(token, answer, Language.DE, SuspectRule.Signals.HUMAN, at)).isInstanceOf(AnswerSurvey.Outcome.Thanks.class);
    }

    private List<JsonNode> told(Webhook webhook) {
        return plumbline.store.webhookMessages().of(webhook.facts().id(), WebhookMessage.State.WAITING, 99).stream().map(WebhookMessage::body).map(body -> {
            try {
                return JsonMapper.builder().build().readTree(body);
            } catch (java.io.IOException e) {
                throw new AssertionError(body, e);
            }
        }).toList();
    }

    @Test
    public void aLowAnswerIsToldAndItsCaseEachOnce() {
        answer(LOW, NOW);
        assertThat(told(all)).as("the case is not filed yet").hasSize(1);
        plumbline.work(NOW);
        plumbline.work(NOW);
        List<JsonNode> told = told(all);
        assertThat(told).hasSize(2);
        JsonNode response = told.stream().filter(j -> j.get("type").asText().equals("response.recorded")).findFirst().orElseThrow();
        assertThat(response.get("timestamp").asText()).isEqualTo(NOW.toString());
        assertThat(response.at("/data/state").asText()).isEqualTo("accepted");
        assertThat(response.at("/data/counts").asBoolean()).isTrue();
        assertThat(response.at("/data/low").asBoolean()).isTrue();
        assertThat(response.at("/data/recommendation").asInt()).isEqualTo(3);
        assertThat(response.at("/data/order/orderId").asText()).isEqualTo("A");
        assertThat(response.at("/data/links/api").asText()).isEqualTo("https://quality.test.example/api/v1/responses/" + response.at("/data/id").asText());
        JsonNode filed = told.stream().filter(j -> j.get("type").asText().equals("nonconformity.reported")).findFirst().orElseThrow();
        assertThat(filed.at("/data/number").asText()).isEqualTo("NC-MAIN-2026-0001");
        assertThat(filed.at("/data/response")).isEqualTo(response.at("/data/id"));
        assertThat(filed.at("/data/links/page").asText()).isEqualTo("https://quality.test.example/cases/NC-MAIN-2026-0001");
        assertThat(told.toString()).doesNotContain("Petersen").doesNotContain("jana").doesNotContain("erreichbar").doesNotContain("Nordlicht");
        assertThat(plumbline.sql("select subject_id from step where kind = 'DELIVER_WEBHOOK'")).hasSize(2);
    }

    @Test
    public void aLaterAnswerIsToldAsOneThatDoesNotCount() {
        answer(new Answer(5, OptionalInt.empty(), "", false), NOW);
        answer(new Answer(4, OptionalInt.empty(), "", false), NOW.plusSeconds(3600));
        assertThat(told(all)).hasSize(2);
        JsonNode later = told(all).get(1);
        assertThat(later.at("/data/state").asText()).isEqualTo("later");
        assertThat(later.at("/data/counts").asBoolean()).isFalse();
        assertThat(later.at("/data/recommendation").isNull()).isTrue();
    }

    @Test
    public void eachEndpointIsToldWhatItListensToAndNothingWhileItIsOff() {
        Webhook cases = endpoint(EventType.NONCONFORMITY_REPORTED);
        plumbline.store.webhooks().add(cases);
        plumbline.store.webhooks().save(new Webhook.Off(all.facts().next(NOW), Webhook.Why.OPERATOR));
        answer(LOW, NOW);
        plumbline.work(NOW);
        assertThat(told(cases)).extracting(j -> j.get("type").asText()).containsExactly("nonconformity.reported");
        assertThat(told(all)).isEmpty();
    }

    @Test
    public void whatDidNotHappenIsNotTold() {
        assertThatThrownBy(() -> plumbline.store.transactions().run(() -> {
            answer(LOW, NOW);
            throw new IllegalStateException("the power fails");
        })).hasMessage("the power fails");
        assertThat(told(all)).isEmpty();
        assertThat(plumbline.sql("select subject_id from step where kind = 'DELIVER_WEBHOOK'")).isEmpty();
    }
}
