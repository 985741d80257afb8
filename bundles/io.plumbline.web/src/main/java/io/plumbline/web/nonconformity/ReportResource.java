package io.plumbline.web.nonconformity;

import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.ServiceUnavailableException;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.PrintCases;
import io.plumbline.application.nonconformity.PrintCases.Outcome;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.http.Caller;
import io.plumbline.http.Download;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;
import io.plumbline.web.nonconformity.CasePage.Sent;

/** The 8D report of a case as a PDF. */
@Path("/cases/{number}/8d.pdf")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = ReportResource.class)
public final class ReportResource {
    private static final long AGAIN_SECONDS = 10;
    private final Pages pages;
    private final CasePage page;
    private final PrintCases print;

    @Activate
    public ReportResource(@Reference Pages pages, @Reference CasePage page, @Reference PrintCases print) {
        this.pages = pages;
        this.page = page;
        this.print = print;
    }

    @GET
    public Response pdf(@Context HttpServletRequest request, @PathParam("number") String text) {
        Visit visit = pages.visit(request);
        Caller caller = visit.caller();
        CaseNumber number = CaseNumber.parse(text).orElseThrow(NotFoundException::new);
        Outcome outcome = print.eightD(caller.site(), number, caller.login(), caller.roles(), visit.language(), visit.now());
        if (outcome instanceof Outcome.Done done) {
            return Download.of(done.fileName(number), "application/pdf", done.pdf().length, out -> out.write(done.pdf()));
        }
        if (outcome instanceof Outcome.TooLong) {
            return page.show(visit, text, CaseTab.REPORT, new Sent(Typed.NOTHING, List.of(new Wrong("", visit.say("report.toolong"))), null, 422));
        }
        if (outcome instanceof Outcome.Busy) {
            throw new ServiceUnavailableException(AGAIN_SECONDS);
        }
        throw new NotFoundException();
    }
}
