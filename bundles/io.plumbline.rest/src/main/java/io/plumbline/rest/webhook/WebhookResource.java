package io.plumbline.rest.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.webhook.ChangeWebhook;
import io.plumbline.application.webhook.ReplayWebhook;
import io.plumbline.application.webhook.WebhookDetails;
import io.plumbline.application.webhook.WebhookOutcome;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.webhook.EventType;
import io.plumbline.domain.webhook.Webhook;
import io.plumbline.domain.webhook.WebhookHealth;
import io.plumbline.domain.webhook.WebhookMessage;
import io.plumbline.domain.webhook.WebhookMessages;
import io.plumbline.domain.webhook.Webhooks;
import io.plumbline.http.Caller;
import io.plumbline.rest.Json;
import io.plumbline.rest.Limit;
import io.plumbline.rest.Once;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Problems;
import io.plumbline.rest.Refusal;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /webhooks}: which other systems are told of what, and what became of it. */
@Path("/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@Component(service = WebhookResource.class)
public final class WebhookResource {
    private static final byte[] NO_BODY = {};
    /** So many messages of one endpoint are looked through. */
    private static final int MOST = 5000;
    private final Webhooks webhooks;
    private final WebhookMessages messages;
    private final ChangeWebhook change;
    private final ReplayWebhook replay;
    private final Transactions transactions;
    private final Once once;

    @Activate
    public WebhookResource(@Reference Webhooks webhooks, @Reference WebhookMessages messages, @Reference ChangeWebhook change, @Reference ReplayWebhook replay,
            @Reference Transactions transactions, @Reference Once once) {
        this.webhooks = webhooks;
        this.messages = messages;
        this.change = change;
        this.replay = replay;
        this.transactions = transactions;
        this.once = once;
    }

    @Says("What an operator says of an endpoint")
    public record WantedWebhookJson(@Says(value = "For people, 1 to 100 characters", example = "Main ERP") String name,
            @Says(value = "Where to post: https, and no address inside unless the configuration allows it", example = "https://erp.example.org/hooks") String url,
            @Says(value = "nonconformity.reported, response.recorded", example = "[\"nonconformity.reported\"]") List<String> types) {
    }

    @Says("An endpoint of another system")
    public record WebhookJson(String id, @Says(value = "For people", example = "Main ERP") String name,
            @Says(value = "Where messages are posted", example = "https://erp.example.org/hooks") String url,
            @Says(value = "What it is told of", example = "[\"nonconformity.reported\"]") List<String> types, @OneOf(Webhook.class) String state,
            @Says("Why it is off") @Maybe Webhook.Why why, @Says(value = "Counts the secrets that were made", example = "1") int secretNumber,
            @Says("Until when the secret before signs, too") @Maybe Instant previousUntil, Instant changedAt, long version) {
        static WebhookJson of(Webhook webhook) {
            Webhook.Facts f = webhook.facts();
            return new WebhookJson(f.id().value(), f.name(), f.url().toString(), f.types().stream().sorted().map(EventType::code).toList(), webhook.state(),
                    webhook instanceof Webhook.Off off ? off.why() : null, f.secretNumber(), f.previousUntil(), f.changedAt(), f.version());
        }
    }

    @Says("An endpoint with the secret that is shown this once")
    public record WebhookWithSecretJson(WebhookJson webhook,
            @Says(value = "By which the endpoint verifies messages", example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") String secret) {
    }

    @Says("How an endpoint fares")
    public record WebhookHealthJson(@Says(value = "Tries in a row that failed", example = "0") int failures, @Maybe Instant failingSince,
            @Says("Why the last of them failed") @Maybe String lastError, @Says("No call before this") @Maybe Instant heldUntil, @Maybe Instant lastDeliveredAt) {
        static WebhookHealthJson of(WebhookHealth h) {
            return new WebhookHealthJson(h.failures(), h.failingSince(), h.lastError(), h.heldUntil(), h.lastDeliveredAt());
        }
    }

    @Says("One event for one endpoint")
    public record MessageJson(String id, @Says(value = "Of the event", example = "nonconformity.reported") String type,
            @Says("Identity of what happened: a response, a case") String subject, WebhookMessage.State state,
            @Says(value = "Since it was written or sent again", example = "1") int attempts, @Says("Why the last try failed") @Maybe String lastError,
            @Maybe Instant nextTryAt, @Says("When it was delivered or given up") @Maybe Instant settledAt, Instant createdAt) {
        static MessageJson of(WebhookMessage m) {
            return new MessageJson(m.id().value(), m.type().code(), m.subject().value(), m.state(), m.attempts(), m.lastError(), m.nextTryAt(), m.settledAt(),
                    m.createdAt());
        }
    }

    @Says("One call to an endpoint")
    public record AttemptJson(@Says(value = "1 for the first", example = "1") int number, Instant at, @Says(value = "Of the answer", example = "204") @Maybe Integer status,
            @Says(value = "Milliseconds", example = "12") long tookMillis, @Says("Why it failed") @Maybe String reason) {
        static AttemptJson of(WebhookMessage.Attempt a) {
            return new AttemptJson(a.number(), a.at(), a.status(), a.took().toMillis(), a.reason());
        }
    }

    @Says("A message as it is sent, with each try")
    public record MessageDetailJson(MessageJson message, @Says("The body, JSON as text") String payload, List<AttemptJson> attempts) {
    }

    @GET
    @Operation(id = "listWebhooks", says = "Endpoints, oldest first", gives = WebhookJson.class, paged = true)
    public PageJson<WebhookJson> list(@QueryParam("after") Id after, @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri) {
        return PageJson.cut(read(webhooks::all), w -> w.facts().id().value(), after == null ? null : after.value(), limit, uri, WebhookJson::of);
    }

    @GET
    @Path("/{id}")
    @Operation(id = "getWebhook", says = "One endpoint", gives = WebhookJson.class, tagged = true)
    public Response one(@PathParam("id") @Says("Identity of the endpoint") Id id, @Context Request request) {
        Webhook webhook = webhook(id);
        return Versioned.of(WebhookJson.of(webhook), webhook.facts().version(), request);
    }

    @GET
    @Path("/{id}/health")
    @Operation(id = "getWebhookHealth", says = "How an endpoint fares", gives = WebhookHealthJson.class, tagged = true)
    public Response health(@PathParam("id") @Says("Identity of the endpoint") Id id, @Context Request request) {
        Id known = webhook(id).facts().id();
        return Versioned.of(WebhookHealthJson.of(read(() -> webhooks.health(known))), request);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "createWebhook", says = "Tell another system of events", takes = WantedWebhookJson.class, gives = WebhookWithSecretJson.class, status = 201,
            problems = ProblemKind.CONFLICT, more = "Messages are signed as the Standard Webhooks specification describes. The secret is shown this once.")
    public Response create(byte[] body, @Context HttpServletRequest http) {
        WebhookDetails details = details(Json.read(body, WantedWebhookJson.class));
        Id by = Caller.in(http).user();
        return once.together(http, body, () -> answer(change.create(by, details, Instant.now()), 201));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "changeWebhook", says = "Change an endpoint", takes = WantedWebhookJson.class, gives = WebhookJson.class, matched = true)
    public Response change(@PathParam("id") @Says("Identity of the endpoint") Id id, byte[] body, @Context HttpServletRequest http, @Context Request request) {
        WebhookDetails details = details(Json.read(body, WantedWebhookJson.class));
        return answer(change.change(Caller.in(http).user(), id, seen(id, http, request), details, Instant.now()), 200);
    }

    @PUT
    @Path("/{id}/on")
    @Operation(id = "turnWebhookOn", says = "Tell an endpoint of what happens from now on", gives = WebhookJson.class, matched = true)
    public Response turnOn(@PathParam("id") @Says("Identity of the endpoint") Id id, @Context HttpServletRequest http, @Context Request request) {
        return answer(change.turnOn(Caller.in(http).user(), id, seen(id, http, request), Instant.now()), 200);
    }

    @DELETE
    @Path("/{id}/on")
    @Operation(id = "turnWebhookOff", says = "Tell an endpoint nothing more", gives = WebhookJson.class, matched = true)
    public Response turnOff(@PathParam("id") @Says("Identity of the endpoint") Id id, @Context HttpServletRequest http, @Context Request request) {
        return answer(change.turnOff(Caller.in(http).user(), id, seen(id, http, request), Instant.now()), 200);
    }

    @DELETE
    @Path("/{id}")
    @Operation(id = "removeWebhook", says = "Remove an endpoint for good", gives = WebhookJson.class, matched = true)
    public Response remove(@PathParam("id") @Says("Identity of the endpoint") Id id, @Context HttpServletRequest http, @Context Request request) {
        return answer(change.remove(Caller.in(http).user(), id, seen(id, http, request), Instant.now()), 200);
    }

    @POST
    @Path("/{id}/secret")
    @Operation(id = "rotateWebhookSecret", says = "Make another secret; the one before signs, too, for a while", gives = WebhookWithSecretJson.class)
    public Response rotate(@PathParam("id") @Says("Identity of the endpoint") Id id, @Context HttpServletRequest http) {
        Id by = Caller.in(http).user();
        return once.together(http, NO_BODY, () -> answer(change.rotate(by, id, ChangeWebhook.ANY_VERSION, Instant.now()), 200));
    }

    @POST
    @Path("/{id}/test")
    @Operation(id = "testWebhook", says = "Send an endpoint a message of the type webhook.test", status = 204, problems = ProblemKind.CONFLICT)
    public Response test(@PathParam("id") @Says("Identity of the endpoint") Id id, @Context HttpServletRequest http) {
        Id by = Caller.in(http).user();
        return once.together(http, NO_BODY, () -> done(replay.test(by, id, Instant.now())));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(id = "replayWebhook", says = "Send all messages of an endpoint again that were given up, at most a thousand", status = 204,
            problems = ProblemKind.CONFLICT)
    public Response replay(@PathParam("id") @Says("Identity of the endpoint") Id id, @Context HttpServletRequest http) {
        Id by = Caller.in(http).user();
        return once.together(http, NO_BODY, () -> done(replay.replayGivenUp(by, id, Instant.now())));
    }

    @GET
    @Path("/{id}/messages")
    @Operation(id = "listWebhookMessages", says = "Messages to an endpoint, newest first", gives = MessageJson.class, paged = true)
    public PageJson<MessageJson> messages(@PathParam("id") @Says("Identity of the endpoint") Id id, @QueryParam("after") Id after,
            @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri) {
        Id known = webhook(id).facts().id();
        return PageJson.cut(read(() -> messages.of(known, MOST)), m -> m.id().value(), after == null ? null : after.value(), limit, uri, MessageJson::of);
    }

    @GET
    @Path("/{id}/messages/{message}")
    @Operation(id = "getWebhookMessage", says = "One message with each try", gives = MessageDetailJson.class, tagged = true)
    public Response message(@PathParam("id") @Says("Identity of the endpoint") Id id, @PathParam("message") @Says("Identity of the message") Id message,
            @Context Request request) {
        Id known = webhook(id).facts().id();
        WebhookMessage found = read(() -> messages.byId(message)).filter(m -> m.webhook().equals(known)).orElseThrow(NotFoundException::new);
        List<AttemptJson> attempts = read(() -> messages.attempts(message)).stream().map(AttemptJson::of).toList();
        return Versioned.of(new MessageDetailJson(MessageJson.of(found), found.body(), attempts), request);
    }

    @POST
    @Path("/{id}/messages/{message}/replay")
    @Operation(id = "replayWebhookMessage", says = "Send one message again, whatever became of it", status = 204, problems = ProblemKind.CONFLICT)
    public Response again(@PathParam("id") @Says("Identity of the endpoint") Id id, @PathParam("message") @Says("Identity of the message") Id message,
            @Context HttpServletRequest http) {
        Id by = Caller.in(http).user();
        return once.together(http, NO_BODY, () -> done(replay.replay(by, id, message, Instant.now())));
    }

    private Webhook webhook(Id id) {
        Optional<Webhook> found = read(() -> webhooks.byId(id));
        return found.filter(w -> !(w instanceof Webhook.Removed)).orElseThrow(NotFoundException::new);
    }

    /** The version that the caller means; the use case holds the row to it. */
    private long seen(Id id, HttpServletRequest http, Request request) {
        Webhook webhook = webhook(id);
        Versioned.match(http, request, tag(webhook));
        return webhook.facts().version();
    }

    private <T> T read(Supplier<T> reading) {
        return transactions.required(reading);
    }

    private static EntityTag tag(Webhook webhook) {
        return new EntityTag("v" + webhook.facts().version());
    }

    private static WebhookDetails details(WantedWebhookJson wanted) {
        EnumSet<EventType> types = EnumSet.noneOf(EventType.class);
        for (String code : wanted.types() == null ? List.<String>of() : wanted.types()) {
            types.add(EventType.of(code == null ? "" : code).filter(EventType::chosen).orElseThrow(() -> {
                Problem problem = new Problem("types", code, "some of nonconformity.reported, response.recorded");
                return new Refusal(ProblemKind.REFUSED, problem.text(), List.of(problem));
            }));
        }
        return new WebhookDetails(wanted.name(), wanted.url(), types);
    }

    private static Response done(WebhookOutcome outcome) {
        return outcome instanceof WebhookOutcome.Saved ? Response.noContent().build() : answer(outcome, 200);
    }

    private static Response answer(WebhookOutcome outcome, int status) {
        if (outcome instanceof WebhookOutcome.SavedWithSecret saved) {
            Response.ResponseBuilder answer = Response.status(status).entity(new WebhookWithSecretJson(WebhookJson.of(saved.webhook()), saved.secret()))
                    .tag(tag(saved.webhook()));
            return (status == 201 ? answer.location(URI.create("webhooks/" + saved.webhook().facts().id())) : answer).build();
        }
        if (outcome instanceof WebhookOutcome.Saved saved) {
            return Response.ok(WebhookJson.of(saved.webhook())).tag(tag(saved.webhook())).build();
        }
        if (outcome instanceof WebhookOutcome.Invalid invalid) {
            return Problems.of(ProblemKind.REFUSED, "The endpoint cannot be saved like this.", invalid.problems());
        }
        WebhookOutcome.Reason reason = ((WebhookOutcome.Refused) outcome).reason();
        String sentence = Character.toUpperCase(reason.text().charAt(0)) + reason.text().substring(1) + ".";
        return Problems.of(switch (reason) {
            case NOT_AN_OPERATOR -> ProblemKind.FORBIDDEN;
            case NO_SUCH_WEBHOOK, NO_SUCH_MESSAGE -> ProblemKind.NOT_FOUND;
            case CHANGED_MEANWHILE -> ProblemKind.CHANGED_MEANWHILE;
            case TURNED_OFF, TOO_MANY -> ProblemKind.CONFLICT;
        }, sentence, List.of());
    }
}
