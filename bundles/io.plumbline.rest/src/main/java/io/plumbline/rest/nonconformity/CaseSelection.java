package io.plumbline.rest.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import javax.ws.rs.QueryParam;

import io.plumbline.application.nonconformity.CaseOrder;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.rest.Refusal;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

/** Which cases are wanted and in which order, as query parameters: of the list, and of the same list as a file. */
public final class CaseSelection {
    static final List<String> OPEN = List.of("Reported", "Contained", "Analysed", "Planned", "Implementing", "AwaitingEffectiveness");
    static final List<String> SETTLED = List.of("Closed", "Rejected", "Merged");

    @QueryParam("state")
    @Says("In this state alone") @OneOf(Nonconformity.class)
    private String state;
    @QueryParam("open")
    @Says("`true`: open cases alone; `false`: settled ones alone")
    private Boolean open;
    @QueryParam("severity")
    @Says("Of this severity alone")
    private Severity severity;
    @QueryParam("customer")
    @Says("Of this customer alone: its identity")
    private Id customer;
    @QueryParam("text")
    @Says(value = "Words of its number, title, order, product or lot by their beginnings, or of its customer's name; all of them have to be there", example = "SO-42")
    private String text;
    @QueryParam("order")
    @Says("About this order alone: its identity")
    private Id order;
    @QueryParam("since")
    @Says("Changed at this moment or later")
    private Instant since;
    @QueryParam("owner")
    @Says(value = "Of this owner alone: the login", example = "quinn")
    private String owner;
    @QueryParam("unowned")
    @Says("`true`: those that nobody owns, whatever `owner` says")
    private Boolean unowned;
    @QueryParam("overdue")
    @Says("`true`: those with an open action past its due date, today being a day of the organisation")
    private Boolean overdue;
    @QueryParam("reportedSince")
    @Says("Reported at this moment or later")
    private Instant reportedSince;
    @QueryParam("reportedBefore")
    @Says("Reported before this moment")
    private Instant reportedBefore;
    @QueryParam("recurring")
    @Says("`true`: those with which an earlier case came back, as far as nobody dismissed it")
    private Boolean recurring;
    @QueryParam("cause")
    @Says(value = "With a verified cause of this category, `-` for one without a category; not those that were rejected or merged", example = "packaging")
    private String cause;
    @QueryParam("confirmedSince")
    @Says("That cause verified at this moment or later")
    private Instant confirmedSince;
    @QueryParam("confirmedBefore")
    @Says("That cause verified before this moment")
    private Instant confirmedBefore;
    @QueryParam("sort")
    @Says("What to sort by: `NUMBER` unless told otherwise; what is equal stands newest first, what has no due date or customer's name last")
    private CaseOrder.By sort;
    @QueryParam("direction")
    @Says("`UP` is smallest, earliest or gravest first: numbers run `DOWN` unless told otherwise, everything else `UP`")
    private CaseOrder.Direction direction;

    /**
     * @param today a day of the organisation
     * @throws Refusal where two of the parameters exclude each other
     */
    CaseQueries.Filter filter(Site site, LocalDate today) {
        if (state != null && open != null) {
            throw Refusal.invalid("query parameter open", open.toString(), "only one of state and open");
        }
        List<String> states = state != null ? List.of(state) : open == null ? List.of() : open ? OPEN : SETTLED;
        CaseQueries.Filter filter = new CaseQueries.Filter(site, states, severity, customer, text, order, since,
                Boolean.TRUE.equals(unowned) ? new CaseQueries.Owner(null) : owner == null ? null : new CaseQueries.Owner(owner), null, reportedSince, reportedBefore,
                Boolean.TRUE.equals(recurring)).with(confirmed());
        return Boolean.TRUE.equals(overdue) ? filter.overdueOn(today) : filter;
    }

    private CaseQueries.Confirmed confirmed() {
        if (cause == null && (confirmedSince != null || confirmedBefore != null)) {
            throw Refusal.invalid("query parameter cause", null, "the category of a cause, such as packaging, or - for none, with confirmedSince and confirmedBefore");
        }
        return cause == null ? null : new CaseQueries.Confirmed(cause.equals("-") ? null : cause, confirmedSince, confirmedBefore);
    }

    CaseOrder order() {
        CaseOrder.By by = sort == null ? CaseOrder.By.NUMBER : sort;
        return new CaseOrder(by, direction == null ? by.usual() : direction);
    }
}
