package io.plumbline.web.nonconformity;

import java.time.LocalDate;
import java.util.Optional;

import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.domain.nonconformity.CauseCategory;
import io.plumbline.web.Address;
import io.plumbline.web.Visit;

/**
 * Cases in which a cause of a category was verified, as an address names them.
 *
 * @param code of the category, or {@link #NONE} for the causes without one
 * @param from the first day, or null
 * @param to   the last day, or null
 */
record Confirmed(String code, LocalDate from, LocalDate to) {
    /** No category has this code. */
    static final String NONE = "-";

    static Optional<Confirmed> of(Visit visit) {
        String code = visit.parameter("cause");
        return code.length() <= CauseCategory.MOST_CODE && code.matches("[a-z0-9-]+")
                ? Optional.of(new Confirmed(code, visit.day("confirmedFrom").orElse(null), visit.day("confirmedTo").orElse(null))) : Optional.empty();
    }

    Address in(Address address) {
        return address.with("cause", code).with("confirmedFrom", from).with("confirmedTo", to);
    }

    /** From the beginning of the first day to the end of the last one, where the organisation is. */
    CaseQueries.Confirmed asked(Visit visit) {
        return new CaseQueries.Confirmed(code.equals(NONE) ? null : code, from == null ? null : from.atStartOfDay(visit.organisation().zone()).toInstant(),
                to == null ? null : to.plusDays(1).atStartOfDay(visit.organisation().zone()).toInstant());
    }
}
