package io.plumbline.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.Before;
import org.junit.Test;

import io.plumbline.application.delivery.ReceiveDeliveries;
import io.plumbline.application.mail.MailTransport.Envelope;
import io.plumbline.domain.Actor;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.domain.survey.SuspectRule.Signals;
import io.plumbline.erp.JsonDeliveryFormat;
import io.plumbline.itests.faults.Invariants.Violation;
import io.plumbline.itests.flow.Workshop;

/** The checker of the invariants can fail: a sound database has no violation, and each kind of damage is named as what it is. */
public class InvariantsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Pattern LINK = Pattern.compile("/s/([A-Za-z0-9_-]{22})");
    private static final Answer LOW = new Answer(1, OptionalInt.of(2), "late", false);
    private static final Answer GOOD = new Answer(5, OptionalInt.of(9), "", false);

    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);
    private final ReceiveDeliveries receive = new ReceiveDeliveries(plumbline.record, plumbline.receipts);
    private final ClientLog log = new ClientLog();
    private List<TakenMail> mails;

    /** Four orders: one answered low and then once more, one answered well, one cancelled before its mail, one whose customer objects. */
    @Before
    public void live() throws Exception {
        receive.addFormat(new JsonDeliveryFormat());
        for (String number : List.of("1", "2", "3", "4")) {
            push(Reports.delivery(number, Reports.address(number), NOW.minusSeconds(60)));
            log.delivered(number);
        }
        push(Reports.cancellation("3", NOW.minusSeconds(30)));
        log.cancelled("3", NOW);
        plumbline.work(NOW);
        answer("1", LOW);
        answer("2", GOOD);
        answer("2", LOW);
        plumbline.unsubscribe.by(token("4"), NOW);
        log.objected(Reports.address("4"), NOW);
        plumbline.work(NOW);
        for (Claim claim : plumbline.store.workQueue().claim(Command.Kind.TELL_QUALITY_MANAGERS, 10, Duration.ofMinutes(1), NOW)) {
            plumbline.store.workQueue().finish(claim); // there is nobody to tell
        }
        mails = new ArrayList<>(plumbline.post.sent.stream().map(InvariantsTest::taken).toList());
    }

    private void push(String report) throws Exception {
        assertThat(receive.receive(report.getBytes(StandardCharsets.UTF_8), new JsonDeliveryFormat(), "erp", Actor.connector("erp"), NOW))
                .noneMatch(receipt -> receipt.verdict() == ReceiveDeliveries.Verdict.REFUSED);
    }

    private void answer(String number, Answer answer) {
        plumbline.survey.answer(token(number), answer, Language.EN, Signals.HUMAN, NOW);
        log.answered(token(number).text());
    }

    private SurveyToken token(String number) {
        return SurveyToken.from(plumbline.post.sent.stream().filter(mail -> mail.to().equals(Reports.address(number))).findFirst().map(InvariantsTest::taken)
                .orElseThrow().token()).orElseThrow();
    }

    private static TakenMail taken(Envelope mail) {
        Matcher link = LINK.matcher(mail.text());
        return new TakenMail(mail.messageId(), mail.headers().get("X-Plumbline-Invitation"), link.find() ? link.group(1) : null, mail.to(), NOW);
    }

    private List<Violation> violations() throws Exception {
        return Invariants.violations(plumbline.database, plumbline.store, log, mails, Duration.ofSeconds(1), Duration.ofSeconds(1), NOW.plusSeconds(2));
    }

    private Set<String> damagedBy(String sql) throws Exception {
        violations(); // numbers the journal: damage that is done later is damage to what was chained
        try (Connection connection = plumbline.database.getConnection(); Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as("rows that were damaged").isPositive();
        }
        return named();
    }

    private Set<String> named() throws Exception {
        return violations().stream().map(Violation::invariant).collect(Collectors.toSet());
    }

    @Test
    public void aSoundDatabaseHasNoViolation() throws Exception {
        assertThat(mails).hasSize(3);
        assertThat(violations()).isEmpty();
        assertThat(Invariants.missingFrom(List.of("1", "2", "3", "4"), log)).isEmpty();
    }

    @Test
    public void i1AcknowledgedAndNotThere() throws Exception {
        log.delivered("5");
        assertThat(violations()).containsExactly(new Violation("I1", "the acknowledged delivery 5 is missing"));
        assertThat(Invariants.missingFrom(List.of("1", "2", "3", "4"), log)).singleElement().satisfies(v -> assertThat(v.what()).contains("5"));
    }

    @Test
    public void i1AnAcknowledgedCancellationOrObjectionNotThere() throws Exception {
        log.cancelled("1", NOW);
        log.objected(Reports.address("1"), NOW);
        assertThat(violations()).extracting(Violation::what).containsExactly("the acknowledged cancellation of 1 is missing: it is Delivered",
                "the acknowledged objection of " + Reports.address("1") + " is missing");
    }

    @Test
    public void i1AnAcknowledgedAnswerNotThere() throws Exception {
        assertThat(damagedBy("delete from response where state = 'Accepted' and satisfaction = 1")).contains("I1");
    }

    @Test
    public void i2NoLineInTheLedger() throws Exception {
        assertThat(damagedBy("delete from ledger where delivery_id in (select id from delivery where doc_id = '2')")).containsExactly("I2");
    }

    @Test
    public void i2ALineThatDoesNotFitItsInvitation() throws Exception {
        assertThat(damagedBy("update ledger set line = 'SILENT' where line = 'ANSWERED'")).containsExactly("I2");
    }

    @Test
    public void i2TwoInvitationsToOneOrder() throws Exception {
        try (Connection connection = plumbline.database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("alter table invitation drop constraint invitation_once");
            try {
                assertThat(damagedBy("update invitation set order_id = (select id from customer_order where order_id = '1')"
                        + " where order_id = (select id from customer_order where order_id = '2')")).contains("I2");
            } finally {
                statement.execute("delete from invitation");
                statement.execute("alter table invitation add constraint invitation_once unique (order_id, programme)");
            }
        }
    }

    @Test
    public void i3TwoAcceptedAnswers() throws Exception {
        assertThat(damagedBy("update response set state = 'Accepted' where state = 'Later'")).containsExactly("I3");
    }

    @Test
    public void i4ALowAnswerWithoutItsCase() throws Exception {
        assertThat(damagedBy("delete from nonconformity where running_no = 2")).contains("I4");
    }

    @Test
    public void i4ACaseWithoutALowAnswerAndAGapInTheNumbers() throws Exception {
        assertThat(damagedBy("update response set satisfaction = 5, recommendation = 9 where state = 'Later'")).containsExactly("I4");
        assertThat(damagedBy("update nonconformity set running_no = 7 where running_no = 2")).contains("I4");
    }

    @Test
    public void i5MoreMailsThanCrashes() throws Exception {
        mails.add(mails.get(0));
        log.crashedWhileSending();
        assertThat(violations()).as("one crash, one extra mail").isEmpty();
        mails.add(mails.get(1));
        assertThat(named()).containsExactly("I5");
    }

    @Test
    public void i5ACopyWithAnotherIdentity() throws Exception {
        TakenMail first = mails.get(0);
        mails.add(new TakenMail("another@plumbline.example", first.invitation(), first.token(), first.to(), NOW));
        assertThat(violations()).extracting(Violation::what).anyMatch(what -> what.contains("differ")).anyMatch(what -> what.contains("nothing is noted"));
    }

    @Test
    public void i5NotedAsSentAndNeverSent() throws Exception {
        mails.remove(0);
        assertThat(named()).containsExactly("I5");
    }

    @Test
    public void i6AMailAfterAnObjection() throws Exception {
        TakenMail mail = mails.stream().filter(m -> m.to().equals(Reports.address("4"))).findFirst().orElseThrow();
        mails.remove(mail);
        mails.add(new TakenMail(mail.messageId(), mail.invitation(), mail.token(), mail.to(), NOW.plusSeconds(10)));
        assertThat(named()).containsExactly("I6");
    }

    @Test
    public void i6AMailAfterACancellation() throws Exception {
        push(Reports.cancellation("1", NOW.minusSeconds(5)));
        log.cancelled("1", NOW.minusSeconds(5));
        plumbline.work(NOW);
        assertThat(named()).contains("I6");
    }

    @Test
    public void i7AnAlteredEntry() throws Exception {
        assertThat(damagedBy("update journal set reason = 'never happened' where chain_no = 3")).containsExactly("I7");
    }

    @Test
    public void i7ARowThatWasChangedBehindTheJournal() throws Exception {
        assertThat(damagedBy("update delivery set version = version + 1 where doc_id = '1'")).containsExactly("I7");
    }

    @Test
    public void i8AStepThatStaysLeased() throws Exception {
        assertThat(damagedBy("update step set lease_until = 1 where kind = 'EXPIRE_INVITATION'")).containsExactly("I8");
    }

    @Test
    public void i8AStepThatWasSetAsideOrIsMadeByNobody() throws Exception {
        assertThat(damagedBy("update step set parked_at = 1 where kind = 'EXPIRE_INVITATION'")).containsExactly("I8");
        assertThat(damagedBy("update step set parked_at = null, ready_at = 1 where kind = 'EXPIRE_INVITATION'")).containsExactly("I8");
    }
}
