package io.plumbline.itests.bench;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;

import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.SuspectRule;
import io.plumbline.erp.DeliveredOrderJson;
import io.plumbline.itests.flow.Workshop;

/**
 * What the use cases write, looked at in a database in memory.
 *
 * @param people   the customer and the person whom the other patterns refer to
 * @param reported a delivery that was reported, of a customer who is known
 * @param asked    the same, its customer asked
 * @param answered the same, its customer content
 * @param answer   the answer alone
 */
record Patterns(List<Rows.Row> people, Rows reported, Rows asked, Rows answered, Rows answer) {

    static Patterns look() throws Exception {
        Workshop plumbline = new Workshop(Workshop.ASK_ALL);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (Connection connection = plumbline.database.getConnection()) {
            plumbline.report(report("BENCHFIRST"), now);
            List<Rows.Row> before = Rows.all(connection);
            plumbline.report(report("BENCHDOC"), now.plusMillis(1));
            List<Rows.Row> reported = Rows.all(connection);
            plumbline.work(now.plus(Duration.ofSeconds(1)));
            List<Rows.Row> both = Rows.all(connection);
            // the first one's rows are no part of the pattern: only what speaks of the second
            plumbline.report(report("BENCHASK"), now.plusSeconds(2));
            plumbline.work(now.plusSeconds(3));
            List<Rows.Row> asked = Rows.all(connection);
            plumbline.survey.answer(plumbline.post.token(), new Answer(4, OptionalInt.of(8), "On time, well packed.", false), Language.EN, SuspectRule.Signals.HUMAN,
                    now.plusSeconds(60));
            List<Rows.Row> answered = Rows.all(connection);
            return new Patterns(Rows.of(before, "customer", "contact"), Rows.between(before, reported, "BENCHDOC"), Rows.between(both, asked, "BENCHASK").settled(),
                    Rows.between(both, answered, "BENCHASK").settled(), Rows.between(asked, answered, "BENCHASK"));
        }
    }

    private static DeliveredOrder report(String document) throws Exception {
        byte[] json = Events.json(document, 0).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return DeliveredOrderJson.read(json, "erp").get(0).report().orElseThrow();
    }
}
