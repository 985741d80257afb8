package io.plumbline.web.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
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

import io.plumbline.application.access.ChangeUser;
import io.plumbline.application.access.CreateUser;
import io.plumbline.application.access.ListUsers;
import io.plumbline.application.access.ResetPassword;
import io.plumbline.application.access.UserDetails;
import io.plumbline.application.access.UserOutcome;
import io.plumbline.domain.Id;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Notice;
import io.plumbline.domain.survey.Language;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** Who may log in, as what. */
@Path("/users")
@RolesAllowed(Allowed.OPERATOR)
@Component(service = UserResource.class)
public final class UserResource {
    private final Pages pages;
    private final ListUsers users;
    private final CreateUser create;
    private final ChangeUser change;
    private final ResetPassword reset;

    @Activate
    public UserResource(@Reference Pages pages, @Reference ListUsers users, @Reference CreateUser create, @Reference ChangeUser change,
            @Reference ResetPassword reset) {
        this.pages = pages;
        this.users = users;
        this.create = create;
        this.change = change;
        this.reset = reset;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        return visit.with("users", users.all(visit.caller().user())).show("access/users");
    }

    @GET
    @Path("new")
    public Response blank(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        return form(visit, "", new UserDetails("", "", Set.of(), visit.language(), Notice.AT_ONCE), List.of(), 200);
    }

    @POST
    public Response create(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        UserDetails details = details(visit);
        return answer(visit, null, details, create.create(visit.caller().user(), visit.parameter("login"), details, visit.now()), "");
    }

    @GET
    @Path("{id}")
    public Response one(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        User user = user(visit, id);
        return form(visit, user, described(user), List.of(), 200);
    }

    @POST
    @Path("{id}")
    public Response change(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        User user = user(visit, id);
        UserDetails details = details(visit);
        return answer(visit, user, details, change.change(visit.caller().user(), user.facts().id(), version(visit), details, visit.now()), "user-changed");
    }

    @POST
    @Path("{id}/lock")
    public Response lock(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        User user = user(visit, id);
        return answer(visit, user, described(user), change.lock(visit.caller().user(), user.facts().id(), version(visit), visit.now()), "user-locked");
    }

    @POST
    @Path("{id}/unlock")
    public Response unlock(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        User user = user(visit, id);
        return answer(visit, user, described(user), change.unlock(visit.caller().user(), user.facts().id(), version(visit), visit.now()), "user-unlocked");
    }

    @POST
    @Path("{id}/password")
    public Response password(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        User user = user(visit, id);
        return answer(visit, user, described(user), reset.reset(visit.caller().user(), user.facts().id(), visit.now()), "");
    }

    /** Asks first. */
    @GET
    @Path("{id}/end")
    public Response askToEnd(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        return visit.with("user", user(visit, id)).show("access/end");
    }

    @POST
    @Path("{id}/end")
    public Response end(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        User user = user(visit, id);
        return answer(visit, user, described(user), change.end(visit.caller().user(), user.facts().id(), version(visit), visit.now()), "user-ended");
    }

    private static Response answer(Visit visit, User before, UserDetails details, UserOutcome outcome, String done) {
        if (outcome instanceof UserOutcome.SavedWithPassword saved) {
            return visit.with("user", saved.user()).with("password", saved.password()).with("created", before == null).show("access/password");
        }
        if (outcome instanceof UserOutcome.Saved saved) {
            return Visit.goTo("/users/" + saved.user().facts().id() + "?done=" + done);
        }
        List<Wrong> problems = outcome instanceof UserOutcome.Invalid invalid ? UserProblems.of(visit, invalid.problems(), 0)
                : List.of(UserProblems.of(visit, ((UserOutcome.Refused) outcome).reason()));
        int status = outcome instanceof UserOutcome.Invalid ? 422 : 409;
        return before == null ? form(visit, visit.parameter("login"), details, problems, status) : form(visit, before, details, problems, status);
    }

    private static Response form(Visit visit, String login, UserDetails details, List<Wrong> problems, int status) {
        return filled(visit, details, problems).with("login", login).show(status, "access/new");
    }

    private static Response form(Visit visit, User user, UserDetails details, List<Wrong> problems, int status) {
        return filled(visit, details, problems).with("user", user).with("own", user.facts().id().equals(visit.caller().user())).show(status, "access/user");
    }

    private static Visit filled(Visit visit, UserDetails details, List<Wrong> problems) {
        return visit.with("details", details).with("problems", problems).with("wrong", UserProblems.fields(problems)).with("roles", Role.values())
                .with("languages", Language.values()).with("notices", Notice.values());
    }

    private User user(Visit visit, String id) {
        if (!Id.isOne(id)) {
            throw new NotFoundException();
        }
        return users.one(visit.caller().user(), new Id(id)).orElseThrow(NotFoundException::new);
    }

    private static UserDetails described(User user) {
        User.Facts f = user.facts();
        return new UserDetails(f.name(), f.email(), f.roles(), f.language(), f.notice());
    }

    private static UserDetails details(Visit visit) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        visit.parameters("roles").forEach(code -> Role.of(code).ifPresent(roles::add));
        return new UserDetails(visit.raw("name"), visit.raw("email"), roles, visit.parameter("language", Language.class).orElse(null),
                visit.parameter("notice", Notice.class).orElse(null));
    }

    private static long version(Visit visit) {
        return visit.parameter("version").matches("\\d{1,15}") ? Long.parseLong(visit.parameter("version")) : -1;
    }
}
