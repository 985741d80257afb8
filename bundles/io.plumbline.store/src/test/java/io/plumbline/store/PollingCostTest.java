package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.junit.Test;

import io.plumbline.domain.Actor;
import io.plumbline.domain.Site;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Command.Kind;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.journal.Entry;
import io.plumbline.store.query.VisitedRows;

/** What is asked again every second must not read what has long been done. Not timed: the databases count the rows that they visit. */
public class PollingCostTest extends PortContract {
    private static final Instant NOW = Samples.NOW;
    private static final int MANY = 2000;

    private <T> long visited(Supplier<T> work) {
        return store.transactions().required(() -> {
            VisitedRows visited = VisitedRows.from(store.sql());
            work.get();
            return visited.total();
        });
    }

    @Test
    public void lookingForEntriesWithoutNumberDoesNotReadTheJournal() {
        store.transactions().run(() -> {
            for (int i = 0; i < MANY; i++) {
                store.journal().append(new Entry(Site.MAIN, NOW, Actor.system("x"), "thing.done", "thing", Samples.id(), 1, "", Map.of(), Map.of()));
            }
        });
        SqlJournal journal = new SqlJournal(store.sql());
        assertThat(visited(journal::someWait)).isLessThan(20);
        assertThat(journal.sequence(MANY, NOW)).isEqualTo(MANY);
        assertThat(journal.someWait()).isFalse();
        if (store.sql().vendor().postgresql()) {
            store.sql().change("analyze journal");
        }
        // Derby clears what was removed from an index in the background, page by page: the last page may stay full of it
        await().atMost(Duration.ofSeconds(30)).until(() -> visited(journal::someWait) < 300);
    }

    @Test
    public void claimingDoesNotReadWhatIsDueLaterOrParked() {
        SqlWorkQueue queue = new SqlWorkQueue(store.sql());
        store.transactions().run(() -> {
            for (int i = 0; i < MANY; i++) {
                queue.put(new Flow.Due(new Command.SendInvitation(Samples.id()), NOW));
                queue.put(new Flow.Due(new Command.DecideInvitation(Samples.id()), NOW.plusSeconds(60)));
            }
        });
        List<Claim> parked = new ArrayList<>(queue.claim(Kind.SEND_INVITATION, MANY, Duration.ofMinutes(1), NOW));
        store.transactions().run(() -> parked.forEach(claim -> queue.park(claim, NOW, "no")));
        for (int i = 0; i < 100; i++) {
            queue.put(new Flow.Due(new Command.SendInvitation(Samples.id()), NOW));
        }
        if (store.sql().vendor().postgresql()) {
            store.sql().change("analyze step");
        }
        assertThat(visited(() -> queue.claimed(Kind.DECIDE_INVITATION, 10, Duration.ofMinutes(1), NOW))).isLessThan(20);
        assertThat(visited(() -> {
            List<Claim> ten = queue.claimed(Kind.SEND_INVITATION, 10, Duration.ofMinutes(1), NOW);
            assertThat(ten).hasSize(10);
            return ten;
        })).isLessThan(100);
    }
}
