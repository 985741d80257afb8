package io.plumbline.rest.nonconformity;

import java.time.Instant;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.AttachFile;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.Attachment;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.http.Caller;
import io.plumbline.http.Download;
import io.plumbline.rest.Once;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /nonconformities/…/file/attachments}: files that show something about a case, a cause or an action. */
@Path("/nonconformities/{number}/file/attachments")
@RolesAllowed("quality-manager")
@Component(service = AttachmentResource.class)
public final class AttachmentResource {
    private final AttachFile files;
    private final Once once;

    @Activate
    public AttachmentResource(@Reference AttachFile files, @Reference Once once) {
        this.files = files;
        this.once = once;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "listAttachments", says = "What is attached to a case, its causes and actions", gives = AttachmentsJson.class, tagged = true)
    public Response list(@PathParam("number") @Says(value = "Number of the case", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http, @Context Request request) {
        AttachmentsJson read = read(number, http);
        return Versioned.of(read, read.version(), request);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(id = "attachFile", says = "Attach a file", takes = byte[].class, gives = AttachmentsJson.class, matched = true,
            more = "The body is the file as it is. At most 10 MiB each and 50 for a case, unless the operator says less. Content, `Content-Type` and the ending of the name have to agree; taken are PDF, PNG, JPEG, GIF, "
                    + "WebP, plain text, CSV, Office Open XML, OpenDocument and mail (EML), the office documents without macros.")
    public Response attach(@PathParam("number") @Says(value = "Number of the case", example = "NC-MAIN-2026-0001") CaseNumber number,
            @QueryParam("name") @Says(value = "Name of the file with its ending", example = "crushed-box.jpg") String name,
            @QueryParam("about") @Says("Identity of a cause or action of the case; left out for the case itself") Id about, byte[] body, @Context HttpServletRequest http) {
        CaseCall call = CaseAnswers.call(number, http);
        return once.afterwards(http, body, () -> {
            CaseOutcome outcome = files.attach(call, about, new AttachFile.Sent(name, http.getContentType(), body), Instant.now());
            if (!(outcome instanceof CaseOutcome.Done)) {
                return CaseAnswers.refused(outcome);
            }
            AttachmentsJson read = read(number, http);
            return Response.ok(read).tag(new EntityTag("v" + read.version())).build();
        });
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.WILDCARD)
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "downloadAttachment", says = "A file as it was attached", gives = byte[].class, type = "application/octet-stream", problems = ProblemKind.NOT_FOUND)
    public Response download(@PathParam("number") @Says(value = "Number of the case", example = "NC-MAIN-2026-0001") CaseNumber number,
            @PathParam("id") @Says("Identity of the attachment") Id id, @Context HttpServletRequest http) {
        Attachment found = files.one(Caller.in(http).site(), number, id).orElseThrow(NotFoundException::new);
        StreamingOutput content = out -> files.write(found, out);
        return Download.of(found.name(), found.type().mediaType(), found.bytes(), content);
    }

    private AttachmentsJson read(CaseNumber number, HttpServletRequest http) {
        return AttachmentsJson.of(files.list(Caller.in(http).site(), number).orElseThrow(NotFoundException::new));
    }
}
