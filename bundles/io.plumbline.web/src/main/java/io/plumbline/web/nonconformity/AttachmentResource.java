package io.plumbline.web.nonconformity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.BadRequestException;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.AttachFile;
import io.plumbline.application.nonconformity.AttachFile.Attached;
import io.plumbline.application.nonconformity.AttachFile.Sent;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.CaseRules;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.nonconformity.Attachment;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.FileType;
import io.plumbline.domain.nonconformity.Work;
import io.plumbline.http.Download;
import io.plumbline.web.Allowed;
import io.plumbline.web.MultipartForm;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** The files that show something about a case, its causes and actions. */
@Path("/cases/{number}/attachments")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = AttachmentResource.class)
public final class AttachmentResource {
    private static final int KIB = 1024;
    private static final int UNPROCESSABLE = 422;

    private final Pages pages;
    private final AttachFile files;
    private final ReadCaseFile cases;
    private final CaseRules.Current rules;

    /**
     * A line of the list.
     *
     * @param kib   rounded up
     * @param about the cause or action in words; empty for the case itself
     */
    record Line(Attachment file, long kib, String about) {
    }

    /** A cause or an action that a file may be about. */
    record Subject(Id id, Attachment.About kind, String words) {
    }

    @Activate
    public AttachmentResource(@Reference Pages pages, @Reference AttachFile files, @Reference ReadCaseFile cases, @Reference CaseRules.Current rules) {
        this.pages = pages;
        this.files = files;
        this.cases = cases;
        this.rules = rules;
    }

    @GET
    public Response list(@Context HttpServletRequest request, @PathParam("number") String number) {
        return show(pages.visit(request), number(number), "", List.of(), Response.Status.OK.getStatusCode());
    }

    @POST
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response attach(@Context HttpServletRequest request, @PathParam("number") String number, byte[] body) {
        Visit visit = pages.visit(request);
        CaseNumber of = number(number);
        files.list(visit.caller().site(), of).orElseThrow(NotFoundException::new); // whoever may not know of the case learns nothing from a bad form
        MultipartForm form = MultipartForm.of(request.getContentType(), body).orElseThrow(BadRequestException::new);
        String about = form.field("about");
        if (!form.field("version").matches("\\d{1,18}") || !about.isEmpty() && !Id.isOne(about)) {
            throw new BadRequestException();
        }
        Optional<Sent> sent = form.file().filter(f -> !f.name().isEmpty());
        if (sent.isEmpty()) {
            return show(visit, of, about, List.of(new Wrong("file", visit.say("attachment.wrong.none"))), UNPROCESSABLE);
        }
        CaseCall call = new CaseCall(visit.caller().site(), of, Long.parseLong(form.field("version")), visit.caller().login(), visit.caller().roles());
        CaseOutcome outcome = files.attach(call, about.isEmpty() ? null : new Id(about), sent.get(), visit.now());
        if (outcome instanceof CaseOutcome.Done) {
            return Visit.goTo("/cases/" + of + "/attachments?done=attachment-added");
        }
        if (outcome instanceof CaseOutcome.NotFound) {
            throw new NotFoundException();
        }
        if (outcome instanceof CaseOutcome.Invalid invalid) {
            return show(visit, of, about, invalid.problems().stream().map(p -> wrong(visit, p)).toList(), UNPROCESSABLE);
        }
        return show(visit, of, about, List.of(new Wrong("", visit.say("attachment.wrong.changed"))), Response.Status.CONFLICT.getStatusCode());
    }

    @GET
    @Path("{id}")
    public Response download(@Context HttpServletRequest request, @PathParam("number") String number, @PathParam("id") String id) {
        if (!Id.isOne(id)) {
            throw new NotFoundException();
        }
        Attachment found = files.one(pages.visit(request).caller().site(), number(number), new Id(id)).orElseThrow(NotFoundException::new);
        StreamingOutput content = out -> files.write(found, out);
        return Download.of(found.name(), found.type().mediaType(), found.bytes(), content);
    }

    private Response show(Visit visit, CaseNumber number, String about, List<Wrong> problems, int status) {
        Attached attached = files.list(visit.caller().site(), number).orElseThrow(NotFoundException::new);
        List<Subject> subjects = cases.open(visit.caller().site(), number, visit.caller().login(), visit.caller().roles()).map(o -> subjects(o.file())).orElse(List.of());
        boolean may = visit.caller().is(Role.QUALITY_MANAGER) && Work.ATTACH.refusal(attached.nonconformity()).isEmpty();
        return visit.with("number", number.toString()).with("version", attached.nonconformity().facts().version()).with("subjects", subjects).with("about", about).with("may", may)
                .with("lines", attached.attachments().stream().map(a -> line(a, subjects)).toList()).with("types", FileType.accepted())
                .with("most", rules.get().attachments()).with("mostKib", rules.get().attachmentBytes() / KIB).with("problems", problems)
                .show(status, "nonconformity/attachments");
    }

    private static List<Subject> subjects(CaseFile file) {
        List<Subject> subjects = new ArrayList<>();
        file.causes().forEach(c -> subjects.add(new Subject(c.id(), Attachment.About.CAUSE, c.analysis().conclusion())));
        file.actions().forEach(a -> subjects.add(new Subject(a.facts().id(), Attachment.About.ACTION, a.facts().what())));
        return subjects;
    }

    private static Line line(Attachment file, List<Subject> subjects) {
        return new Line(file, (file.bytes() + KIB - 1L) / KIB, subjects.stream().filter(s -> s.id().equals(file.about())).map(Subject::words).findFirst().orElse(""));
    }

    private static Wrong wrong(Visit visit, Problem problem) {
        String key = "attachment.wrong." + problem.field();
        return new Wrong("file", visit.look().texts().knows(key) ? visit.say(key, problem.value(), FileType.accepted()) : problem.text());
    }

    private static CaseNumber number(String text) {
        return CaseNumber.parse(text).orElseThrow(NotFoundException::new);
    }
}
