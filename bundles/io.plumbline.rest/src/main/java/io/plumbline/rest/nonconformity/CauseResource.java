package io.plumbline.rest.nonconformity;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.NotAcceptableException;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;
import javax.ws.rs.core.Variant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CountCauses;
import io.plumbline.application.nonconformity.CountCauses.Bar;
import io.plumbline.application.nonconformity.CountCauses.Pareto;
import io.plumbline.application.nonconformity.CountCauses.Period;
import io.plumbline.application.nonconformity.KeepCatalogue;
import io.plumbline.application.sheet.Sheet;
import io.plumbline.application.sheet.SheetFormat;
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

/** {@code /causes}: verified causes over all cases of the site, counted by category, and the catalogue that they are counted by. */
@Path("/causes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"quality-manager", "auditor"})
@Component(service = CauseResource.class)
public final class CauseResource {
    private static final List<String> COLUMNS = List.of("category", "name", "bone", "causes", "cases", "share", "cumulativeShare");
    private static final Map<MediaType, SheetFormat> FORMATS = Arrays.stream(SheetFormat.values())
            .collect(Collectors.toMap(f -> MediaType.valueOf(f.mediaType()), f -> f, (a, b) -> a, LinkedHashMap::new));

    private final CountCauses count;
    private final KeepCatalogue catalogue;
    private final Once once;

    @Activate
    public CauseResource(@Reference CountCauses count, @Reference KeepCatalogue catalogue, @Reference Once once) {
        this.count = count;
        this.catalogue = catalogue;
        this.once = once;
    }

    @Says("Verified causes by category, most frequent first, and last those without one. What was verified in a case that was rejected or merged counts nowhere")
    public record ParetoJson(@Says("Verified at this moment or later") Instant since, @Says("Verified before this moment") Instant before, @Says("All verified causes of the period") long causes,
            List<ParetoBarJson> categories) {
    }

    @Says("The verified causes of one category")
    public record ParetoBarJson(@Says(value = "Its code; left out for the causes without a category", example = "packaging") @Maybe String category,
            @Says("As the site calls it; left out for a standard one") @Maybe String name, @Says("Which of the 8 M it belongs to; left out where the catalogue does not know it") @Maybe Bone bone,
            long causes, @Says("That they were found in") long cases, @Says(value = "Of all verified causes, in percent with one decimal", example = "37.5") BigDecimal share,
            @Says(value = "The same for it and those before it", example = "62.5") BigDecimal cumulativeShare) {
        static ParetoBarJson of(Bar b, Pareto all) {
            return new ParetoBarJson(b.code(), b.category() == null ? null : b.category().name(), b.category() == null ? null : b.category().bone(), b.causes(), b.cases(),
                    all.percent(b.causes()), all.percent(b.cumulative()));
        }
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
    @Operation(id = "countCauses", says = "Verified causes by category (Pareto)", gives = ParetoJson.class, more = "The cases behind a row are listed by `cause` of the list of nonconformities.")
    public ParetoJson count(@QueryParam("since") @Says("Verified at this moment or later; left out for 365 days before the end") Instant since,
            @QueryParam("before") @Says("Verified before this moment; left out for now") Instant before, @Context HttpServletRequest http) {
        Period period = period(since, before);
        Pareto pareto = count.of(Caller.in(http).site(), period.since(), period.before());
        return new ParetoJson(period.since(), period.before(), pareto.causes(), pareto.bars().stream().map(b -> ParetoBarJson.of(b, pareto)).toList());
    }

    private static Period period(Instant since, Instant before) {
        Period period = Period.of(since, before, Instant.now());
        period.problem().ifPresent(p -> {
            throw Refusal.invalid("query parameter " + p.field(), p.value(), p.accepted());
        });
        return period;
    }

    @GET
    @Path("/export")
    @Produces({"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})
    @Operation(id = "exportCauses", says = "The same as a file", more = "CSV (RFC 4180, UTF-8 with a byte order mark; a cell that a spreadsheet would compute begins with an"
            + " apostrophe) or, by `Accept`, an XLSX workbook of texts.", gives = byte[].class, type = "text/csv", problems = ProblemKind.NOT_ACCEPTABLE)
    public Response export(@QueryParam("since") @Says("Verified at this moment or later; left out for 365 days before the end") Instant since,
            @QueryParam("before") @Says("Verified before this moment; left out for now") Instant before, @Context HttpServletRequest http, @Context Request request) {
        Period period = period(since, before);
        Variant chosen = request.selectVariant(FORMATS.keySet().stream().map(type -> new Variant(type, (String) null, null)).toList());
        if (chosen == null) {
            throw new NotAcceptableException();
        }
        SheetFormat format = FORMATS.get(chosen.getMediaType());
        Pareto pareto = count.of(Caller.in(http).site(), period.since(), period.before());
        StreamingOutput body = out -> {
            try (Sheet sheet = format.on(out)) {
                sheet.row(COLUMNS);
                for (ParetoBarJson b : pareto.bars().stream().map(b -> ParetoBarJson.of(b, pareto)).toList()) {
                    sheet.row(Arrays.asList(b.category(), b.name(), b.bone() == null ? null : b.bone().name(), Long.toString(b.causes()), Long.toString(b.cases()), b.share().toPlainString(),
                            b.cumulativeShare().toPlainString()));
                }
            }
        };
        return Response.ok(body, format == SheetFormat.CSV ? chosen.getMediaType().withCharset("utf-8") : chosen.getMediaType()).header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"causes." + format.suffix() + "\"").build();
    }

    @GET
    @Path("/categories")
    @Operation(id = "listCauseCategories", says = "The catalogue of causes of the site", gives = CatalogueJson.class)
    public CatalogueJson categories(@Context HttpServletRequest http) {
        return new CatalogueJson(catalogue.of(Caller.in(http).site()).all().stream().map(CategoryJson::of).toList());
    }

    @POST
    @Path("/categories")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("quality-manager")
    @Operation(id = "addCauseCategory", says = "Add a category to the catalogue of causes", takes = NewCategoryJson.class, gives = CategoryJson.class)
    public Response add(byte[] body, @Context HttpServletRequest http) {
        NewCategoryJson c = Json.read(body, NewCategoryJson.class);
        Caller caller = Caller.in(http);
        return once.together(http, body, () -> answer(catalogue.add(caller.site(), caller.login(), caller.roles(), c.code(), c.name(), c.bone(), Instant.now())));
    }

    @PUT
    @Path("/categories/{code}/retirement")
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
