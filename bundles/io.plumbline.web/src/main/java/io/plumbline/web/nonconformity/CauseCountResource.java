package io.plumbline.web.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CountCauses;
import io.plumbline.application.nonconformity.CountCauses.Bar;
import io.plumbline.application.nonconformity.CountCauses.Pareto;
import io.plumbline.application.sheet.SheetFormat;
import io.plumbline.domain.nonconformity.Analysis.Bone;
import io.plumbline.http.SheetDownload;
import io.plumbline.web.Address;
import io.plumbline.web.Allowed;
import io.plumbline.web.Look;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** Verified causes by category over all cases of the site, most frequent first. */
@Path("/causes")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = CauseCountResource.class)
public final class CauseCountResource {
    private static final List<String> COLUMNS = List.of("causes.category", "causes.code", "causes.bone", "causes.n", "causes.cases", "causes.share", "causes.cumulative");

    /** @param bone or null; @param href the cases of the category */
    record Line(String name, Bone bone, boolean retired, Bar of, String share, String cumulative, String href) {
    }

    /** From one day to another, both included. */
    private record Period(LocalDate from, LocalDate to) {
        static Period of(Visit visit) {
            LocalDate today = visit.look().formats().dayOf(visit.now());
            LocalDate to = visit.day("to").orElse(today);
            return new Period(visit.day("from").orElse(to.minusYears(1).plusDays(1)), to);
        }

        boolean backwards() {
            return to.isBefore(from);
        }
    }

    private final Pages pages;
    private final CountCauses count;

    @Activate
    public CauseCountResource(@Reference Pages pages, @Reference CountCauses count) {
        this.pages = pages;
        this.count = count;
    }

    @GET
    public Response pareto(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        Period period = Period.of(visit);
        List<Wrong> problems = wrong(visit, period);
        Pareto pareto = problems.isEmpty() ? count(visit, period) : new Pareto(List.of(), 0);
        Look look = visit.look();
        List<Line> lines = lines(visit, pareto, period);
        Object chart = lines.isEmpty() ? "" : ParetoChart.of(lines.stream().map(l -> new ParetoChart.Bar(l.name(), part(l.of().causes(), pareto), part(l.of().cumulative(), pareto),
                look.say("causes.behind", l.of().causes(), l.share()))).toList(), "pareto", look.say("causes.chart", pareto.causes(), lines.get(0).name(), lines.get(0).share()), look);
        Address here = Address.of("/causes").with("from", period.from()).with("to", period.to());
        return visit.with("lines", lines).with("all", pareto.causes()).with("chart", chart).with("from", period.from()).with("to", period.to()).with("problems", problems)
                .with("query", here.toString().substring("/causes".length()))
                .with("longer", Address.of("/causes").with("from", period.to().minusYears(5)).with("to", period.to()).toString()).show(problems.isEmpty() ? 200 : 422, "nonconformity/pareto");
    }

    private static List<Wrong> wrong(Visit visit, Period period) {
        List<Wrong> problems = new ArrayList<>();
        for (String field : List.of("from", "to")) {
            if (!visit.parameter(field).isEmpty() && visit.day(field).isEmpty()) {
                problems.add(new Wrong(field, visit.say("causes.wrong.day")));
            }
        }
        if (problems.isEmpty() && period.backwards()) {
            problems.add(new Wrong("from", visit.say("causes.wrong.period")));
        }
        return problems;
    }

    private static double part(long causes, Pareto pareto) {
        return (double) causes / pareto.causes();
    }

    private Pareto count(Visit visit, Period period) {
        Instant since = period.from().atStartOfDay(visit.organisation().zone()).toInstant();
        return count.of(visit.caller().site(), since, period.to().plusDays(1).atStartOfDay(visit.organisation().zone()).toInstant());
    }

    private static List<Line> lines(Visit visit, Pareto pareto, Period period) {
        return pareto.bars().stream().map(bar -> new Line(CauseNames.of(bar.category(), bar.code(), visit.look()), bar.category() == null ? null : bar.category().bone(),
                bar.category() != null && bar.category().retired(), bar, percent(visit, pareto, bar.causes()), percent(visit, pareto, bar.cumulative()),
                new Confirmed(bar.code() == null ? Confirmed.NONE : bar.code(), period.from(), period.to()).in(Address.of("/").with("state", Selection.ALL)).toString())).toList();
    }

    private static String percent(Visit visit, Pareto pareto, long part) {
        return visit.say("causes.percent", visit.look().formats().number(pareto.percent(part)));
    }

    @GET
    @Path("export.csv")
    public Response csv(@Context HttpServletRequest request) {
        return file(pages.visit(request), SheetFormat.CSV);
    }

    @GET
    @Path("export.xlsx")
    public Response xlsx(@Context HttpServletRequest request) {
        return file(pages.visit(request), SheetFormat.XLSX);
    }

    private Response file(Visit visit, SheetFormat format) {
        Period period = Period.of(visit);
        if (!wrong(visit, period).isEmpty()) {
            throw new NotFoundException();
        }
        Pareto pareto = count(visit, period);
        return SheetDownload.of(format, "causes-" + period.from() + "-" + period.to(), sheet -> {
            sheet.row(COLUMNS.stream().map(visit::say).toList());
            for (Line line : lines(visit, pareto, period)) {
                sheet.row(List.of(line.name(), line.of().code() == null ? "" : line.of().code(), line.bone() == null ? "" : visit.say("bone." + line.bone()),
                        Long.toString(line.of().causes()), Long.toString(line.of().cases()), line.share(), line.cumulative()));
            }
        });
    }
}
