package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.Before;
import org.junit.Test;

import io.plumbline.application.JournalEntries;
import io.plumbline.application.MakeSteps;
import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.nonconformity.ReadOrderNotes;
import io.plumbline.application.operation.HealthCheck;
import io.plumbline.application.operation.OperationQueries;
import io.plumbline.application.operation.OrderNotesCheck;
import io.plumbline.application.order.ErpNotes;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.Streams.Cursor;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderNote.Said;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.SuspectRule.Signals;
import io.plumbline.store.query.SqlOperationQueries;

/** What the ERP's order says of a case: written once, whatever fails in between, and visible. */
public class OrderNotesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Command.Kind STEP = Command.Kind.WRITE_ORDER_NOTES;
    private static final CaseNumber NUMBER = CaseNumber.parse("NC-MAIN-2026-0001").orElseThrow();

    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);
    private final Erp erp = new Erp();
    private final ReadOrderNotes read = new ReadOrderNotes(plumbline.store.transactions(), plumbline.store.nonconformities(), plumbline.store.orderNotes(),
            new SqlOperationQueries(plumbline.store.sql()));

    /** Takes notes, unless told otherwise. */
    private static final class Erp implements DeliverySource, ErpNotes {
        private final List<Note> written = new ArrayList<>();
        private boolean on = true;
        private SourceFault down;
        private Result refusal;
        /** Takes the note, and the power fails. */
        private boolean lastBreath;

        @Override
        public String name() {
            return "main";
        }

        @Override
        public String type() {
            return "test";
        }

        @Override
        public Duration every() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Page pull(Cursor cursor, Instant now) {
            return new Page(List.of(), new Cursor(null, now, null, null, true), now, false);
        }

        @Override
        public Optional<Item> fetch(String identity, Instant now) {
            return Optional.empty();
        }

        @Override
        public Optional<ErpNotes> notes() {
            return on ? Optional.of(this) : Optional.empty();
        }

        @Override
        public Result write(Note note) throws SourceFault {
            if (down != null) {
                throw down;
            }
            if (refusal != null) {
                return refusal;
            }
            if (written.stream().noneMatch(n -> n.reference().equals(note.reference()) && n.mark().equals(note.mark()))) {
                written.add(note);
            }
            if (lastBreath) {
                throw new PowerFailure();
            }
            return new Written("complaint " + written.size());
        }

        @Override
        public Optional<String> fault() {
            return Optional.ofNullable(down).map(Throwable::getMessage);
        }
    }

    private static final class PowerFailure extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Before
    public void anErpThatTakesNotes() {
        plumbline.notes.addSource(erp);
    }

    @Test
    public void aCaseIsFiledOnItsOrderOnce() {
        filed();
        assertThat(erp.written).singleElement().satisfies(note -> {
            assertThat(note.order().toString()).isEqualTo("main|1|A");
            assertThat(note.reference()).isEqualTo(NUMBER.toString());
            assertThat(note.first()).isTrue();
            assertThat(note.text()).startsWith("Nonconformity NC-MAIN-2026-0001 (").contains("Order SO-A: ").endsWith("\nhttps://quality.test.example/cases/NC-MAIN-2026-0001");
            assertThat(note.text()).doesNotContain("Petersen", "jana", "Nordlicht", "call me");
        });
        assertThat(view().written()).singleElement().satisfies(n -> {
            assertThat(n.said()).isEqualTo(Said.FILED);
            assertThat(n.place()).isEqualTo("complaint 1");
            assertThat(n.order()).isEqualTo("A");
        });
        assertThat(view().waiting()).isNull();
        journalHolds();

        plumbline.follow.follow(new Event.NonconformityReported(id()), NOW.plusSeconds(60));
        plumbline.work(NOW.plusSeconds(60));
        assertThat(erp.written).as("put once more").hasSize(1);
        assertThat(plumbline.sql("select id from order_note")).hasSize(1);
    }

    @Test
    public void anErpThatIsDownIsTriedAgainWithPatienceAndWrittenToOnce() {
        erp.down = new SourceFault(SourceFault.Kind.UNREACHABLE, "nothing answers at erp:8000");
        filed();
        assertThat(view().waiting()).satisfies(step -> {
            assertThat(step.dueAt()).isEqualTo(NOW.plusSeconds(10));
            assertThat(step.lastError()).isEqualTo("nothing answers at erp:8000");
            assertThat(step.parked()).isFalse();
        });
        plumbline.work(NOW.plusSeconds(10));
        assertThat(view().waiting().dueAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(check().state()).isEqualTo(HealthCheck.State.DEGRADED);
        erp.down = null;
        assertThat(check().state()).isEqualTo(HealthCheck.State.OK);
        plumbline.work(NOW.plusSeconds(29));
        assertThat(erp.written).as("before its time").isEmpty();
        plumbline.work(NOW.plusSeconds(30));
        assertThat(erp.written).hasSize(1);
        assertThat(view().written()).hasSize(1);
        assertThat(view().waiting()).isNull();
    }

    @Test
    public void thePauseThatTheErpAsksForIsKept() {
        erp.down = new SourceFault(SourceFault.Kind.THROTTLED, "later", Duration.ofMinutes(15), null);
        filed();
        assertThat(view().waiting().dueAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    }

    @Test
    public void whatIsGivenUpWaitsForAnOperator() {
        erp.down = new SourceFault(SourceFault.Kind.SETUP, "no active complaint type");
        filed();
        Instant at = NOW;
        for (int tries = 1; tries < MakeSteps.MOST_ATTEMPTS; tries++) {
            assertThat(view().waiting().parked()).as("after try %s", tries).isFalse();
            at = view().waiting().dueAt();
            plumbline.work(at);
        }
        assertThat(view().waiting().parked()).isTrue();
        assertThat(new SqlOperationQueries(plumbline.store.sql()).queues(at)).filteredOn(q -> q.kind() == STEP).extracting(OperationQueries.Queue::parked).containsExactly(1L);
        erp.down = null;
        plumbline.work(at.plus(Duration.ofDays(30)));
        assertThat(erp.written).isEmpty();
        Instant replayed = at;
        assertThat(plumbline.store.transactions().required(() -> plumbline.store.workQueue().replay(STEP, id(), replayed))).isTrue();
        plumbline.work(at);
        assertThat(erp.written).hasSize(1);
        assertThat(view().waiting()).isNull();
    }

    @Test
    public void whatCanNeverBeWrittenIsSetAsideAtOnce() {
        erp.refusal = new ErpNotes.Impossible("the sale is not there");
        filed();
        assertThat(view().waiting()).satisfies(step -> {
            assertThat(step.parked()).isTrue();
            assertThat(step.lastError()).isEqualTo("the sale is not there");
        });
    }

    @Test
    public void aPowerFailureBetweenTheErpsAnswerAndOursMakesNoSecondNote() {
        erp.lastBreath = true;
        assertThatThrownBy(this::filed).isInstanceOf(PowerFailure.class);
        assertThat(erp.written).hasSize(1);
        assertThat(plumbline.sql("select id from order_note")).isEmpty();

        erp.lastBreath = false;
        Workshop restarted = new Workshop(Workshop.ASK_ALL, plumbline.database);
        restarted.notes.addSource(erp);
        // on Derby nobody else can hold a lease once the process is gone, so that it is made again at once
        restarted.work(NOW.plus(Duration.ofMinutes(4)));
        assertThat(erp.written).hasSize(1);
        assertThat(plumbline.sql("select place from order_note")).containsExactly("complaint 1");
    }

    @Test
    public void nothingIsWrittenWhereNobodyWantsIt() {
        erp.on = false;
        filed();
        assertThat(erp.written).isEmpty();
        assertThat(view().written()).isEmpty();
        assertThat(view().waiting()).isNull();
    }

    @Test
    public void aSourceThatIsAboutToComeBackIsWaitedForAndOneThatIsUnknownIsNot() {
        plumbline.notes.removeSource(erp);
        filed();
        assertThat(view().waiting()).as("an order that was pushed").isNull();

        plumbline.pull.run(erp, NOW);
        plumbline.follow.follow(new Event.NonconformityReported(id()), NOW);
        plumbline.work(NOW);
        assertThat(view().waiting().lastError()).isEqualTo("main is not there at present");
        plumbline.notes.addSource(erp);
        plumbline.work(NOW.plusSeconds(10));
        assertThat(erp.written).hasSize(1);
    }

    @Test
    public void aSourceThatStaysAwayIsNotWaitedForEver() {
        plumbline.notes.removeSource(erp);
        plumbline.pull.run(erp, NOW);
        filed();
        for (int tries = 0; tries < 6; tries++) {
            plumbline.work(view().waiting().dueAt());
        }
        assertThat(view().waiting()).isNull();
    }

    @Test
    public void whatBecomesOfTheCaseIsNotedInTurn() {
        filed();
        Instant then = NOW.plus(Duration.ofDays(1));
        become(new Nonconformity.Rejected(next(then), "He ordered the wrong ones"), then);
        assertThat(erp.written).extracting(ErpNotes.Note::mark).containsExactly("", "NC-MAIN-2026-0001/1: rejected");
        assertThat(erp.written.get(1).first()).isFalse();
        assertThat(erp.written.get(1).text()).endsWith("\nhttps://quality.test.example/cases/NC-MAIN-2026-0001").doesNotContain("ordered");
        assertThat(view().written()).extracting(n -> n.said()).containsExactly(Said.FILED, Said.REJECTED);
        journalHolds();
    }

    @Test
    public void whatCameAndWentWhileTheErpWasDownIsNotTold() {
        erp.down = new SourceFault(SourceFault.Kind.UNREACHABLE, "down");
        filed();
        Instant then = NOW.plus(Duration.ofDays(1));
        become(new Nonconformity.Closed(next(then), then), then);
        erp.down = null;
        plumbline.work(view().waiting().dueAt());
        assertThat(view().written()).extracting(n -> n.said()).containsExactly(Said.FILED, Said.CLOSED);
        Instant later = then.plus(Duration.ofDays(1));
        erp.down = new SourceFault(SourceFault.Kind.UNREACHABLE, "down");
        become(new Nonconformity.Analysed(next(later)), later);
        become(new Nonconformity.Closed(next(later), later), later);
        erp.down = null;
        plumbline.work(later.plus(Duration.ofHours(1)));
        assertThat(view().written()).hasSize(2);
        become(new Nonconformity.Analysed(next(later)), later.plus(Duration.ofHours(2)));
        assertThat(view().written()).extracting(n -> n.said()).containsExactly(Said.FILED, Said.CLOSED, Said.REOPENED);
    }

    /** A case about order A. */
    private void filed() {
        plumbline.report(Shipment.of("1", "A", NOW.minusSeconds(7200)).report(), NOW);
        plumbline.work(NOW);
        plumbline.survey.answer(plumbline.post.token(), new Answer(1, OptionalInt.of(2), "call me", false), Language.EN, Signals.HUMAN, NOW);
        plumbline.work(NOW);
    }

    /** A move by its effect: the case in its new state, its entry and its event. */
    private void become(Nonconformity next, Instant at) {
        plumbline.store.transactions().run(() -> {
            boolean open = plumbline.store.nonconformities().byId(next.facts().id()).orElseThrow().open();
            plumbline.store.nonconformities().save(next);
            plumbline.store.journal().append(JournalEntries.of(next, Actor.user("zoe"), "nonconformity.moved", "because", at));
            assertThat(open).isNotEqualTo(next.open());
            plumbline.follow.follow(next.open() ? new Event.NonconformityReopened(next.facts().id()) : new Event.NonconformitySettled(next.facts().id()), at);
        });
        plumbline.work(at);
    }

    private Nonconformity.Facts next(Instant at) {
        return plumbline.store.transactions().required(() -> plumbline.store.nonconformities().byNumber(Site.MAIN, NUMBER)).orElseThrow().facts().ownedBy("zoe", at);
    }

    private Id id() {
        return next(NOW).id();
    }

    private ReadOrderNotes.View view() {
        return read.of(Site.MAIN, NUMBER).orElseThrow();
    }

    private HealthCheck.Result check() {
        return new OrderNotesCheck(List.of(erp)).check();
    }

    private void journalHolds() {
        int chained;
        do {
            chained = plumbline.store.journal().sequence(1000, NOW.plus(Duration.ofDays(9)));
        } while (chained > 0);
        assertThat(plumbline.store.journal().verify().findings()).isEmpty();
    }
}
