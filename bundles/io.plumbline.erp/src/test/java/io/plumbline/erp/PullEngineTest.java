package io.plumbline.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import org.junit.Test;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.Streams.Cursor;

public class PullEngineTest {
    private static final Instant T = Instant.parse("2026-11-20T09:00:00Z");
    private static final Duration LAG = Duration.ofMinutes(2);
    private static final Duration OVERLAP = Duration.ofMinutes(30);
    private final FakeErp erp = new FakeErp();
    private Instant now = T;
    private Cursor cursor;
    private final TreeSet<String> seen = new TreeSet<>();

    @Test
    public void readsTheWholePastInPagesOfAnImmutableKey() throws Exception {
        for (int i = 1; i <= 7; i++) {
            erp.commit(i, T.minus(Duration.ofDays(400 - i)));
        }
        DeliverySource.Page first = pull(engine(3, null));
        assertThat(first.more()).isTrue();
        assertThat(first.next().afterKey()).isEqualTo("3");
        assertThat(first.items()).hasSize(3);
        pullAll(engine(3, null));
        assertThat(seen).containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(cursor.done()).isTrue();
        assertThat(cursor.to()).isEqualTo(T.minus(LAG));
    }

    @Test
    public void aChangeIsNotReadBeforeItIsOlderThanTheLag() throws Exception {
        erp.commit(1, T.minusSeconds(60));
        pullAll(engine(10, null));
        assertThat(seen).isEmpty();
        pass(Duration.ofMinutes(2));
        pullAll(engine(10, null));
        assertThat(seen).containsExactly("1");
    }

    @Test
    public void aTransactionThatCommitsLateIsFoundInTheOverlap() throws Exception {
        erp.commit(2, T.minus(Duration.ofMinutes(20)));
        pullAll(engine(10, null));
        assertThat(seen).containsExactly("2");
        // stamped before the end of the window that was read, visible only now
        erp.commit(1, T.minus(Duration.ofMinutes(25)));
        pass(Duration.ofMinutes(1));
        pullAll(engine(10, null));
        assertThat(seen).containsExactly("1", "2");
    }

    @Test
    public void aDocumentTouchedWhileItsWindowIsReadIsFoundInTheNextOneAndHidesNoOther() throws Exception {
        for (int i = 1; i <= 6; i++) {
            erp.commit(i, T.minus(Duration.ofHours(i)));
        }
        pull(engine(2, null));
        erp.commit(1, T.plusSeconds(5));
        erp.commit(4, T.plusSeconds(5));
        pass(Duration.ofMinutes(1));
        pullAll(engine(2, null));
        assertThat(seen).containsExactly("1", "2", "3", "5", "6");
        pass(Duration.ofMinutes(5));
        pullAll(engine(2, null));
        assertThat(seen).contains("4");
    }

    @Test
    public void aWindowThatWasBegunIsReadToItsEndBeforeANewOneOpens() throws Exception {
        for (int i = 1; i <= 4; i++) {
            erp.commit(i, T.minus(Duration.ofHours(1)));
        }
        Cursor begun = pull(engine(2, null)).next();
        pass(Duration.ofHours(3));
        Cursor after = pull(engine(2, null)).next();
        assertThat(after.to()).isEqualTo(begun.to());
        assertThat(after.done()).isTrue();
        assertThat(pull(engine(2, null)).next().from()).isEqualTo(begun.to().minus(OVERLAP));
    }

    @Test
    public void noWindowBeginsBeforeStartAt() throws Exception {
        Instant start = T.minus(Duration.ofMinutes(10));
        erp.commit(1, start.minusSeconds(1));
        erp.commit(2, start);
        pullAll(engine(10, start));
        pass(Duration.ofMinutes(1));
        pullAll(engine(10, start));
        assertThat(seen).containsExactly("2");
        assertThat(erp.froms).isNotEmpty().allMatch(from -> !from.isBefore(start));
    }

    @Test
    public void aStartInTheFutureIsWaitedFor() throws Exception {
        Instant start = T.plus(Duration.ofHours(1));
        erp.commit(1, T.minusSeconds(600));
        erp.commit(2, start.plusSeconds(1));
        pullAll(engine(10, start));
        assertThat(erp.froms).isEmpty();
        pass(Duration.ofHours(2));
        pullAll(engine(10, start));
        assertThat(seen).containsExactly("2");
    }

