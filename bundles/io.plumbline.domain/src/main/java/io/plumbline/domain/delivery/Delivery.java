package io.plumbline.domain.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * A delivery that Plumbline knows. Later reports of the same document amend it; its identity and the moment it was first seen stay.
 */
public sealed interface Delivery {
    Facts facts();

    /** The word for the state in stores, services and pages. */
    default String state() {
        return getClass().getSimpleName();
    }

    /** Whether the goods are with the customer and stay there, as far as is known. */
    default boolean counts() {
        return this instanceof Delivered;
    }

    /** Underway: the goods left, nobody says that they arrived. */
    record Shipped(Facts facts) implements Delivery {
    }

    /** With the customer: by goods issue or by proof of delivery, as the connector defines it. */
    record Delivered(Facts facts) implements Delivery {
    }

    /** The ERP took the document back before anything was delivered. */
    record Cancelled(Facts facts) implements Delivery {
    }

    /** Delivered once, then returned or reversed. */
    record Reversed(Facts facts) implements Delivery {
    }

    /**
     * What all states share.
     *
     * @param report      the newest report, without people
     * @param contentHash SHA-256 in hexadecimal over the newest report with its people, without {@code changedAt} and attributes
     * @param firstSeenAt when the document was first reported; the age limit of asking counts to here
     * @param changedAt   when Plumbline last changed this row
     * @param customer    null only while a cancellation is all that was ever reported
     * @param contact     whom to ask about it, or null when the report names nobody who can be reached
     * @param orders      the orders it serves, in the order of the report
     * @param received    when the customer received it, by the customer's own word; null without one
     * @param version     counts up with each change, beginning with 1
     */
    record Facts(Id id, Site site, DeliveredOrder report, String contentHash, Instant firstSeenAt, Instant changedAt, Id customer, Id contact,
            List<Id> orders, DeliveredOrder.ErpDate received, long version) {
        public Facts(Id id, Site site, DeliveredOrder report, String contentHash, Instant firstSeenAt, Instant changedAt, Id customer, Id contact,
                List<Id> orders, long version) {
            this(id, site, report, contentHash, firstSeenAt, changedAt, customer, contact, orders, null, version);
        }

        public Facts {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(site, "site");
            Objects.requireNonNull(report, "report");
            Objects.requireNonNull(contentHash, "contentHash");
            orders = List.copyOf(orders);
        }

        /** The day on which it reached the customer or left, whichever is known best; null where no date is known. */
        public DeliveredOrder.ErpDate happened() {
            if (received != null) {
                return received;
            }
            return report.delivered() != null ? report.delivered() : report.shipped();
        }
    }

    /** The state that a report asks for, given that goods of the document may have come back since, and that the customer may have received them. */
    static Delivery of(Facts facts, boolean returned) {
        return switch (facts.report().status()) {
            case CANCELLED -> new Cancelled(facts);
            case REVERSED -> new Reversed(facts);
            case DELIVERED -> returned ? new Reversed(facts) : new Delivered(facts);
            case SHIPPED -> returned ? new Reversed(facts) : facts.received() != null ? new Delivered(facts) : new Shipped(facts);
        };
    }

    /** The state by its word, for stores that read it back. */
    static Delivery inState(String state, Facts facts) {
        return switch (state) {
            case "Shipped" -> new Shipped(facts);
            case "Delivered" -> new Delivered(facts);
            case "Cancelled" -> new Cancelled(facts);
            case "Reversed" -> new Reversed(facts);
            default -> throw new IllegalArgumentException("no such state of a delivery: " + state);
        };
    }
}
