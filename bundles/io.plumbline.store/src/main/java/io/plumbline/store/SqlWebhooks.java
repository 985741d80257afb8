package io.plumbline.store;

import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.webhook.EventType;
import io.plumbline.domain.webhook.Webhook;
import io.plumbline.domain.webhook.WebhookHealth;
import io.plumbline.domain.webhook.Webhooks;

/** Endpoints in the table webhook, and how they fare in webhook_health. */
@Component
public final class SqlWebhooks implements Webhooks {
    private static final int MOST_ERROR = 2000;
    private final Sql sql;

    @Activate
    public SqlWebhooks(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Webhook> byId(Id id) {
        return sql.one("select * from webhook where id = ?", SqlWebhooks::webhook, id);
    }

    @Override
    public List<Webhook> all() {
        return sql.list("select * from webhook where state <> 'Removed' order by id", SqlWebhooks::webhook);
    }

    @Override
    public List<Webhook> on() {
        // asked with every answer, and most installations have none: sorting costs Derby more than reading
        return sql.list("select * from webhook where state = 'On'", SqlWebhooks::webhook).stream().sorted(Comparator.comparing(w -> w.facts().id())).toList();
    }

    @Override
    public void add(Webhook webhook) {
        Webhook.Facts f = webhook.facts();
        sql.change("""
                insert into webhook (id, site, name, url, event_types, state, why, secret_number, previous_until, created_at, changed_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                f.id(), f.site(), f.name(), f.url().toString(), codes(f.types()), webhook.state(), why(webhook), f.secretNumber(), f.previousUntil(), f.createdAt(),
                f.changedAt(), f.version());
    }

    @Override
    public void save(Webhook webhook) {
        Webhook.Facts f = webhook.facts();
        sql.changeVersion("webhook", f.id(), f.version(), """
                update webhook set name = ?, url = ?, event_types = ?, state = ?, why = ?, secret_number = ?, previous_until = ?, changed_at = ?, version = ?
                where id = ? and version = ?""",
                f.name(), f.url().toString(), codes(f.types()), webhook.state(), why(webhook), f.secretNumber(), f.previousUntil(), f.changedAt(), f.version(),
                f.id(), f.version() - 1);
    }

    @Override
    public WebhookHealth health(Id webhook) {
        return sql.one("select * from webhook_health where webhook_id = ?", SqlWebhooks::health, webhook).orElseGet(() -> WebhookHealth.unknown(webhook));
    }

    @Override
    public void save(WebhookHealth h) {
        sql.required(() -> {
            String error = Texts.shortened(h.lastError(), MOST_ERROR);
            int known = sql.change("""
                    update webhook_health set failures = ?, failing_since = ?, last_error = ?, held_until = ?, last_delivered_at = ? where webhook_id = ?""",
                    h.failures(), h.failingSince(), error, h.heldUntil(), h.lastDeliveredAt(), h.webhook());
            if (known == 0) {
                sql.change("""
                        insert into webhook_health (webhook_id, site, failures, failing_since, last_error, held_until, last_delivered_at)
                        values (?, ?, ?, ?, ?, ?, ?)""", h.webhook(), Site.MAIN, h.failures(), h.failingSince(), error, h.heldUntil(), h.lastDeliveredAt());
            }
            return null;
        });
    }

    private static Webhook.Why why(Webhook webhook) {
        return webhook instanceof Webhook.Off off ? off.why() : null;
    }

    private static String codes(Set<EventType> types) {
        return types.stream().sorted().map(EventType::code).collect(Collectors.joining(" "));
    }

    private static Set<EventType> types(String codes) {
        return Arrays.stream(codes.split(" ")).filter(c -> !c.isEmpty())
                .map(c -> EventType.of(c).orElseThrow(() -> new IllegalStateException("no such event type: " + c))).collect(Collectors.toSet());
    }

    private static Webhook webhook(Row row) {
        Webhook.Facts facts = new Webhook.Facts(row.id("id"), row.site("site"), row.text("name"), URI.create(row.text("url")), types(row.text("event_types")),
                row.integer("secret_number"), row.moment("previous_until"), row.moment("created_at"), row.moment("changed_at"), row.number("version"));
        return switch (row.text("state")) {
            case "On" -> new Webhook.On(facts);
            case "Off" -> new Webhook.Off(facts, row.one(Webhook.Why.class, "why"));
            case "Removed" -> new Webhook.Removed(facts);
            default -> throw new IllegalStateException("no such state of a webhook: " + row.text("state"));
        };
    }

    private static WebhookHealth health(Row row) {
        return new WebhookHealth(row.id("webhook_id"), row.integer("failures"), row.moment("failing_since"), row.text("last_error"), row.moment("held_until"),
                row.moment("last_delivered_at"));
    }
}
