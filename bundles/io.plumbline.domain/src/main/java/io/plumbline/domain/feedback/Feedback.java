package io.plumbline.domain.feedback;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * Something that a customer said without having been asked by a survey: one record for all voices. It enters none of the figures that
 * survey answers make (CSAT, NPS, CES).
 */
public sealed interface Feedback {
    Facts facts();

    default String state() {
        return getClass().getSimpleName();
    }

    /** Nobody has looked at it yet, or it was said anew since. */
    record New(Facts facts) implements Feedback {
    }

    /** Somebody has said what it is about. */
    record Coded(Facts facts) implements Feedback {
    }

    /** The customer has heard what came of it. */
    record Answered(Facts facts) implements Feedback {
    }

    /** Which voice it is. */
    enum Kind { RECEIPT, COMPLAINT, REVIEW, CALL, INTERVIEW, SOCIAL }

    /**
     * What all states share.
     *
     * @param origin      what it was heard through: for {@link Kind#RECEIPT} the receipt, otherwise the feedback itself
     * @param part        which part of the origin; there is one feedback for each origin and part
     * @param document    number of the delivery that the customer names, or null
     * @param delivery    which it concerns, or null while none is known
     * @param order       which it concerns, or null while none is known
     * @param customer    who said it, or null while nobody is known
     * @param discrepancy what came differently, or null for other voices
     * @param words       personal data: the customer's own words; null where there are none, or once erased
     * @param saidOn      the day on which it was said, or null
     * @param takenBack   whether the customer has taken it back, by a newer version or a cancellation of the document
     * @param firstSeenAt when Plumbline first heard of it
     * @param version     counts up with each change, beginning with 1
     */
    record Facts(Id id, Site site, Kind kind, Id origin, String part, String document, Id delivery, Id order, Id customer, Discrepancy discrepancy, String words,
            LocalDate saidOn, boolean takenBack, Instant firstSeenAt, Instant changedAt, long version) {
        public Facts {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(site, "site");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(origin, "origin");
            Objects.requireNonNull(part, "part");
        }

        /** The same version, about this delivery. */
        public Facts about(Id nextDelivery, Id nextOrder, Id nextCustomer) {
            return new Facts(id, site, kind, origin, part, document, nextDelivery, nextOrder, nextCustomer, discrepancy, words, saidOn, takenBack, firstSeenAt,
                    changedAt, version);
        }

        /** The next version. */
        public Facts next(Instant now) {
            return new Facts(id, site, kind, origin, part, document, delivery, order, customer, discrepancy, words, saidOn, takenBack, firstSeenAt, now, version + 1);
        }

        /** Whether it is about the same delivery, order and customer. */
        public boolean isAboutTheSameAs(Facts other) {
            return Objects.equals(delivery, other.delivery) && Objects.equals(order, other.order) && Objects.equals(customer, other.customer);
        }

        /** The next version, in these words. */
        public Facts said(String nextDocument, Discrepancy next, String nextWords, LocalDate day, Instant now) {
            return new Facts(id, site, kind, origin, part, nextDocument, delivery, order, customer, next, nextWords, day, false, firstSeenAt, now, version + 1);
        }

        /** The next version, taken back. */
        public Facts takenBack(Instant now) {
            return new Facts(id, site, kind, origin, part, document, delivery, order, customer, discrepancy, words, saidOn, true, firstSeenAt, now, version + 1);
        }

        /** Whether it says, and still does, that goods were rejected or are missing. */
        public boolean tellsOfUnusableGoods() {
            return !takenBack && discrepancy != null && discrepancy.unusable().signum() > 0;
        }

        /** Whether it says the same, and still does; the day does not count. */
        public boolean says(String otherDocument, Discrepancy other, String otherWords) {
            return !takenBack && Objects.equals(document, otherDocument) && Objects.equals(discrepancy, other) && Objects.equals(words, otherWords);
        }
    }

    /** The same state with other facts. */
    default Feedback with(Facts facts) {
        return inState(state(), facts);
    }

    static Feedback inState(String state, Facts facts) {
        return switch (state) {
            case "New" -> new New(facts);
            case "Coded" -> new Coded(facts);
            case "Answered" -> new Answered(facts);
            default -> throw new IllegalArgumentException("no such state of feedback: " + state);
        };
    }
}
