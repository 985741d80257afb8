package io.plumbline.rest.delivery;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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

import io.plumbline.application.Organisation;
import io.plumbline.application.delivery.DeliveryQueries;
import io.plumbline.application.delivery.DeliveryQueries.LedgerTotals;
import io.plumbline.application.delivery.ResponseRate;
import io.plumbline.application.survey.Programmes;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.http.Caller;
import io.plumbline.rest.Refusal;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /ledger}: how the deliveries of a period stand. */
@Path("/ledger")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"quality-manager", "auditor"})
@Component(service = LedgerResource.class)
public final class LedgerResource {
    private static final int DAYS = 90;
    private final DeliveryQueries deliveries;
    private final Programmes programmes;
    private final Organisation.Current organisation;

    @Activate
    public LedgerResource(@Reference DeliveryQueries deliveries, @Reference Programmes programmes, @Reference Organisation.Current organisation) {
        this.deliveries = deliveries;
        this.programmes = programmes;
        this.organisation = organisation;
    }

    @Says("The denominator ledger of a period: each delivery stands on exactly one line, and the lines add up to the total")
    public record LedgerJson(String programme, LocalDate from, LocalDate to, @Says("Deliveries of the period") long total, List<LedgerLineJson> lines,
            @Says("How many of those asked have answered") ResponseRateJson responseRate) {
    }

    @Says("One line of the ledger")
    public record LedgerLineJson(Line line, @Says("The reason where the line is NOT_ASKED or WITHDRAWN") @Maybe NotAsked why, long deliveries) {
    }

    @Says("How many of those asked have answered, with the 95 % interval of Wilson; no share while too few were asked")
    public record ResponseRateJson(long answered, @Says("People who got a mail that was not sent back") long asked,
            @Says(value = "In percent; null below 10 asked", example = "30.8") @Maybe BigDecimal percent,
            @Says(value = "Lower end of the interval", example = "25.5") @Maybe BigDecimal least,
            @Says(value = "Upper end of the interval", example = "36.6") @Maybe BigDecimal most) {
        static ResponseRateJson of(ResponseRate rate) {
            return rate.conclusive() ? new ResponseRateJson(rate.answered(), rate.asked(), rate.percent(), rate.least(), rate.most())
                    : new ResponseRateJson(rate.answered(), rate.asked(), null, null, null);
        }
    }

    @GET
    @Operation(id = "getLedger", says = "The denominator ledger of a period", gives = LedgerJson.class, tagged = true,
            more = "By the day the deliveries happened, or were first seen where no day is known. Without days: the last 90.")
    public Response period(@QueryParam("from") @Says("First day") LocalDate first, @QueryParam("to") @Says("Last day") LocalDate last,
            @Context HttpServletRequest http, @Context Request request) {
        LocalDate to = last == null ? LocalDate.ofInstant(Instant.now(), organisation.get().zone()) : last;
        LocalDate from = first == null ? to.minusDays(DAYS - 1) : first;
        if (from.isAfter(to)) {
            throw Refusal.invalid("query parameter from", from.toString(), "a day that is not after " + to);
        }
        String programme = programmes.current().name();
        LedgerTotals totals = deliveries.totals(Caller.in(http).site(), programme, from, to);
        return Versioned.of(new LedgerJson(programme, from, to, totals.total(),
                totals.counts().stream().map(c -> new LedgerLineJson(c.line(), c.why(), c.deliveries())).toList(),
                ResponseRateJson.of(ResponseRate.of(totals))), request);
    }
}
