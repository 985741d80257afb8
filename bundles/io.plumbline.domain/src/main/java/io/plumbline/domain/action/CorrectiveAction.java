package io.plumbline.domain.action;

import java.time.Instant;
import java.time.LocalDate;

import io.plumbline.domain.Id;

/**
 * What is done so that a nonconformity does not come back (ISO 9001 10.2.1 c). Criteria are fixed before it begins and judged by
 * somebody who did not do it.
 */
public sealed interface CorrectiveAction {
    Facts facts();

    default String state() {
        return getClass().getSimpleName();
    }

    record Planned(Facts facts) implements CorrectiveAction {
        public InProgress begin() {
            return new InProgress(facts);
        }

        public Cancelled cancel(String reason) {
            return new Cancelled(facts, reason);
        }
    }

    record InProgress(Facts facts) implements CorrectiveAction {
        public Done done(Instant at) {
            return new Done(facts, at);
        }

        public Cancelled cancel(String reason) {
            return new Cancelled(facts, reason);
        }
    }

    record Done(Facts facts, Instant doneAt) implements CorrectiveAction {
        public Verified verified(String by) {
            return new Verified(facts, by);
        }

        public Ineffective ineffective(String by) {
            return new Ineffective(facts, by);
        }
    }

    record Verified(Facts facts, String by) implements CorrectiveAction {
    }

    record Ineffective(Facts facts, String by) implements CorrectiveAction {
    }

    record Cancelled(Facts facts, String reason) implements CorrectiveAction {
    }

    /**
     * @param owner     login of who does it
     * @param criterion what must be measurable afterwards, fixed at planning
     */
    record Facts(Id id, Id nonconformity, String what, String owner, LocalDate due, String criterion) {
    }
}