    @Test
    public void aStartThatWasMovedForwardHoldsForAWindowAlreadyBegun() throws Exception {
        for (int i = 1; i <= 4; i++) {
            erp.commit(i, T.minus(Duration.ofHours(i)));
        }
        pull(engine(2, null));
        pullAll(engine(2, T.minus(Duration.ofMinutes(200))));
        assertThat(seen).containsExactly("1", "2", "3");
    }

    @Test
    public void anErpClockThatGoesBackNeverTurnsAWindowAroundAndLosesNothing() throws Exception {
        // the ERP's clock is a day ahead, then somebody sets it right
        erp.clock = T.plus(Duration.ofDays(1));
        pullAll(engine(10, null));
        assertThat(cursor.to()).isEqualTo(T.plus(Duration.ofDays(1)).minus(LAG));
        erp.clock = T.plusSeconds(10);
        erp.commit(1, erp.clock);
        // Plumbline looks again only hours later
        pass(Duration.ofHours(5));
        pullAll(engine(10, null));
        assertThat(seen).containsExactly("1");
        for (int i = 0; i < erp.froms.size(); i++) {
            assertThat(erp.froms.get(i) == null || erp.froms.get(i).isBefore(erp.tos.get(i))).isTrue();
        }
    }

    @Test
    public void anErpClockThatWasAheadIsCaughtUpWithAlsoWhenItHasPassedTheLastWindowAgain() throws Exception {
        erp.clock = T.plus(Duration.ofHours(2));
        pullAll(engine(10, null));
        erp.clock = T;
        erp.commit(1, T.plusSeconds(30));
        pass(Duration.ofHours(3));
        pullAll(engine(10, null));
        assertThat(seen).containsExactly("1");
    }

    @Test
    public void ourOwnClockMayGoBackToo() throws Exception {
        erp.clock = T.plus(Duration.ofHours(2));
        pullAll(engine(10, null));
        erp.clock = T.plusSeconds(600);
        erp.commit(1, T.plusSeconds(300));
        now = T.minus(Duration.ofHours(5));
        pullAll(engine(10, null));
        assertThat(seen).containsExactly("1");
    }

    @Test
    public void nothingIsAskedWhileNoTimeHasPassed() throws Exception {
        PullEngine engine = new PullEngine(erp, new PullSettings("main", Duration.ofMinutes(1), LAG, Duration.ZERO, 10, null));
        pullAll(engine);
        int asked = erp.froms.size();
        DeliverySource.Page again = pull(engine);
        assertThat(again.more()).isFalse();
        assertThat(again.items()).isEmpty();
        assertThat(erp.froms).hasSize(asked);
        assertThat(cursor.done()).isTrue();
        assertThat(cursor.to()).isEqualTo(T.minus(LAG));
    }

    @Test
    public void aBadRecordIsSetAsideAndItsNeighboursAreRead() throws Exception {
        erp.commit(1, T.minusSeconds(600));
        erp.commit(2, T.minusSeconds(600));
        erp.commit(3, T.minusSeconds(600));
        erp.bad = 2;
        DeliverySource.Page page = pull(engine(10, null));
        assertThat(page.items()).hasSize(3);
        assertThat(page.items().get(1)).isEqualTo(new DeliverySource.Rejected("delivery/2", "{…}", "application/json",
                List.of(new Problem("quantity", "-1", "zero or more"))));
        assertThat(page.next().done()).isTrue();
    }

    @Test
    public void aConnectorsOwnMistakeStaysWithItsRecord() {
        DeliverySource.Item item = Records.item("delivery/9", "x".repeat(70_000), "application/json", () -> {
            throw new IllegalStateException("secret detail");
        });
        assertThat(item).isInstanceOfSatisfying(DeliverySource.Rejected.class, r -> {
            assertThat(r.payload()).hasSize(Records.MOST_PAYLOAD);
            assertThat(r.problems()).singleElement().satisfies(p -> assertThat(p.text()).contains("delivery/9").doesNotContain("secret detail"));
        });
    }

    @Test
    public void aLongPayloadIsCutBetweenTwoCharacters() {
        String text = "xx" + "€".repeat(30_000);
        assertThat(text).startsWith(Records.clipped(text));
        assertThat(Records.clipped(text)).hasSize(2 + 21_844);
    }

