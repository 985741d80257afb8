package io.plumbline.rest.nonconformity;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CountCauses;
import io.plumbline.application.nonconformity.CountCauses.Bar;
import io.plumbline.application.nonconformity.CountCauses.Pareto;
import io.plumbline.application.nonconformity.CountCauses.Period;
import io.plumbline.domain.nonconformity.Analysis.Bone;
import io.plumbline.http.Caller;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Refusal;
import io.plumbline.rest.SheetAnswer;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /causes}: verified causes over all cases of the site, counted by category. */
@Path("/causes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"quality-manager", "auditor"})
@Component(service = CauseResource.class)
public final class CauseResource {
    private static final List<String> COLUMNS = List.of("category", "name", "bone", "causes", "cases", "share", "cumulativeShare");

    private final CountCauses count;

    @Activate
    public CauseResource(@Reference CountCauses count) {
        this.count = count;
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
        Pareto pareto = count.of(Caller.in(http).site(), period.since(), period.before());
        return SheetAnswer.of(request, "causes", sheet -> {
            sheet.row(COLUMNS);
            for (ParetoBarJson b : pareto.bars().stream().map(b -> ParetoBarJson.of(b, pareto)).toList()) {
                sheet.row(Arrays.asList(b.category(), b.name(), b.bone() == null ? null : b.bone().name(), Long.toString(b.causes()), Long.toString(b.cases()), b.share().toPlainString(),
                        b.cumulativeShare().toPlainString()));
            }
        });
    }
}
