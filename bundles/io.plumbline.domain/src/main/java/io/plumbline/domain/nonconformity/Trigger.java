package io.plumbline.domain.nonconformity;

import java.math.BigInteger;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Sha256;
import io.plumbline.domain.Site;
import io.plumbline.domain.feedback.Feedback;

/** What a case was filed for. No two cases have the same trigger. */
public record Trigger(Kind kind, Id subject) {
    public enum Kind { RESPONSE, FEEDBACK, COMPLAINT, RECEIPT, AUDIT, HAND }

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 26;

    public Trigger {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
    }

    /** What a customer said unasked: the same whether a rule or a person files the case. */
    public static Trigger of(Feedback feedback) {
        return new Trigger(feedback.facts().kind() == Feedback.Kind.RECEIPT ? Kind.RECEIPT : Kind.FEEDBACK, feedback.facts().id());
    }

    /** Whether it was this complaint. */
    public boolean complaint(Id id) {
        return kind == Kind.COMPLAINT && subject.equals(id);
    }

    /**
     * What has no row of its own: the number of an audit's finding, or the token of a form.
     *
     * @param reference the same text at the same site is the same trigger; its subject is made of 130 bits of the SHA-256 of both
     */
    public static Trigger of(Kind kind, Site site, String reference) {
        BigInteger bits = new BigInteger(1, Sha256.of(kind + "\n" + site + "\n" + reference));
        StringBuilder subject = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            subject.append(DIGITS.charAt(bits.shiftRight(5 * i).intValue() & 31));
        }
        return new Trigger(kind, new Id(subject.toString()));
    }
}
