package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalInt;

import org.junit.Before;
import org.junit.Test;

import io.plumbline.application.survey.AnswerSurvey.Outcome;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.domain.survey.SuspectRule.Signals;

/** What the database is asked when a customer looks at the survey, and when the customer answers it. */
public class AnswerCostTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Answer FINE = new Answer(4, OptionalInt.of(8), "On time, well packed.", false);
    private final CountedStatements database = new CountedStatements("answer-cost-" + System.nanoTime());
    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL, database.source());
    private SurveyToken token;

    @Before
    public void asked() {
        plumbline.report(Shipment.of("1", "A", NOW.minusSeconds(3600)).report(), NOW);
        plumbline.work(NOW);
        token = plumbline.post.token();
    }

    @Test
    public void lookingTakesFourStatementsThatRead() {
        assertThat(database.during(() -> assertThat(plumbline.survey.look(token, NOW)).isPresent())).hasSize(4).allMatch(sql -> sql.startsWith("select"));
    }

    @Test
    public void aFirstAnswerTakesTwelveStatementsOfWhichSixWrite() {
        assertThat(database.during(() -> assertThat(plumbline.survey.answer(token, FINE, Language.EN, Signals.HUMAN, NOW)).isInstanceOf(Outcome.Thanks.class)))
                .hasSize(12).filteredOn(sql -> !sql.startsWith("select")).hasSize(6);
    }
}
