package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

import javax.sql.DataSource;

import org.junit.Test;

import io.plumbline.application.survey.AnswerSurvey;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.domain.survey.SuspectRule;

/**
 * Who tries tokens could tell by the time that an answer takes whether there was an invitation. So unknown, expired and withdrawn ones do the
 * same: the bench's figure {@code tokens} measures it, here the calls to the database are compared.
 */
public class TokensTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final SurveyToken UNKNOWN = SurveyToken.from("AAAAAAAAAAAAAAAAAAAAAA").orElseThrow();

    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);
    private final List<String> calls = new ArrayList<>();
    private final Workshop watched = new Workshop(Workshop.ASK_ALL, watched(plumbline.database));

    private SurveyToken asked(String order) {
        plumbline.report(Shipment.of(order, order, NOW.minusSeconds(3600)).report(), NOW);
        plumbline.work(NOW);
        return plumbline.post.token();
    }

    @Test
    public void unknownExpiredAndWithdrawnTokensAskTheDatabaseTheSame() {
        SurveyToken old = asked("1");
        Instant later = NOW.plus(Duration.ofDays(31));
        plumbline.work(later);
        SurveyToken withdrawn = asked("2");
        plumbline.unsubscribe.by(withdrawn, NOW);
        assertThat(plumbline.sql("select state from invitation")).containsExactlyInAnyOrder("Expired", "Withdrawn");
        SurveyToken unnoted = askedOfSomebodyElse("3");
        assertThat(plumbline.sql("select state from invitation")).containsExactlyInAnyOrder("Expired", "Withdrawn", "Sent");

        List<String> ofUnknown = look(UNKNOWN, NOW);

        assertThat(ofUnknown).filteredOn(c -> c.startsWith("prepareStatement")).singleElement().asString().contains("from invitation");
        assertThat(look(old, NOW)).as("expired").isEqualTo(ofUnknown);
        assertThat(look(withdrawn, NOW)).as("withdrawn").isEqualTo(ofUnknown);
        assertThat(look(unnoted, later)).as("over, and not yet noted").isEqualTo(ofUnknown);
        calls.clear();
        assertThat(watched.survey.look(unnoted, NOW)).isPresent();
        assertThat(calls).as("an open one needs more, or nothing is compared here").hasSizeGreaterThan(ofUnknown.size());
    }

    private SurveyToken askedOfSomebodyElse(String order) {
        plumbline.report(Shipment.of(order, order, NOW.minusSeconds(3600)).email("erik@elsewhere.example").report(), NOW);
        plumbline.work(NOW);
        return plumbline.post.token();
    }

    @Test
    public void anAnswerToATokenThatOpensNothingAsksTheDatabaseTheSame() {
        SurveyToken old = asked("1");
        Instant later = NOW.plus(Duration.ofDays(31));
        plumbline.work(later);
        SurveyToken withdrawn = asked("2");
        plumbline.unsubscribe.by(withdrawn, NOW);
        SurveyToken unnoted = askedOfSomebodyElse("3");
        assertThat(plumbline.sql("select state from invitation")).containsExactlyInAnyOrder("Expired", "Withdrawn", "Sent");

        List<String> ofUnknown = answer(UNKNOWN, NOW);

        assertThat(ofUnknown).filteredOn(c -> c.startsWith("prepareStatement")).singleElement().asString().contains("from invitation");
        assertThat(answer(old, NOW)).as("expired").isEqualTo(ofUnknown);
        assertThat(answer(withdrawn, NOW)).as("withdrawn").isEqualTo(ofUnknown);
        assertThat(answer(unnoted, later)).as("over, and not yet noted").isEqualTo(ofUnknown);
        assertThat(plumbline.sql("select id from response")).isEmpty();
    }

    private List<String> answer(SurveyToken token, Instant now) {
        calls.clear();
        assertThat(watched.survey.answer(token, new Answer(4, OptionalInt.empty(), "", false), Language.EN, SuspectRule.Signals.HUMAN, now)).isInstanceOf(AnswerSurvey.Outcome.Gone.class);
        return List.copyOf(calls);
    }

    private List<String> look(SurveyToken token, Instant now) {
        calls.clear();
        assertThat(watched.survey.look(token, now)).isEmpty();
        return List.copyOf(calls);
    }

    /** Notes what is called on connections, with the statements. */
    private DataSource watched(DataSource database) {
        return as(DataSource.class, database, false);
    }

    private <T> T as(Class<T> type, T real, boolean noted) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (noted) {
                calls.add(method.getName() + " " + Arrays.toString(arguments));
            }
            try {
                Object result = method.invoke(real, arguments);
                return result instanceof Connection connection ? as(Connection.class, connection, true) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
