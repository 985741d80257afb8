package io.plumbline.rest.access;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

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
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.access.ChangeUser;
import io.plumbline.application.access.CreateUser;
import io.plumbline.application.access.ListUsers;
import io.plumbline.application.access.ResetPassword;
import io.plumbline.application.access.UserDetails;
import io.plumbline.application.access.UserOutcome;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Notice;
import io.plumbline.domain.survey.Language;
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
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /users}: who may log in, as what. */
@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@Component(service = UserResource.class)
public final class UserResource {
    private static final byte[] NO_BODY = {};
    private final ListUsers users;
    private final CreateUser create;
    private final ChangeUser change;
    private final ResetPassword reset;
    private final Once once;

    @Activate
    public UserResource(@Reference ListUsers users, @Reference CreateUser create, @Reference ChangeUser change, @Reference ResetPassword reset, @Reference Once once) {
        this.users = users;
        this.create = create;
        this.change = change;
        this.reset = reset;
        this.once = once;
    }

    @Says("A user to be")
    public record NewUserJson(@Says(value = "2 to 40 characters of a-z, 0-9, dot, underscore and hyphen, beginning with a letter; never to be changed",
            example = "jana.petersen") String login, @Says(value = "1 to 100 characters", example = "Jana Petersen") String name,
            @Says(value = "For mails", example = "jana@works.example") @Maybe String email,
            @Says(value = "auditor alone, erp alone, or quality-manager and operator", example = "[\"quality-manager\"]") List<String> roles,
            @Maybe Language language, @Says("How a quality manager is told of new cases") @Maybe Notice notice) {
    }

    @Says("What an operator says of a user")
    public record ChangedUserJson(@Says(value = "1 to 100 characters", example = "Jana Petersen") String name,
            @Says(value = "For mails", example = "jana@works.example") @Maybe String email,
            @Says(value = "auditor alone, erp alone, or quality-manager and operator", example = "[\"quality-manager\"]") List<String> roles,
            @Maybe Language language, @Says("How a quality manager is told of new cases") @Maybe Notice notice) {
    }

    @Says("A user with the password that is shown this once")
    public record UserWithPasswordJson(UserJson user, @Says(value = "Random; it can be had nowhere else", example = "kopa-runi-tesa-vilo") String password) {
    }

    @GET
    @Operation(id = "listUsers", says = "Users, by login name", gives = UserJson.class, paged = true)
    public PageJson<UserJson> list(@QueryParam("after") String after, @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri,
            @Context HttpServletRequest http) {
        return PageJson.cut(users.all(Caller.in(http).user()), u -> u.facts().login(), after, limit, uri, UserJson::of);
    }

    @GET
    @Path("/{id}")
    @Operation(id = "getUser", says = "One user", gives = UserJson.class, tagged = true)
    public Response one(@PathParam("id") @Says("Identity of the user") Id id, @Context HttpServletRequest http, @Context Request request) {
        User user = user(id, http);
        return Versioned.of(UserJson.of(user), user.facts().version(), request);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "createUser", says = "Give somebody, or some machine, an account", takes = NewUserJson.class, gives = UserWithPasswordJson.class, status = 201)
    public Response create(byte[] body, @Context HttpServletRequest http) {
        NewUserJson wanted = Json.read(body, NewUserJson.class);
        UserDetails details = details(wanted.name(), wanted.email(), wanted.roles(), wanted.language(), wanted.notice());
        Id by = Caller.in(http).user();
        return once.together(http, body, () -> answer(create.create(by, wanted.login(), details, Instant.now()), 201));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "changeUser", says = "Change a user", takes = ChangedUserJson.class, gives = UserJson.class, matched = true, problems = ProblemKind.CONFLICT)
    public Response change(@PathParam("id") @Says("Identity of the user") Id id, byte[] body, @Context HttpServletRequest http, @Context Request request) {
        ChangedUserJson wanted = Json.read(body, ChangedUserJson.class);
        UserDetails details = details(wanted.name(), wanted.email(), wanted.roles(), wanted.language(), wanted.notice());
        return answer(change.change(Caller.in(http).user(), id, seen(id, http, request), details, Instant.now()), 200);
    }

