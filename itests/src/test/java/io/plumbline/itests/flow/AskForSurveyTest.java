package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.Test;

import io.plumbline.application.mail.MailTransport.MailFault;
import io.plumbline.application.survey.AskForSurvey.Outcome;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.order.OrderKey;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.Programme;
import io.plumbline.domain.survey.Programme.AcceptanceLimits;

/** Somebody wants a customer asked now: the policy's waiting is skipped, its refusals are not. */
public class AskForSurveyTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Shipment ONE = Shipment.of("1", "A", NOW.minusSeconds(3600));

    private final Workshop plumbline = new Workshop(programme("100"));

    /** Two days of delay, fourteen days of age, thirty days of quiet. */
    private static Programme programme(String percent) {
        return new Programme("delivery", Site.MAIN, Duration.ofDays(2), Optional.of(Duration.ofDays(14)), Optional.of(Duration.ofDays(30)),
                Optional.of(Duration.ofDays(30)), Duration.ofDays(30), new BigDecimal(percent), Language.EN, AcceptanceLimits.DEFAULT);
    }

    private void reported(Shipment shipment, Instant now) {
        plumbline.report(shipment.report(), now);
        plumbline.work(now);
    }

    private static Outcome ask(Workshop plumbline, String order, Instant now) {
        return plumbline.ask.ofOrder(new OrderKey("main", "1", order), Site.MAIN, Actor.user("erp"), now);
    }

    private Outcome ask(String order, Instant now) {
        return ask(plumbline, order, now);
    }

    private void refused(String order, NotAsked why) {
        List<String> before = state();
        assertThat(ask(order, NOW)).isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.why()).isEqualTo(why));
        assertThat(state()).as("a refusal changes nothing").isEqualTo(before);
        plumbline.work(NOW);
    }

    private List<String> state() {
        List<String> rows = new ArrayList<>(plumbline.sql("select id || state || cast(version as char(9)) from invitation order by id"));
        rows.addAll(plumbline.sql("select kind || subject_id from step order by kind, subject_id"));
        rows.addAll(plumbline.sql("select delivery_id || line || coalesce(why, '') from ledger order by delivery_id"));
        return rows;
    }

    private List<String> invitations() {
        return plumbline.sql("select state from invitation");
    }

    @Test
    public void theDelayIsNotWaitedFor() {
        reported(ONE, NOW);
        assertThat(plumbline.post.sent).isEmpty();
        assertThat(ask("A", NOW)).isInstanceOfSatisfying(Outcome.Asked.class, asked -> assertThat(asked.dueAt()).isEqualTo(NOW));
        plumbline.work(NOW);
        assertThat(plumbline.post.sent).hasSize(1);
        assertThat(invitations()).containsExactly("Sent");
        assertThat(plumbline.sql("select actor_kind || actor_name from journal where action = 'invitation.asked-for'")).containsExactly("USERerp");
        while (plumbline.store.journal().sequence(100, NOW) > 0) {
            continue;
        }
        assertThat(plumbline.store.journal().verify().findings()).isEmpty();
    }

    @Test
    public void theRestOfTheOrderIsNotWaitedForEvenIfTheOrdinaryDecisionComesAfterwards() {
        plumbline.report(ONE.said(OrderState.OPEN).report(), NOW);
        assertThat(ask("A", NOW)).isInstanceOf(Outcome.Asked.class);
        plumbline.post.fault = MailFault.Kind.TEMPORARY;
        plumbline.work(NOW);
        plumbline.report(ONE.said(OrderState.OPEN).phone("7").changed(NOW).report(), NOW);
        plumbline.work(NOW);
        assertThat(invitations()).containsExactly("Scheduled");
        plumbline.post.fault = null;
        plumbline.work(NOW.plus(Duration.ofHours(2)));
        assertThat(plumbline.post.sent).hasSize(1);
        // the rest arrives: the customer was asked
        reported(Shipment.of("2", "A", NOW.minusSeconds(60)), NOW.plus(Duration.ofDays(1)));
        plumbline.work(NOW.plus(Duration.ofDays(5)));
        assertThat(plumbline.post.sent).hasSize(1);
    }

    @Test
    public void anObjectionThatComesBeforeTheMailLeavesStillCounts() {
        plumbline.post.fault = MailFault.Kind.TEMPORARY;
        plumbline.report(ONE.said(OrderState.OPEN).report(), NOW);
        ask("A", NOW);
        plumbline.work(NOW);
        plumbline.report(ONE.said(OrderState.OPEN).changed(NOW).comingBack(), NOW);
        plumbline.post.fault = null;
        plumbline.work(NOW.plus(Duration.ofHours(2)));
        assertThat(plumbline.post.sent).isEmpty();
        assertThat(invitations()).containsExactly("Withdrawn");
    }

    @Test
    public void askingTwiceAsksOnce() {
        reported(ONE, NOW);
        Outcome first = ask("A", NOW);
        assertThat(ask("A", NOW.plusSeconds(1))).isEqualTo(first);
        plumbline.work(NOW.plusSeconds(1));
        assertThat(ask("A", NOW.plusSeconds(2))).isInstanceOfSatisfying(Outcome.AlreadyAsked.class, a -> assertThat(a.state()).isEqualTo("Sent"));
        plumbline.work(NOW.plusSeconds(2));
        assertThat(plumbline.post.sent).hasSize(1);
    }

    @Test
    public void manyWhoAskAtOnceAskOnce() throws Exception {
        plumbline.report(ONE.report(), NOW);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            outcomes.add(threads.submit(() -> {
                go.await();
                return ask("A", NOW);
            }));
        }
        go.countDown();
        for (Future<Outcome> outcome : outcomes) {
            assertThat(outcome.get()).isInstanceOf(Outcome.Asked.class);
        }
        threads.shutdown();
        plumbline.work(NOW);
        assertThat(invitations()).hasSize(1);
        assertThat(plumbline.post.sent).hasSize(1);
    }

    @Test
    public void thePolicyRefusesForTheReasonsOfTheLedger() {
        reported(ONE.email(null), NOW);
        refused("A", NotAsked.NO_ADDRESS);
        reported(Shipment.of("2", "B", NOW.minus(Duration.ofDays(20))), NOW);
        refused("B", NotAsked.TOO_OLD);
        reported(Shipment.of("3", "C", NOW.minusSeconds(60)), NOW);
        plumbline.report(Shipment.of("3", "C", NOW.minusSeconds(60)).changed(NOW).cancellation(), NOW);
        plumbline.work(NOW);
        refused("C", NotAsked.CANCELLED);
        Shipment back = Shipment.of("4", "D", NOW.minusSeconds(60));
        reported(back, NOW);
        plumbline.report(back.changed(NOW).comingBack(), NOW);
        plumbline.work(NOW);
        refused("D", NotAsked.RETURNED);
        assertThat(plumbline.post.sent).isEmpty();

        reported(Shipment.of("5", "E", NOW.minusSeconds(60)), NOW);
        assertThat(ask("E", NOW)).isInstanceOf(Outcome.Asked.class);
        plumbline.work(NOW);
        reported(Shipment.of("6", "F", NOW.minusSeconds(60)).said(OrderState.OPEN), NOW);
        refused("F", NotAsked.FATIGUE);
        plumbline.unsubscribe.by(plumbline.post.token(), NOW);
        refused("E", NotAsked.OPTED_OUT);
        refused("F", NotAsked.OPTED_OUT);
        assertThat(plumbline.post.sent).hasSize(1);
    }

    @Test
    public void anOrderThatWasNotDrawnStaysSoHoweverOftenSomebodyAsks() {
        Workshop none = new Workshop(programme("0"));
        none.report(ONE.report(), NOW);
        for (int i = 0; i < 3; i++) {
            assertThat(ask(none, "A", NOW)).isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.why()).isEqualTo(NotAsked.NOT_SAMPLED));
        }
        assertThat(none.sql("select state || ' ' || why from invitation")).containsExactly("Suppressed NOT_SAMPLED");
    }

    @Test
    public void anAddressThatIsAddedLaterOpensTheWay() {
        reported(ONE.email(null), NOW);
        refused("A", NotAsked.NO_ADDRESS);
        plumbline.report(ONE.changed(NOW).report(), NOW);
        assertThat(ask("A", NOW)).isInstanceOf(Outcome.Asked.class);
        plumbline.work(NOW);
        assertThat(plumbline.post.sent).hasSize(1);
    }

    @Test
    public void ordersOfOthersAreUnknown() {
        reported(ONE, NOW);
        assertThat(ask("Z", NOW)).isInstanceOf(Outcome.Unknown.class);
        assertThat(plumbline.ask.ofOrder(new OrderKey("main", "1", "A"), new Site("OTHER"), Actor.user("erp"), NOW)).isInstanceOf(Outcome.Unknown.class);
    }
}
