package io.plumbline.web.nonconformity;

import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.ForbiddenException;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.KeepCatalogue;
import io.plumbline.domain.nonconformity.Analysis.Bone;
import io.plumbline.domain.nonconformity.CauseCategory;
import io.plumbline.http.Caller;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** The catalogue by which verified causes are counted. */
@Path("/causes/categories")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = CategoryResource.class)
public final class CategoryResource {
    private final Pages pages;
    private final KeepCatalogue catalogue;

    /** One category of the catalogue. */
    record Entry(CauseCategory of, String name) {
    }

    @Activate
    public CategoryResource(@Reference Pages pages, @Reference KeepCatalogue catalogue) {
        this.pages = pages;
        this.catalogue = catalogue;
    }

    @GET
    public Response categories(@Context HttpServletRequest request) {
        return catalogue(pages.visit(request), List.of(), 200);
    }

    private Response catalogue(Visit visit, List<Wrong> problems, int status) {
        List<Entry> entries = catalogue.of(visit.caller().site()).all().stream().map(c -> new Entry(c, CauseNames.of(c, c.code(), visit.look()))).toList();
        return visit.with("entries", entries).with("bones", List.of(Bone.values())).with("problems", problems).with("code", visit.parameter("code")).with("name", visit.parameter("name"))
                .with("bone", visit.parameter("bone")).show(status, "nonconformity/categories");
    }

    @POST
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response add(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        Caller caller = visit.caller();
        KeepCatalogue.Outcome outcome = catalogue.add(caller.site(), caller.login(), caller.roles(), visit.raw("code").strip(), visit.raw("name"),
                visit.parameter("bone", Bone.class).orElse(null), visit.now());
        return outcome instanceof KeepCatalogue.Outcome.Invalid invalid ? catalogue(visit, invalid.refused().stream().map(r -> wrong(visit, r)).toList(), 422)
                : answer(outcome, "category-added");
    }

    private static Wrong wrong(Visit visit, KeepCatalogue.Refused refused) {
        String field = refused.problem().field();
        return new Wrong(field, visit.say("category.wrong." + field + switch (refused.why()) {
            case MALFORMED -> "";
            case TAKEN -> ".taken";
            case FULL -> ".many";
        }));
    }

    @POST
    @Path("{code}/retire")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response retire(@Context HttpServletRequest request, @PathParam("code") String code) {
        return retired(pages.visit(request), code, true);
    }

    @POST
    @Path("{code}/restore")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response restore(@Context HttpServletRequest request, @PathParam("code") String code) {
        return retired(pages.visit(request), code, false);
    }

    private Response retired(Visit visit, String code, boolean retired) {
        Caller caller = visit.caller();
        return answer(catalogue.retire(caller.site(), caller.login(), caller.roles(), code, retired, visit.now()), retired ? "category-retired" : "category-restored");
    }

    private static Response answer(KeepCatalogue.Outcome outcome, String done) {
        if (outcome instanceof KeepCatalogue.Outcome.Forbidden) {
            throw new ForbiddenException();
        }
        if (outcome instanceof KeepCatalogue.Outcome.NotFound) {
            throw new NotFoundException();
        }
        return Visit.goTo("/causes/categories?done=" + done);
    }
}
