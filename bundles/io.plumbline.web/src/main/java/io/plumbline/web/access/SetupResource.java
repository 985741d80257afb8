package io.plumbline.web.access;

import java.util.List;

import javax.annotation.security.PermitAll;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.access.AccessRules;
import io.plumbline.application.access.SetUpFirstOperator;
import io.plumbline.application.access.UserOutcome;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** Creates the first operator with the code from the file. Gone as soon as there is a user. */
@Path("/setup")
@PermitAll
@Component(service = SetupResource.class)
public final class SetupResource {
    private final Pages pages;
    private final SetUpFirstOperator setUp;
    private final AccessRules.Current rules;

    @Activate
    public SetupResource(@Reference Pages pages, @Reference SetUpFirstOperator setUp, @Reference AccessRules.Current rules) {
        this.pages = pages;
        this.setUp = setUp;
        this.rules = rules;
    }

    @GET
    public Response show(@Context HttpServletRequest request) {
        if (!setUp.open()) {
            throw new NotFoundException();
        }
        return form(pages.visit(request), List.of(), 200);
    }

    @POST
    public Response setUp(@Context HttpServletRequest request) {
        if (!setUp.open()) {
            throw new NotFoundException();
        }
        Visit visit = pages.visit(request);
        UserOutcome outcome = setUp.setUp(visit.parameter("code"), visit.parameter("login"), visit.parameter("name"), visit.parameter("email"),
                visit.language(), visit.raw("password"), visit.now());
        if (outcome instanceof UserOutcome.Invalid invalid) {
            return form(visit, UserProblems.of(visit, invalid.problems(), rules.get().passwordLength()), 422);
        }
        if (outcome instanceof UserOutcome.Refused refused) {
            return form(visit, List.of(UserProblems.of(visit, refused.reason())), 403);
        }
        return Visit.goTo("/login?done=setup");
    }

    private Response form(Visit visit, List<Wrong> problems, int status) {
        return visit.with("problems", problems).with("wrong", UserProblems.fields(problems)).with("code", visit.parameter("code"))
                .with("login", visit.parameter("login")).with("name", visit.parameter("name")).with("email", visit.parameter("email"))
                .with("passwordLength", rules.get().passwordLength()).show(status, "access/setup");
    }
}
