package io.plumbline.domain.nonconformity;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;

/**
 * What was done at once so that a nonconformity does no further harm: the correction, as opposed to the corrective action that removes
 * the cause. ISO 9001:2015 8.7.2 asks for the action, the concession if there is one, and the authority that decided.
 *
 * @param what      in words, 1 to 2,000 characters
 * @param quantity  how much it concerns, more than 0, at most 1,000,000,000,000 and with at most six decimals; or null
 * @param uom       the unit of {@code quantity}, at most 20 characters; null where there is no quantity
 * @param authority who decided, by name or office, 1 to 100 characters
 * @param decidedOn when they did
 * @param by        login of who entered it
 */
public record Containment(Id id, Site site, Id nonconformity, Disposition disposition, String what, BigDecimal quantity, String uom, String authority, LocalDate decidedOn,
        String by, Instant at) {
    public static final int MOST_WORDS = 2000;
    private static final int MOST_AUTHORITY = 100;
    private static final int MOST_UNIT = 20;
    private static final BigDecimal MOST_QUANTITY = new BigDecimal("1000000000000");
    private static final int MOST_DECIMALS = 6;

    public Containment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(nonconformity, "nonconformity");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
    }

    /** What is wrong with it; empty when it can be kept. */
    public List<Problem> problems(Instant now) {
        List<Problem> problems = new ArrayList<>();
        if (disposition == null) {
            problems.add(new Problem("disposition", "", "one of CORRECTION, REPLACEMENT, CREDIT, REWORK, CONCESSION, NO_ACTION"));
        }
        Words.check("what", what, MOST_WORDS, problems);
        Words.check("authority", authority, MOST_AUTHORITY, problems);
        if (quantity != null && (quantity.signum() <= 0 || quantity.compareTo(MOST_QUANTITY) > 0 || quantity.stripTrailingZeros().scale() > MOST_DECIMALS)) {
            // not toPlainString: 1E+999999999 in digits is a gigabyte
            problems.add(new Problem("quantity", quantity.toString(), "more than 0, at most " + MOST_QUANTITY.toPlainString() + " with at most six decimals; or nothing"));
        }
        if (quantity == null ? uom != null && !uom.isBlank() : uom == null || uom.isBlank() || uom.length() > MOST_UNIT) {
            problems.add(new Problem("uom", uom, quantity == null ? "nothing where there is no quantity" : "the unit of the quantity, 1 to 20 characters, such as pcs or kg"));
        }
        // somewhere it is already tomorrow
        LocalDate latest = now.atZone(ZoneOffset.ofHours(14)).toLocalDate();
        if (decidedOn == null || decidedOn.isAfter(latest)) {
            problems.add(new Problem("decidedOn", decidedOn == null ? "" : decidedOn.toString(), "a day up to today, as YYYY-MM-DD"));
        }
        return problems;
    }
}
