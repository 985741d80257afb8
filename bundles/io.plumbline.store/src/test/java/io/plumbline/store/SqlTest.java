package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.Stale;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.order.Order;

/** Transactions, and what goes in comes out. */
public class SqlTest extends PortContract {
    @Test
    public void anExceptionLeavesNoTrace() {
        assertThatThrownBy(() -> store.transactions().run(() -> {
            store.optOuts().add("a@example.org", Samples.id(), Samples.NOW);
            throw new IllegalArgumentException("no");
        })).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.optOuts().has("a@example.org")).isFalse();
    }

    @Test
    public void callsInsideACallBelongToIt() {
        assertThatThrownBy(() -> store.transactions().run(() -> {
            store.transactions().run(() -> store.optOuts().add("a@example.org", Samples.id(), Samples.NOW));
            assertThat(store.optOuts().has("a@example.org")).isTrue();
            throw new IllegalArgumentException("no");
        })).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.optOuts().has("a@example.org")).isFalse();
    }

    @Test
    public void aSwallowedFailureInsideDoesNotCommit() {
        assertThatThrownBy(() -> store.transactions().run(() -> {
            store.optOuts().add("a@example.org", Samples.id(), Samples.NOW);
            try {
                store.transactions().run(() -> {
                    throw new IllegalArgumentException("inner");
                });
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessage("inner");
            }
        })).isInstanceOf(IllegalStateException.class);
        assertThat(store.optOuts().has("a@example.org")).isFalse();
    }

    @Test
    public void aConflictIsDoneAgainFromTheBeginning() {
        AtomicInteger tries = new AtomicInteger();
        String said = store.transactions().required(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new Stale("order", Samples.id(), 1);
            }
            return "done";
        });
        assertThat(said).isEqualTo("done");
        assertThat(tries).hasValue(3);
    }

    @Test
    public void whatIsToldAfterTheCommitIsToldOnceAndOnlyThen() {
        List<String> told = new ArrayList<>();
        AtomicInteger tries = new AtomicInteger();
        store.transactions().run(() -> {
            int attempt = tries.incrementAndGet();
            store.transactions().run(() -> store.sql().afterCommit(() -> told.add("inner of " + attempt)));
            store.sql().afterCommit(() -> told.add("outer of " + attempt));
            assertThat(told).isEmpty();
            if (attempt < 3) {
                throw new Stale("order", Samples.id(), 1);
            }
        });
        assertThat(told).containsExactly("inner of 3", "outer of 3");
    }

    @Test
    public void whatWasRolledBackIsNotTold() {
        List<String> told = new ArrayList<>();
        assertThatThrownBy(() -> store.transactions().run(() -> {
            store.sql().afterCommit(() -> told.add("never"));
            throw new IllegalStateException("a fault");
        })).isInstanceOf(IllegalStateException.class);
        store.transactions().run(() -> assertThat(store.sql().number("select count(*) from probe")).isEqualTo(1));
        assertThat(told).isEmpty();
    }

    @Test
    public void aConflictThatStaysReachesTheCaller() {
        AtomicInteger tries = new AtomicInteger();
        assertThatThrownBy(() -> store.transactions().run(() -> {
            tries.incrementAndGet();
            throw new Stale("order", Samples.id(), 1);
        })).isInstanceOf(Stale.class);
        assertThat(tries).hasValue(Sql.MOST_ATTEMPTS);
    }

    @Test(timeout = 60_000)
    public void twoThatBlockOneAnotherBothGetThrough() throws Exception {
        Order.Facts a = Samples.order(Samples.id(), "a", null, 1);
        Order.Facts b = Samples.order(Samples.id(), "b", null, 1);
        store.orders().add(new Order.Open(a));
        store.orders().add(new Order.Open(b));
        CyclicBarrier met = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> one = threads.submit(() -> lockBoth(a.id(), b.id(), met));
            Future<?> two = threads.submit(() -> lockBoth(b.id(), a.id(), met));
            one.get();
            two.get();
        } finally {
            threads.shutdownNow();
        }
        assertThat(store.sql().number("select sum(version) from customer_order")).isEqualTo(6);
    }

    private void lockBoth(Id first, Id second, CyclicBarrier met) {
        AtomicInteger tries = new AtomicInteger();
        store.transactions().run(() -> {
            store.sql().change("update customer_order set version = version + 1 where id = ?", first);
            if (tries.incrementAndGet() == 1) {
                try {
                    met.await(20, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            store.sql().change("update customer_order set version = version + 1 where id = ?", second);
        });
    }

    @Test
    public void momentsKeepTheirMicrosecondsInAnyTimeZone() {
        TimeZone before = TimeZone.getDefault();
        List<Instant> moments = List.of(Instant.EPOCH, Samples.NOW, Instant.MAX, Instant.parse("1969-12-31T23:59:59.999999Z"),
                // the hour that Berlin does not have, and the one that it has twice
                Instant.parse("2026-03-29T01:30:00Z"), Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-25T01:30:00Z"));
        try {
            for (String zone : List.of("Europe/Berlin", "America/St_Johns")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                for (Instant moment : moments) {
                    store.sql().change("update probe set written_at = ?", moment);
                    assertThat(store.sql().one("select written_at from probe", row -> row.moment("written_at"))).contains(moment);
                }
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    public void daysStayDaysInAnyTimeZone() {
        TimeZone before = TimeZone.getDefault();
        try {
            // Samoa had no 30 December 2011; Beirut's clocks change at midnight
            for (String zone : List.of("Pacific/Apia", "Asia/Beirut", "UTC")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                for (LocalDate day : List.of(LocalDate.of(2011, 12, 30), LocalDate.of(2026, 3, 29), LocalDate.of(1990, 1, 1))) {
                    Id id = Samples.id();
                    Order.Facts f = Samples.order(id, "o" + id, null, 1);
                    store.orders().add(new Order.Open(new Order.Facts(id, f.site(), f.key(), f.number(), null, day, null, null, null, null, null, f.firstSeenAt(),
                            f.changedAt(), 1)));
                    assertThat(store.orders().byId(id).orElseThrow().facts().orderDate()).isEqualTo(day);
                }
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    public void whatADatabaseCannotKeepInATextIsReplacedNotRefused() {
        Id id = Samples.id();
        store.customers().add(new Contact(id, Site.MAIN, Samples.id(), "c", "NUL\0 half\uD83D pair\uD83D\uDD29 quote' \\", null, null, null, true, Samples.NOW, 1));
        assertThat(store.customers().contactById(id).orElseThrow().name()).isEqualTo("NUL\uFFFD half\uFFFD pair\uD83D\uDD29 quote' \\");
    }

    /** Databases quote what they refuse; a log must not. */
    @Test
    public void aRefusedValueIsNotInTheMessage() {
        String secret = "somebody".repeat(100);
        assertThatThrownBy(() -> store.customers().add(new Contact(Samples.id(), Site.MAIN, Samples.id(), "c", secret, null, null, null, true, Samples.NOW, 1)))
                .isInstanceOf(SqlFault.class).hasNoCause().hasMessageNotContaining("somebody");
    }
}
