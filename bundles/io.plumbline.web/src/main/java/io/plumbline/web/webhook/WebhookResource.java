package io.plumbline.web.webhook;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.ForbiddenException;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.webhook.ChangeWebhook;
import io.plumbline.application.webhook.ReplayWebhook;
import io.plumbline.application.webhook.WebhookDetails;
import io.plumbline.application.webhook.WebhookOutcome;
import io.plumbline.application.webhook.WebhookOutcome.Reason;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.webhook.EventType;
import io.plumbline.domain.webhook.Webhook;
import io.plumbline.domain.webhook.WebhookHealth;
import io.plumbline.domain.webhook.WebhookMessage;
import io.plumbline.domain.webhook.WebhookMessages;
import io.plumbline.domain.webhook.Webhooks;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** Endpoints of other systems: what they are told, how they fare, and each try that was made. */
@Path("/operation/webhooks")
@RolesAllowed(Allowed.OPERATOR)
@Component(service = WebhookResource.class)
public final class WebhookResource {
    private static final int MOST = 100;

    /**
     * An endpoint with how it fares.
     *
     * @param status {@code ok}, {@code new}, {@code failing}, {@code off} or {@code gone}
     * @param types  in a fixed order
     */
    record Row(Webhook of, WebhookHealth health, String status, long waiting, long givenUp, List<EventType> types) {
    }

    private final Pages pages;
    private final Transactions transactions;
    private final Webhooks webhooks;
    private final WebhookMessages messages;
    private final ChangeWebhook change;
    private final ReplayWebhook replay;

    @Activate
    public WebhookResource(@Reference Pages pages, @Reference Transactions transactions, @Reference Webhooks webhooks, @Reference WebhookMessages messages,
            @Reference ChangeWebhook change, @Reference ReplayWebhook replay) {
        this.pages = pages;
        this.transactions = transactions;
        this.webhooks = webhooks;
        this.messages = messages;
        this.change = change;
        this.replay = replay;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        return pages.visit(request).with("webhooks", read(() -> webhooks.all().stream().map(this::row).toList())).show("webhook/list");
    }

    @GET
    @Path("new")
    public Response blank(@Context HttpServletRequest request) {
        return blank(pages.visit(request), new WebhookDetails("", "", EnumSet.of(EventType.NONCONFORMITY_REPORTED)), List.of(), 200);
    }

    @POST
    public Response create(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        WebhookDetails details = details(visit);
        WebhookOutcome outcome = change.create(visit.caller().user(), details, visit.now());
        if (outcome instanceof WebhookOutcome.SavedWithSecret saved) {
            return secret(visit, saved, true);
        }
        return blank(visit, details, wrong(visit, outcome), status(outcome));
    }

    @GET
    @Path("{id}")
    public Response one(@Context HttpServletRequest request, @PathParam("id") String id) {
        Webhook webhook = webhook(id);
        return show(pages.visit(request), webhook, described(webhook), List.of(), 200);
    }

    @POST
    @Path("{id}")
    public Response change(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        Webhook webhook = webhook(id);
        WebhookDetails details = details(visit);
        return answer(visit, webhook, details, change.change(visit.caller().user(), webhook.facts().id(), version(visit), details, visit.now()), "webhook-changed");
    }

    @POST
    @Path("{id}/on")
    public Response turnOn(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        Webhook webhook = webhook(id);
        return answer(visit, webhook, described(webhook), change.turnOn(visit.caller().user(), webhook.facts().id(), version(visit), visit.now()), "webhook-on");
    }

    @POST
    @Path("{id}/off")
    public Response turnOff(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        Webhook webhook = webhook(id);
        return answer(visit, webhook, described(webhook), change.turnOff(visit.caller().user(), webhook.facts().id(), version(visit), visit.now()), "webhook-off");
    }

    @POST
    @Path("{id}/secret")
    public Response rotate(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        Webhook webhook = webhook(id);
        return answer(visit, webhook, described(webhook), change.rotate(visit.caller().user(), webhook.facts().id(), version(visit), visit.now()), "");
    }

    @POST
    @Path("{id}/test")
    public Response test(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        Webhook webhook = webhook(id);
        return answer(visit, webhook, described(webhook), replay.test(visit.caller().user(), webhook.facts().id(), visit.now()), "webhook-tested");
    }

    @POST
    @Path("{id}/replay")
    public Response replayGivenUp(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        Webhook webhook = webhook(id);
        return answer(visit, webhook, described(webhook), replay.replayGivenUp(visit.caller().user(), webhook.facts().id(), visit.now()), "webhook-replayed");
    }

    /** Asks first. */
    @GET
    @Path("{id}/remove")
    public Response askToRemove(@Context HttpServletRequest request, @PathParam("id") String id) {
        return pages.visit(request).with("webhook", webhook(id)).show("webhook/remove");
    }

    @POST
    @Path("{id}/remove")
    public Response remove(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        Webhook webhook = webhook(id);
        WebhookOutcome outcome = change.remove(visit.caller().user(), webhook.facts().id(), version(visit), visit.now());
        return outcome instanceof WebhookOutcome.Saved ? Visit.goTo("/operation/webhooks?done=webhook-removed") : answer(visit, webhook, described(webhook), outcome, "");
    }

