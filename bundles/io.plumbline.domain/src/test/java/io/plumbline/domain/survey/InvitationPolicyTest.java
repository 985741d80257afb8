package io.plumbline.domain.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Reports;
import io.plumbline.domain.Site;
import io.plumbline.domain.survey.InvitationPolicy.Decision;
import io.plumbline.domain.survey.InvitationPolicy.Decision.Hold;
import io.plumbline.domain.survey.InvitationPolicy.Decision.Schedule;
import io.plumbline.domain.survey.InvitationPolicy.Decision.Suppress;
import io.plumbline.domain.survey.InvitationPolicy.Situation;
import io.plumbline.domain.survey.Programme.AcceptanceLimits;

public class InvitationPolicyTest {
    private static final Instant NOW = Reports.NOW;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Programme PROGRAMME = programme("100");

    private static Programme programme(String percent) {
        return new Programme("delivery", Site.MAIN, DAY.multipliedBy(2), Optional.of(DAY.multipliedBy(14)), Optional.of(DAY.multipliedBy(30)),
                Optional.of(DAY.multipliedBy(30)), DAY.multipliedBy(30), new BigDecimal(percent), Language.EN, AcceptanceLimits.DEFAULT);
    }

    /** Whole, delivered an hour ago, somebody to ask, nothing against it. */
    private static final class Case {
        boolean orderCancelled;
        boolean allCancelled;
        boolean returned;
        boolean whole = true;
        Instant delivered = NOW.minus(Duration.ofHours(1));
        Instant firstSeen = NOW;
        boolean reachable = true;
        boolean optedOut;
        Optional<Instant> invited = Optional.empty();
        boolean openCase;

        Decision decide(Programme programme, Instant now) {
            return InvitationPolicy.decide(programme, situation(), now);
        }

        Decision atOnce() {
            return InvitationPolicy.decideAtOnce(PROGRAMME, situation(), NOW);
        }

        private Situation situation() {
            return new Situation(orderCancelled, true, allCancelled, returned, whole, delivered, firstSeen, reachable, optedOut, invited, openCase, Reports.id(1));
        }
    }

    private static Decision decide(UnaryOperator<Case> change) {
        return change.apply(new Case()).decide(PROGRAMME, NOW);
    }

    private static Decision onceMore(UnaryOperator<Case> change) {
        return InvitationPolicy.decideFollowUp(programme("0"), change.apply(new Case()).situation(), NOW);
    }

    @Test
    public void whoIsAskedOnceMoreIsAskedNowWhateverTheAgeOrTheSampleOfTheOrder() {
        assertThat(onceMore(c -> {
            c.delivered = NOW.minus(DAY.multipliedBy(300));
            c.whole = false;
            c.returned = true;
            c.invited = Optional.of(NOW.minus(DAY.multipliedBy(30)));
            return c;
        })).isEqualTo(new Schedule(NOW));
    }

    @Test
    public void permissionAndPatienceHoldForThemToo() {
        assertThat(onceMore(c -> {
            c.reachable = false;
            return c;
        })).isEqualTo(new Suppress(NotAsked.NO_ADDRESS));
        assertThat(onceMore(c -> {
            c.optedOut = true;
            return c;
        })).isEqualTo(new Suppress(NotAsked.OPTED_OUT));
        assertThat(onceMore(c -> {
            c.openCase = true;
            return c;
        })).isEqualTo(new Suppress(NotAsked.OPEN_CASE));
        assertThat(onceMore(c -> {
            c.invited = Optional.of(NOW.minus(DAY.multipliedBy(30)).plusSeconds(1));
            return c;
        })).isEqualTo(new Suppress(NotAsked.FATIGUE));
        assertThat(onceMore(c -> {
            c.orderCancelled = true;
            return c;
        })).isEqualTo(new Suppress(NotAsked.CANCELLED));
    }

    @Test
    public void aWholeOrderIsAskedAboutAfterTheDelay() {
        assertThat(decide(c -> c)).isEqualTo(new Schedule(NOW.minus(Duration.ofHours(1)).plus(DAY.multipliedBy(2))));
    }

    @Test
    public void adelayThatIsOverMeansNow() {
        assertThat(decide(c -> {
            c.delivered = NOW.minus(DAY.multipliedBy(5));
            return c;
        })).isEqualTo(new Schedule(NOW));
    }

    @Test
    public void anOrderThatIsNotWholeWaitsUntilTheFallbackTimeAfterItsLastDelivery() {
        UnaryOperator<Case> partly = c -> {
            c.whole = false;
            return c;
        };
        Instant fallback = NOW.minus(Duration.ofHours(1)).plus(DAY.multipliedBy(30));
        assertThat(decide(partly)).isEqualTo(new Hold(fallback));
        assertThat(partly.apply(new Case()).decide(PROGRAMME, fallback.minusMillis(1))).isInstanceOf(Hold.class);
        assertThat(partly.apply(new Case()).decide(PROGRAMME, fallback)).isEqualTo(new Schedule(fallback.plus(DAY.multipliedBy(2))));
    }

