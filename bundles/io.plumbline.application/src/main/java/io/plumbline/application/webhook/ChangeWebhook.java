package io.plumbline.application.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Keys;
import io.plumbline.application.Transactions;
import io.plumbline.application.operation.OperatorActs;
import io.plumbline.application.webhook.WebhookOutcome.Reason;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.access.User;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.webhook.Webhook;
import io.plumbline.domain.webhook.WebhookSecret;
import io.plumbline.domain.webhook.Webhooks;

/** An operator adds an endpoint, changes it, turns it on or off, gives it another secret, or removes it. */
@Component(service = ChangeWebhook.class)
public final class ChangeWebhook {
    private static final int MOST = 50;
    /** For callers that do not say which version they saw. */
    public static final long ANY_VERSION = 0;

    private final Transactions transactions;
    private final OperatorActs acts;
    private final Ids ids;
    private final Keys keys;
    private final Journal journal;
    private final Webhooks webhooks;
    private final WebhookRules.Current rules;

    @Activate
    public ChangeWebhook(@Reference Transactions transactions, @Reference OperatorActs acts, @Reference Ids ids, @Reference Keys keys, @Reference Journal journal,
            @Reference Webhooks webhooks, @Reference WebhookRules.Current rules) {
        this.transactions = transactions;
        this.acts = acts;
        this.ids = ids;
        this.keys = keys;
        this.journal = journal;
        this.webhooks = webhooks;
        this.rules = rules;
    }

    /** A new endpoint, which is on. */
    public WebhookOutcome create(Id by, WebhookDetails details, Instant now) {
        List<Problem> problems = details.problems(rules.get().receivers());
        return transactions.required(() -> {
            Optional<User.Facts> operator = acts.operator(by);
            if (operator.isEmpty()) {
                return new WebhookOutcome.Refused(Reason.NOT_AN_OPERATOR);
            }
            if (!problems.isEmpty()) {
                return new WebhookOutcome.Invalid(problems);
            }
            if (webhooks.all().size() >= MOST) {
                return new WebhookOutcome.Refused(Reason.TOO_MANY);
            }
            Webhook webhook = new Webhook.On(new Webhook.Facts(ids.next(now), operator.get().site(), details.name(), rules.get().receivers().look(details.url()).url(),
                    details.types(), 1, null, now, now, 1));
            webhooks.add(webhook);
            journal.append(JournalEntries.of(webhook, Actor.user(operator.get().login()), "webhook.created", now));
            return new WebhookOutcome.SavedWithSecret(webhook, secret(webhook));
        });
    }

    public WebhookOutcome change(Id by, Id id, long version, WebhookDetails details, Instant now) {
        List<Problem> problems = details.problems(rules.get().receivers());
        return act(by, id, version, "webhook.changed", now, (webhook, operator) -> problems.isEmpty()
                ? new WebhookOutcome.Saved(webhook.with(webhook.facts().changed(details.name(), rules.get().receivers().look(details.url()).url(), details.types(), now)))
                : new WebhookOutcome.Invalid(problems));
    }

    /** It is told of what happens from now on; messages that were given up can be replayed. */
    public WebhookOutcome turnOn(Id by, Id id, long version, Instant now) {
        return act(by, id, version, "webhook.turned-on", now, (webhook, operator) -> {
            webhooks.save(webhooks.health(id).forgiven());
            return new WebhookOutcome.Saved(new Webhook.On(webhook.facts().next(now)));
        });
    }

    /** Messages that wait are given up once they come due. */
    public WebhookOutcome turnOff(Id by, Id id, long version, Instant now) {
        return act(by, id, version, "webhook.turned-off", now,
                (webhook, operator) -> new WebhookOutcome.Saved(new Webhook.Off(webhook.facts().next(now), Webhook.Why.OPERATOR)));
    }

    /** Another secret, shown once. The one before signs, too, for as long as is configured. */
    public WebhookOutcome rotate(Id by, Id id, long version, Instant now) {
        return act(by, id, version, "webhook.secret-rotated", now, (webhook, operator) -> {
            Webhook next = webhook.with(webhook.facts().rotated(now.plus(rules.get().overlap()), now));
            return new WebhookOutcome.SavedWithSecret(next, secret(next));
        });
    }

    /** For good. What it was told stays in the database. */
    public WebhookOutcome remove(Id by, Id id, long version, Instant now) {
        return act(by, id, version, "webhook.removed", now, (webhook, operator) -> new WebhookOutcome.Saved(new Webhook.Removed(webhook.facts().next(now))));
    }

    private WebhookOutcome act(Id by, Id id, long version, String action, Instant now, BiFunction<Webhook, User.Facts, WebhookOutcome> act) {
        return transactions.required(() -> {
            Optional<User.Facts> operator = acts.operator(by);
            if (operator.isEmpty()) {
                return new WebhookOutcome.Refused(Reason.NOT_AN_OPERATOR);
            }
            Optional<Webhook> found = webhooks.byId(id).filter(w -> !(w instanceof Webhook.Removed));
            if (found.isEmpty()) {
                return new WebhookOutcome.Refused(Reason.NO_SUCH_WEBHOOK);
            }
            if (version != ANY_VERSION && found.get().facts().version() != version) {
                return new WebhookOutcome.Refused(Reason.CHANGED_MEANWHILE);
            }
            WebhookOutcome outcome = act.apply(found.get(), operator.get());
            Webhook next = outcome instanceof WebhookOutcome.Saved saved ? saved.webhook()
                    : outcome instanceof WebhookOutcome.SavedWithSecret saved ? saved.webhook() : null;
            if (next != null) {
                webhooks.save(next);
                journal.append(JournalEntries.of(next, Actor.user(operator.get().login()), action, now));
            }
            return outcome;
        });
    }

    private String secret(Webhook webhook) {
        return WebhookSecret.of(webhook.facts().id(), webhook.facts().secretNumber(), keys.derived(Keys.WEBHOOKS)).text();
    }
}
