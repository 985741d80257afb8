package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.application.Ids;
import io.plumbline.domain.Id;
import io.plumbline.domain.Stale;
import io.plumbline.domain.access.Calls;
import io.plumbline.domain.access.Calls.Call;

/** A key of a user's is taken by one call. */
@RunWith(Parameterized.class)
public class CallsContractTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant LOST = NOW.minus(Duration.ofMinutes(5));
    private final TestDatabase database;
    private final Id user = new Ids().next(NOW);
    private Calls calls;

    public CallsContractTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Before
    public void empty() throws Exception {
        calls = database.emptied().calls();
    }

    @Test
    public void whoComesSecondIsToldOfTheFirst() {
        assertThat(calls.begin(user, "k", "r1", LOST, NOW)).isEmpty();
        assertThat(calls.begin(user, "k", "r2", LOST, NOW)).contains(new Call("r1", Optional.empty()));
        calls.answered(user, "k", NOW, "sealed");
        assertThat(calls.begin(user, "k", "r1", LOST, NOW)).contains(new Call("r1", Optional.of("sealed")));
        assertThat(calls.begin(new Ids().next(NOW), "k", "r1", LOST, NOW)).as("another user's key").isEmpty();
        assertThat(calls.begin(user, "other", "r1", LOST, NOW)).isEmpty();
    }

    @Test
    public void ofManyAtOnceOneTakesTheKey() throws Exception {
        int many = 16;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Optional<Call>>> begun = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            begun.add(threads.submit(() -> {
                start.await();
                return calls.begin(user, "k", "r", LOST, NOW);
            }));
        }
        start.countDown();
        int taken = 0;
        for (Future<Optional<Call>> one : begun) {
            taken += one.get().isEmpty() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(taken).isEqualTo(1);
    }

    @Test
    public void aLostCallIsTakenOverAndCannotAnswerAnyMore() {
        calls.begin(user, "k", "r", LOST, NOW);
        Instant later = NOW.plus(Duration.ofMinutes(6));
        assertThat(calls.begin(user, "k", "r", later.minus(Duration.ofMinutes(5)), later)).isEmpty();
        assertThatThrownBy(() -> calls.answered(user, "k", NOW, "too late")).isInstanceOf(Stale.class);
        calls.failed(user, "k", NOW);
        calls.answered(user, "k", later, "sealed");
        assertThatThrownBy(() -> calls.answered(user, "k", later, "twice")).isInstanceOf(Stale.class);
        assertThat(calls.begin(user, "k", "r", later.plusSeconds(1), later.plusSeconds(2))).as("an answer is never lost").isPresent();
    }

    @Test
    public void whatFailedFreesItsKey() {
        calls.begin(user, "k", "r", LOST, NOW);
        calls.failed(user, "k", NOW);
        assertThat(calls.begin(user, "k", "r", LOST, NOW)).isEmpty();
    }

    @Test
    public void oldOnesAreForgotten() {
        calls.begin(user, "old", "r", LOST, NOW);
        calls.begin(user, "new", "r", LOST, NOW.plusSeconds(10));
        assertThat(calls.forget(NOW.plusSeconds(10))).isEqualTo(1);
        assertThat(calls.begin(user, "new", "r", LOST, NOW.plusSeconds(11))).isPresent();
    }
}
