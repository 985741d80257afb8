package io.plumbline.rest.access;

import java.time.Instant;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.access.ChangePassword;
import io.plumbline.application.access.ChooseOwnSettings;
import io.plumbline.application.access.ListUsers;
import io.plumbline.domain.Id;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Notice;
import io.plumbline.domain.survey.Language;
import io.plumbline.http.Caller;
import io.plumbline.rest.Json;
import io.plumbline.rest.Once;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Refusal;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /account}: everybody's own. */
@Path("/account")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"quality-manager", "auditor", "operator"})
@Component(service = AccountResource.class)
public final class AccountResource {
    private final ListUsers users;
    private final ChooseOwnSettings settings;
    private final ChangePassword passwords;
    private final Transactions transactions;
    private final Once once;

    @Activate
    public AccountResource(@Reference ListUsers users, @Reference ChooseOwnSettings settings, @Reference ChangePassword passwords,
            @Reference Transactions transactions, @Reference Once once) {
        this.users = users;
        this.settings = settings;
        this.passwords = passwords;
        this.transactions = transactions;
        this.once = once;
    }

    @Says("What everybody chooses for themselves")
    public record SettingsJson(@Says("Of pages and mails") Language language, @Says("How a quality manager is told of new cases") Notice notice) {
    }

    @Says("A new password for oneself")
    public record PasswordJson(String present, @Says("As long as the operator demands, and not the login name") String password) {
    }

    @GET
    @Operation(id = "getAccount", says = "Your own account", gives = UserJson.class, tagged = true)
    public Response show(@Context HttpServletRequest http, @Context Request request) {
        User own = own(http);
        return Versioned.of(UserJson.of(own), own.facts().version(), request);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "chooseSettings", says = "Choose your language and how to be told of new cases", takes = SettingsJson.class, gives = UserJson.class, matched = true,
            problems = ProblemKind.CONFLICT)
    public Response choose(byte[] body, @Context HttpServletRequest http, @Context Request request) {
        SettingsJson wanted = Json.read(body, SettingsJson.class);
        if (wanted.language() == null || wanted.notice() == null) {
            throw new Refusal(ProblemKind.REFUSED, "Both language and notice are needed.");
        }
        return transactions.required(() -> {
            Versioned.match(http, request, UserJson.tag(own(http)));
            return UserResource.answer(settings.choose(Caller.in(http).user(), wanted.language(), wanted.notice(), Instant.now()), 200);
        });
    }

    @POST
    @Path("/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "changePassword", says = "Change your own password; all your logins end", takes = PasswordJson.class, gives = UserJson.class)
    public Response password(byte[] body, @Context HttpServletRequest http) {
        PasswordJson wanted = Json.read(body, PasswordJson.class);
        if (wanted.present() == null || wanted.password() == null) {
            throw new Refusal(ProblemKind.REFUSED, "Both the present and the new password are needed.");
        }
        return once.afterwards(http, body, () -> UserResource.answer(passwords.change(Caller.in(http).user(), wanted.present(), wanted.password(), Instant.now()), 200));
    }

    private User own(HttpServletRequest http) {
        Id id = Caller.in(http).user();
        return users.one(id, id).orElseThrow(NotFoundException::new);
    }
}
