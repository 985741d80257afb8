package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * That colleagues are to be told of something about a case. There is never a second one of the same kind about the same thing and day,
 * so that nobody is told twice, however often it is looked.
 *
 * @param about the comment, the action, the recurrence, or the invitation that was answered
 * @param day   on which it was said, found or answered; for actions the day that the notice stands for, which a late run does not change
 */
public record Notice(Id id, Site site, Id nonconformity, Kind kind, Id about, LocalDate day, Instant at) {

    /** What it is about, and so who is told. */
    public enum Kind {
        /** Those whom a comment mentions. */
        MENTION,
        /** The owner of an action: seven days before it is due. */
        DUE_IN_A_WEEK,
        /** The owner: the day before. */
        DUE_TOMORROW,
        /** The owner: on the day. */
        DUE_TODAY,
        /** The owner: every seven days after it. */
        OVERDUE,
        /** Those who are to see to it, once it is overdue for long. */
        ESCALATION,
        /** Those who worked on either of two cases: the earlier one came back with the later one. */
        RECURRENCE,
        /** The owner of the case: an affected customer who was asked once more has answered. */
        FOLLOW_UP;

        /** Whether it is about an action that is still to be done. */
        public boolean ofAction() {
            return switch (this) {
                case DUE_IN_A_WEEK, DUE_TOMORROW, DUE_TODAY, OVERDUE, ESCALATION -> true;
                case MENTION, RECURRENCE, FOLLOW_UP -> false;
            };
        }
    }

    public Notice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(nonconformity, "nonconformity");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(day, "day");
    }
}
