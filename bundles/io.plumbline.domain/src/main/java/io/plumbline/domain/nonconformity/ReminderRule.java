package io.plumbline.domain.nonconformity;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * On which days the owner of an action is reminded: seven days before it is due, the day before, on the day, and every seven days after
 * it. Days are days of the calendar, so that no change of the clock moves or doubles one.
 */
public final class ReminderRule {
    /** Days before the due date on which reminding begins. */
    public static final int WEEK = 7;

    private ReminderRule() {
    }

    /** @param day that it stands for; a late run reminds for the same day */
    public record Reminder(Notice.Kind kind, LocalDate day) {
    }

    /**
     * The newest reminder that is due on this day. Older ones that were missed say nothing that this one does not; so whoever missed several
     * gets one, and none is lost.
     */
    public static Optional<Reminder> newest(LocalDate due, LocalDate today) {
        long past = ChronoUnit.DAYS.between(due, today);
        if (past < -WEEK) {
            return Optional.empty();
        }
        if (past < -1) {
            return Optional.of(new Reminder(Notice.Kind.DUE_IN_A_WEEK, due.minusDays(WEEK)));
        }
        if (past < 0) {
            return Optional.of(new Reminder(Notice.Kind.DUE_TOMORROW, due.minusDays(1)));
        }
        return Optional.of(past < WEEK ? new Reminder(Notice.Kind.DUE_TODAY, due) : new Reminder(Notice.Kind.OVERDUE, due.plusDays(past / WEEK * WEEK)));
    }

    /**
     * Once an action is overdue by more than so many days, others are told, once.
     *
     * @param after days, at least 1
     */
    public static Optional<Reminder> escalation(LocalDate due, LocalDate today, int after) {
        LocalDate day = due.plusDays(after + 1L);
        return today.isBefore(day) ? Optional.empty() : Optional.of(new Reminder(Notice.Kind.ESCALATION, day));
    }

    /** Whether a notice still says what is so, now that the action is due on this day. */
    public static boolean holds(Notice notice, LocalDate due) {
        return notice.kind() == Notice.Kind.ESCALATION ? due.isBefore(notice.day())
                : newest(due, notice.day()).filter(r -> r.kind() == notice.kind() && r.day().equals(notice.day())).isPresent();
    }
}
