package io.plumbline.rest.mail;

import java.time.Instant;

import javax.annotation.security.RolesAllowed;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.UriInfo;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.operation.OperationQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.mail.Mail;
import io.plumbline.rest.Limit;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /mails}: those that are not sent, and why. */
@Path("/mails")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@Component(service = MailResource.class)
public final class MailResource {
    private final OperationQueries queries;

    @Activate
    public MailResource(@Reference OperationQueries queries) {
        this.queries = queries;
    }

    @Says("A mail that is not sent; without a word of what it says")
    public record UnsentMailJson(String id, Mail.Purpose purpose, Mail.State state, @Says("Identity of the invitation, case or user that it is about") String subject,
            @Says("Identity of the contact or user") String recipient, @Says("Tries so far") int attempts, @Maybe String lastError,
            @Says("Not before this; null once given up") @Maybe Instant nextTryAt, Instant createdAt) {
        static UnsentMailJson of(Mail m) {
            return new UnsentMailJson(m.id().value(), m.purpose(), m.state(), m.subject().value(), m.recipient().value(), m.attempts(), m.lastError(), m.nextTryAt(),
                    m.createdAt());
        }
    }

    @GET
    @Operation(id = "listUnsentMails", says = "Mails that are not sent: waiting ones with an error first, given up ones last", gives = UnsentMailJson.class, paged = true,
            more = "The first 200 alone: what stands behind them comes forward as they are sent.")
    public PageJson<UnsentMailJson> unsent(@QueryParam("after") Id after, @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri) {
        return PageJson.cut(queries.unsentMails(Limit.MOST), m -> m.id().value(), after == null ? null : after.value(), limit, uri, UnsentMailJson::of);
    }
}