    @PUT
    @Path("/{id}/lock")
    @Operation(id = "lockUser", says = "Let nobody log in with an account, and throw out who is logged in", gives = UserJson.class, matched = true,
            problems = ProblemKind.CONFLICT)
    public Response lock(@PathParam("id") @Says("Identity of the user") Id id, @Context HttpServletRequest http, @Context Request request) {
        return answer(change.lock(Caller.in(http).user(), id, seen(id, http, request), Instant.now()), 200);
    }

    @DELETE
    @Path("/{id}/lock")
    @Operation(id = "unlockUser", says = "Open a locked account", gives = UserJson.class, matched = true, problems = ProblemKind.CONFLICT)
    public Response unlock(@PathParam("id") @Says("Identity of the user") Id id, @Context HttpServletRequest http, @Context Request request) {
        return answer(change.unlock(Caller.in(http).user(), id, seen(id, http, request), Instant.now()), 200);
    }

    @DELETE
    @Path("/{id}")
    @Operation(id = "endUser", says = "End an account for good; its name stays taken", gives = UserJson.class, matched = true, problems = ProblemKind.CONFLICT)
    public Response end(@PathParam("id") @Says("Identity of the user") Id id, @Context HttpServletRequest http, @Context Request request) {
        return answer(change.end(Caller.in(http).user(), id, seen(id, http, request), Instant.now()), 200);
    }

    @POST
    @Path("/{id}/password")
    @Operation(id = "resetPassword", says = "Give a user a new random password; it opens a locked account and ends its logins", gives = UserWithPasswordJson.class,
            problems = ProblemKind.CONFLICT)
    public Response password(@PathParam("id") @Says("Identity of the user") Id id, @Context HttpServletRequest http) {
        Id by = Caller.in(http).user();
        return once.together(http, NO_BODY, () -> answer(reset.reset(by, id, Instant.now()), 200));
    }

    private User user(Id id, HttpServletRequest http) {
        return users.one(Caller.in(http).user(), id).orElseThrow(NotFoundException::new);
    }

    /** The version that the caller means; the use case holds the row to it. */
    private long seen(Id id, HttpServletRequest http, Request request) {
        User user = user(id, http);
        Versioned.match(http, request, UserJson.tag(user));
        return user.facts().version();
    }

    private static UserDetails details(String name, String email, List<String> roles, Language language, Notice notice) {
        EnumSet<Role> read = EnumSet.noneOf(Role.class);
        for (String code : roles == null ? List.<String>of() : roles) {
            read.add(Role.of(code).orElseThrow(() -> {
                Problem problem = new Problem("roles", code, "some of " + String.join(", ", Arrays.stream(Role.values()).map(Role::code).toList()));
                return new Refusal(ProblemKind.REFUSED, problem.text(), List.of(problem));
            }));
        }
        return new UserDetails(name, email, read, language, notice);
    }

    static Response answer(UserOutcome outcome, int status) {
        if (outcome instanceof UserOutcome.SavedWithPassword saved) {
            Response.ResponseBuilder answer = Response.status(status).entity(new UserWithPasswordJson(UserJson.of(saved.user()), saved.password()))
                    .tag(UserJson.tag(saved.user()));
            return (status == 201 ? answer.location(URI.create("users/" + saved.user().facts().id())) : answer).build();
        }
        if (outcome instanceof UserOutcome.Saved saved) {
            return Response.ok(UserJson.of(saved.user())).tag(UserJson.tag(saved.user())).build();
        }
        if (outcome instanceof UserOutcome.Invalid invalid) {
            return Problems.of(ProblemKind.REFUSED, "The user cannot be saved like this.", invalid.problems());
        }
        UserOutcome.Reason reason = ((UserOutcome.Refused) outcome).reason();
        ProblemKind kind = switch (reason) {
            case NOT_AN_OPERATOR -> ProblemKind.FORBIDDEN;
            case NO_SUCH_USER -> ProblemKind.NOT_FOUND;
            case CHANGED_MEANWHILE -> ProblemKind.CHANGED_MEANWHILE;
            case WRONG_PASSWORD -> ProblemKind.REFUSED;
            default -> ProblemKind.CONFLICT;
        };
        String sentence = Character.toUpperCase(reason.text().charAt(0)) + reason.text().substring(1) + ".";
        return Problems.of(kind, sentence, reason == UserOutcome.Reason.WRONG_PASSWORD ? List.of(new Problem("present", null, "the present password")) : List.of());
    }
}
