package io.plumbline.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import io.plumbline.application.Ids;
import io.plumbline.application.Keys;
import io.plumbline.application.MakeSteps;
import io.plumbline.application.operation.HealthCheck;
import io.plumbline.application.operation.OperatorActs;
import io.plumbline.application.webhook.ChangeWebhook;
import io.plumbline.application.webhook.DeliverWebhook;
import io.plumbline.application.webhook.ReplayWebhook;
import io.plumbline.application.webhook.WebhookDetails;
import io.plumbline.application.webhook.WebhookOutcome;
import io.plumbline.application.webhook.WebhookRules;
import io.plumbline.application.webhook.WebhooksCheck;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.webhook.EventType;
import io.plumbline.domain.webhook.ReceiverRule;
import io.plumbline.domain.webhook.Webhook;
import io.plumbline.domain.webhook.WebhookMessage;
import io.plumbline.domain.webhook.WebhookMessage.Attempt;
import io.plumbline.domain.webhook.WebhookMessage.State;
import io.plumbline.store.Store;

/** From the queue to a receiver that does not always behave, over a database in memory. */
public class DeliveryTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Keys KEYS = label -> Arrays.copyOf(("a key for tests " + label + "................").getBytes(StandardCharsets.US_ASCII), 32);
    private static Store store;

    private final Ids ids = new Ids();
    private final HttpWebhookTransport transport = new HttpWebhookTransport();
    private WebhookRules rules = rules("127.0.0.0/8");
    private Receiver receiver;
    private Id operator;
    private ChangeWebhook change;
    private ReplayWebhook replay;
    private MakeSteps steps;
    private WebhookOutcome.SavedWithSecret endpoint;
    private Instant clock = NOW;

    private static WebhookRules rules(String allowed) {
        return new WebhookRules(new ReceiverRule(true, allowed.isEmpty() ? List.of() : ReceiverRule.networks(allowed).orElseThrow()), Duration.ofSeconds(5),
                Duration.ofMillis(500), Duration.ofHours(24), null);
    }

    @Before
    public void open() throws Exception {
        if (store == null) {
            EmbeddedDataSource source = new EmbeddedDataSource();
            source.setDatabaseName("memory:deliveries");
            source.setCreateDatabase("create");
            store = Store.open(source, KEYS);
        }
        for (String table : List.of("webhook", "webhook_health", "webhook_message", "webhook_attempt", "step", "app_user", "journal")) {
            store.sql().change("delete from " + table);
        }
        store.sql().change("update journal_head set entries = 0, chain_hash = ''");
        receiver = Receiver.plain();
        operator = ids.next(NOW);
        store.users().add(new User.Active(new User.Facts(operator, Site.MAIN, "operator", "O", null, Set.of(Role.OPERATOR), Language.EN, User.Notice.NONE, "", 0, NOW, 1)));
        OperatorActs acts = new OperatorActs(store.transactions(), store.users(), store.journal(), ids);
        WebhookRules.Current current = () -> rules;
        change = new ChangeWebhook(store.transactions(), acts, ids, KEYS, store.journal(), store.webhooks(), current);
        replay = new ReplayWebhook(store.transactions(), acts, store.workQueue(), store.webhooks(), store.webhookMessages(), null);
        steps = new MakeSteps(store.workQueue(), store.transactions(), List.of(new DeliverWebhook(store.transactions(), store.workQueue(), store.journal(), KEYS,
                store.webhooks(), store.webhookMessages(), transport, current)));
        endpoint = created("http://127.0.0.1:" + receiver.port() + "/hooks");
    }

    @After
    public void close() throws Exception {
        transport.stop();
        receiver.close();
    }

    private WebhookOutcome.SavedWithSecret created(String url) {
        return (WebhookOutcome.SavedWithSecret) change.create(operator, new WebhookDetails("ERP", url, Set.of(EventType.RESPONSE_RECORDED)), NOW);
    }

    private Id id() {
        return endpoint.webhook().facts().id();
    }

    private WebhookMessage written() {
        return written(endpoint.webhook());
    }

    private WebhookMessage written(Webhook to) {
        WebhookMessage message = WebhookMessage.written(ids.next(clock), to.facts(), EventType.RESPONSE_RECORDED, ids.next(clock), "{\"type\":\"response.recorded\",\"data\":\"ü\"}", clock);
        store.transactions().run(() -> {
            store.webhookMessages().add(message);
            Flow.next(new Event.WebhookWritten(message.id()), clock).forEach(store.workQueue()::put);
        });
        return message;
    }

    private int work() {
        return steps.run(Command.Kind.DELIVER_WEBHOOK, 100, clock);
    }

    private WebhookMessage now(WebhookMessage message) {
        return store.webhookMessages().byId(message.id()).orElseThrow();
    }

    private List<Attempt> attempts(WebhookMessage message) {
        return store.webhookMessages().attempts(message.id());
    }

    private long queued() {
        return store.sql().number("select count(*) from step");
    }

    /** The specification's own words, without our code: {@code base64(hmac-sha256(base64-decoded secret, id.timestamp.body))}. */
    private static boolean verified(Receiver.Call call, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
        String signed = call.headers().get("webhook-id") + "." + call.headers().get("webhook-timestamp") + "." + call.body();
        byte[] expected = Base64.getEncoder().encode(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        return Arrays.stream(call.headers().get("webhook-signature").split(" ")).filter(s -> s.startsWith("v1,"))
                .anyMatch(s -> MessageDigest.isEqual(expected, s.substring(3).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    public void aMessageArrivesOnceSignedAndIsNoted() throws Exception {
        WebhookMessage message = written();
        assertThat(work()).isEqualTo(1);
        assertThat(receiver.calls).hasSize(1);
        Receiver.Call call = receiver.calls.get(0);
        assertThat(call.headers()).containsEntry("webhook-id", "msg_" + message.id()).containsEntry("webhook-timestamp", String.valueOf(NOW.getEpochSecond()));
        assertThat(call.body()).isEqualTo(message.body());
        assertThat(verified(call, endpoint.secret())).isTrue();
        assertThat(verified(call, created("http://127.0.0.1/x").secret())).as("another endpoint's secret").isFalse();
        assertThat(now(message).state()).isEqualTo(State.DELIVERED);
        assertThat(attempts(message)).singleElement().satisfies(a -> {
            assertThat(a.status()).isEqualTo(200);
            assertThat(a.reason()).isNull();
            assertThat(a.at()).isEqualTo(NOW);
        });
        assertThat(store.webhooks().health(id()).lastDeliveredAt()).isEqualTo(NOW);
        assertThat(queued()).isZero();
        assertThat(work()).isZero();
    }

    @Test
    public void afterARotationBothSecretsVerifyAndThenTheNewOneAlone() throws Exception {
        WebhookOutcome.SavedWithSecret rotated = (WebhookOutcome.SavedWithSecret) change.rotate(operator, id(), 1, NOW);
        assertThat(rotated.secret()).isNotEqualTo(endpoint.secret());
        written();
        work();
        assertThat(receiver.calls.get(0).headers().get("webhook-signature").split(" ")).hasSize(2);
        assertThat(verified(receiver.calls.get(0), endpoint.secret())).isTrue();
        assertThat(verified(receiver.calls.get(0), rotated.secret())).isTrue();
        clock = NOW.plus(Duration.ofHours(25));
        written();
        work();
        assertThat(verified(receiver.calls.get(1), endpoint.secret())).isFalse();
        assertThat(verified(receiver.calls.get(1), rotated.secret())).isTrue();
    }

    @Test
    public void noSecretStandsInTheDatabase() {
        String all = String.join("\n", store.sql().list("select * from webhook", row -> row.text("name") + row.text("url") + row.text("event_types") + row.text("secret_number")))
                + String.join("\n", store.sql().list("select facts, commitments from journal", row -> row.text("facts") + row.text("commitments")));
        assertThat(all).doesNotContain(endpoint.secret().substring(6)).doesNotContain("whsec");
    }

    @Test
    public void whatFailsIsTriedAgainAndKeepsItsIdentity() throws Exception {
        receiver.manner = Receiver.status(500);
        WebhookMessage message = written();
        work();
        assertThat(now(message)).satisfies(m -> {
            assertThat(m.state()).isEqualTo(State.WAITING);
            assertThat(m.lastError()).startsWith("500");
            assertThat(m.nextTryAt()).isBetween(NOW.plusMillis(4500), NOW.plusMillis(5500));
        });
        assertThat(work()).as("not before it is due").isZero();
        receiver.manner = Receiver.status(204);
        clock = NOW.plusSeconds(6);
        work();
        assertThat(now(message).state()).isEqualTo(State.DELIVERED);
        assertThat(receiver.calls).extracting(c -> c.headers().get("webhook-id")).containsOnly("msg_" + message.id());
        assertThat(receiver.calls).extracting(c -> c.headers().get("webhook-timestamp"))
                .containsExactly(String.valueOf(NOW.getEpochSecond()), String.valueOf(clock.getEpochSecond()));
        assertThat(verified(receiver.calls.get(1), endpoint.secret())).isTrue();
        assertThat(attempts(message)).extracting(Attempt::status).containsExactly(500, 204);
        assertThat(store.webhooks().health(id()).failing()).isFalse();
    }

    @Test
    public void everyKindOfMisbehaviourIsAFailureWithItsReason() {
        Map<String, Receiver.Manner> manners = new HashMap<>();
        manners.put("302: the endpoint redirects", Receiver.status(302, "Location: http://127.0.0.1:" + receiver.port() + "/elsewhere"));
        manners.put("no answer within 500 ms", (call, out, socket) -> socket.getInputStream().read());
        manners.put("closed without an answer", (call, out, socket) -> socket.close());
        manners.put("404: there is nothing", Receiver.status(404));
        manners.put("401: the endpoint does not let", Receiver.status(401));
        manners.put("400: the endpoint refuses", Receiver.status(400));
        manners.put("503: the endpoint has a fault", Receiver.status(503));
        manners.forEach((reason, manner) -> {
            receiver.manner = manner;
            clock = clock.plus(Duration.ofHours(1));
            WebhookMessage message = written();
            store.sql().change("delete from step where subject_id <> ?", message.id());
            int before = receiver.calls.size();
            work();
            assertThat(receiver.calls.size() - before).as(reason).isEqualTo(1);
            assertThat(now(message).state()).isEqualTo(State.WAITING);
            assertThat(now(message).lastError()).contains(reason);
            assertThat(attempts(message)).hasSize(1);
        });
    }

    @Test
    public void aMessageIsGivenUpAfterThreeDaysAndCanBeReplayed() {
        receiver.manner = Receiver.status(400);
        WebhookMessage message = written();
        for (int i = 0; i < 30 && queued() > 0; i++) {
            work();
            clock = now(message).nextTryAt() == null ? clock : now(message).nextTryAt();
        }
        assertThat(now(message).state()).isEqualTo(State.GIVEN_UP);
        assertThat(attempts(message)).hasSize(10);
        assertThat(Duration.between(NOW, clock)).isBetween(Duration.ofHours(65), Duration.ofHours(85));
        assertThat(queued()).isZero();
        receiver.manner = Receiver.status(200);
        assertThat(replay.replayGivenUp(operator, id(), clock)).isInstanceOf(WebhookOutcome.Saved.class);
        work();
        assertThat(now(message).state()).isEqualTo(State.DELIVERED);
        assertThat(attempts(message)).extracting(Attempt::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(replay.replay(operator, id(), message.id(), clock)).isInstanceOf(WebhookOutcome.Saved.class);
        work();
        assertThat(receiver.calls).hasSize(12).extracting(c -> c.headers().get("webhook-id")).containsOnly("msg_" + message.id());
    }

    @Test
    public void goneTurnsTheEndpointOffAndTheJournalAndHealthSaySo() {
        receiver.manner = Receiver.status(410);
        WebhookMessage first = written();
        WebhookMessage second = written();
        work();
        assertThat(receiver.calls).hasSize(1);
        assertThat(store.webhooks().byId(id()).orElseThrow()).isInstanceOfSatisfying(Webhook.Off.class, off -> assertThat(off.why()).isEqualTo(Webhook.Why.GONE));
        assertThat(now(first).state()).isEqualTo(State.GIVEN_UP);
        assertThat(now(second).state()).isEqualTo(State.GIVEN_UP);
        assertThat(now(second).lastError()).isEqualTo("the endpoint is turned off");
        assertThat(store.sql().list("select action from journal", row -> row.text("action"))).contains("webhook.gone");
        store.journal().sequence(100, NOW);
        assertThat(store.journal().verify().findings()).extracting(f -> f.text()).noneMatch(text -> text.contains("webhook"));
        assertThat(new WebhooksCheck(store.transactions(), store.webhooks()).check()).satisfies(r -> {
            assertThat(r.state()).isEqualTo(HealthCheck.State.DEGRADED);
            assertThat(r.text()).contains("ERP wants no more messages");
        });
        assertThat(replay.replay(operator, id(), first.id(), clock)).isEqualTo(new WebhookOutcome.Refused(WebhookOutcome.Reason.TURNED_OFF));
    }

    @Test
    public void thePauseThatAnEndpointAsksForHoldsForAllItsMessages() {
        receiver.manner = Receiver.status(429, "Retry-After: 600");
        WebhookMessage first = written();
        WebhookMessage second = written();
        work();
        assertThat(receiver.calls).as("the second is not even tried").hasSize(1);
        assertThat(now(first).nextTryAt()).isEqualTo(NOW.plusSeconds(600));
        assertThat(attempts(second)).isEmpty();
        receiver.manner = Receiver.status(200);
        clock = NOW.plusSeconds(599);
        work();
        assertThat(receiver.calls).hasSize(1);
        clock = NOW.plusSeconds(601);
        work();
        assertThat(List.of(now(first).state(), now(second).state())).containsOnly(State.DELIVERED);
    }

    @Test
    public void aDeadEndpointHoldsUpNoOtherAndDegradesHealth() {
        WebhooksCheck check = new WebhooksCheck(store.transactions(), store.webhooks());
        assertThat(check.check().state()).isEqualTo(HealthCheck.State.OK);
        receiver.manner = (call, out, socket) -> socket.getInputStream().read();
        for (int i = 0; i < 20; i++) {
            written();
        }
        work();
        assertThat(receiver.calls).as("one timeout, not twenty").hasSize(1);
        for (int i = 0; i < 2; i++) {
            clock = clock.plus(Duration.ofMinutes(6));
            work();
        }
        assertThat(check.check()).satisfies(r -> {
            assertThat(r.state()).isEqualTo(HealthCheck.State.DEGRADED);
            assertThat(r.text()).contains("ERP fails since " + NOW).doesNotContain("/hooks");
        });
    }

    @Test
    public void whatWaitsBehindADeadEndpointIsGivenUpWithoutATryOfItsOwn() {
        receiver.manner = Receiver.status(503, "Retry-After: 86400");
        WebhookMessage first = written();
        WebhookMessage second = written();
        for (int i = 0; i < 14; i++) {
            work();
            clock = clock.plus(Duration.ofHours(12));
        }
        assertThat(List.of(now(first).state(), now(second).state())).containsOnly(State.GIVEN_UP);
        assertThat(now(second).lastError()).contains("503");
        assertThat(receiver.calls.size()).isLessThan(10);
        assertThat(queued()).isZero();
    }

    @Test
    public void whatIsForbiddenSinceIsNotCalledAnyMore() {
        WebhookMessage message = written();
        rules = rules("");
        work();
        assertThat(receiver.connections).isZero();
        assertThat(now(message).lastError()).startsWith("the address may not be called");
        assertThat(change.create(operator, new WebhookDetails("x", "http://127.0.0.1/", Set.of(EventType.RESPONSE_RECORDED)), NOW))
                .isInstanceOfSatisfying(WebhookOutcome.Invalid.class, i -> assertThat(i.problems()).extracting(p -> p.field()).containsExactly("url"));
        assertThat(change.create(operator, new WebhookDetails("", "https://a.example", Set.of(EventType.TEST)), NOW))
                .isInstanceOfSatisfying(WebhookOutcome.Invalid.class, i -> assertThat(i.problems()).extracting(p -> p.field()).containsExactly("name", "types"));
    }

    @Test
    public void nobodyButAnOperatorChangesAnything() {
        Id quality = ids.next(NOW);
        store.users().add(new User.Active(new User.Facts(quality, Site.MAIN, "quality", "Q", null, Set.of(Role.QUALITY_MANAGER, Role.AUDITOR), Language.EN, User.Notice.NONE, "",
                0, NOW, 1)));
        WebhookMessage message = written();
        WebhookOutcome no = new WebhookOutcome.Refused(WebhookOutcome.Reason.NOT_AN_OPERATOR);
        WebhookDetails details = new WebhookDetails("x", "https://x.example", Set.of(EventType.RESPONSE_RECORDED));
        assertThat(List.of(change.create(quality, details, NOW), change.change(quality, id(), 1, details, NOW), change.rotate(quality, id(), 1, NOW),
                change.turnOff(quality, id(), 1, NOW), change.turnOn(quality, id(), 1, NOW), change.remove(quality, id(), 1, NOW), replay.replay(quality, id(), message.id(), NOW),
                replay.replayGivenUp(quality, id(), NOW), replay.test(quality, id(), NOW))).containsOnly(no);
        assertThat(store.webhooks().all()).containsExactly(endpoint.webhook());
    }

    @Test
    public void anEndpointIsChangedTurnedOffAndRemovedEachOnceForAVersion() {
        WebhookDetails details = new WebhookDetails("New", "https://x.example/y", Set.of(EventType.NONCONFORMITY_REPORTED));
        Webhook changed = ((WebhookOutcome.Saved) change.change(operator, id(), 1, details, NOW)).webhook();
        assertThat(changed.facts().url()).isEqualTo(URI.create("https://x.example/y"));
        assertThat(change.change(operator, id(), 1, details, NOW)).isEqualTo(new WebhookOutcome.Refused(WebhookOutcome.Reason.CHANGED_MEANWHILE));
        assertThat(change.turnOff(operator, id(), 2, NOW)).isInstanceOf(WebhookOutcome.Saved.class);
        assertThat(store.webhooks().on()).isEmpty();
        assertThat(change.turnOn(operator, id(), 3, NOW)).isInstanceOf(WebhookOutcome.Saved.class);
        assertThat(change.remove(operator, id(), ChangeWebhook.ANY_VERSION, NOW)).isInstanceOf(WebhookOutcome.Saved.class);
        assertThat(store.webhooks().all()).isEmpty();
        assertThat(change.turnOn(operator, id(), 5, NOW)).isEqualTo(new WebhookOutcome.Refused(WebhookOutcome.Reason.NO_SUCH_WEBHOOK));
        store.journal().sequence(100, NOW);
        assertThat(store.journal().verify().findings()).extracting(f -> f.text()).noneMatch(text -> text.contains("webhook"));
    }
}
