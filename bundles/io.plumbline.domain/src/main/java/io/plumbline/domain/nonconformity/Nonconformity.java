package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * A nonconformity (ISO 9001 8.7, 10.2) in one of its states. Which moves are allowed, what each needs and who may make it stands in
 * {@link Move}.
 */
public sealed interface Nonconformity {
    Facts facts();

    default String state() {
        return getClass().getSimpleName();
    }

    /** Whether work remains. */
    default boolean open() {
        return !(this instanceof Closed || this instanceof Rejected || this instanceof Merged);
    }

    record Reported(Facts facts) implements Nonconformity {
    }

    record Contained(Facts facts) implements Nonconformity {
    }

    record Analysed(Facts facts) implements Nonconformity {
    }

    record Planned(Facts facts) implements Nonconformity {
    }

    record Implementing(Facts facts) implements Nonconformity {
    }

    record AwaitingEffectiveness(Facts facts) implements Nonconformity {
    }

    record Closed(Facts facts, Instant closedAt) implements Nonconformity {
    }

    record Rejected(Facts facts, String reason) implements Nonconformity {
    }

    record Merged(Facts facts, Id into) implements Nonconformity {
    }

    /**
     * What all states share.
     *
     * @param title     one line: what is wrong, without personal data
     * @param whyLow    the clauses that made the case
     * @param customer  whom it concerns, or null
     * @param contact   the row that personal data of the snapshot is read through, or null
     * @param snapshot  the order as known when the case was filed; null for a case without an order
     * @param owner     login of who works on it, or null
     * @param reopened  how often it was reopened
     * @param version   counts up with each change, beginning with 1
     */
    record Facts(Id id, Site site, CaseNumber number, Trigger trigger, String title, List<String> whyLow, Severity severity, Id order, Id delivery,
            Id customer, Id contact, Id response, OrderSnapshot snapshot, String owner, int reopened, Instant reportedAt, Instant changedAt, long version) {
        public Facts {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(number, "number");
            Objects.requireNonNull(trigger, "trigger");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(severity, "severity");
            whyLow = List.copyOf(whyLow);
        }
    }
}
