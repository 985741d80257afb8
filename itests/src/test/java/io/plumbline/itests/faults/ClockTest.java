package io.plumbline.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import org.junit.Test;

import io.plumbline.application.delivery.ReceiveDeliveries;
import io.plumbline.domain.Actor;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.SuspectRule.Signals;
import io.plumbline.erp.JsonDeliveryFormat;
import io.plumbline.itests.flow.Workshop;

/** The clock jumps while the flow goes on: nothing is lost, no mail leaves twice, and the journal stays one chain. */
public class ClockTest {
    private static final List<Duration> JUMPS = List.of(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(-1));
    /** The workshop has no quality managers, and nobody makes this step. */
    private static final String NOBODY_TO_TELL = "I8 steps are due and nobody makes them: TELL_QUALITY_MANAGERS";
    private static final Answer LOW = new Answer(1, OptionalInt.of(2), "", false);

    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);
    private final ClientLog log = new ClientLog();

    private void push(String report, Instant now) throws Exception {
        List<ReceiveDeliveries.Receipt> receipts = new ReceiveDeliveries(plumbline.record, plumbline.receipts).receive(report.getBytes(StandardCharsets.UTF_8), new JsonDeliveryFormat(),
                "erp", Actor.connector("erp"), now);
        assertThat(receipts).extracting(ReceiveDeliveries.Receipt::verdict).containsExactly(ReceiveDeliveries.Verdict.ACCEPTED);
    }

    private void sound(Instant at) throws Exception {
        List<TakenMail> mails = plumbline.post.sent.stream()
                .map(mail -> new TakenMail(mail.messageId(), mail.headers().get("X-Plumbline-Invitation"), null, mail.to(), at)).toList();
        assertThat(Invariants.violations(plumbline.database, plumbline.store, log, mails, Duration.ofSeconds(1), Duration.ofSeconds(1), at))
                .filteredOn(violation -> !NOBODY_TO_TELL.equals(violation.invariant() + violation.what().replaceAll("\\d+", ""))).isEmpty();
    }

    /** Report, decide, send, answer, file: before each of them the clock may jump a day ahead, a day back, or not at all. */
    @Test
    public void aDayAheadOrBackBetweenAnyTwoStepsLosesNothingAndDoublesNothing() throws Exception {
        Instant start = Instant.parse("2026-11-21T10:00:00Z");
        int orders = 0;
        for (Duration atDecision : JUMPS) {
            for (Duration atAnswer : JUMPS) {
                for (Duration atCase : JUMPS) {
                    Instant now = start.plus(Duration.ofDays(7L * orders));
                    String number = "C" + ++orders;
                    push(Reports.delivery(number, Reports.address(number), now.minusSeconds(60)), now);
                    log.delivered(number);
                    plumbline.work(now.plus(atDecision));
                    plumbline.work(now.plusSeconds(1));
                    assertThat(plumbline.post.sent).as("mails").hasSize(orders);
                    plumbline.survey.answer(plumbline.post.token(), LOW, Language.EN, Signals.HUMAN, now.plus(atAnswer));
                    plumbline.work(now.plus(atCase));
                    plumbline.work(now.plus(Duration.ofDays(2)));
                    while (plumbline.store.journal().sequence(7, now.plus(atCase)) > 0) {
                        continue; // in small pieces, under whatever clock there is
                    }
                }
            }
        }
        assertThat(orders).isEqualTo(27);
        assertThat(plumbline.post.sent).hasSize(27);
        assertThat(plumbline.sql("select case_no from nonconformity")).hasSize(27).doesNotHaveDuplicates();
        sound(start.plus(Duration.ofDays(2 + 7L * (orders - 1))));
    }

    /** An hour that comes twice, and one that never comes, where the organisation is. */
    @Test
    public void anHourThatComesTwiceOrNeverMailsEverybodyOnceAndNobodyEarly() throws Exception {
        for (String change : List.of("2026-10-25T00:00:00Z", "2027-03-28T00:00:00Z")) {
            Instant begin = Instant.parse(change);
            Set<String> mailed = new HashSet<>();
            for (int minutes = 0; minutes <= 180; minutes += 15) {
                Instant now = begin.plus(Duration.ofMinutes(minutes));
                String number = "T" + change.substring(0, 4) + minutes;
                push(Reports.delivery(number, Reports.address(number), now), now);
                log.delivered(number);
                plumbline.work(now.minusSeconds(1));
                assertThat(plumbline.post.sent).as("nobody is asked before the report").noneMatch(mail -> mail.to().equals(Reports.address(number)));
                plumbline.work(now);
                plumbline.work(now);
                mailed.add(Reports.address(number));
                assertThat(plumbline.post.sent.stream().map(mail -> mail.to()).filter(to -> to.contains("T" + change.substring(0, 4))))
                        .containsExactlyInAnyOrderElementsOf(mailed);
            }
        }
        plumbline.work(Instant.parse("2027-03-28T03:00:00Z"));
        sound(Instant.parse("2027-03-28T03:00:00Z"));
    }
}
