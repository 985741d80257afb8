package io.plumbline.domain.nonconformity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** How grave a reported nonconformity is, as far as what is known of it tells. A person may know more, and grade it otherwise with a reason. */
public final class GradingRule {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private GradingRule() {
    }

    /**
     * What is known of a nonconformity when it is filed.
     *
     * @param danger    whether people may come to harm, or a law is broken
     * @param systemic  whether it was found throughout or again, and not once
     * @param unusable  how much was rejected or is missing, zero or more, in the unit of {@code delivered}; or null
     * @param delivered how much the line had, or null
     * @param customer  whether it reached a customer
     */
    public record Signs(boolean danger, boolean systemic, BigDecimal unusable, BigDecimal delivered, boolean customer) {
    }

    /** @param reasons at least one, the gravest first */
    public record Proposal(Severity severity, List<String> reasons) {
        public Proposal {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * The gravest that any of the rules says: danger is critical; what is systemic is major, and so is half of a line or more rejected or
     * missing; less of it, and whatever else reached a customer, is minor; the rest is an observation.
     */
    public static Proposal propose(Signs signs) {
        List<String> reasons = new ArrayList<>();
        Severity severity = Severity.OBSERVATION;
        if (signs.danger()) {
            reasons.add("danger to people or breach of law");
            severity = Severity.CRITICAL;
        }
        if (signs.systemic()) {
            reasons.add("found throughout or again");
            severity = graver(severity, Severity.MAJOR);
        }
        if (signs.unusable() != null && signs.unusable().signum() > 0) {
            boolean half = signs.delivered() != null && signs.delivered().signum() > 0 && signs.unusable().multiply(TWO).compareTo(signs.delivered()) >= 0;
            reasons.add("rejected or missing " + plain(signs.unusable()) + (signs.delivered() == null ? "" : " of " + plain(signs.delivered())) + (half ? " (half or more)" : ""));
            severity = graver(severity, half ? Severity.MAJOR : Severity.MINOR);
        }
        if (signs.customer()) {
            reasons.add("reached a customer");
            severity = graver(severity, Severity.MINOR);
        }
        if (reasons.isEmpty()) {
            reasons.add("reached no customer");
        }
        return new Proposal(severity, reasons);
    }

    private static Severity graver(Severity a, Severity b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static String plain(BigDecimal quantity) {
        return quantity.stripTrailingZeros().toPlainString();
    }
}