    @GET
    @Path("{id}/messages/{message}")
    public Response message(@Context HttpServletRequest request, @PathParam("id") String id, @PathParam("message") String messageId) {
        Webhook webhook = webhook(id);
        WebhookMessage message = message(webhook, messageId);
        return pages.visit(request).with("webhook", webhook).with("message", message).with("attempts", read(() -> messages.attempts(message.id()))).show("webhook/message");
    }

    @POST
    @Path("{id}/messages/{message}/replay")
    public Response again(@Context HttpServletRequest request, @PathParam("id") String id, @PathParam("message") String messageId) {
        Visit visit = pages.visit(request);
        Webhook webhook = webhook(id);
        WebhookMessage message = message(webhook, messageId);
        return answer(visit, webhook, described(webhook), replay.replay(visit.caller().user(), webhook.facts().id(), message.id(), visit.now()), "webhook-replayed");
    }

    private Response answer(Visit visit, Webhook before, WebhookDetails details, WebhookOutcome outcome, String done) {
        if (outcome instanceof WebhookOutcome.SavedWithSecret saved) {
            return secret(visit, saved, false);
        }
        if (outcome instanceof WebhookOutcome.Saved) {
            return Visit.goTo("/operation/webhooks/" + before.facts().id() + "?done=" + done);
        }
        return show(visit, before, details, wrong(visit, outcome), status(outcome));
    }

    private static Response secret(Visit visit, WebhookOutcome.SavedWithSecret saved, boolean created) {
        return visit.with("webhook", saved.webhook()).with("secret", saved.secret()).with("created", created).show("webhook/secret");
    }

    private static Response blank(Visit visit, WebhookDetails details, List<Wrong> problems, int status) {
        return filled(visit, details, problems).show(status, "webhook/new");
    }

    private Response show(Visit visit, Webhook webhook, WebhookDetails details, List<Wrong> problems, int status) {
        return filled(visit, details, problems).with("row", read(() -> row(webhook))).with("webhook", webhook)
                .with("messages", read(() -> messages.of(webhook.facts().id(), MOST))).with("most", MOST).show(status, "webhook/one");
    }

    private static Visit filled(Visit visit, WebhookDetails details, List<Wrong> problems) {
        return visit.with("details", details).with("problems", problems).with("wrong", problems.stream().map(Wrong::field).collect(Collectors.toSet()))
                .with("types", Arrays.stream(EventType.values()).filter(EventType::chosen).toList());
    }

    private Row row(Webhook webhook) {
        WebhookHealth health = webhooks.health(webhook.facts().id());
        String status = webhook instanceof Webhook.Off off ? off.why() == Webhook.Why.GONE ? "gone" : "off"
                : health.failing() ? "failing" : health.lastDeliveredAt() == null ? "new" : "ok";
        return new Row(webhook, health, status, messages.count(webhook.facts().id(), WebhookMessage.State.WAITING),
                messages.count(webhook.facts().id(), WebhookMessage.State.GIVEN_UP), webhook.facts().types().stream().sorted().toList());
    }

    private Webhook webhook(String id) {
        Optional<Webhook> found = Id.isOne(id) ? read(() -> webhooks.byId(new Id(id))) : Optional.empty();
        return found.filter(w -> !(w instanceof Webhook.Removed)).orElseThrow(NotFoundException::new);
    }

    private WebhookMessage message(Webhook of, String id) {
        Optional<WebhookMessage> found = Id.isOne(id) ? read(() -> messages.byId(new Id(id))) : Optional.empty();
        return found.filter(m -> m.webhook().equals(of.facts().id())).orElseThrow(NotFoundException::new);
    }

    private <T> T read(Supplier<T> reading) {
        return transactions.required(reading);
    }

    private static List<Wrong> wrong(Visit visit, WebhookOutcome outcome) {
        if (outcome instanceof WebhookOutcome.Invalid invalid) {
            return invalid.problems().stream().map(p -> new Wrong(p.field(), text(visit, p))).toList();
        }
        Reason reason = ((WebhookOutcome.Refused) outcome).reason();
        return switch (reason) {
            case NOT_AN_OPERATOR -> throw new ForbiddenException();
            case NO_SUCH_WEBHOOK, NO_SUCH_MESSAGE -> throw new NotFoundException();
            default -> List.of(new Wrong("", visit.say("webhook.refused." + reason)));
        };
    }

    /** Why an address is refused has many forms, which the rule itself words. */
    private static String text(Visit visit, Problem problem) {
        return problem.field().equals("url") ? visit.say("webhook.wrong.url", problem.accepted()) : visit.say("webhook.wrong." + problem.field());
    }

    private static int status(WebhookOutcome outcome) {
        return outcome instanceof WebhookOutcome.Invalid ? 422 : 409;
    }

    private static WebhookDetails described(Webhook webhook) {
        return new WebhookDetails(webhook.facts().name(), webhook.facts().url().toString(), webhook.facts().types());
    }

    private static WebhookDetails details(Visit visit) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        visit.parameters("types").forEach(code -> EventType.of(code).ifPresent(types::add));
        return new WebhookDetails(visit.raw("name"), visit.raw("url"), types);
    }

    private static long version(Visit visit) {
        return visit.parameter("version").matches("[1-9]\\d{0,14}") ? Long.parseLong(visit.parameter("version")) : -1;
    }
}
