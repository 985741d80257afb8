package io.plumbline.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.webhook.EventType;
import io.plumbline.domain.webhook.WebhookMessage;
import io.plumbline.domain.webhook.WebhookMessages;

/** Messages in the table webhook_message, and the tries in webhook_attempt. */
@Component
public final class SqlWebhookMessages implements WebhookMessages {
    private static final int MOST_ERROR = 2000;
    private static final int MOST_ATTEMPTS = 100;
    private final Sql sql;

    @Activate
    public SqlWebhookMessages(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public String json(Map<String, ?> payload) {
        return Json.of(payload);
    }

    @Override
    public boolean add(WebhookMessage m) {
        return sql.required(() -> {
            if (sql.number("select count(*) from webhook_message where webhook_id = ? and event_type = ? and subject_id = ?", m.webhook(), m.type(), m.subject()) > 0) {
                return false;
            }
            sql.change("""
                    insert into webhook_message (id, site, webhook_id, event_type, subject_id, body, state, attempts, waiting_since, next_try_at, last_error, settled_at,
                        created_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    m.id(), m.site(), m.webhook(), m.type(), m.subject(), m.body(), m.state(), m.attempts(), m.waitingSince(), m.nextTryAt(),
                    Texts.shortened(m.lastError(), MOST_ERROR), m.settledAt(), m.createdAt());
            return true;
        });
    }

    @Override
    public Optional<WebhookMessage> byId(Id id) {
        return sql.one("select * from webhook_message where id = ?", SqlWebhookMessages::message, id);
    }

    @Override
    public void save(WebhookMessage m) {
        sql.change("update webhook_message set state = ?, attempts = ?, waiting_since = ?, next_try_at = ?, last_error = ?, settled_at = ? where id = ?",
                m.state(), m.attempts(), m.waitingSince(), m.nextTryAt(), Texts.shortened(m.lastError(), MOST_ERROR), m.settledAt(), m.id());
    }

    @Override
    public List<WebhookMessage> of(Id webhook, int most) {
        return sql.list("""
                select * from webhook_message --DERBY-PROPERTIES index=webhook_message_newest
                where webhook_id = ? order by id desc fetch first ? rows only""", SqlWebhookMessages::message, webhook, most);
    }

    @Override
    public List<WebhookMessage> of(Id webhook, WebhookMessage.State state, int most) {
        return sql.list("""
                select * from webhook_message --DERBY-PROPERTIES index=webhook_message_by_state
                where webhook_id = ? and state = ? order by id fetch first ? rows only""", SqlWebhookMessages::message, webhook, state, most);
    }

    @Override
    public long count(Id webhook, WebhookMessage.State state) {
        return sql.number("select count(*) from webhook_message where webhook_id = ? and state = ?", webhook, state);
    }

    @Override
    public void add(WebhookMessage.Attempt a) {
        sql.change("""
                insert into webhook_attempt (message_id, attempt_no, site, tried_at, status, took_ms, reason)
                select id, cast(? as int), site, cast(? as bigint), cast(? as int), cast(? as bigint), cast(? as varchar(2000))
                from webhook_message where id = ?""",
                a.number(), a.at(), a.status(), a.took().toMillis(), Texts.shortened(a.reason(), MOST_ERROR), a.message());
    }

    @Override
    public List<WebhookMessage.Attempt> attempts(Id message) {
        List<WebhookMessage.Attempt> newest = new ArrayList<>(sql.list("select * from webhook_attempt where message_id = ? order by attempt_no desc fetch first ? rows only",
                SqlWebhookMessages::attempt, message, MOST_ATTEMPTS));
        Collections.reverse(newest);
        return newest;
    }

    private static WebhookMessage message(Row row) {
        return new WebhookMessage(row.id("id"), row.site("site"), row.id("webhook_id"), row.one(EventType.class, "event_type"), row.id("subject_id"), row.text("body"),
                row.one(WebhookMessage.State.class, "state"), row.integer("attempts"), row.moment("waiting_since"), row.moment("next_try_at"), row.text("last_error"),
                row.moment("settled_at"), row.moment("created_at"));
    }

    private static WebhookMessage.Attempt attempt(Row row) {
        return new WebhookMessage.Attempt(row.id("message_id"), row.integer("attempt_no"), row.moment("tried_at"), row.integerOrNull("status"),
                Duration.ofMillis(row.number("took_ms")), row.text("reason"));
    }
}
