package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.Before;
import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Stale;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Command.DecideInvitation;
import io.plumbline.domain.flow.Command.Kind;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;

public class WorkQueueContractTest extends PortContract {
    private static final Instant NOW = Samples.NOW;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Kind KIND = Kind.DECIDE_INVITATION;
    private final Id order = Samples.id();
    private WorkQueue queue;

    @Before
    public void queue() {
        queue = store.workQueue();
    }

    private void put(Id subject, Instant at) {
        queue.put(new Flow.Due(new DecideInvitation(subject), at));
    }

    private List<Claim> claim(Instant now) {
        return queue.claim(KIND, 10, LEASE, now);
    }

    private Claim one(Instant now) {
        List<Claim> claims = claim(now);
        assertThat(claims).hasSize(1);
        return claims.get(0);
    }

    @Test
    public void aLeaseFromBeforeTheClockWasSetBackDoesNotHold() {
        put(order, NOW.minus(Duration.ofDays(2)));
        Claim before = one(NOW);
        assertThat(claim(NOW.minusMillis(1))).as("a claimer whose clock is behind").isEmpty();
        assertThat(claim(NOW.minus(Duration.ofMinutes(50)))).as("a claimer that was slow").isEmpty();
        Claim after = one(NOW.minus(Duration.ofDays(1)));
        queue.finish(after);
        assertThat(catchThrowable(() -> queue.finish(before))).isInstanceOf(Stale.class);
    }

    @Test
    public void aStepOfANewSubjectIsLikeAnyOther() {
        queue.add(new Flow.Due(new DecideInvitation(order), NOW));
        assertThat(one(NOW).subject()).isEqualTo(order);
        put(order, NOW.plusSeconds(1));
        assertUnique(() -> queue.add(new Flow.Due(new DecideInvitation(order), NOW)), "step_pk");
    }

    @Test
    public void whatIsDueIsClaimedOnceLongestDueFirst() {
        Id later = Samples.id();
        put(order, NOW.minusSeconds(10));
        put(later, NOW.minusSeconds(20));
        put(Samples.id(), NOW.plusSeconds(1));
        queue.put(new Flow.Due(new Command.SendInvitation(order), NOW));
        assertThat(claim(NOW)).extracting(Claim::subject).containsExactly(later, order);
        assertThat(claim(NOW)).isEmpty();
    }

    @Test
    public void noMoreAreTakenThanAskedFor() {
        for (int i = 0; i < 5; i++) {
            put(Samples.id(), NOW);
        }
        assertThat(queue.claim(KIND, 3, LEASE, NOW)).hasSize(3);
        assertThat(queue.claim(KIND, 3, LEASE, NOW)).hasSize(2);
    }

    @Test
    public void aStepThatIsThereBecomesDueAtTheEarlierMoment() {
        put(order, NOW.plusSeconds(100));
        put(order, NOW.plusSeconds(10));
        put(order, NOW.plusSeconds(50));
        assertThat(claim(NOW.plusSeconds(9))).isEmpty();
        queue.finish(one(NOW.plusSeconds(10)));
        assertThat(claim(NOW.plusSeconds(1000))).isEmpty();
    }

    @Test
    public void finishedMeansGone() {
        put(order, NOW);
        queue.finish(one(NOW));
        assertThat(claim(NOW.plus(Duration.ofDays(9)))).isEmpty();
        assertThat(queue.replay(KIND, order, NOW)).isFalse();
    }

