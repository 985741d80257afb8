package io.plumbline.web.delivery;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.delivery.DeliveryQueries;
import io.plumbline.application.delivery.DeliveryQueries.Count;
import io.plumbline.application.delivery.DeliveryQueries.LedgerTotals;
import io.plumbline.application.delivery.ResponseRate;
import io.plumbline.application.survey.Programmes;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.web.Address;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;

/** The denominator ledger of a period: each delivery on exactly one line, and the lines add up. */
@Path("/ledger")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = LedgerResource.class)
public final class LedgerResource {
    private static final int DAYS = 90;

    /** One line with the address of its deliveries; {@code width} of its bar in percent. */
    record Row(Line line, NotAsked why, long deliveries, String href, BigDecimal width) {
    }

    private final Pages pages;
    private final DeliveryQueries deliveries;
    private final Programmes programmes;

    @Activate
    public LedgerResource(@Reference Pages pages, @Reference DeliveryQueries deliveries, @Reference Programmes programmes) {
        this.pages = pages;
        this.deliveries = deliveries;
        this.programmes = programmes;
    }

    @GET
    public Response show(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        LocalDate today = visit.look().formats().dayOf(visit.now());
        LocalDate to = visit.day("to").orElse(today);
        LocalDate from = visit.day("from").orElse(to.minusDays(DAYS - 1));
        List<Wrong> problems = from.isAfter(to) ? List.of(new Wrong("from", visit.say("ledger.wrong"))) : List.of();
        LedgerTotals totals = problems.isEmpty() ? deliveries.totals(visit.caller().site(), programmes.current().name(), from, to)
                : new LedgerTotals(from, to, 0, List.of());
        List<Row> rows = new ArrayList<>();
        totals.counts().stream().filter(c -> c.deliveries() > 0).sorted(Comparator.comparing(Count::line, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Count::deliveries, Comparator.reverseOrder())).forEach(c -> rows.add(new Row(c.line(), c.why(), c.deliveries(),
                        Address.of("/deliveries").with("line", c.line()).with("why", c.why()).with("from", from).with("to", to).toString(),
                        BigDecimal.valueOf(100 * c.deliveries()).divide(BigDecimal.valueOf(Math.max(1, totals.total())), 2, RoundingMode.HALF_UP))));
        ResponseRate rate = ResponseRate.of(totals);
        return visit.with("problems", problems).with("from", from).with("to", to).with("rows", rows).with("total", totals.total())
                .with("sum", rows.stream().mapToLong(Row::deliveries).sum()).with("rate", rate).with("silentSoFar", sum(totals, Line.ASKED))
                .with("least", ResponseRate.LEAST).show(problems.isEmpty() ? 200 : 422, "delivery/ledger");
    }

    private static long sum(LedgerTotals totals, Line line) {
        return totals.counts().stream().filter(c -> c.line() == line).mapToLong(Count::deliveries).sum();
    }
}
