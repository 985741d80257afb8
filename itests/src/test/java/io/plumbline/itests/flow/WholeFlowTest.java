package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import org.junit.Test;

import io.plumbline.application.delivery.RecordDelivery.Outcome;
import io.plumbline.application.mail.MailTransport.MailFault;
import io.plumbline.application.survey.AnswerSurvey;
import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.Programme;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.domain.survey.SuspectRule.Signals;

/** From a report to a filed case, over the real use cases and a real database. */
public class WholeFlowTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Answer LOW = new Answer(1, OptionalInt.of(2), "Drei Auszüge klemmen.", true);
    private static final Answer GOOD = new Answer(5, OptionalInt.of(10), "", false);
    private static final Shipment ONE = Shipment.of("1", "A", NOW.minusSeconds(3600));

    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);

    private static Programme withFallback(Duration fallback) {
        Programme p = Workshop.ASK_ALL;
        return new Programme(p.name(), p.site(), p.delay(), p.askWithin(), Optional.of(fallback), p.quietPeriod(), p.expiry(), p.samplePercent(),
                p.defaultLanguage(), p.acceptance());
    }

    private void asked(Shipment shipment) {
        plumbline.report(shipment.report(), NOW);
        plumbline.work(NOW);
    }

    private AnswerSurvey.Outcome answer(SurveyToken token, Answer answer, Instant now) {
        return plumbline.survey.answer(token, answer, Language.DE, Signals.HUMAN, now);
    }

    private List<String> ledger() {
        return plumbline.sql("select case when l.why is null then l.line else l.line || ':' || l.why end from ledger l join delivery d on d.id = l.delivery_id"
                + " order by d.doc_id");
    }

    private List<String> cases() {
        return plumbline.sql("select case_no from nonconformity order by case_no");
    }

    private void journalIsSound() {
        while (plumbline.store.journal().sequence(100, NOW) > 0) {
            continue;
        }
        Journal.Verification found = plumbline.store.journal().verify();
        assertThat(found.findings()).isEmpty();
        assertThat(found.unnumbered()).isZero();
        assertThat(found.entries()).isPositive();
    }

    @Test
    public void aLowAnswerEndsAsOneCaseWithTheOrderInIt() {
        asked(ONE);
        assertThat(plumbline.post.sent).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo("jana@nordlicht.example");
            assertThat(mail.language()).isEqualTo("de");
            assertThat(mail.headers()).containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click").containsKey("List-Unsubscribe");
            assertThat(mail.text()).contains("https://quality.test.example/s/");
        });
        assertThat(ledger()).containsExactly("ASKED");
        SurveyToken token = plumbline.post.token();
        assertThat(plumbline.survey.look(token, NOW)).isPresent();
        assertThat(answer(token, LOW, NOW)).isInstanceOfSatisfying(AnswerSurvey.Outcome.Thanks.class, thanks -> {
            assertThat(thanks.first()).isTrue();
            assertThat(thanks.low()).isTrue();
        });
        plumbline.work(NOW);
        plumbline.work(NOW);
        assertThat(cases()).containsExactly("NC-MAIN-2026-0001");
        assertThat(ledger()).containsExactly("ANSWERED");
        assertThat(plumbline.sql("select snapshot from nonconformity").get(0)).contains("SO-A").contains("GZ-1").contains("L1").doesNotContain("Petersen")
                .doesNotContain("nordlicht");
        journalIsSound();
    }

    @Test
    public void aGoodAnswerMakesNoCase() {
        asked(ONE);
        answer(plumbline.post.token(), GOOD, NOW);
        plumbline.work(NOW);
        assertThat(cases()).isEmpty();
    }

    @Test
    public void theDatabaseHoldsNoSecretThatOpensASurvey() {
        asked(ONE);
        String token = plumbline.post.token().text();
        assertThat(plumbline.sql("select text_part from mail")).singleElement().satisfies(text -> assertThat(text).doesNotContain(token));
        assertThat(plumbline.sql("select html_part from mail")).singleElement().satisfies(text -> assertThat(text).doesNotContain(token));
    }

    @Test
    public void theSameReportTwiceIsOneDelivery() {
        assertThat(plumbline.report(ONE.report(), NOW)).isInstanceOf(Outcome.Accepted.class);
        assertThat(plumbline.report(ONE.changed(NOW).report(), NOW)).isInstanceOf(Outcome.Duplicate.class);
        plumbline.work(NOW);
        assertThat(plumbline.post.sent).hasSize(1);
    }

    @Test
    public void anOlderVersionNeverReplacesANewerOne() {
        plumbline.report(ONE.phone("1").changed(NOW.minusSeconds(10)).report(), NOW);
        assertThat(plumbline.report(ONE.phone("2").changed(NOW.minusSeconds(20)).report(), NOW)).isInstanceOfSatisfying(Outcome.Duplicate.class,
                outcome -> assertThat(outcome.why()).contains("newer version"));
        assertThat(plumbline.report(ONE.phone("3").changed(NOW.minusSeconds(5)).report(), NOW)).isInstanceOf(Outcome.Amended.class);
        assertThat(plumbline.sql("select phone from contact")).containsExactly("3");
    }

    @Test
    public void cancelledBeforeItWasReportedStaysCancelled() {
        assertThat(plumbline.report(ONE.changed(NOW).cancellation(), NOW)).isInstanceOf(Outcome.Accepted.class);
        assertThat(plumbline.report(ONE.report(), NOW)).isInstanceOf(Outcome.Duplicate.class);
        plumbline.work(NOW);
        assertThat(plumbline.post.sent).isEmpty();
        assertThat(ledger()).containsExactly("NOT_ASKED:CANCELLED");
    }

    @Test
    public void cancelledWhileTheMailWaitsIsWithdrawnAndNeverSent() {
        plumbline.post.fault = MailFault.Kind.TEMPORARY;
        asked(ONE);
        assertThat(ledger()).containsExactly("WAITING");
        plumbline.report(ONE.changed(NOW).cancellation(), NOW);
        plumbline.post.fault = null;
        plumbline.work(NOW.plus(Duration.ofHours(2)));
        assertThat(plumbline.post.sent).isEmpty();
        assertThat(ledger()).containsExactly("WITHDRAWN:CANCELLED");
        assertThat(plumbline.sql("select state from mail")).containsExactly("GIVEN_UP");
        journalIsSound();
    }

    @Test
    public void aReturnTakesBackTheQuestionInEitherOrder() {
        plumbline.report(ONE.comingBack(), NOW);
        asked(ONE);
        assertThat(plumbline.post.sent).isEmpty();
        assertThat(ledger()).containsExactly("NOT_ASKED:RETURNED");
        Workshop other = new Workshop(Workshop.ASK_ALL);
        other.report(ONE.report(), NOW);
        other.work(NOW);
        other.report(ONE.comingBack(), NOW);
        other.work(NOW);
        assertThat(other.sql("select line from ledger")).containsExactly("WITHDRAWN");
        assertThat(other.survey.look(other.post.token(), NOW)).isEmpty();
    }

    @Test
    public void aSplitOrderIsAskedAboutOnceItIsWhole() {
        asked(ONE.said(OrderState.OPEN));
        assertThat(plumbline.post.sent).isEmpty();
        assertThat(ledger()).containsExactly("WAITING");
        asked(Shipment.of("2", "A", NOW.minusSeconds(60)));
        assertThat(plumbline.post.sent).hasSize(1);
        assertThat(ledger()).containsExactly("PART_OF_ORDER", "ASKED");
    }

    @Test
    public void anOrderThatNeverBecomesWholeIsAskedAboutAfterTheFallbackTime() {
        Workshop patient = new Workshop(withFallback(Duration.ofDays(10)));
        patient.report(ONE.said(OrderState.OPEN).report(), NOW);
        patient.work(NOW.plus(Duration.ofDays(9)));
        assertThat(patient.post.sent).isEmpty();
        patient.work(NOW.plus(Duration.ofDays(10)));
        assertThat(patient.post.sent).hasSize(1);
    }

    @Test
    public void anAmendmentThatChangesNothingForAHeldOrderDoesNotMakeItWaitForEver() {
        Workshop patient = new Workshop(withFallback(Duration.ofDays(10)));
        patient.report(ONE.said(OrderState.OPEN).report(), NOW);
        patient.work(NOW);
        patient.report(ONE.said(OrderState.OPEN).phone("2").changed(NOW.plusSeconds(60)).report(), NOW.plusSeconds(60));
        patient.work(NOW.plusSeconds(60));
        assertThat(patient.post.sent).isEmpty();
        patient.work(NOW.plus(Duration.ofDays(10)));
        assertThat(patient.post.sent).hasSize(1);
    }

    @Test
    public void anObjectionTakesEffectAtOnceAndForThatPersonOnly() {
        asked(ONE);
        plumbline.unsubscribe.by(plumbline.post.token(), NOW);
        assertThat(ledger()).containsExactly("WITHDRAWN:OPTED_OUT");
        asked(Shipment.of("2", "B", NOW.minusSeconds(60)).email("JANA@nordlicht.example"));
        assertThat(ledger()).containsExactly("WITHDRAWN:OPTED_OUT", "NOT_ASKED:OPTED_OUT");
        asked(Shipment.of("3", "C", NOW.minusSeconds(60)).email("nils@nordlicht.example"));
        assertThat(plumbline.post.sent).hasSize(2);
        journalIsSound();
    }

    @Test
    public void mailWaitsWhileTheServerIsDownAndGoesOnceWhenItIsBack() {
        plumbline.post.fault = MailFault.Kind.TEMPORARY;
        asked(ONE);
        for (int minute = 1; minute < 30; minute++) {
            plumbline.work(NOW.plus(Duration.ofMinutes(minute)));
        }
        assertThat(plumbline.sql("select last_error from mail")).containsExactly("the post office is out of order");
        plumbline.post.fault = null;
        plumbline.work(NOW.plus(Duration.ofHours(3)));
        plumbline.work(NOW.plus(Duration.ofHours(4)));
        assertThat(plumbline.post.sent).hasSize(1);
        assertThat(ledger()).containsExactly("ASKED");
    }

    @Test
    public void aRecipientThatTheServerRefusesForGoodHasBounced() {
        plumbline.post.fault = MailFault.Kind.REFUSED;
        asked(ONE);
        assertThat(ledger()).containsExactly("BOUNCED");
        plumbline.post.fault = null;
        plumbline.work(NOW.plus(Duration.ofDays(1)));
        assertThat(plumbline.post.sent).isEmpty();
    }

    @Test
    public void lookingStoresNothingHoweverOften() {
        asked(ONE);
        List<String> before = plumbline.sql("select version from invitation");
        for (int i = 0; i < 100; i++) {
            plumbline.survey.look(plumbline.post.token(), NOW);
        }
        assertThat(plumbline.sql("select id from response")).isEmpty();
        assertThat(plumbline.sql("select version from invitation")).isEqualTo(before);
    }

    @Test
    public void theFirstHumanAnswerCountsAndLaterOnesAreKept() {
        asked(ONE);
        SurveyToken token = plumbline.post.token();
        plumbline.survey.answer(token, LOW, Language.DE, new Signals(false, false, Duration.ofMinutes(1)), NOW);
        assertThat(ledger()).containsExactly("SUSPECT");
        plumbline.work(NOW);
        assertThat(cases()).isEmpty();
        answer(token, GOOD, NOW.plusSeconds(60));
        answer(token, GOOD, NOW.plusSeconds(61));
        answer(token, LOW, NOW.plusSeconds(3600));
        plumbline.work(NOW.plusSeconds(3700));
        assertThat(plumbline.sql("select state from response order by received_at")).containsExactly("Suspect", "Accepted", "Later");
        assertThat(ledger()).containsExactly("ANSWERED");
        assertThat(cases()).as("a later low answer opens a case if there is none").hasSize(1);
        answer(token, new Answer(2, OptionalInt.empty(), "still", false), NOW.plusSeconds(7200));
        plumbline.work(NOW.plusSeconds(7300));
        assertThat(cases()).hasSize(1);
        journalIsSound();
    }

    @Test
    public void manyAtOnceAreOneAnswer() throws Exception {
        asked(ONE);
        SurveyToken token = plumbline.post.token();
        ExecutorService threads = Executors.newFixedThreadPool(10);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<AnswerSurvey.Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Answer different = new Answer(1 + i % 5, OptionalInt.empty(), "answer " + i, false);
            outcomes.add(threads.submit(() -> {
                go.await();
                return answer(token, different, NOW);
            }));
        }
        go.countDown();
        int first = 0;
        for (Future<AnswerSurvey.Outcome> outcome : outcomes) {
            first += ((AnswerSurvey.Outcome.Thanks) outcome.get()).first() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(first).isEqualTo(1);
        assertThat(plumbline.sql("select id from response where state = 'Accepted'")).hasSize(1);
        assertThat(plumbline.sql("select id from response")).hasSize(50);
    }

    @Test
    public void silenceEndsAndThenNobodyCanAnswer() {
        asked(ONE);
        SurveyToken token = plumbline.post.token();
        Instant over = NOW.plus(Duration.ofDays(30));
        assertThat(plumbline.survey.look(token, over)).as("also before the step is made").isEmpty();
        plumbline.work(over);
        assertThat(ledger()).containsExactly("SILENT");
        assertThat(answer(token, LOW, over)).isInstanceOf(AnswerSurvey.Outcome.Gone.class);
        assertThat(plumbline.survey.look(SurveyToken.of(new Id("0".repeat(26)), new byte[32]), NOW)).isEmpty();
    }

    @Test
    public void numbersHaveNoGapsAndBeginAnewEachYear() {
        for (int i = 1; i <= 5; i++) {
            asked(Shipment.of("" + i, "O" + i, NOW.minusSeconds(60)));
            answer(plumbline.post.token(), LOW, NOW);
        }
        plumbline.work(NOW);
        asked(Shipment.of("6", "O6", NOW.minusSeconds(60)));
        answer(plumbline.post.token(), LOW, NOW);
        plumbline.work(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(cases()).containsExactly("NC-MAIN-2026-0001", "NC-MAIN-2026-0002", "NC-MAIN-2026-0003", "NC-MAIN-2026-0004", "NC-MAIN-2026-0005",
                "NC-MAIN-2027-0001");
    }

    /** Two deliveries of an order, an amendment of the second with a new number, a cancellation of the first, a return of the second. */
    @Test
    public void whatIsKnownInTheEndDoesNotDependOnTheOrderOfTheReports() {
        Set<List<String>> ends = new HashSet<>();
        List<List<Integer>> orders = permutations(List.of(0, 1, 2, 3, 4));
        assertThat(orders).hasSize(120).doesNotHaveDuplicates();
        for (List<Integer> order : orders) {
            String n = order.stream().map(String::valueOf).collect(Collectors.joining());
            Shipment first = Shipment.of("1-" + n, n, NOW.minusSeconds(3600)).customer(n).said(OrderState.OPEN);
            Shipment second = Shipment.of("2-" + n, n, NOW.minusSeconds(120)).customer(n);
            List<DeliveredOrder> reports = List.of(first.report(), second.report(), second.phone("4").changed(NOW.minusSeconds(15)).report(),
                    first.phone("3").status(Status.CANCELLED).changed(NOW.minusSeconds(20)).report(), second.changed(NOW.minusSeconds(10)).comingBack());
            order.forEach(i -> plumbline.report(reports.get(i), NOW));
            plumbline.work(NOW);
            List<String> end = new ArrayList<>(plumbline.sql("select substr(doc_id, 1, 2) || state from delivery where doc_id like '%-" + n + "' order by doc_id"));
            end.addAll(plumbline.sql("select state from customer_order where order_id = '" + n + "'"));
            end.addAll(plumbline.sql("select l.line || ' ' || coalesce(l.why, '') from ledger l join delivery d on d.id = l.delivery_id where d.doc_id like '%-" + n
                    + "' order by d.doc_id"));
            end.addAll(plumbline.sql("select phone from contact where erp_id = '" + n + "-1'"));
            ends.add(end);
        }
        assertThat(plumbline.post.sent).isEmpty();
        assertThat(ends).hasSize(1).first().satisfies(end -> assertThat(end).startsWith("1-Cancelled", "2-Reversed").endsWith("4"));
        journalIsSound();
    }

    private static <T> List<List<T>> permutations(List<T> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            List<T> rest = new ArrayList<>(of);
            T head = rest.remove(i);
            permutations(rest).forEach(tail -> {
                List<T> one = new ArrayList<>(List.of(head));
                one.addAll(tail);
                all.add(one);
            });
        }
        return all;
    }
}
