package io.plumbline.web.access;

import java.time.Duration;
import java.util.List;

import javax.annotation.security.PermitAll;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.http.FormLogin;
import io.plumbline.http.LocalPath;
import io.plumbline.http.RateLimits;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** Logging in and out. A refusal says the same for a wrong name, a wrong password and a locked account. */
@Path("/")
@PermitAll
@Component(service = LoginResource.class)
public final class LoginResource {
    private final Pages pages;
    private final FormLogin logins;

    @Activate
    public LoginResource(@Reference Pages pages, @Reference FormLogin logins) {
        this.pages = pages;
        this.logins = logins;
    }

    @GET
    @Path("login")
    public Response show(@Context HttpServletRequest request) {
        return form(pages.visit(request), "", List.of(), 200);
    }

    @POST
    @Path("login")
    public Response logIn(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        String login = visit.parameter("login");
        FormLogin.Outcome outcome = logins.logIn(request, login, visit.raw("password"), visit.now());
        if (outcome instanceof FormLogin.Welcome welcome) {
            return Response.fromResponse(Visit.goTo(LocalPath.orHome(visit.raw("next")))).header(HttpHeaders.SET_COOKIE, welcome.setCookie()).build();
        }
        if (outcome instanceof FormLogin.TooMany many) {
            Duration wait = many.retryIn();
            Response page = form(visit, login, List.of(new Wrong("", visit.say("login.toomany", visit.look().formats().span(wait)))), 429);
            return Response.fromResponse(page).header("Retry-After", RateLimits.retryAfter(wait)).build();
        }
        return form(visit, login, List.of(new Wrong("password", visit.say("login.refused"))), 401);
    }

    @POST
    @Path("logout")
    public Response logOut(@Context HttpServletRequest request) {
        return Response.fromResponse(Visit.goTo("/login?done=logout")).header(HttpHeaders.SET_COOKIE, logins.logOut(request, pages.now())).build();
    }

    private static Response form(Visit visit, String login, List<Wrong> problems, int status) {
        return visit.with("problems", problems).with("login", login).with("next", LocalPath.orHome(visit.raw("next"))).show(status, "access/login");
    }
}
