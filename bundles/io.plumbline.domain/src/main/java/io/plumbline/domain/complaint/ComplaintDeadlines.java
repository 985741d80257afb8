package io.plumbline.domain.complaint;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Until when a complaint is acknowledged and answered. Days end at midnight of the organisation's zone; the day of receipt does not count.
 *
 * @param acknowledgeWithin working days, 1 to 30: Monday to Friday, because public holidays differ from place to place
 * @param answerWithin      days of the calendar, 1 to 365
 */
public record ComplaintDeadlines(int acknowledgeWithin, int answerWithin) {
    /** What holds where nobody says otherwise. */
    public static final ComplaintDeadlines DEFAULT = new ComplaintDeadlines(2, 14);

    public ComplaintDeadlines {
        if (acknowledgeWithin < 1 || acknowledgeWithin > 30 || answerWithin < 1 || answerWithin > 365) {
            throw new IllegalArgumentException("1 to 30 working days and 1 to 365 days expected");
        }
    }

    /** The first moment at which an acknowledgement is late. */
    public Instant acknowledgeBy(Instant receivedAt, ZoneId zone) {
        LocalDate day = receivedAt.atZone(zone).toLocalDate();
        for (int left = acknowledgeWithin; left > 0;) {
            day = day.plusDays(1);
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                left--;
            }
        }
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** The first moment at which an answer is late. */
    public Instant answerBy(Instant receivedAt, ZoneId zone) {
        return receivedAt.atZone(zone).toLocalDate().plusDays(answerWithin + 1L).atStartOfDay(zone).toInstant();
    }
}
