package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.Test;

import io.plumbline.application.JournalEntries;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.webhook.EventType;
import io.plumbline.domain.webhook.Webhook;
import io.plumbline.domain.webhook.WebhookHealth;
import io.plumbline.domain.webhook.WebhookMessage;
import io.plumbline.domain.webhook.WebhookMessage.Attempt;
import io.plumbline.domain.webhook.WebhookMessage.State;

public class WebhooksContractTest extends PortContract {
    private static final Instant NOW = Samples.NOW;

    private Webhook on(String name) {
        return new Webhook.On(new Webhook.Facts(Samples.id(), Site.MAIN, name, URI.create("https://hooks.example.org:8443/a?token=x%20y"),
                Set.of(EventType.RESPONSE_RECORDED, EventType.NONCONFORMITY_REPORTED), 1, null, NOW, NOW, 1));
    }

    private WebhookMessage message(Webhook to, Id subject) {
        return WebhookMessage.written(Samples.id(), to.facts(), EventType.RESPONSE_RECORDED, subject, "{\"a\":\"Zoë \uD83D\uDE20\"}", NOW);
    }

    @Test
    public void anEndpointIsKeptInEachOfItsStates() {
        Webhook webhook = on("Grün & Söhne");
        store.webhooks().add(webhook);
        assertThat(store.webhooks().byId(webhook.facts().id())).contains(webhook);
        Webhook rotated = webhook.with(webhook.facts().rotated(NOW.plusSeconds(60), NOW.plusSeconds(1)));
        store.webhooks().save(rotated);
        assertThat(store.webhooks().byId(webhook.facts().id())).contains(rotated);
        assertThat(store.webhooks().on()).containsExactly(rotated);
        Webhook off = new Webhook.Off(rotated.facts().next(NOW), Webhook.Why.GONE);
        store.webhooks().save(off);
        assertThat(store.webhooks().all()).containsExactly(off);
        assertThat(store.webhooks().on()).isEmpty();
        Webhook removed = new Webhook.Removed(off.facts().next(NOW));
        store.webhooks().save(removed);
        assertThat(store.webhooks().byId(webhook.facts().id())).contains(removed);
        assertThat(store.webhooks().all()).isEmpty();
        assertStale(() -> store.webhooks().save(off));
    }

    @Test
    public void endpointsAreListedOldestFirst() {
        Webhook first = on("first");
        Webhook second = on("second");
        List<Webhook> both = first.facts().id().compareTo(second.facts().id()) < 0 ? List.of(first, second) : List.of(second, first);
        store.webhooks().add(both.get(1));
        store.webhooks().add(both.get(0));
        assertThat(store.webhooks().all()).containsExactlyElementsOf(both);
        assertThat(store.webhooks().on()).containsExactlyElementsOf(both);
    }

    @Test
    public void howAnEndpointFaresIsKeptApartFromItsVersion() {
        Webhook webhook = on("one");
        Id id = webhook.facts().id();
        store.webhooks().add(webhook);
        assertThat(store.webhooks().health(id)).isEqualTo(WebhookHealth.unknown(id));
        WebhookHealth failing = WebhookHealth.unknown(id).failed("no answer", true, null, NOW).failed("500: " + "x".repeat(5000), true, Duration.ofHours(2), NOW.plusSeconds(6));
        store.webhooks().save(failing);
        WebhookHealth kept = store.webhooks().health(id);
        assertThat(kept.failures()).isEqualTo(2);
        assertThat(kept.failingSince()).isEqualTo(NOW);
        assertThat(kept.heldUntil()).isEqualTo(NOW.plusSeconds(6).plus(Duration.ofHours(2)));
        assertThat(kept.lastError()).startsWith("500: xxx").hasSizeLessThanOrEqualTo(2000);
        store.webhooks().save(kept.delivered(NOW.plusSeconds(9)));
        assertThat(store.webhooks().health(id)).isEqualTo(new WebhookHealth(id, 0, null, null, null, NOW.plusSeconds(9)));
        assertThat(store.webhooks().byId(id)).contains(webhook);
    }

