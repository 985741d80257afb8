package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.plumbline.domain.Id;

/**
 * When a case says that an earlier one came back. The same cases always give the same: nothing is guessed from words. All of this must hold:
 *
 * <ul>
 * <li>the earlier case is closed, and so was found effective; the later one was filed after that, at most 365 days later
 * <li>what the later case is about went out after the actions were done, or it is not known when: what was delivered before could not have been prevented
 * <li>the later case is of the earlier one's stratum. Where that is everything, being a case says nothing: then both have to be about the same one product, or have
 * a verified cause of the same category
 * </ul>
 */
public final class RecurrenceRule {
    private RecurrenceRule() {
    }

    /**
     * A case that was closed as effective.
     *
     * @param stratum  of the plan that it was closed with
     * @param done     the day on which the last of the verified actions was done, or null
     * @param product  the one product that it is about, or null
     * @param causes   categories of its verified causes
     */
    public record Closure(Id nonconformity, int cycle, Instant closedAt, Stratum stratum, LocalDate done, String product, Set<String> causes) {
        public Closure {
            Objects.requireNonNull(nonconformity, "nonconformity");
            Objects.requireNonNull(closedAt, "closedAt");
            Objects.requireNonNull(stratum, "stratum");
            causes = Set.copyOf(causes);
        }
    }

    /** What both have in common, if the later case says that the earlier one came back. */
    public static Optional<Recurrence.Because> why(Closure earlier, Id later, Affected affected, Instant filedAt) {
        boolean within = filedAt.isAfter(earlier.closedAt()) && Recurrence.window(earlier.closedAt(), filedAt).isPresent();
        boolean preventable = affected.delivered() == null || earlier.done() == null || affected.delivered().isAfter(earlier.done());
        if (!within || !preventable || earlier.nonconformity().equals(later)) {
            return Optional.empty();
        }
        Stratum stratum = earlier.stratum();
        return switch (stratum.kind()) {
            case PRODUCT -> shared(affected, stratum, Recurrence.Kind.PRODUCT);
            case LOT -> shared(affected, stratum, Recurrence.Kind.LOT);
            case CUSTOMER -> shared(affected, stratum, Recurrence.Kind.CUSTOMER);
            case COUNTRY -> shared(affected, stratum, Recurrence.Kind.COUNTRY);
            case CARRIER -> shared(affected, stratum, Recurrence.Kind.CARRIER);
            case EVERYTHING -> likeness(earlier, affected);
        };
    }

    private static Optional<Recurrence.Because> shared(Affected affected, Stratum stratum, Recurrence.Kind kind) {
        return affected.strata().contains(stratum) ? Optional.of(new Recurrence.Because(kind, stratum.value())) : Optional.empty();
    }

    private static Optional<Recurrence.Because> likeness(Closure earlier, Affected affected) {
        if (earlier.product() != null && earlier.product().equals(affected.product())) {
            return Optional.of(new Recurrence.Because(Recurrence.Kind.PRODUCT, earlier.product()));
        }
        Set<String> both = new TreeSet<>(earlier.causes());
        both.retainAll(affected.causes());
        return both.stream().findFirst().map(category -> new Recurrence.Because(Recurrence.Kind.CAUSE, category));
    }
}
