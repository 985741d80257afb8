package io.plumbline.application.webhook;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.Organisation;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.Response;
import io.plumbline.domain.survey.Responses;
import io.plumbline.domain.webhook.EventType;
import io.plumbline.domain.webhook.Webhook;
import io.plumbline.domain.webhook.WebhookMessage;
import io.plumbline.domain.webhook.WebhookMessages;
import io.plumbline.domain.webhook.Webhooks;

/**
 * Writes a message for each endpoint that listens to an event, in the transaction of the event. The payload is thin: identities, numbers,
 * scores and links, no name, no address and no comment; who wants to know more asks with a login.
 */
@Component(service = WriteWebhooks.class)
public final class WriteWebhooks {
    private final Webhooks webhooks;
    private final WebhookMessages messages;
    private final WorkQueue queue;
    private final Ids ids;
    private final Responses responses;
    private final Invitations invitations;
    private final Orders orders;
    private final Nonconformities nonconformities;
    private final Organisation.Current organisation;

    @Activate
    public WriteWebhooks(@Reference Webhooks webhooks, @Reference WebhookMessages messages, @Reference WorkQueue queue, @Reference Ids ids,
            @Reference Responses responses, @Reference Invitations invitations, @Reference Orders orders, @Reference Nonconformities nonconformities,
            @Reference Organisation.Current organisation) {
        this.webhooks = webhooks;
        this.messages = messages;
        this.queue = queue;
        this.ids = ids;
        this.responses = responses;
        this.invitations = invitations;
        this.orders = orders;
        this.nonconformities = nonconformities;
        this.organisation = organisation;
    }

    /** What is told of an event. */
    private record Told(Site site, Map<String, Object> data) {
    }

    public void write(Event event, Instant now) {
        if (event instanceof Event.ResponseRecorded e) {
            write(EventType.RESPONSE_RECORDED, e.response(), now, () -> response(e));
        } else if (event instanceof Event.NonconformityReported e) {
            write(EventType.NONCONFORMITY_REPORTED, e.nonconformity(), now, () -> nonconformity(e.nonconformity()));
        }
    }

    /** A message by which an operator tries an endpoint; its identity. */
    Id writeTest(Webhook to, Instant now) {
        Id subject = ids.next(now);
        return put(to, EventType.TEST, subject, payload(EventType.TEST, Map.of("id", subject.value()), now), now);
    }

    private void write(EventType type, Id subject, Instant now, java.util.function.Supplier<Told> told) {
        List<Webhook> listening = webhooks.on().stream().filter(w -> w.facts().types().contains(type)).toList();
        if (listening.isEmpty()) {
            return;
        }
        Told what = told.get();
        String body = payload(type, what.data(), now);
        listening.stream().filter(w -> w.facts().site().equals(what.site())).forEach(w -> put(w, type, subject, body, now));
    }

    private Id put(Webhook to, EventType type, Id subject, String body, Instant now) {
        WebhookMessage message = WebhookMessage.written(ids.next(now), to.facts(), type, subject, body, now);
        if (messages.add(message)) {
            Flow.next(new Event.WebhookWritten(message.id()), now).forEach(queue::put);
        }
        return message.id();
    }

    private String payload(EventType type, Map<String, ?> data, Instant now) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", type.code());
        payload.put("timestamp", now.truncatedTo(ChronoUnit.MICROS).toString());
        payload.put("data", data);
        return messages.json(payload);
    }

    private Told response(Event.ResponseRecorded event) {
        Response response = responses.byId(event.response()).orElseThrow();
        Response.Facts f = response.facts();
        Invitation invitation = invitations.byId(f.invitation()).orElseThrow();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", f.id().value());
        data.put("site", f.site().code());
        data.put("state", response.state().toLowerCase(Locale.ROOT));
        data.put("counts", response instanceof Response.Accepted);
        data.put("low", event.low());
        data.put("satisfaction", f.answer().satisfaction());
        data.put("recommendation", f.answer().recommendation().isPresent() ? f.answer().recommendation().getAsInt() : null);
        data.put("invitation", f.invitation().value());
        data.put("order", order(invitation.facts().order()));
        data.put("links", Map.of("api", organisation.get().link("/api/v1/responses/" + f.id())));
        return new Told(f.site(), data);
    }

    private Told nonconformity(Id id) {
        Nonconformity nonconformity = nonconformities.byId(id).orElseThrow();
        Nonconformity.Facts f = nonconformity.facts();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", f.id().value());
        data.put("site", f.site().code());
        data.put("number", f.number().toString());
        data.put("severity", f.severity().name().toLowerCase(Locale.ROOT));
        data.put("trigger", f.trigger().kind().name().toLowerCase(Locale.ROOT));
        data.put("response", f.response() == null ? null : f.response().value());
        data.put("order", f.order() == null ? null : order(f.order()));
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("api", organisation.get().link("/api/v1/nonconformities/" + f.number()));
        links.put("page", organisation.get().link("/cases/" + f.number()));
        data.put("links", links);
        return new Told(f.site(), data);
    }

    private Map<String, Object> order(Id id) {
        Optional<Order> order = orders.byId(id);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", id.value());
        order.ifPresent(o -> {
            shown.put("connector", o.facts().key().connector());
            shown.put("company", o.facts().key().company());
            shown.put("orderId", o.facts().key().orderId());
            shown.put("number", o.facts().number());
        });
        return shown;
    }
}