    @Test
    public void aConnectorThatMakesNoHeadwayIsAFaultAndNotAnEndlessLoop() throws Exception {
        for (int i = 1; i <= 4; i++) {
            erp.commit(i, T.minusSeconds(600));
        }
        pull(engine(2, null));
        erp.stuck = true;
        assertThatThrownBy(() -> pull(engine(2, null))).isInstanceOfSatisfying(SourceFault.class,
                f -> assertThat(f.kind()).isEqualTo(SourceFault.Kind.UNEXPECTED)).hasMessageContaining("after key 2");
    }

    @Test
    public void documentsAreFiledUnderTheNameOfTheirSource() throws Exception {
        erp.commit(1, T.minusSeconds(600));
        DeliverySource.Good item = (DeliverySource.Good) pull(engine(10, null)).items().get(0);
        assertThat(item.report().source().connector()).isEqualTo("main");
        assertThat(engine(10, null).fetch("delivery/1", now)).get()
                .satisfies(i -> assertThat(((DeliverySource.Good) i).report().source().connector()).isEqualTo("main"));
        assertThat(engine(10, null).fetch("delivery/99", now)).isEmpty();
    }

    @Test
    public void aCursorOfAnotherHandIsReadAsFarAsItGoes() throws Exception {
        erp.commit(1, T.minus(Duration.ofMinutes(20)));
        cursor = new Cursor(null, T.minus(Duration.ofMinutes(10)), "1", "not a moment", true);
        pullAll(engine(10, null));
        assertThat(seen).containsExactly("1");
    }

    private PullEngine engine(int page, Instant startAt) {
        return new PullEngine(erp, new PullSettings("main", Duration.ofMinutes(1), LAG, OVERLAP, page, startAt));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        erp.clock = erp.clock.plus(time);
    }

    private DeliverySource.Page pull(PullEngine engine) throws SourceFault {
        DeliverySource.Page page = engine.pull(cursor, now);
        cursor = page.next();
        for (DeliverySource.Item item : page.items()) {
            if (item instanceof DeliverySource.Good good) {
                seen.add(good.report().source().docId());
            }
        }
        return page;
    }

    private void pullAll(PullEngine engine) throws SourceFault {
        while (pull(engine).more()) {
            assertThat(cursor.done()).isFalse();
        }
    }

    private record Doc(int key, Instant stamp) {
    }

    /** An ERP in memory: what was committed is visible at once, with whatever stamp it carries. */
    private static final class FakeErp implements ErpConnector {
        private final List<Doc> docs = new ArrayList<>();
        private final List<Instant> froms = new ArrayList<>();
        private final List<Instant> tos = new ArrayList<>();
        private Instant clock = T;
        private int bad;
        private boolean stuck;

        void commit(int key, Instant stamp) {
            docs.removeIf(d -> d.key == key);
            docs.add(new Doc(key, stamp));
            docs.sort(Comparator.comparing(Doc::key));
        }

        @Override
        public String type() {
            return "fake";
        }

        @Override
        public Instant now() {
            return clock;
        }

        @Override
        public ErpPage read(Instant from, Instant to, String afterKey, int most) {
            froms.add(from);
            tos.add(to);
            if (stuck) {
                return new ErpPage(List.of(), afterKey, false);
            }
            int after = afterKey == null ? 0 : Integer.parseInt(afterKey);
            List<Doc> found = docs.stream().filter(d -> d.key > after && d.stamp.isBefore(to) && (from == null || !d.stamp.isBefore(from))).toList();
            List<Doc> page = found.subList(0, Math.min(most, found.size()));
            return new ErpPage(page.stream().map(this::item).toList(), page.isEmpty() ? null : "" + page.get(page.size() - 1).key, page.size() == found.size());
        }

        @Override
        public Optional<DeliverySource.Item> fetch(String identity) {
            return docs.stream().filter(d -> identity.equals("delivery/" + d.key)).findFirst().map(this::item);
        }

        private DeliverySource.Item item(Doc doc) {
            return Records.item("delivery/" + doc.key, "{…}", "application/json", () -> {
                if (doc.key == bad) {
                    throw new Records.Unreadable("quantity", "-1", "zero or more");
                }
                return Reports.delivered("whatever", "" + doc.key, doc.stamp);
            });
        }
    }
}
