package io.plumbline.soap;

import java.time.Instant;

import javax.servlet.http.HttpServletResponse;

import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapFault;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import io.plumbline.application.nonconformity.PrintCases.Outcome;
import io.plumbline.application.nonconformity.PrintCases;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.http.Caller;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.Language;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.PrintedReport;

/** The 8D report of a case, made by whoever makes the pages; where nobody does, there is none. */
@Component(service = ReportWork.class)
public final class ReportWork {
    /** As the schema has it. */
    static final int MOST_BYTES = 16_777_216;
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

    PrintedReport eightDReport(String number, Language language) throws Conflict, InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        CaseNumber of = CaseCalls.numbered("number", number);
        PrintCases printer = print;
        if (printer == null) {
            throw Refusals.notFound("number", number, "the number of a case whose report can be made: reports are made by the pages, and these are not installed");
        }
        Outcome outcome = printer.eightD(caller.site(), of, caller.login(), caller.roles(),
                language == null ? caller.language() : io.plumbline.domain.survey.Language.valueOf(language.name()), Instant.now());
        if (outcome instanceof Outcome.NotFound) {
            throw CaseCalls.noCase(number);
        }
        if (outcome instanceof Outcome.Busy) {
            SoapFault busy = new SoapFault("Other reports are being made. Call again in a few seconds.", Soap11.getInstance().getReceiver());
            busy.setStatusCode(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            throw busy;
        }
        if (outcome instanceof Outcome.Done done && done.pdf().length <= MOST_BYTES) {
            PrintedReport told = new PrintedReport();
            told.setFileName(done.fileName(of));
            told.setMediaType("application/pdf");
            told.setVersion(done.version());
            told.setContent(done.pdf());
            return told;
        }
        throw Refusals.conflict("The report of this case is longer than what is made into a PDF.");
    }
}
