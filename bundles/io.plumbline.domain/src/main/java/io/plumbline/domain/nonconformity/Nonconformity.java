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

    /** The same state with other facts. */
    default Nonconformity with(Facts facts) {
        return switch (state()) {
            case "Reported" -> new Reported(facts);
            case "Contained" -> new Contained(facts);
            case "Analysed" -> new Analysed(facts);
            case "Planned" -> new Planned(facts);
            case "Implementing" -> new Implementing(facts);
            case "AwaitingEffectiveness" -> new AwaitingEffectiveness(facts);
            case "Closed" -> new Closed(facts, ((Closed) this).closedAt());
            case "Rejected" -> new Rejected(facts, ((Rejected) this).reason());
            default -> new Merged(facts, ((Merged) this).into());
        };
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
     * @param reopened  how often it was reopened after its close
     * @param cycle     which run through analysis, plan and proof this is, beginning with 1: a reopened case, and one whose actions had no
     *                  effect, begins a new one, and what was done in the earlier ones stays as it was
     * @param version   counts up with each change, beginning with 1
     */
    record Facts(Id id, Site site, CaseNumber number, Trigger trigger, String title, List<String> whyLow, Severity severity, Id order, Id delivery,
            Id customer, Id contact, Id response, OrderSnapshot snapshot, String owner, int reopened, int cycle, Instant reportedAt, Instant changedAt, long version) {
        public Facts {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(number, "number");
            Objects.requireNonNull(trigger, "trigger");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(severity, "severity");
            if (reopened < 0 || cycle < 1 || version < 1) {
                throw new IllegalArgumentException("reopened from 0, cycle and version from 1 expected");
            }
            whyLow = List.copyOf(whyLow);
        }

        /** The next version of the same facts. */
        Facts changed(Instant at) {
            return new Facts(id, site, number, trigger, title, whyLow, severity, order, delivery, customer, contact, response, snapshot, owner, reopened, cycle, reportedAt, at,
                    version + 1);
        }

        /** The next version, in a new cycle. */
        Facts again(boolean fromClosed, Instant at) {
            return new Facts(id, site, number, trigger, title, whyLow, severity, order, delivery, customer, contact, response, snapshot, owner,
                    fromClosed ? reopened + 1 : reopened, cycle + 1, reportedAt, at, version + 1);
        }

        /** The next version, worked on by somebody else; {@code login} null for nobody. */
        public Facts ownedBy(String login, Instant at) {
            return new Facts(id, site, number, trigger, title, whyLow, severity, order, delivery, customer, contact, response, snapshot, login, reopened, cycle, reportedAt, at,
                    version + 1);
        }

        /** The next version, graded anew. */
        public Facts graded(Severity grade, Instant at) {
            return new Facts(id, site, number, trigger, title, whyLow, grade, order, delivery, customer, contact, response, snapshot, owner, reopened, cycle, reportedAt, at,
                    version + 1);
        }
    }
}
