package io.plumbline.rest.nonconformity;

import java.time.Instant;
import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.KeepCatalogue;
import io.plumbline.domain.nonconformity.Analysis.Bone;
import io.plumbline.domain.nonconformity.CauseCategory;
import io.plumbline.http.Caller;
import io.plumbline.rest.Json;
import io.plumbline.rest.Once;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Problems;
import io.plumbline.rest.Refusal;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /causes/categories}: the catalogue by which verified causes are counted. */
@Path("/causes/categories")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"quality-manager", "auditor"})
@Component(service = CategoryResource.class)
public final class CategoryResource {
    private final KeepCatalogue catalogue;
    private final Once once;

    @Activate
    public CategoryResource(@Reference KeepCatalogue catalogue, @Reference Once once) {
        this.catalogue = catalogue;
        this.once = once;
    }

    @Says("The catalogue of causes of a site")
    public record CatalogueJson(List<CategoryJson> categories) {
    }

    @Says("A category of the catalogue of causes")
    public record CategoryJson(@Says(value = "What causes carry", example = "packaging") String code, @Says("As the site calls it; left out for a standard one") @Maybe String name,
            @Says("Which of the 8 M it belongs to") Bone bone, @Says("Whether no further cause may carry it") boolean retired) {
        static CategoryJson of(CauseCategory c) {
            return new CategoryJson(c.code(), c.name(), c.bone(), c.retired());
        }
    }

    @Says("A category to be added")
    public record NewCategoryJson(@Says(value = "1 to 40 characters of a-z and 0-9, words joined by hyphens; it cannot be changed", example = "cold-chain") String code,
            @Says(value = "1 to 60 characters in one line", example = "Cold chain") String name, @Says("Which of the 8 M it belongs to") Bone bone) {
    }

    @Says("Whether a category is retired")
    public record NewRetirementJson(@Says("`true`: no further cause may carry it; `false`: it is taken up again") Boolean retired) {
    }

    @GET
    @Operation(id = "listCauseCategories", says = "The catalogue of causes of the site", gives = CatalogueJson.class)
    public CatalogueJson categories(@Context HttpServletRequest http) {
        return new CatalogueJson(catalogue.of(Caller.in(http).site()).all().stream().map(CategoryJson::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("quality-manager")
    @Operation(id = "addCauseCategory", says = "Add a category to the catalogue of causes", takes = NewCategoryJson.class, gives = CategoryJson.class)
    public Response add(byte[] body, @Context HttpServletRequest http) {
        NewCategoryJson c = Json.read(body, NewCategoryJson.class);
        Caller caller = Caller.in(http);
        return once.together(http, body, () -> answer(catalogue.add(caller.site(), caller.login(), caller.roles(), c.code(), c.name(), c.bone(), Instant.now())));
    }

    @PUT
    @Path("/{code}/retirement")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("quality-manager")
    @Operation(id = "retireCauseCategory", says = "Retire a category, or take it up again; none is deleted, and causes that carry it keep it", takes = NewRetirementJson.class,
            gives = CategoryJson.class)
    public Response retire(@PathParam("code") @Says(value = "Its code", example = "packaging") String code, byte[] body, @Context HttpServletRequest http) {
        NewRetirementJson wanted = Json.read(body, NewRetirementJson.class);
        if (wanted.retired() == null) {
            throw Refusal.invalid("retired", null, "true or false");
        }
        Caller caller = Caller.in(http);
        return answer(catalogue.retire(caller.site(), caller.login(), caller.roles(), code, wanted.retired(), Instant.now()));
    }

    private static Response answer(KeepCatalogue.Outcome outcome) {
        if (outcome instanceof KeepCatalogue.Outcome.Done done) {
            return Response.ok(CategoryJson.of(done.category())).build();
        }
        if (outcome instanceof KeepCatalogue.Outcome.Invalid invalid) {
            return Problems.of(ProblemKind.REFUSED, invalid.problems().get(0).text(), invalid.problems());
        }
        if (outcome instanceof KeepCatalogue.Outcome.Forbidden) {
            return Problems.of(ProblemKind.FORBIDDEN, "Only somebody with the role quality-manager changes the catalogue.");
        }
        throw new NotFoundException();
    }
}
