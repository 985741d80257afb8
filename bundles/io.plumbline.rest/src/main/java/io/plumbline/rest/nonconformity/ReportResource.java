package io.plumbline.rest.nonconformity;

import java.time.Instant;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import io.plumbline.application.nonconformity.PrintCases;
import io.plumbline.application.nonconformity.PrintCases.Outcome;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.survey.Language;
import io.plumbline.http.Caller;
import io.plumbline.http.Download;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Problems;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /nonconformities/…/8d}: the 8D report as a PDF, made by whoever makes the pages; where nobody does, there is none. */
@Path("/nonconformities/{number}/8d")
@RolesAllowed({"quality-manager", "auditor"})
@Component(service = ReportResource.class)
public final class ReportResource {
    private static final int AGAIN_SECONDS = 10;
    private volatile PrintCases print;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void setPrintCases(PrintCases cases) {
        print = cases;
    }

    void unsetPrintCases(PrintCases cases) {
        if (print == cases) {
            print = null;
        }
    }

    @GET
    @Produces("application/pdf")
    @Operation(id = "get8dReport", says = "The 8D report of a case as a PDF", more = "Tagged, A4, with its own font, and with the signatures and the hashes of what was signed. A report of more than some"
            + " hundred sheets is not made, which is a conflict; when too many are made at once, call again.", gives = byte[].class, type = "application/pdf",
            problems = {ProblemKind.CONFLICT, ProblemKind.NOT_FOUND, ProblemKind.NOT_ACCEPTABLE})
    public Response report(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number,
            @QueryParam("language") @Says("Of the report; left out for the caller's own") Language language, @Context HttpServletRequest http) {
        PrintCases printer = print;
        if (printer == null) {
            return Problems.notFound("Reports are made by the pages, and these are not installed.");
        }
        Caller caller = Caller.in(http);
        Outcome outcome = printer.eightD(caller.site(), number, caller.login(), caller.roles(), language == null ? caller.language() : language, Instant.now());
        if (outcome instanceof Outcome.Done done) {
            return Download.of(done.fileName(number), "application/pdf", done.pdf().length, out -> out.write(done.pdf()));
        }
        if (outcome instanceof Outcome.TooLong) {
            return Problems.of(ProblemKind.CONFLICT, "The report of this case is longer than what is made into a PDF.");
        }
        if (outcome instanceof Outcome.Busy) {
            return Response.fromResponse(Problems.of(ProblemKind.TOO_MANY_REQUESTS, "Other reports are being made.")).header(HttpHeaders.RETRY_AFTER, AGAIN_SECONDS).build();
        }
        throw new NotFoundException();
    }
}