    @Test
    public void anEventIsTellableToAnEndpointOnce() {
        Webhook one = on("one");
        Webhook other = on("other");
        Id subject = Samples.id();
        WebhookMessage message = message(one, subject);
        assertThat(store.webhookMessages().add(message)).isTrue();
        assertThat(store.webhookMessages().add(message(one, subject))).isFalse();
        assertThat(store.webhookMessages().add(message(other, subject))).isTrue();
        assertThat(store.webhookMessages().byId(message.id())).contains(message);
        assertUnique(() -> store.sql().change("""
                insert into webhook_message (id, site, webhook_id, event_type, subject_id, body, state, attempts, waiting_since, created_at)
                select '%s', site, webhook_id, event_type, subject_id, body, state, attempts, waiting_since, created_at from webhook_message where id = ?"""
                .formatted(Samples.id()), message.id()), "webhook_message_once");
    }

    @Test
    public void aMessageAndItsTriesAreKept() {
        Webhook to = on("one");
        WebhookMessage message = message(to, Samples.id());
        store.webhookMessages().add(message);
        WebhookMessage failed = message.failed("500: the endpoint has a fault", NOW.plusSeconds(5));
        store.webhookMessages().save(failed);
        assertThat(store.webhookMessages().byId(message.id())).contains(failed);
        store.webhookMessages().add(new Attempt(message.id(), 1, NOW, null, Duration.ofMillis(20_000), "no answer within 20s"));
        store.webhookMessages().add(new Attempt(message.id(), 2, NOW.plusSeconds(6), 200, Duration.ofMillis(12), null));
        assertThat(store.webhookMessages().attempts(message.id())).containsExactly(
                new Attempt(message.id(), 1, NOW, null, Duration.ofMillis(20_000), "no answer within 20s"),
                new Attempt(message.id(), 2, NOW.plusSeconds(6), 200, Duration.ofMillis(12), null));
        WebhookMessage delivered = failed.delivered(NOW.plusSeconds(6));
        store.webhookMessages().save(delivered);
        assertThat(store.webhookMessages().byId(message.id())).contains(delivered);
        WebhookMessage again = delivered.again(NOW.plusSeconds(60));
        store.webhookMessages().save(again);
        assertThat(store.webhookMessages().byId(message.id())).contains(again);
    }

    @Test
    public void messagesAreListedNewestFirstAndByState() {
        Webhook to = on("one");
        Webhook other = on("other");
        List<WebhookMessage> written = java.util.stream.Stream.generate(() -> message(to, Samples.id())).limit(5)
                .sorted(java.util.Comparator.comparing(WebhookMessage::id)).toList();
        written.forEach(store.webhookMessages()::add);
        store.webhookMessages().add(message(other, Samples.id()));
        assertThat(store.webhookMessages().of(to.facts().id(), 3)).containsExactly(written.get(4), written.get(3), written.get(2));
        WebhookMessage lost = written.get(3).givenUp("404", true, NOW);
        WebhookMessage lostToo = written.get(1).givenUp("404", true, NOW);
        store.webhookMessages().save(lost);
        store.webhookMessages().save(lostToo);
        assertThat(store.webhookMessages().of(to.facts().id(), State.GIVEN_UP, 9)).containsExactly(lostToo, lost);
        assertThat(store.webhookMessages().of(to.facts().id(), State.GIVEN_UP, 1)).containsExactly(lostToo);
        assertThat(store.webhookMessages().count(to.facts().id(), State.WAITING)).isEqualTo(3);
        assertThat(store.webhookMessages().count(other.facts().id(), State.GIVEN_UP)).isZero();
    }

    @Test
    public void thePayloadKeepsItsOrderAndEscapesWhatMustBe() {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("z", 1);
        payload.put("a", java.util.Arrays.asList("x\"\\\n", null, true));
        assertThat(store.webhookMessages().json(payload)).isEqualTo("{\"z\":1,\"a\":[\"x\\\"\\\\\\n\",null,true]}");
    }

    /** Whoever turns an endpoint on behind our back is found out. */
    @Test
    public void theJournalCoversEndpointsWithoutTheirAddresses() {
        Webhook webhook = on("one");
        store.transactions().run(() -> {
            store.webhooks().add(webhook);
            store.journal().append(JournalEntries.of(webhook, Actor.user("operator"), "webhook.created", NOW));
        });
        store.journal().sequence(100, NOW);
        assertThat(store.journal().verify().sound()).isTrue();
        List<String> facts = store.sql().list("select facts from journal", row -> row.text("facts"));
        assertThat(facts).hasSize(1).allSatisfy(f -> assertThat(f).contains("hooks.example.org").doesNotContain("token"));
        store.sql().change("update webhook set version = 2");
        assertThat(store.journal().verify().sound()).isFalse();
    }
}
