package io.plumbline.domain.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.junit.Test;

import io.plumbline.domain.nonconformity.Notice.Kind;
import io.plumbline.domain.nonconformity.ReminderRule.Reminder;

/** Which reminder is due on which day, whether or not somebody looks on each. */
public class ReminderRuleTest {
    private static final LocalDate DUE = LocalDate.of(2026, 3, 29);

    /** What somebody is told who is looked after on these days, counted from the due date. */
    private static List<String> told(int... days) {
        Set<Reminder> reminders = new LinkedHashSet<>();
        for (int day : days) {
            ReminderRule.newest(DUE, DUE.plusDays(day)).ifPresent(reminders::add);
        }
        List<String> shown = new ArrayList<>();
        reminders.forEach(r -> shown.add(r.kind() + " " + (r.day().toEpochDay() - DUE.toEpochDay())));
        return shown;
    }

    @Test
    public void everyReminderComesOnItsDayAndOnce() {
        int[] all = java.util.stream.IntStream.rangeClosed(-30, 20).toArray();
        assertThat(told(all)).containsExactly("DUE_IN_A_WEEK -7", "DUE_TOMORROW -1", "DUE_TODAY 0", "OVERDUE 7", "OVERDUE 14");
        assertThat(told(-8)).isEmpty();
    }

    @Test
    public void aMissedDayIsMadeUpForByTheNewestReminder() {
        assertThat(told(-9, -4)).containsExactly("DUE_IN_A_WEEK -7");
        assertThat(told(-3, 2)).containsExactly("DUE_IN_A_WEEK -7", "DUE_TODAY 0");
        assertThat(told(5, 10, 15)).containsExactly("DUE_TODAY 0", "OVERDUE 7", "OVERDUE 14");
        assertThat(told(-30, 22)).containsExactly("OVERDUE 21");
    }

    @Test
    public void othersAreToldOnceItIsOverdueByMoreThanTheDays() {
        assertThat(ReminderRule.escalation(DUE, DUE.plusDays(14), 14)).isEmpty();
        assertThat(ReminderRule.escalation(DUE, DUE.plusDays(15), 14)).contains(new Reminder(Kind.ESCALATION, DUE.plusDays(15)));
        assertThat(ReminderRule.escalation(DUE, DUE.plusDays(99), 14)).contains(new Reminder(Kind.ESCALATION, DUE.plusDays(15)));
    }
}
