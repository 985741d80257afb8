package io.plumbline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.Test;

import io.plumbline.domain.survey.Language;

public class FormatsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T23:30:00Z");
    private final Formats english = new Formats(Language.EN, ZoneId.of("Europe/Berlin"));
    private final Formats german = new Formats(Language.DE, ZoneId.of("Europe/Berlin"));

    @Test
    public void datesAndNumbersFollowTheReadersLanguageAndTheOrganisationsZone() {
        assertThat(english.minute(NOW)).isEqualTo("22 Nov 2026, 00:30");
        assertThat(german.minute(NOW)).isEqualTo("22.11.2026, 00:30");
        assertThat(english.day(LocalDate.of(2026, 3, 4))).isEqualTo("4 Mar 2026");
        assertThat(english.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(german.number(new BigDecimal("1150.250"))).isEqualTo("1.150,25");
        assertThat(english.number(new BigDecimal("1200"))).isEqualTo("1,200");
    }

    @Test
    public void distancesInTimeAreSaidInWords() {
        assertThat(english.relative(NOW.minusSeconds(20), NOW)).isEqualTo("just now");
        assertThat(english.relative(NOW.minus(Duration.ofMinutes(1)), NOW)).isEqualTo("one minute ago");
        assertThat(german.relative(NOW.plus(Duration.ofHours(5)), NOW)).isEqualTo("in 5 Stunden");
        assertThat(english.relative(NOW.minus(Duration.ofHours(24)), NOW)).isEqualTo("yesterday");
        assertThat(german.relative(NOW.minus(Duration.ofDays(12)), NOW)).isEqualTo("vor 12 Tagen");
        assertThat(english.relative(NOW.minus(Duration.ofDays(100)), NOW)).isEqualTo("3 months ago");
        assertThat(english.relative(LocalDate.of(2026, 11, 22), NOW)).isEqualTo("today");
        assertThat(english.relative(LocalDate.of(2026, 11, 23), NOW)).isEqualTo("tomorrow");
        assertThat(german.length(Duration.ofDays(30))).isEqualTo("30 Tagen");
    }
}
