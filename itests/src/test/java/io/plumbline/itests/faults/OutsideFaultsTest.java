package io.plumbline.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.Test;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.mail.MailTransport.MailFault;
import io.plumbline.domain.Actor;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.delivery.Streams.Cursor;
import io.plumbline.erp.JsonDeliveryFormat;
import io.plumbline.itests.flow.Workshop;

/** The mail server and the ERP are gone for long, or talk nonsense. Time is virtual. */
public class OutsideFaultsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final int CUSTOMERS = 40;

    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);
    private final ClientLog log = new ClientLog();

    private static DeliveredOrder report(String number, Instant now) throws Exception {
        return new JsonDeliveryFormat().read(Reports.delivery(number, Reports.address(number), now.minusSeconds(60)).getBytes(StandardCharsets.UTF_8), "erp").get(0)
                .report().orElseThrow();
    }

    private void push(String number, Instant now) throws Exception {
        plumbline.record.record(report(number, now), Actor.connector("erp"), now);
        log.delivered(number);
    }

    private void sound(Instant at) throws Exception {
        List<TakenMail> mails = plumbline.post.sent.stream()
                .map(mail -> new TakenMail(mail.messageId(), mail.headers().get("X-Plumbline-Invitation"), null, mail.to(), at)).toList();
        assertThat(Invariants.violations(plumbline.database, plumbline.store, log, mails, Duration.ofSeconds(1), Duration.ofSeconds(1), at)).isEmpty();
    }

    /** When the next step that waits is due. */
    private Instant next(Instant now) {
        String micros = plumbline.sql("select min(ready_at) from step where kind <> 'EXPIRE_INVITATION'").get(0);
        Instant due = micros == null ? Instant.MAX : Instant.EPOCH.plus(Duration.ofNanos(Long.parseLong(micros) * 1000));
        return due.isAfter(now) ? due : now.plusSeconds(1);
    }

    @Test
    public void aMailServerThatIsDownForADayDelaysEveryMailAndLosesNone() throws Exception {
        plumbline.post.fault = MailFault.Kind.TEMPORARY;
        for (int i = 0; i < CUSTOMERS; i++) {
            push("M" + i, NOW);
        }
        Instant back = NOW.plus(Duration.ofDays(1));
        for (Instant now = NOW; now.isBefore(back); now = next(now)) {
            plumbline.work(now);
        }
        push("late", back);
        plumbline.work(back);
        assertThat(plumbline.post.sent).isEmpty();
        assertThat(plumbline.sql("select parked_at from step where parked_at is not null")).isEmpty();
        List<Integer> tries = plumbline.sql("select attempts from mail where attempts > 1").stream().map(Integer::valueOf).toList();
        assertThat(tries).as("tries of each mail").hasSize(CUSTOMERS).allSatisfy(n -> assertThat(n).isBetween(20, 60));

        plumbline.post.fault = null;
        Instant drained = back.plus(Duration.ofHours(1)).plusSeconds(1);
        for (Instant now = back; now.isBefore(drained); now = next(now)) {
            plumbline.work(now);
        }

        assertThat(plumbline.post.sent).extracting(mail -> mail.to()).hasSize(CUSTOMERS + 1).doesNotHaveDuplicates();
        assertThat(plumbline.sql("select distinct state from mail")).containsExactly("SENT");
        assertThat(plumbline.sql("select distinct line from ledger")).containsExactly("ASKED");
        sound(drained);
    }

    @Test
    public void aMailServerThatHangsUpAfterTheMailGetsTheSameOneAgain() throws Exception {
        push("taken", NOW);
        plumbline.post.hangsUp = true;
        plumbline.work(NOW);
        log.crashedWhileSending();
        assertThat(plumbline.sql("select state from mail")).as("for all we know").containsExactly("WAITING");
        plumbline.post.hangsUp = false;
        plumbline.work(NOW.plusSeconds(61));
        plumbline.work(NOW.plus(Duration.ofDays(1)));

        assertThat(plumbline.post.sent).hasSize(2);
        assertThat(plumbline.post.sent.get(1)).as("the same but for its date").usingRecursiveComparison().ignoringFields("date").isEqualTo(plumbline.post.sent.get(0));
        sound(NOW.plus(Duration.ofDays(1)));
    }

    /** Pages of two documents, of which the source may spoil one; the cursor is the number of the page. */
    private static final class Erp implements DeliverySource {
        private final List<String> asked = new ArrayList<>();
        private final String name;
        private int pages = 3;
        private int brokenFrom = Integer.MAX_VALUE;
        private SourceFault fault = new SourceFault(SourceFault.Kind.UNREACHABLE, "the ERP is down");
        private int backwardsAt = Integer.MAX_VALUE;

        private Erp(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String type() {
            return "test";
        }

        @Override
        public Duration every() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Page pull(Cursor cursor, Instant now) throws SourceFault {
            int page = cursor == null ? 0 : Integer.parseInt(cursor.afterKey());
            asked.add(page + "");
            if (page >= brokenFrom) {
                throw fault;
            }
            if (page >= pages) {
                return new Page(List.of(), cursor, now, false);
            }
            int next = page == backwardsAt ? page - 1 : page + 1;
            backwardsAt = page == backwardsAt ? Integer.MAX_VALUE : backwardsAt;
            try {
                return new Page(List.of(new Good(report(name + page + "a", now)), new Good(report(name + page + "b", now))),
                        new Cursor(null, now, next + "", null, false), now, true);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Optional<Item> fetch(String identity, Instant now) {
            return Optional.empty();
        }
    }

    private Streams.State stream(String name) {
        return plumbline.store.transactions().required(() -> plumbline.store.streams().all()).stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    public void anErpThatGoesDownInTheMiddleIsReadOnFromThereAndHoldsUpNoOther() throws Exception {
        Erp broken = new Erp("broken");
        Erp well = new Erp("well");
        broken.brokenFrom = 1;
        Instant now = NOW;
        for (int minute = 0; minute < 24 * 60; minute++) {
            now = NOW.plus(Duration.ofMinutes(minute));
            plumbline.pull.run(broken, now);
        }
        assertThat(plumbline.pull.run(well, now).items()).isEqualTo(6);
        assertThat(plumbline.sql("select doc_id from delivery where doc_id like 'broken%' order by doc_id")).containsExactly("broken0a", "broken0b");
        assertThat(stream("broken").failingSince()).isEqualTo(NOW);
        assertThat(stream("broken").lastError()).isEqualTo("the ERP is down");
        assertThat(broken.asked.size()).as("tries in a day: once every five or six minutes").isBetween(200, 300);

        broken.brokenFrom = Integer.MAX_VALUE;
        plumbline.pull.run(broken, now.plus(Duration.ofMinutes(6)));

        assertThat(plumbline.sql("select doc_id from delivery where doc_id like 'broken%'")).hasSize(6);
        assertThat(stream("broken").lastError()).isNull();
        assertThat(stream("broken").failures()).isZero();
    }

    @Test
    public void halfAPageOrAWebPageInsteadOfDataIsNotReadAtAllAndReadOnceItIsWhole() {
        for (String nonsense : List.of("what it sent is not sound JSON: it ends at line 1, column 812", "it sent a web page instead of data")) {
            Erp erp = new Erp("odd" + nonsense.length());
            erp.brokenFrom = 2;
            erp.fault = new SourceFault(SourceFault.Kind.UNEXPECTED, nonsense);
            plumbline.pull.run(erp, NOW);
            String documents = "select doc_id from delivery where doc_id like '" + erp.name + "%'";
            assertThat(plumbline.sql(documents)).hasSize(4);
            assertThat(stream(erp.name).lastError()).isEqualTo(nonsense);

            erp.brokenFrom = Integer.MAX_VALUE;
            plumbline.pull.run(erp, NOW.plus(Duration.ofMinutes(6)));
            assertThat(erp.asked).as("from where it had come to").containsExactly("0", "1", "2", "2", "3");
            assertThat(plumbline.sql(documents)).hasSize(6);
            assertThat(stream(erp.name).lastError()).isNull();
        }
    }

    @Test
    public void aCursorThatGoesBackwardsReadsAgainAndDoublesNothing() {
        Erp erp = new Erp("back");
        erp.backwardsAt = 2;
        assertThat(plumbline.pull.run(erp, NOW).items()).isEqualTo(10);
        assertThat(erp.asked).containsExactly("0", "1", "2", "1", "2", "3");
        assertThat(plumbline.sql("select doc_id from delivery order by doc_id")).containsExactly("back0a", "back0b", "back1a", "back1b", "back2a", "back2b");
        plumbline.work(NOW);
        assertThat(plumbline.post.sent).hasSize(6);
    }
}
