package io.plumbline.application.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.JournalEntries;
import io.plumbline.application.Keys;
import io.plumbline.application.StepHandler;
import io.plumbline.application.Transactions;
import io.plumbline.application.webhook.WebhookTransport.Answered;
import io.plumbline.application.webhook.WebhookTransport.Failed;
import io.plumbline.domain.Actor;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.webhook.RetryRule;
import io.plumbline.domain.webhook.Webhook;
import io.plumbline.domain.webhook.WebhookHealth;
import io.plumbline.domain.webhook.WebhookMessage;
import io.plumbline.domain.webhook.WebhookMessage.Attempt;
import io.plumbline.domain.webhook.WebhookMessages;
import io.plumbline.domain.webhook.WebhookSecret;
import io.plumbline.domain.webhook.Webhooks;

/**
 * Posts one message to its endpoint: sign it, post it, note what became of it. A crash between the second and the third posts it once
 * more, with the same {@code webhook-id}.
 */
@Component(service = StepHandler.class)
public final class DeliverWebhook implements StepHandler {
    private static final Actor ACTOR = Actor.system(Command.Kind.DELIVER_WEBHOOK.route());
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;

    private final Transactions transactions;
    private final WorkQueue queue;
    private final Journal journal;
    private final Keys keys;
    private final Webhooks webhooks;
    private final WebhookMessages messages;
    private final WebhookTransport transport;
    private final WebhookRules.Current rules;
    private final RandomGenerator random = RandomGenerator.getDefault();

    @Activate
    public DeliverWebhook(@Reference Transactions transactions, @Reference WorkQueue queue, @Reference Journal journal, @Reference Keys keys,
            @Reference Webhooks webhooks, @Reference WebhookMessages messages, @Reference WebhookTransport transport, @Reference WebhookRules.Current rules) {
        this.transactions = transactions;
        this.queue = queue;
        this.journal = journal;
        this.keys = keys;
        this.webhooks = webhooks;
        this.messages = messages;
        this.transport = transport;
        this.rules = rules;
    }

    /** A message that may be posted. */
    private record Ready(WebhookMessage message, Webhook.Facts to) {
    }

    /** What a step is told to wait for; the state was saved before. */
    private record Wait(Instant until, String why) {
    }

    @Override
    public Command.Kind kind() {
        return Command.Kind.DELIVER_WEBHOOK;
    }

    @Override
    public void make(Claim claim, Instant now) throws NotNow {
        Wait[] held = new Wait[1];
        Optional<Ready> ready = transactions.required(() -> {
            held[0] = null;
            return prepare(claim, now, held);
        });
        if (held[0] != null) {
            throw NotNow.until(held[0].until(), held[0].why());
        }
        if (ready.isPresent()) {
            WebhookRules current = rules.get();
            WebhookTransport.Result result = post(ready.get(), current, now);
            Optional<Wait> wait = transactions.required(() -> note(claim, ready.get().message(), result, now));
            if (wait.isPresent()) {
                throw NotNow.until(wait.get().until(), wait.get().why());
            }
        }
    }

    /** Empty when there is nothing to post, for now or for ever. */
    private Optional<Ready> prepare(Claim claim, Instant now, Wait[] held) {
        Optional<WebhookMessage> found = messages.byId(claim.subject()).filter(m -> m.state() == WebhookMessage.State.WAITING);
        if (found.isEmpty()) {
            queue.finish(claim);
            return Optional.empty();
        }
        WebhookMessage message = found.get();
        Webhook to = webhooks.byId(message.webhook()).orElseThrow();
        if (!(to instanceof Webhook.On)) {
            messages.save(message.givenUp("the endpoint is turned off", false, now));
            queue.finish(claim);
            return Optional.empty();
        }
        WebhookHealth health = webhooks.health(to.facts().id());
        if (health.held(now)) {
            if (RetryRule.tooOld(message, now)) {
                messages.save(message.givenUp("the endpoint failed all the time: " + health.lastError(), false, now));
                queue.finish(claim);
            } else {
                held[0] = new Wait(health.heldUntil(), "the endpoint fails: " + health.lastError());
            }
            return Optional.empty();
        }
        return Optional.of(new Ready(message, to.facts()));
    }

    private WebhookTransport.Result post(Ready ready, WebhookRules current, Instant now) {
        // the address was looked at when it was typed in; what is allowed may have changed since
        String refusal = current.receivers().look(ready.to().url().toString()).refusal();
        if (refusal != null) {
            return new Failed("the address may not be called: expected " + refusal, Duration.ZERO);
        }
        WebhookMessage message = ready.message();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", message.header());
        headers.put("webhook-timestamp", String.valueOf(now.getEpochSecond()));
        headers.put("webhook-signature", WebhookSecret.signatures(ready.to(), keys.derived(Keys.WEBHOOKS), message.header(), message.body(), now));
        return transport.post(ready.to().url(), headers, message.body(), current);
    }

    private Optional<Wait> note(Claim claim, WebhookMessage before, WebhookTransport.Result result, Instant now) {
        // an operator may have replayed it, or turned the endpoint off, while it was under way
        WebhookMessage message = messages.byId(before.id()).orElse(before);
        WebhookHealth health = webhooks.health(message.webhook());
        String why = why(result);
        Integer status = result instanceof Answered a ? a.status() : null;
        List<Attempt> earlier = messages.attempts(message.id());
        int number = earlier.isEmpty() ? 1 : earlier.get(earlier.size() - 1).number() + 1;
        messages.add(new Attempt(message.id(), number, now, status, result.took(), why));
        if (why == null) {
            messages.save(message.delivered(now));
            webhooks.save(health.delivered(now));
            queue.finish(claim);
            return Optional.empty();
        }
        Duration asked = result instanceof Answered a ? a.retryAfter() : null;
        boolean whole = status == null || status == TOO_MANY || status >= 500;
        webhooks.save(health.failed(why, whole, asked == null ? null : RetryRule.granted(asked), now));
        if (status != null && status == GONE) {
            turnOff(message, now);
            messages.save(message.givenUp(why, true, now));
            queue.finish(claim);
            return Optional.empty();
        }
        Optional<Instant> again = RetryRule.next(message, asked, now, random);
        if (again.isEmpty()) {
            messages.save(message.givenUp(why, true, now));
            queue.finish(claim);
            return Optional.empty();
        }
        messages.save(message.failed(why, again.get()));
        return Optional.of(new Wait(again.get(), why));
    }

    private void turnOff(WebhookMessage message, Instant now) {
        if (webhooks.byId(message.webhook()).orElseThrow() instanceof Webhook.On on) {
            Webhook off = new Webhook.Off(on.facts().next(now), Webhook.Why.GONE);
            webhooks.save(off);
            journal.append(JournalEntries.of(off, ACTOR, "webhook.gone", now));
        }
    }

    /** Null for a success. */
    private static String why(WebhookTransport.Result result) {
        if (result instanceof Failed failed) {
            return failed.reason();
        }
        int status = ((Answered) result).status();
        if (status >= 200 && status < 300) {
            return null;
        }
        if (status >= 300 && status < 400) {
            return status + ": the endpoint redirects, which is not followed; enter the address it redirects to";
        }
        return switch (status) {
            case 401, 403 -> status + ": the endpoint does not let Plumbline in";
            case 404 -> "404: there is nothing at this address";
            case GONE -> "410: the endpoint wants no more messages, and was turned off";
            case TOO_MANY -> "429: the endpoint gets too much at a time";
            default -> status >= 500 ? status + ": the endpoint has a fault" : status + ": the endpoint refuses the message";
        };
    }
}
