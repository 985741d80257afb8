package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.Before;
import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.Stale;
import io.plumbline.domain.delivery.Quarantine;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.delivery.Streams.Cursor;
import io.plumbline.domain.delivery.Streams.Lease;
import io.plumbline.domain.delivery.Streams.State;

public class StreamsContractTest extends PortContract {
    private static final Instant NOW = Samples.NOW;
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Cursor CURSOR = new Cursor(null, NOW, "key-7", "{\"company\":1}", false);
    private Streams streams;

    @Before
    public void streams() {
        streams = store.streams();
    }

    private Lease take(Instant now) {
        return streams.take("erp", "tryton", LEASE, now).orElseThrow();
    }

    private State state() {
        List<State> all = streams.all();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    public void aStreamIsReadByOneAtATime() {
        Lease lease = take(NOW);
        assertThat(lease.cursor()).isNull();
        assertThat(streams.take("erp", "tryton", LEASE, NOW)).isEmpty();
        assertThat(streams.take("other", "files", LEASE, NOW)).isPresent();
        streams.release(lease);
        assertThat(take(NOW).epoch()).isGreaterThan(lease.epoch());
    }

    @Test
    public void aLeaseFromBeforeTheClockWasSetBackDoesNotHold() {
        Lease before = take(NOW);
        assertThat(streams.take("erp", "tryton", LEASE, NOW.minusSeconds(1))).as("a reader whose clock is behind").isEmpty();
        Lease after = take(NOW.minus(Duration.ofDays(1)));
        assertThat(catchThrowable(() -> streams.advanced(before, CURSOR, 20, NOW, NOW))).isInstanceOf(Stale.class);
        streams.advanced(after, CURSOR, 20, NOW, NOW);
        assertThat(state().items()).isEqualTo(20);
    }

    @Test
    public void thePlaceReachedIsRemembered() {
        Lease lease = take(NOW);
        streams.advanced(lease, CURSOR, 20, NOW.minusSeconds(3), NOW);
        streams.advanced(lease, new Cursor(NOW, NOW.plusSeconds(60), null, null, true), 5, null, NOW.plusSeconds(1));
        streams.release(lease);
        assertThat(take(NOW).cursor()).isEqualTo(new Cursor(NOW, NOW.plusSeconds(60), null, null, true));
        assertThat(state().items()).isEqualTo(25);
        assertThat(state().lastReadAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(state().type()).isEqualTo("tryton");
    }

    @Test
    public void thePlaceReachedGoesBackWithItsPage() {
        Lease lease = take(NOW);
        assertThat(catchThrowable(() -> store.transactions().run(() -> {
            streams.advanced(lease, CURSOR, 20, NOW, NOW);
            throw new IllegalArgumentException("the page failed");
        }))).isInstanceOf(IllegalArgumentException.class);
        assertThat(state().cursor()).isNull();
        assertThat(state().items()).isZero();
    }

    @Test
    public void aReaderThatLostItsLeaseStoresNothingMore() {
        Lease lost = take(NOW);
        Lease second = take(NOW.plus(LEASE));
        assertStale(() -> streams.advanced(lost, CURSOR, 1, NOW, NOW));
        streams.failed(lost, "late", NOW, NOW);
        streams.release(lost);
        assertThat(state().lastError()).isNull();
        assertThat(streams.take("erp", "tryton", LEASE, NOW.plus(LEASE))).isEmpty();
        streams.advanced(second, CURSOR, 1, NOW, NOW);
        assertThat(state().cursor()).isEqualTo(CURSOR);
    }

    @Test
    public void aFailureIsCountedWaitsAndIsForgottenBySuccess() {
        streams.failed(take(NOW), "cannot log in", NOW.plusSeconds(30), NOW);
        assertThat(streams.take("erp", "tryton", LEASE, NOW.plusSeconds(29))).isEmpty();
        Lease second = take(NOW.plusSeconds(30));
        streams.failed(second, "cannot log in", NOW.plusSeconds(90), NOW.plusSeconds(30));
        State failing = state();
        assertThat(failing.failures()).isEqualTo(2);
        assertThat(failing.failingSince()).isEqualTo(NOW);
        assertThat(failing.lastError()).isEqualTo("cannot log in");
        assertThat(failing.nextTryAt()).isEqualTo(NOW.plusSeconds(90));
        streams.advanced(take(NOW.plusSeconds(90)), CURSOR, 0, NOW, NOW);
        State well = state();
        assertThat(well.failures()).isZero();
        assertThat(well.lastError()).isNull();
        assertThat(well.failingSince()).isNull();
        assertThat(well.nextTryAt()).isNull();
    }

    @Test
    public void aFailureIsNotedEvenWhenItsTransactionRollsBack() {
        Lease lease = take(NOW);
        assertThat(catchThrowable(() -> store.transactions().run(() -> {
            streams.failed(lease, "cannot log in", NOW, NOW);
            throw new IllegalArgumentException("no");
        }))).isInstanceOf(IllegalArgumentException.class);
        assertThat(state().failures()).isEqualTo(1);
    }

    @Test
    public void aResetForgetsThePlaceAlsoOfTheOneWhoReadsAtThisMoment() {
        Lease lease = take(NOW);
        streams.advanced(lease, CURSOR, 1, NOW, NOW);
        assertThat(streams.reset("erp")).isTrue();
        assertStale(() -> streams.advanced(lease, CURSOR, 1, NOW, NOW));
        assertThat(take(NOW).cursor()).isNull();
        assertThat(streams.reset("nobody")).isFalse();
    }

    @Test
    public void aPausedStreamIsNotTaken() {
        streams.release(take(NOW));
        assertThat(streams.pause("erp", true)).isTrue();
        assertThat(state().paused()).isTrue();
        assertThat(streams.take("erp", "tryton", LEASE, NOW)).isEmpty();
        streams.pause("erp", false);
        assertThat(streams.take("erp", "tryton", LEASE, NOW)).isPresent();
        assertThat(streams.pause("nobody", true)).isFalse();
    }

    @Test
    public void aRecordSetAsideIsKeptOnceWithItsNewestFault() {
        Quarantine quarantine = store.quarantine();
        Quarantine.Entry first = entry(Samples.id(), "shipment/1", "{\"a\":1}", NOW);
        Quarantine.Entry other = entry(Samples.id(), "shipment/2", "{}", NOW.plusSeconds(1));
        Quarantine.Entry again = entry(Samples.id(), "shipment/1", "{\"a\":2}\0", NOW.plusSeconds(2));
        List.of(first, other, again).forEach(quarantine::put);
        assertThat(quarantine.count()).isEqualTo(2);
        Quarantine.Entry kept = quarantine.byId(first.id()).orElseThrow();
        assertThat(kept.payload()).isEqualTo("{\"a\":2}\uFFFD");
        assertThat(kept.firstAt()).isEqualTo(NOW);
        assertThat(kept.lastAt()).isEqualTo(NOW.plusSeconds(2));
        assertThat(kept.problems()).isEqualTo(again.problems());
        assertThat(quarantine.all(10)).extracting(Quarantine.Entry::identity).containsExactly("shipment/1", "shipment/2");
        assertThat(quarantine.all(1)).hasSize(1);
        quarantine.remove("erp", "shipment/1");
        quarantine.remove(other.id());
        assertThat(quarantine.count()).isZero();
    }

    /** Two nodes, or a pull and a push, meet the same bad record at the same moment. */
    @Test(timeout = 60_000)
    public void aRecordThatTwoSetAsideAtOnceIsThereOnce() throws Exception {
        Quarantine quarantine = store.quarantine();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 3; round++) {
                String identity = "shipment/race" + round;
                Callable<Void> put = () -> {
                    quarantine.put(entry(Samples.id(), identity, "{}", NOW));
                    return null;
                };
                for (Future<Void> one : threads.invokeAll(List.of(put, put))) {
                    one.get();
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(quarantine.count()).isEqualTo(3);
        assertUnique(() -> store.sql().change("""
                insert into quarantine (id, site, connector, doc_identity, payload, format, problems, first_at, last_at)
                select '%s', site, connector, doc_identity, payload, format, problems, first_at, last_at from quarantine where doc_identity = ?"""
                .formatted(Samples.id()), "shipment/race0"), "quarantine_once");
    }

    /** Its identity may be what is wrong with it. */
    @Test
    public void aRecordWithAnEndlessIdentityIsSetAsideToo() {
        Quarantine quarantine = store.quarantine();
        String endless = "shipment/" + "9".repeat(100_000);
        quarantine.put(entry(Samples.id(), endless + "1", "{}", NOW));
        quarantine.put(entry(Samples.id(), endless + "2", "{}", NOW));
        quarantine.put(entry(Samples.id(), endless + "2", "{}", NOW));
        assertThat(quarantine.count()).isEqualTo(2);
        quarantine.remove("erp", endless + "1");
        assertThat(quarantine.count()).isEqualTo(1);
    }

    private static Quarantine.Entry entry(Id id, String identity, String payload, Instant at) {
        return new Quarantine.Entry(id, Site.MAIN, "erp", identity, payload, "application/json",
                List.of(new Problem("lines[2].delivered", "-1", "a quantity of zero or more at " + at)), at, at);
    }
}
