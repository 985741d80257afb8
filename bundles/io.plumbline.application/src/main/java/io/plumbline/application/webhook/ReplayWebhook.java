package io.plumbline.application.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.operation.OperatorActs;
import io.plumbline.application.webhook.WebhookOutcome.Reason;
import io.plumbline.domain.Id;
import io.plumbline.domain.access.User;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.webhook.Webhook;
import io.plumbline.domain.webhook.WebhookMessage;
import io.plumbline.domain.webhook.WebhookMessages;
import io.plumbline.domain.webhook.Webhooks;

/** An operator has messages posted once more, or a test message posted, at once. */
@Component(service = ReplayWebhook.class)
public final class ReplayWebhook {
    private static final int MOST = 1000;

    private final Transactions transactions;
    private final OperatorActs acts;
    private final WorkQueue queue;
    private final Webhooks webhooks;
    private final WebhookMessages messages;
    private final WriteWebhooks write;

    @Activate
    public ReplayWebhook(@Reference Transactions transactions, @Reference OperatorActs acts, @Reference WorkQueue queue, @Reference Webhooks webhooks,
            @Reference WebhookMessages messages, @Reference WriteWebhooks write) {
        this.transactions = transactions;
        this.acts = acts;
        this.queue = queue;
        this.webhooks = webhooks;
        this.messages = messages;
        this.write = write;
    }

    /** One message, whatever became of it. It keeps its {@code webhook-id}: an endpoint that knows it takes no harm. */
    public WebhookOutcome replay(Id by, Id webhook, Id message, Instant now) {
        return act(by, webhook, (operator, to) -> {
            Optional<WebhookMessage> found = messages.byId(message).filter(m -> m.webhook().equals(webhook));
            if (found.isEmpty()) {
                return new WebhookOutcome.Refused(Reason.NO_SUCH_MESSAGE);
            }
            again(found.get(), now);
            webhooks.save(webhooks.health(webhook).forgiven());
            acts.note(operator, "webhook.replayed", now, "webhook", webhook, "message", message);
            return new WebhookOutcome.Saved(to);
        });
    }

    /** All messages that were given up, at most a thousand at a time, oldest first. */
    public WebhookOutcome replayGivenUp(Id by, Id webhook, Instant now) {
        return act(by, webhook, (operator, to) -> {
            List<WebhookMessage> all = messages.of(webhook, WebhookMessage.State.GIVEN_UP, MOST);
            all.forEach(m -> again(m, now));
            webhooks.save(webhooks.health(webhook).forgiven());
            acts.note(operator, "webhook.replayed", now, "webhook", webhook, "messages", all.size());
            return new WebhookOutcome.Saved(to);
        });
    }

    /** A message of the type {@code webhook.test}. */
    public WebhookOutcome test(Id by, Id webhook, Instant now) {
        return act(by, webhook, (operator, to) -> {
            Id message = write.writeTest(to, now);
            webhooks.save(webhooks.health(webhook).forgiven());
            acts.note(operator, "webhook.tested", now, "webhook", webhook, "message", message);
            return new WebhookOutcome.Saved(to);
        });
    }

    private void again(WebhookMessage message, Instant now) {
        messages.save(message.again(now));
        Flow.next(new Event.WebhookWritten(message.id()), now).forEach(queue::put);
    }

    private WebhookOutcome act(Id by, Id webhook, java.util.function.BiFunction<User.Facts, Webhook, WebhookOutcome> act) {
        return transactions.required(() -> {
            Optional<User.Facts> operator = acts.operator(by);
            if (operator.isEmpty()) {
                return new WebhookOutcome.Refused(Reason.NOT_AN_OPERATOR);
            }
            Optional<Webhook> found = webhooks.byId(webhook).filter(w -> !(w instanceof Webhook.Removed));
            if (found.isEmpty()) {
                return new WebhookOutcome.Refused(Reason.NO_SUCH_WEBHOOK);
            }
            return found.get() instanceof Webhook.On ? act.apply(operator.get(), found.get()) : new WebhookOutcome.Refused(Reason.TURNED_OFF);
        });
    }
}
