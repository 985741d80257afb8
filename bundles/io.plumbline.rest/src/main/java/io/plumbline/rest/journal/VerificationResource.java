package io.plumbline.rest.journal;

import java.time.Instant;
import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.ForbiddenException;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.operation.VerifyJournal;
import io.plumbline.domain.Id;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.journal.Journal.Verification;
import io.plumbline.http.Caller;
import io.plumbline.rest.Once;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /journal/verifications}: the whole journal checked against itself and the rows. */
@Path("/journal/verifications")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@Component(service = VerificationResource.class)
public final class VerificationResource {
    private static final byte[] NO_BODY = {};
    private final VerifyJournal verify;
    private final Once once;

    @Activate
    public VerificationResource(@Reference VerifyJournal verify, @Reference Once once) {
        this.verify = verify;
        this.once = once;
    }

    @Says("What a look through the whole journal found")
    public record VerificationJson(@Says("Whether all fits") boolean sound, @Says("Numbered entries read") long entries, @Says("Entries that wait for their number") long unnumbered,
            @Says("Hash of the last numbered entry; empty for an empty journal") String headHash, List<FindingJson> findings) {
    }

    @Says("What does not fit")
    public record FindingJson(Journal.Kind kind, @Says("The entry's number, or 0 where none is left") long number, String text) {
    }

    @POST
    @Operation(id = "verifyJournal", says = "Check the whole journal", gives = VerificationJson.class, more = "Takes its time with a long journal. The journal says that it was done, and what was found.")
    public Response verify(@Context HttpServletRequest http) {
        Id by = Caller.in(http).user();
        return once.afterwards(http, NO_BODY, () -> {
            Verification found = verify.verify(by, Instant.now()).orElseThrow(ForbiddenException::new);
            return Response.ok(new VerificationJson(found.sound(), found.entries(), found.unnumbered(), found.headHash(),
                    found.findings().stream().map(f -> new FindingJson(f.kind(), f.number(), f.text())).toList())).build();
        });
    }
}
