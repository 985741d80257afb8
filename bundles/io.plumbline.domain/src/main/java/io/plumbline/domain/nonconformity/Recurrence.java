package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.action.CorrectiveAction;

/**
 * A case came back: within a year after one was closed as effective, another was filed about the same thing. It stands beside both files, and changes the
 * version of neither; the verified actions of the earlier case are marked by it. There is one for each pair of cases.
 *
 * @param earlier   the case that was closed
 * @param cycle     the cycle that the close ended
 * @param later     the case that was filed after it
 * @param closedAt  the close; when the case is reopened, this stays
 * @param filedAt   when the later case was filed
 * @param because   what both have in common
 * @param dismissal why somebody holds that it is none; null while it stands
 * @param version   1, and one more each time that it is dismissed or taken up again
 */
public record Recurrence(Id id, Site site, Id earlier, int cycle, Id later, Instant closedAt, Instant filedAt, Because because, Instant foundAt, Dismissal dismissal, long version) {
    private static final int MOST_REASON = 2000;

    public Recurrence {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(earlier, "earlier");
        Objects.requireNonNull(later, "later");
        Objects.requireNonNull(because, "because");
        if (window(closedAt, filedAt).isEmpty() || !filedAt.isAfter(closedAt)) {
            throw new IllegalArgumentException("closed at " + closedAt + ", filed at " + filedAt);
        }
    }

    /** How soon it came back; the shortest that holds. */
    public enum Window {
        DAYS_90(90), DAYS_180(180), DAYS_365(365);

        private final int days;

        Window(int days) {
            this.days = days;
        }

        public int days() {
            return days;
        }
    }

    /** What two cases may have in common. */
    public enum Kind { PRODUCT, LOT, CUSTOMER, COUNTRY, CARRIER, CAUSE }

    /** @param value as of a {@link Stratum}; of a cause its category */
    public record Because(Kind kind, String value) {
        public Because {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(value, "value");
        }

        /** In words, for machines and records. */
        public String says() {
            return switch (kind) {
                case PRODUCT -> "deliveries with product " + value;
                case LOT -> "deliveries with lot " + value;
                case CUSTOMER -> "deliveries to the same customer";
                case COUNTRY -> "deliveries to country " + value;
                case CARRIER -> "deliveries brought by " + value;
                case CAUSE -> "the same verified cause: " + value;
            };
        }
    }

    /** @param by login of who dismissed it; nobody who owned one of the actions that it marks */
    public record Dismissal(String by, String reason, Instant at) {
        public Dismissal {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Empty after a year. */
    static Optional<Window> window(Instant closedAt, Instant filedAt) {
        long days = days(closedAt, filedAt);
        return Arrays.stream(Window.values()).filter(w -> days <= w.days()).findFirst();
    }

    private static long days(Instant from, Instant to) {
        return ChronoUnit.DAYS.between(day(from), day(to));
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** From the day of the close to that of the filing, 0 to 365. */
    public long days() {
        return days(closedAt, filedAt);
    }

    public Window window() {
        return window(closedAt, filedAt).orElseThrow();
    }

    /** Whether nobody holds that it is none. */
    public boolean stands() {
        return dismissal == null;
    }

    /** Whether this action was to prevent it: it was verified in the cycle that was closed as effective. */
    public boolean marks(CorrectiveAction action) {
        return stands() && action instanceof CorrectiveAction.Verified && action.facts().nonconformity().equals(earlier) && action.facts().cycle() == cycle;
    }

    /**
     * What is wrong with a dismissal; empty when it can be made.
     *
     * @param earlierCase the file of the earlier case
     */
    public List<Problem> problems(CaseFile earlierCase, String login, String reason) {
        if (!stands()) {
            return List.of(new Problem("recurrence", id.value(), "one that was not dismissed yet; " + dismissal.by() + " dismissed this one"));
        }
        if (earlierCase.actions().stream().anyMatch(a -> marks(a) && a.facts().owner().equals(login))) {
            return List.of(new Problem("login", login, "somebody who carried out none of the actions of the earlier case"));
        }
        return wrong(reason, "why it is none");
    }

    /** What is wrong with taking it up again; empty when that can be done. It takes no second person: whoever was wrong to dismiss it says so. */
    public List<Problem> restorationProblems(String reason) {
        if (stands()) {
            return List.of(new Problem("recurrence", id.value(), "one that was dismissed; this one stands"));
        }
        return wrong(reason, "why it is one after all");
    }

    private static List<Problem> wrong(String reason, String accepted) {
        return reason == null || reason.isBlank() || reason.strip().length() > MOST_REASON
                ? List.of(new Problem("reason", reason == null ? "" : reason, accepted + ", 1 to " + MOST_REASON + " characters")) : List.of();
    }

    public Recurrence dismissed(String login, String reason, Instant now) {
        return new Recurrence(id, site, earlier, cycle, later, closedAt, filedAt, because, foundAt, new Dismissal(login, reason, now), version + 1);
    }

    /** Taken up again: it marks the actions and counts as if nobody had dismissed it. Who did, and why, stays in the journal. */
    public Recurrence restored() {
        return new Recurrence(id, site, earlier, cycle, later, closedAt, filedAt, because, foundAt, null, version + 1);
    }
}
