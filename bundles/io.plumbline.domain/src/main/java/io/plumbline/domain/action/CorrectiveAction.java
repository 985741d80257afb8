package io.plumbline.domain.action;

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
 * What is done so that a nonconformity does not come back (ISO 9001:2015 10.2.1 c). Whoever did it does not verify it, and an action
 * that is cancelled stands in the way of a close until a second person has accepted why.
 */
public sealed interface CorrectiveAction {
    int MOST_WORDS = 2000;

    Facts facts();

    default String state() {
        return getClass().getSimpleName();
    }

    /** Whether nothing more is expected of it: it is judged, or its cancellation is accepted. An ineffective one needs another one, and is itself past. */
    default boolean settled() {
        return this instanceof Verified || this instanceof Ineffective || this instanceof Cancelled c && c.acceptedBy() != null;
    }

    /** Whether it is still to be done, so that its due date means something. */
    default boolean waits() {
        return this instanceof Planned || this instanceof InProgress;
    }

    record Planned(Facts facts) implements CorrectiveAction {
        public InProgress begin(Instant now) {
            return new InProgress(facts.changed(now));
        }

        /** With another due date, as an {@link Extension} that was granted says. */
        public Planned due(LocalDate day, Instant now) {
            return new Planned(facts.due(day, now));
        }

        public Cancelled cancel(String reason, String by, Instant now) {
            return new Cancelled(facts.changed(now), reason, by, null);
        }
    }

    record InProgress(Facts facts) implements CorrectiveAction {
        public Done done(Instant now) {
            return new Done(facts.changed(now), now);
        }

        /** With another due date, as an {@link Extension} that was granted says. */
        public InProgress due(LocalDate day, Instant now) {
            return new InProgress(facts.due(day, now));
        }

        public Cancelled cancel(String reason, String by, Instant now) {
            return new Cancelled(facts.changed(now), reason, by, null);
        }
    }

    record Done(Facts facts, Instant doneAt) implements CorrectiveAction {
        /** @throws IllegalArgumentException when the owner verifies their own work: callers ask {@link #mayJudge} first */
        public Verified verified(String by, Instant now) {
            judgedBy(by);
            return new Verified(facts.changed(now), doneAt, by);
        }

        /** It was done and does not do what it should: another one is needed. */
        public Ineffective ineffective(String by, Instant now) {
            judgedBy(by);
            return new Ineffective(facts.changed(now), doneAt, by);
        }

        /** Whoever did it does not judge it. */
        public boolean mayJudge(String login) {
            return !login.equals(facts.owner());
        }

        private void judgedBy(String login) {
            if (!mayJudge(login)) {
                throw new IllegalArgumentException("the owner does not judge their own action");
            }
        }
    }

    record Verified(Facts facts, Instant doneAt, String by) implements CorrectiveAction {
    }

    record Ineffective(Facts facts, Instant doneAt, String by) implements CorrectiveAction {
    }

    /**
     * @param by         login of who cancelled it
     * @param acceptedBy login of a second person who accepts the reason, or null
     */
    record Cancelled(Facts facts, String reason, String by, String acceptedBy) implements CorrectiveAction {
        /** @throws IllegalArgumentException when who cancelled it accepts it: callers ask {@link #mayAccept} first */
        public Cancelled accepted(String login, Instant now) {
            if (!mayAccept(login)) {
                throw new IllegalArgumentException("a second person accepts a cancellation");
            }
            return new Cancelled(facts.changed(now), reason, by, login);
        }

        public boolean mayAccept(String login) {
            return !login.equals(by);
        }
    }

    /** Whether it removes the cause of what happened, or of what could happen elsewhere. */
    enum Kind { CORRECTIVE, PREVENTIVE }

    /**
     * What all states share.
     *
     * @param cycle   the cycle of the case that it belongs to
     * @param what    in words, 1 to 2,000 characters
     * @param owner   login of who does it
     * @param due     the day by which it is done
     * @param by      login of who planned it
     * @param version counts up with each change, beginning with 1
     */
    record Facts(Id id, Site site, Id nonconformity, int cycle, Kind kind, String what, String owner, LocalDate due, String by, Instant changedAt, long version) {
        public Facts {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(nonconformity, "nonconformity");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(by, "by");
        }

        Facts changed(Instant at) {
            return new Facts(id, site, nonconformity, cycle, kind, what, owner, due, by, at, version + 1);
        }

        Facts due(LocalDate day, Instant at) {
            return new Facts(id, site, nonconformity, cycle, kind, what, owner, day, by, at, version + 1);
        }

        /** What is wrong with a new one; empty when it can be planned. Whether the owner exists and may work here is for the caller to know. */
        public List<Problem> problems(Instant now) {
            List<Problem> problems = new ArrayList<>();
            if (what == null || what.isBlank() || what.length() > MOST_WORDS) {
                problems.add(new Problem("what", what, "1 to " + MOST_WORDS + " characters"));
            }
            if (owner == null || owner.isBlank()) {
                problems.add(new Problem("owner", owner, "the login of a quality manager"));
            }
            if (due == null || due.isBefore(now.atZone(ZoneOffset.ofHours(-12)).toLocalDate())) {
                problems.add(new Problem("due", due == null ? "" : due.toString(), "today or a later day, as YYYY-MM-DD"));
            }
            return problems;
        }
    }
}
