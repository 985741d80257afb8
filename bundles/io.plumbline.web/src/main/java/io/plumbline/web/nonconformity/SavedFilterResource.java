package io.plumbline.web.nonconformity;

import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
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

import io.plumbline.application.nonconformity.KeepFilters;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.SavedFilter;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** The filters of the inbox that the reader keeps: to open, to add to and to delete from. */
@Path("/filters")
@RolesAllowed(Allowed.QUALITY_MANAGER)
@Component(service = SavedFilterResource.class)
public final class SavedFilterResource {
    private final Pages pages;
    private final KeepFilters kept;

    @Activate
    public SavedFilterResource(@Reference Pages pages, @Reference KeepFilters kept) {
        this.pages = pages;
        this.kept = kept;
    }

    /** The filters that are kept, and those of the address, which can be kept too. */
    @GET
    public Response list(@Context HttpServletRequest request) {
        return show(pages.visit(request), List.of(), 200);
    }

    @POST
    public Response save(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        // what cannot be used in an address is not kept
        String query = Selection.of(visit).query();
        List<Problem> problems = kept.save(visit.caller().site(), visit.caller().user(), visit.raw("name"), query, visit.now());
        return problems.isEmpty() ? Visit.goTo("/?" + (query.isEmpty() ? "" : query + "&") + "done=filter-saved") : show(visit, problems, 422);
    }

    @GET
    @Path("{id}/remove")
    public Response askToRemove(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        return visit.with("filter", one(visit, id)).show("nonconformity/filter-remove");
    }

    @POST
    @Path("{id}/remove")
    public Response remove(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        SavedFilter filter = one(visit, id);
        kept.delete(filter.user(), filter.id());
        return Visit.goTo("/filters?done=filter-removed");
    }

    private SavedFilter one(Visit visit, String id) {
        if (!Id.isOne(id)) {
            throw new NotFoundException();
        }
        return kept.one(visit.caller().user(), new Id(id)).orElseThrow(NotFoundException::new);
    }

    private Response show(Visit visit, List<Problem> problems, int status) {
        Selection wanted = Selection.of(visit);
        List<Wrong> wrong = problems.stream().map(p -> new Wrong(p.field().equals("name") ? "name" : "",
                visit.say(p.field().equals("filters") ? "filter.wrong.many" : p.accepted().startsWith("a name that") ? "filter.wrong.taken" : "filter.wrong.name",
                        p.field().equals("filters") ? KeepFilters.MOST : KeepFilters.LONGEST_NAME))).toList();
        return visit.with("filters", kept.of(visit.caller().user())).with("problems", wrong).with("name", visit.parameter("name")).with("back", wanted.at("/").toString())
                .with("hidden", wanted.at("/").query()).show(status, "nonconformity/filters");
    }
}
