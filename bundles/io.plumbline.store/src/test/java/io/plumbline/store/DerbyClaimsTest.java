package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;

/** Derby locks no row that is only read: between the look at the queue and the taking of a step, others may change it. */
public class DerbyClaimsTest {
    private static final Instant NOW = Samples.NOW;
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final AtomicReference<Runnable> BETWEEN = new AtomicReference<>();
    private static WorkQueue queue;
    private static WorkQueue others;
    private final Id order = Samples.id();

    @BeforeClass
    public static void openTwice() {
        DataSource derby = TestDatabase.derby("claims" + Samples.id());
        others = Store.open(derby, TestKeys.KEYS).workQueue();
        queue = Store.open(Statements.through(derby, sql -> {
            Runnable once = sql.stripLeading().startsWith("update step set lease_until = ?") ? BETWEEN.getAndSet(null) : null;
            if (once != null) {
                once.run();
            }
            return sql;
        }), TestKeys.KEYS).workQueue();
    }

    @Before
    public void somethingIsDue() {
        others.put(new Flow.Due(new Command.DecideInvitation(order), NOW));
    }

    private static List<Claim> claim(WorkQueue by) {
        return by.claim(Command.Kind.DECIDE_INVITATION, 10, LEASE, NOW);
    }

    @Test
    public void whatAnotherTookMeanwhileIsTheirs() {
        AtomicReference<List<Claim>> theirs = new AtomicReference<>();
        BETWEEN.set(() -> inAnotherThread(() -> theirs.set(claim(others))));
        assertThat(claim(queue)).isEmpty();
        assertThat(theirs.get()).hasSize(1);
        others.finish(theirs.get().get(0));
    }

    @Test
    public void whatWasPutMeanwhileIsLookedAtAgain() {
        BETWEEN.set(() -> inAnotherThread(() -> others.put(new Flow.Due(new Command.DecideInvitation(order), NOW.minusSeconds(9)))));
        assertThat(claim(queue)).as("it is another step by now").isEmpty();
        List<Claim> next = claim(queue);
        assertThat(next).hasSize(1);
        queue.finish(next.get(0));
    }

    private static void inAnotherThread(Runnable work) {
        Thread thread = new Thread(work, "others");
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
