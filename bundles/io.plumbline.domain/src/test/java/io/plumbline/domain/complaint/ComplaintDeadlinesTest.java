package io.plumbline.domain.complaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;

import org.junit.Test;

/** Days are those of the organisation's zone, and the day of receipt does not count. */
public class ComplaintDeadlinesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant acknowledge(String received, int days) {
        return new ComplaintDeadlines(days, 14).acknowledgeBy(Instant.parse(received), BERLIN);
    }

    @Test
    public void weekendsAreNoWorkingDays() {
        assertThat(acknowledge("2026-11-18T10:00:00Z", 2)).as("Wednesday: until the end of Friday").isEqualTo("2026-11-20T23:00:00Z");
        assertThat(acknowledge("2026-11-19T10:00:00Z", 2)).as("Thursday: until the end of Monday").isEqualTo("2026-11-23T23:00:00Z");
        assertThat(acknowledge("2026-11-21T10:00:00Z", 2)).as("Saturday: until the end of Tuesday").isEqualTo("2026-11-24T23:00:00Z");
        assertThat(acknowledge("2026-11-22T23:30:00Z", 1)).as("Monday in Berlin").isEqualTo("2026-11-24T23:00:00Z");
        assertThat(acknowledge("2026-11-18T10:00:00Z", 30)).isEqualTo("2026-12-30T23:00:00Z");
    }

    @Test
    public void answersAreDueByTheCalendarAlsoWhereTheClockChanges() {
        assertThat(ComplaintDeadlines.DEFAULT.answerBy(Instant.parse("2026-10-20T10:00:00Z"), BERLIN)).as("winter time by then").isEqualTo("2026-11-03T23:00:00Z");
        assertThat(ComplaintDeadlines.DEFAULT.answerBy(Instant.parse("2026-11-18T23:30:00Z"), BERLIN)).isEqualTo("2026-12-03T23:00:00Z");
    }

    @Test
    public void otherDeadlinesThanAcceptedThereAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ComplaintDeadlines(0, 14));
        assertThatIllegalArgumentException().isThrownBy(() -> new ComplaintDeadlines(2, 366));
    }
}
