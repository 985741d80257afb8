package io.plumbline.web.access;

import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.access.AccessRules;
import io.plumbline.application.access.ChangePassword;
import io.plumbline.application.access.ChooseOwnSettings;
import io.plumbline.application.access.ListUsers;
import io.plumbline.application.access.UserOutcome;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Notice;
import io.plumbline.domain.survey.Language;
import io.plumbline.http.FormLogin;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** Everybody's own account: language, how to be told of new cases, password. */
@Path("/account")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR, Allowed.OPERATOR})
@Component(service = AccountResource.class)
public final class AccountResource {
    private final Pages pages;
    private final ListUsers users;
    private final ChooseOwnSettings settings;
    private final ChangePassword passwords;
    private final FormLogin logins;
    private final AccessRules.Current rules;

    @Activate
    public AccountResource(@Reference Pages pages, @Reference ListUsers users, @Reference ChooseOwnSettings settings, @Reference ChangePassword passwords,
            @Reference FormLogin logins, @Reference AccessRules.Current rules) {
        this.pages = pages;
        this.users = users;
        this.settings = settings;
        this.passwords = passwords;
        this.logins = logins;
        this.rules = rules;
    }

    @GET
    public Response show(@Context HttpServletRequest request) {
        return form(pages.visit(request), List.of(), 200);
    }

    @POST
    public Response choose(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        User.Facts own = own(visit);
        UserOutcome outcome = settings.choose(own.id(), visit.parameter("language", Language.class).orElse(own.language()),
                visit.parameter("notice", Notice.class).orElse(own.notice()), visit.now());
        return outcome instanceof UserOutcome.Refused refused ? form(visit, List.of(UserProblems.of(visit, refused.reason())), 409)
                : Visit.goTo("/account?done=settings");
    }

    /** All logins of the account end, this one included. */
    @POST
    @Path("password")
    public Response password(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        if (!visit.raw("password").equals(visit.raw("repeated"))) {
            return form(visit, List.of(new Wrong("repeated", visit.say("account.repeated.wrong"))), 422);
        }
        UserOutcome outcome = passwords.change(visit.caller().user(), visit.raw("present"), visit.raw("password"), visit.now());
        if (outcome instanceof UserOutcome.Invalid invalid) {
            return form(visit, UserProblems.of(visit, invalid.problems(), rules.get().passwordLength()), 422);
        }
        if (outcome instanceof UserOutcome.Refused refused) {
            return form(visit, List.of(UserProblems.of(visit, refused.reason())), 422);
        }
        return Response.fromResponse(Visit.goTo("/login?done=password")).header(HttpHeaders.SET_COOKIE, logins.logOut(request, visit.now())).build();
    }

    private User.Facts own(Visit visit) {
        return users.one(visit.caller().user(), visit.caller().user()).orElseThrow(NotFoundException::new).facts();
    }

    private Response form(Visit visit, List<Wrong> problems, int status) {
        User.Facts own = own(visit);
        return visit.with("own", own).with("tells", own.roles().contains(Role.QUALITY_MANAGER)).with("problems", problems)
                .with("wrong", UserProblems.fields(problems)).with("languages", Language.values()).with("notices", Notice.values())
                .with("passwordLength", rules.get().passwordLength()).show(status, "access/account");
    }
}
