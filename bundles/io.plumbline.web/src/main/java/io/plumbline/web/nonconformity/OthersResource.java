package io.plumbline.web.nonconformity;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.OtherReceivers;
import io.plumbline.application.nonconformity.OtherReceivers.Receivers;
import io.plumbline.application.nonconformity.SimilarCases;
import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.web.Address;
import io.plumbline.web.Allowed;
import io.plumbline.web.CaseTitle;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/** Where else it may have happened: who received what a case is about, and which cases are alike (ISO 9001:2015 10.2.1 b 3). */
@Path("/cases/{number}/others")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = OthersResource.class)
public final class OthersResource {
    private static final int PAGE = 50;

    private final Pages pages;
    private final OtherReceivers others;
    private final SimilarCases similar;

    @Activate
    public OthersResource(@Reference Pages pages, @Reference OtherReceivers others, @Reference SimilarCases similar) {
        this.pages = pages;
        this.others = others;
        this.similar = similar;
    }

    /** One proposal, as {@code part/similar.html} shows it: with its title in the reader's language. */
    public record Alike(SimilarCases.Similar of, String title) {
        public static Alike in(Visit visit, SimilarCases.Similar similar) {
            return new Alike(similar, CaseTitle.in(visit.look().texts(), similar.row().title()));
        }
    }

    @GET
    public Response others(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        CaseNumber parsed = CaseNumber.parse(number).orElseThrow(NotFoundException::new);
        String after = visit.parameter("after");
        Receivers found = others.of(visit.caller().site(), parsed, Id.isOne(after) ? after : null, PAGE).orElseThrow(NotFoundException::new);
        Address here = Address.of("/cases/" + parsed + "/others");
        return visit.with("number", parsed.toString()).with("others", found)
                .with("similar", similar.of(visit.caller().site(), parsed).orElseThrow(NotFoundException::new).stream().map(s -> Alike.in(visit, s)).toList())
                .with("first", Id.isOne(after) ? here.toString() : "").with("next", found.page().next() == null ? "" : here.with("after", found.page().next()).toString())
                .show("nonconformity/others");
    }
}