    @Test
    public void whatIsNotFinishedIsClaimedAgainAfterItsLease() {
        put(order, NOW);
        Claim lost = one(NOW);
        assertThat(lost.attempt()).isEqualTo(1);
        assertThat(claim(NOW.plus(LEASE).minusMillis(1))).isEmpty();
        Claim second = one(NOW.plus(LEASE));
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.epoch()).isGreaterThan(lost.epoch());
        assertStale(() -> queue.finish(lost));
        queue.again(lost, NOW, "too late");
        queue.park(lost, NOW, "too late");
        queue.finish(second);
    }

    @Test
    public void aHolderWhoseLeaseRanOutCannotFinishALaterStepOfTheSameName() {
        put(order, NOW);
        Claim lost = one(NOW);
        queue.finish(one(NOW.plus(LEASE)));
        put(order, NOW.plus(LEASE));
        Claim third = one(NOW.plus(LEASE));
        assertStale(() -> queue.finish(lost));
        queue.finish(third);
    }

    @Test
    public void aHolderWhoseLeaseRanOutNeitherGivesBackNorParksTheStepOfAnother() {
        put(order, NOW);
        Claim slow = one(NOW);
        Instant later = NOW.plus(LEASE).plusSeconds(1);
        Claim next = one(later);
        queue.again(slow, later, "slow");
        assertThat(claim(later)).as("given back").isEmpty();
        queue.park(slow, later, "slow");
        assertThat(store.sql().number("select count(*) from step where parked_at is not null")).isZero();
        put(order, later);
        queue.park(slow, later, "slow");
        assertThat(claim(later)).as("taken up for the put").isEmpty();
        queue.finish(next);
        assertThat(claim(later)).as("what was put meanwhile").hasSize(1);
    }

    @Test
    public void aFinishThatRollsBackLeavesTheStep() {
        put(order, NOW);
        Claim claim = one(NOW);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> store.transactions().run(() -> {
            queue.finish(claim);
            throw new IllegalArgumentException("the effect failed");
        }))).isInstanceOf(IllegalArgumentException.class);
        assertThat(one(NOW.plus(LEASE)).attempt()).isEqualTo(2);
    }

    @Test
    public void whatIsPutWhileItIsBeingMadeIsMadeOnceMore() {
        put(order, NOW);
        Claim first = one(NOW);
        put(order, NOW.plusSeconds(1));
        assertThat(claim(NOW.plusSeconds(2))).isEmpty();
        queue.finish(first);
        Claim second = one(NOW.plusSeconds(2));
        assertThat(second.attempt()).isEqualTo(1);
        assertThat(second.generation()).isGreaterThan(first.generation());
        queue.finish(second);
        assertThat(claim(NOW.plus(Duration.ofDays(1)))).isEmpty();
    }

    /** A step may put itself for later: an order that is held is decided again when its patience ends. */
    @Test
    public void aStepThatPutsItselfForLaterIsNotDueBefore() {
        put(order, NOW);
        Claim claim = one(NOW);
        store.transactions().run(() -> {
            put(order, NOW.plus(Duration.ofDays(14)));
            queue.finish(claim);
        });
        assertThat(claim(NOW.plus(Duration.ofDays(13)))).isEmpty();
        assertThat(claim(NOW.plus(Duration.ofDays(14)))).hasSize(1);
    }

    @Test
    public void ofSeveralPutsWhileItIsBeingMadeTheEarliestCounts() {
        put(order, NOW);
        Claim claim = one(NOW);
        put(order, NOW.plusSeconds(500));
        put(order, NOW.plusSeconds(20));
        put(order, NOW.plusSeconds(300));
        queue.finish(claim);
        assertThat(claim(NOW.plusSeconds(19))).isEmpty();
        assertThat(claim(NOW.plusSeconds(20))).hasSize(1);
    }

    @Test
    public void aHolderThatDiesAfterAPutForLaterIsReplacedAtOnceAndTheLaterStepIsStillMade() {
        put(order, NOW);
        one(NOW);
        put(order, NOW.plus(Duration.ofDays(14)));
        queue.finish(one(NOW.plus(LEASE)));
        assertThat(claim(NOW.plus(Duration.ofDays(13)))).isEmpty();
        assertThat(claim(NOW.plus(Duration.ofDays(14)))).hasSize(1);
    }

    @Test
    public void aStepGivenBackIsMadeLaterAndCountsItsTries() {
        put(order, NOW);
        queue.again(one(NOW), NOW.plusSeconds(60), "SMTP down");
        assertThat(claim(NOW.plusSeconds(59))).isEmpty();
        assertThat(one(NOW.plusSeconds(60)).attempt()).isEqualTo(2);
    }

    @Test
    public void aStepGivenBackThatWasPutMeanwhileIsMadeAtTheEarlierMoment() {
        put(order, NOW);
        Claim claim = one(NOW);
        put(order, NOW.plusSeconds(5));
        queue.again(claim, NOW.plusSeconds(60), "SMTP down");
        assertThat(claim(NOW.plusSeconds(5))).hasSize(1);
    }

    @Test
    public void aParkedStepWaitsForItsReplay() {
        put(order, NOW);
        queue.park(one(NOW), NOW, "no such template");
        assertThat(claim(NOW.plus(Duration.ofDays(3650)))).isEmpty();
        assertThat(queue.replay(KIND, order, NOW.plusSeconds(5))).isTrue();
        assertThat(claim(NOW.plusSeconds(4))).isEmpty();
        assertThat(one(NOW.plusSeconds(5)).attempt()).isEqualTo(1);
    }

    @Test
    public void aParkedStepIsTakenUpByAPut() {
        put(order, NOW);
        queue.park(one(NOW), NOW, "no such template");
        put(order, NOW.plusSeconds(7));
        assertThat(one(NOW.plusSeconds(7)).attempt()).isEqualTo(1);
    }

    @Test
    public void aStepThatWasPutBeforeItIsParkedIsTakenUpToo() {
        put(order, NOW);
        Claim claim = one(NOW);
        put(order, NOW.plusSeconds(7));
        queue.park(claim, NOW, "no such template");
        assertThat(claim(NOW.plusSeconds(7))).hasSize(1);
    }

    @Test
    public void aReplayMakesAWaitingStepDue() {
        put(order, NOW.plus(Duration.ofDays(3)));
        assertThat(queue.replay(KIND, order, NOW)).isTrue();
        assertThat(claim(NOW)).hasSize(1);
    }

    @Test
    public void aReplayOfAStepUnderwayDoesNotTakeItFromItsHolder() {
        put(order, NOW);
        Claim claim = one(NOW);
        assertThat(queue.replay(KIND, order, NOW.plusSeconds(1))).isTrue();
        assertThat(claim(NOW.plusSeconds(1))).isEmpty();
        queue.finish(claim);
        assertThat(claim(NOW.plusSeconds(1))).hasSize(1);
    }

    @Test
    public void whatIsDroppedIsGone() {
        put(order, NOW);
        queue.drop(KIND, order);
        assertThat(claim(NOW)).isEmpty();
    }

    @Test
    public void aPutThatRollsBackNeverWas() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> store.transactions().run(() -> {
            put(order, NOW);
            throw new IllegalArgumentException("no");
        }))).isInstanceOf(IllegalArgumentException.class);
        assertThat(claim(NOW)).isEmpty();
    }

    @Test(timeout = 120_000)
    public void eightThreadsMakeFiveHundredStepsOnceEach() throws Exception {
        List<Id> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Id id = Samples.id();
            all.add(id);
            put(id, NOW);
        }
        ConcurrentHashMap<Id, Integer> made = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                workers.add(threads.submit(() -> {
                    List<Claim> claims = queue.claim(KIND, 7, LEASE, NOW);
                    while (!claims.isEmpty()) {
                        for (Claim claim : claims) {
                            made.merge(claim.subject(), 1, Integer::sum);
                            store.transactions().run(() -> queue.finish(claim));
                        }
                        claims = queue.claim(KIND, 7, LEASE, NOW);
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(made.keySet()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(made.values()).containsOnly(1);
        assertThat(store.sql().number("select count(*) from step")).isZero();
    }
}
