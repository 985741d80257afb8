package io.plumbline.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.application.operation.OperationQueries.Queue;
import io.plumbline.application.operation.OperationQueries.Step;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Command.Kind;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.mail.Mail;
import io.plumbline.store.Sql;
import io.plumbline.store.TestDatabase;

@RunWith(Parameterized.class)
public class OperationQueriesTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    private final TestDatabase database;
    private Scene scene;
    private Sql sql;
    private WorkQueue queue;

    public OperationQueriesTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Before
    public void anEmptyStore() throws Exception {
        sql = database.emptied().sql();
        scene = new Scene(database.emptied());
        queue = scene.ports().queue();
    }

    private Id due(Instant at) {
        Id invitation = scene.id();
        scene.ports().transactions().run(() -> queue.put(new Flow.Due(new Command.SendInvitation(invitation), at)));
        return invitation;
    }

    private WorkQueue.Claim claimed(Instant now) {
        return queue.claim(Kind.SEND_INVITATION, 1, Duration.ofMinutes(1), now).get(0);
    }

    @Test
    public void eachKindHasARowAlsoWhereNothingWaits() {
        assertThat(scene.operation.queues(NOON)).containsExactlyElementsOf(
                Arrays.stream(Kind.values()).map(k -> new Queue(k, 0, 0, 0, 0, 0, null)).toList());
    }

    @Test
    public void tellsWhatIsDueLaterUnderwayFailingAndParked() {
        Id parked = due(NOON.minusSeconds(500));
        WorkQueue.Claim first = claimed(NOON);
        scene.ports().transactions().run(() -> queue.park(first, NOON, "no such address"));
        Id failing = due(NOON.minusSeconds(400));
        WorkQueue.Claim second = claimed(NOON);
        scene.ports().transactions().run(() -> queue.again(second, NOON.plusSeconds(60), "server away"));
        Id underway = due(NOON.minusSeconds(300));
        assertThat(claimed(NOON).subject()).isEqualTo(underway);
        Id waiting = due(NOON.minusSeconds(200));
        Id alsoWaiting = due(NOON.minusSeconds(100));
        Id later = due(NOON.plusSeconds(3600));

        Queue sending = scene.operation.queues(NOON).stream().filter(q -> q.kind() == Kind.SEND_INVITATION).findFirst().orElseThrow();
        assertThat(sending).isEqualTo(new Queue(Kind.SEND_INVITATION, 2, 2, 1, 1, 1, NOON.minusSeconds(200)));
        assertThat(scene.operation.queues(NOON)).hasSize(Kind.values().length);

        List<Step> steps = scene.operation.steps(Kind.SEND_INVITATION, 50);
        assertThat(steps).extracting(Step::subject).containsExactly(parked, failing, underway, waiting, alsoWaiting, later);
        assertThat(steps.get(0)).isEqualTo(new Step(Kind.SEND_INVITATION, parked, NOON.minusSeconds(500), 1, true, null, "no such address"));
        assertThat(steps.get(1).lastError()).isEqualTo("server away");
        assertThat(steps.get(2).leaseUntil()).isEqualTo(NOON.plusSeconds(60));
        assertThat(scene.operation.steps(Kind.SEND_INVITATION, 2)).hasSize(2);
        assertThat(scene.operation.steps(Kind.EXPIRE_INVITATION, 2)).isEmpty();
    }

    @Test
    public void aStepWhoseLeaseRanOutIsDueAgain() {
        due(NOON);
        claimed(NOON);
        Queue sending = scene.operation.queues(NOON.plusSeconds(61)).get(Kind.SEND_INVITATION.ordinal());
        assertThat(sending.underway()).isZero();
        assertThat(sending.due()).isEqualTo(1);
    }

    @Test
    public void unsentMailsBeginWithThoseThatFailed() {
        Mail calm = scene.mail(Mail.Purpose.INVITATION, scene.id(), scene.id(), Mail.State.WAITING, null);
        Mail refused = scene.mail(Mail.Purpose.INVITATION, scene.id(), scene.id(), Mail.State.GIVEN_UP, "no such mailbox");
        scene.mail(Mail.Purpose.INVITATION, scene.id(), scene.id(), Mail.State.SENT, null);
        Mail failing = scene.mail(Mail.Purpose.DIGEST, scene.id(), scene.id(), Mail.State.WAITING, "server away");
        assertThat(scene.operation.unsentMails(50)).containsExactly(failing, calm, refused);
        assertThat(scene.operation.unsentMails(2)).containsExactly(failing, calm);
    }

    @Test
    public void countsDeliveriesAndNamesTheDatabase() {
        assertThat(scene.operation.deliveries()).isZero();
        var customer = scene.customer(Site.MAIN, "1", "A");
        scene.delivery("main-erp", "D", null, LocalDate.of(2026, 11, 1), null, scene.order(customer, "SO"));
        assertThat(scene.operation.deliveries()).isEqualTo(1);
        assertThat(scene.operation.database()).containsIgnoringCase(database.name());
    }

    @Test
    public void theProbeWritesAndReadsARow() {
        sql.change("update probe set written_at = 0");
        scene.operation.probe();
        assertThat(sql.number("select written_at from probe where id = 1")).isPositive();
    }

    @Test
    public void theProbeFailsWhenItsRowCannotBeWritten() {
        sql.change("delete from probe");
        try {
            org.assertj.core.api.Assertions.assertThatThrownBy(scene.operation::probe).isInstanceOf(RuntimeException.class);
        } finally {
            sql.change("insert into probe (id, site, written_at) values (1, 'MAIN', 0)");
        }
    }
}
