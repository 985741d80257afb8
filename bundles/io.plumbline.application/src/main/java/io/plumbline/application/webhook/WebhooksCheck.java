package io.plumbline.application.webhook;

import java.util.ArrayList;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.operation.HealthCheck;
import io.plumbline.domain.webhook.Webhook;
import io.plumbline.domain.webhook.WebhookHealth;
import io.plumbline.domain.webhook.Webhooks;

/** Whether endpoints take what they are told. */
@Component(service = HealthCheck.class)
public final class WebhooksCheck implements HealthCheck {
    private static final int FAILURES = 3;
    private final Transactions transactions;
    private final Webhooks webhooks;

    @Activate
    public WebhooksCheck(@Reference Transactions transactions, @Reference Webhooks webhooks) {
        this.transactions = transactions;
        this.webhooks = webhooks;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public Result check() {
        return transactions.required(() -> {
            List<String> wrong = new ArrayList<>();
            List<Webhook> all = webhooks.all();
            for (Webhook webhook : all) {
                WebhookHealth health = webhooks.health(webhook.facts().id());
                if (webhook instanceof Webhook.Off off && off.why() == Webhook.Why.GONE) {
                    wrong.add(webhook.facts().name() + " wants no more messages (410) and was turned off");
                } else if (webhook instanceof Webhook.On && health.failures() >= FAILURES) {
                    wrong.add(webhook.facts().name() + " fails since " + health.failingSince() + ": " + health.lastError());
                }
            }
            return wrong.isEmpty() ? Result.ok(all.size() + " endpoints") : Result.degraded(String.join("; ", wrong));
        });
    }
}