    @Test
    public void ageCountsFromTheDeliveryToTheMomentItWasFirstSeen() {
        assertThat(decide(c -> {
            c.delivered = NOW.minus(DAY.multipliedBy(14)).minusSeconds(1);
            return c;
        })).isEqualTo(new Suppress(NotAsked.TOO_OLD));
        assertThat(decide(c -> {
            c.delivered = NOW.minus(DAY.multipliedBy(20));
            c.firstSeen = NOW.minus(DAY.multipliedBy(10));
            return c;
        })).isInstanceOf(Schedule.class);
    }

    @Test
    public void theFirstObjectionInTheTableIsTheOneThatTheLedgerNames() {
        Case all = new Case();
        all.orderCancelled = true;
        all.returned = true;
        all.reachable = false;
        all.optedOut = true;
        all.openCase = true;
        all.invited = Optional.of(NOW.minus(DAY));
        assertThat(all.decide(PROGRAMME, NOW)).isEqualTo(new Suppress(NotAsked.CANCELLED));
        all.orderCancelled = false;
        assertThat(all.decide(PROGRAMME, NOW)).isEqualTo(new Suppress(NotAsked.RETURNED));
        all.returned = false;
        assertThat(all.decide(PROGRAMME, NOW)).isEqualTo(new Suppress(NotAsked.NO_ADDRESS));
        all.reachable = true;
        assertThat(all.decide(PROGRAMME, NOW)).isEqualTo(new Suppress(NotAsked.OPTED_OUT));
        all.optedOut = false;
        assertThat(all.decide(PROGRAMME, NOW)).isEqualTo(new Suppress(NotAsked.OPEN_CASE));
        all.openCase = false;
        assertThat(all.decide(PROGRAMME, NOW)).isEqualTo(new Suppress(NotAsked.FATIGUE));
        all.invited = Optional.of(NOW.minus(DAY.multipliedBy(30)));
        assertThat(all.decide(PROGRAMME, NOW)).isInstanceOf(Schedule.class);
        all.allCancelled = true;
        assertThat(all.decide(PROGRAMME, NOW)).isEqualTo(new Suppress(NotAsked.CANCELLED));
    }

    @Test
    public void samplingDrawsTheConfiguredShareAndAlwaysTheSameLot() {
        Random random = new Random(7);
        long drawn = IntStream.range(0, 20_000).mapToObj(i -> Id.at(NOW, random)).filter(id -> InvitationPolicy.sampled(new BigDecimal("25"), id)).count();
        assertThat(drawn).isBetween(4_800L, 5_200L);
        assertThat(InvitationPolicy.sampled(BigDecimal.ZERO, Reports.id(1))).isFalse();
        assertThat(InvitationPolicy.sampled(new BigDecimal("100"), Reports.id(1))).isTrue();
        assertThat(new Case().decide(programme("0"), NOW)).isEqualTo(new Suppress(NotAsked.NOT_SAMPLED));
    }

    @Test
    public void atOnceMeansNeitherTheDelayNorTheRestOfTheOrder() {
        Case open = new Case();
        open.whole = false;
        assertThat(open.decide(PROGRAMME, NOW)).isInstanceOf(Hold.class);
        assertThat(open.atOnce()).isEqualTo(new Schedule(NOW));
        assertThat(new Case().atOnce()).isEqualTo(new Schedule(NOW));
    }

    @Test
    public void atOnceMeetsEveryOtherObjection() {
        Map<NotAsked, Consumer<Case>> objections = new EnumMap<>(NotAsked.class);
        objections.put(NotAsked.CANCELLED, c -> c.orderCancelled = true);
        objections.put(NotAsked.RETURNED, c -> c.returned = true);
        objections.put(NotAsked.TOO_OLD, c -> c.delivered = NOW.minus(DAY.multipliedBy(15)));
        objections.put(NotAsked.NO_ADDRESS, c -> c.reachable = false);
        objections.put(NotAsked.OPTED_OUT, c -> c.optedOut = true);
        objections.put(NotAsked.OPEN_CASE, c -> c.openCase = true);
        objections.put(NotAsked.FATIGUE, c -> c.invited = Optional.of(NOW.minus(DAY)));
        objections.forEach((why, objection) -> {
            Case open = new Case();
            open.whole = false;
            objection.accept(open);
            assertThat(open.atOnce()).as(why.name()).isEqualTo(new Suppress(why));
        });
    }
}
