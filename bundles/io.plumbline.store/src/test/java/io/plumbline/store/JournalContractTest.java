package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.Test;

import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal.Finding;
import io.plumbline.domain.journal.Journal.Kind;
import io.plumbline.domain.journal.Journal.Verification;
import io.plumbline.domain.order.Order;

/** The journal holds every change, and says so when somebody tampers with it. */
public class JournalContractTest extends PortContract {
    private static final Instant NOW = Samples.NOW;

    private static Entry entry(Id object, long version) {
        return new Entry(Site.MAIN, NOW.plusSeconds(version), Actor.connector("demo"), version == 1 ? "order.recorded" : "order.amended", "customer_order", object, version,
                "because \"of\" ümlauts", Map.of("state", "Open", "number", "SO\u20AC1"), Map.of());
    }

    private Id orderWithVersions(int versions) {
        Id id = Samples.id();
        for (int version = 1; version <= versions; version++) {
            int v = version;
            store.transactions().run(() -> {
                Order order = new Order.Open(Samples.order(id, "o" + id, null, v));
                if (v == 1) {
                    store.orders().add(order);
                } else {
                    store.orders().save(order);
                }
                store.journal().append(entry(id, v));
            });
        }
        return id;
    }

    private List<Id> chained(int orders, int versions) {
        List<Id> ids = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            ids.add(orderWithVersions(versions));
        }
        assertThat(store.journal().sequence(10_000, NOW)).isEqualTo(orders * versions);
        Verification sound = store.journal().verify();
        assertThat(sound.findings()).isEmpty();
        assertThat(sound.entries()).isEqualTo(orders * versions);
        return ids;
    }

    private void tamper(String sql, Object... parameters) {
        assertThat(store.sql().change(sql, parameters)).as("rows tampered with").isPositive();
    }

    private List<Finding> findings() {
        Verification verification = store.journal().verify();
        assertThat(verification.sound()).isEqualTo(verification.findings().isEmpty());
        return verification.findings();
    }

    private void assertOnly(Kind kind, long number) {
        assertThat(findings()).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(kind);
            assertThat(f.number()).isEqualTo(number);
            assertThat(f.text()).contains("entry " + number);
        });
    }

    @Test
    public void anEmptyJournalIsSound() {
        assertThat(store.journal().verify()).isEqualTo(new Verification(0, 0, "", List.of()));
        assertThat(store.journal().sequence(10, NOW)).isZero();
    }

    @Test
    public void anEntryBelongsToTheTransactionOfItsChange() {
        Id id = Samples.id();
        assertThat(catchThrowable(() -> store.transactions().run(() -> {
            store.journal().append(entry(id, 1));
            throw new IllegalArgumentException("no");
        }))).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.journal().verify().unnumbered()).isZero();
    }

    @Test
    public void entriesWaitForTheirNumbersAndGetThemInTurn() {
        orderWithVersions(5);
        assertThat(store.journal().verify()).isEqualTo(new Verification(0, 5, "", List.of()));
        assertThat(store.journal().sequence(3, NOW)).isEqualTo(3);
        assertThat(store.journal().sequence(3, NOW)).isEqualTo(2);
        assertThat(store.journal().sequence(3, NOW)).isZero();
        Verification all = store.journal().verify();
        assertThat(all.entries()).isEqualTo(5);
        assertThat(all.unnumbered()).isZero();
        assertThat(all.findings()).isEmpty();
        assertThat(store.sql().list("select version from journal order by chain_no", row -> row.number("version"))).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    /** The same bytes as anybody can make from the description, with nothing but a JDK. */
    @Test
    public void aNumberIsGivenOnce() {
        chained(1, 2);
        assertUnique(() -> store.sql().change("update journal set chain_no = 1 where chain_no = 2"), "journal_number");
    }

    @Test
    public void theHashIsThatOfTheDocumentedBytes() throws Exception {
        Id id = Samples.id();
        Id person = Samples.id();
        store.journal().append(new Entry(Site.MAIN, NOW, Actor.user("ada"), "order.recorded", "something", id, 1, "a \"reason\"", Map.of("b", "2", "a", "\u20AC\n"),
                Map.of("name", new Entry.Personal(person, "Zoë"))));
        store.journal().sequence(1, NOW);
        byte[] salt = HexFormat.of().parseHex(store.sql().one("select salt from journal_salt where subject_id = ?", row -> row.text("salt"), person).orElseThrow());
        assertThat(salt).hasSize(32);
        String json = "{\"action\":\"order.recorded\",\"actor\":{\"kind\":\"USER\",\"name\":\"ada\"},\"facts\":{\"a\":\"\u20AC\\n\",\"b\":\"2\"},\"number\":1,\"object\":\"" + id
                + "\",\"objectType\":\"something\",\"personal\":{\"name\":{\"commitment\":\"" + SqlJournal.commitment(salt, "Zoë") + "\",\"subject\":\"" + person
                + "\"}},\"reason\":\"a \\\"reason\\\"\",\"recordedAt\":\"2026-11-21T08:15:30.123456Z\",\"site\":\"MAIN\",\"v\":1,\"version\":1}";
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        assertThat(store.journal().verify().headHash()).isEqualTo(HexFormat.of().formatHex(digest.digest(json.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    public void personalDataEntersOnlyAsACommitment() {
        Id person = Samples.id();
        Map<String, Entry.Personal> personal = Map.of("name", new Entry.Personal(person, "Zoë Groß"), "email", new Entry.Personal(person, "zoe@example.org"));
        store.journal().append(new Entry(Site.MAIN, NOW, Actor.connector("demo"), "contact.recorded", "something", person, 1, "", Map.of(), personal));
        store.journal().append(new Entry(Site.MAIN, NOW, Actor.connector("demo"), "contact.amended", "something", person, 2, "", Map.of(), personal));
        store.journal().sequence(10, NOW);
        List<String> rows = store.sql().list("select * from journal order by chain_no", row -> row.text("facts") + row.text("commitments") + row.text("reason"));
        assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row).doesNotContain("Zo", "zoe").contains(person.value()));
        assertThat(rows.get(0)).as("the same value under another salt").isNotEqualTo(rows.get(1));
        assertThat(store.sql().list("select j.version, s.field from journal j join journal_salt s on s.entry_id = j.entry_id order by j.version, s.field",
                row -> row.number("version") + " " + row.text("field"))).as("each salt stands with its entry").containsExactly("1 email", "1 name", "2 email", "2 name");
        // forgetting the salts takes the meaning and leaves the proof
        assertThat(store.sql().change("delete from journal_salt where subject_id = ?", person)).isEqualTo(4);
        assertThat(store.journal().verify().findings()).isEmpty();
    }

    @Test
    public void anAlteredFieldIsNamed() {
        for (String change : List.of("reason = 'another'", "facts = '{}'", "actor_name = 'somebody'", "recorded_at = recorded_at + 1", "facts = 'no JSON'",
                "commitments = '{\"name\":{}}'", "site = 'WEST'", "action = 'order.cancelled'", "actor_kind = 'USER'")) {
            emptyAgain();
            chained(3, 2);
            tamper("update journal set " + change + " where chain_no = 4");
            assertOnly(Kind.ALTERED, 4);
        }
        emptyAgain();
        List<Id> ids = chained(3, 2);
        tamper("update journal set version = 9 where chain_no = 4");
        assertThat(findings()).extracting(Finding::kind).containsExactly(Kind.ALTERED, Kind.STATE_WITHOUT_ENTRY);
        assertThat(findings().get(1).text()).contains(ids.get(1).value());
    }

    private void emptyAgain() {
        try {
            emptyStore();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    public void anAlterationWithItsOwnHashMadeAnewIsNamedToo() {
        chained(3, 2);
        rewrite(4);
        assertOnly(Kind.ALTERED, 4);
    }

    @Test
    public void anAlteredLastEntryWithItsOwnHashMadeAnewIsNamedToo() {
        chained(3, 2);
        rewrite(6);
        assertOnly(Kind.ALTERED, 6);
    }

    /** What somebody would do who knows how hashes are made. */
    private void rewrite(long number) {
        tamper("update journal set reason = 'another' where chain_no = ?", number);
        JournalLine line = store.sql().one("select " + JournalLine.COLUMNS + " from journal where chain_no = ?", JournalLine::of, number).orElseThrow();
        String previous = store.sql().one("select previous_hash from journal where chain_no = ?", row -> row.text("previous_hash"), number).orElseThrow();
        tamper("update journal set chain_hash = ? where chain_no = ?", line.hash(previous, number), number);
    }

    @Test
    public void aDeletedEntryIsNamed() {
        List<Id> ids = chained(3, 2);
        tamper("delete from journal where chain_no = 4");
        List<Finding> findings = findings();
        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.DELETED, Kind.STATE_WITHOUT_ENTRY);
        assertThat(findings.get(0).number()).isEqualTo(4);
        assertThat(findings.get(1).text()).contains(ids.get(1).value()).contains("version 2");
    }

    @Test
    public void theFirstEntryDeletedIsNamed() {
        chained(1, 2);
        tamper("delete from journal where chain_no = 1");
        assertThat(findings().get(0)).satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.DELETED)).satisfies(f -> assertThat(f.number()).isEqualTo(1));
    }

    @Test
    public void entriesCutOffAtTheEndAreNamed() {
        chained(3, 2);
        tamper("delete from journal where chain_no > 4");
        List<Finding> findings = findings();
        assertThat(findings.subList(0, 2)).extracting(Finding::kind).containsOnly(Kind.CUT_OFF);
        assertThat(findings.subList(0, 2)).extracting(Finding::number).containsExactly(5L, 6L);
        assertThat(findings.get(2).kind()).isEqualTo(Kind.STATE_WITHOUT_ENTRY);
        assertThat(findings).hasSize(3);
    }

    @Test
    public void allEntriesCutOffAreNamed() {
        chained(2, 1);
        tamper("delete from journal");
        assertThat(findings()).extracting(Finding::kind).containsExactly(Kind.CUT_OFF, Kind.CUT_OFF, Kind.STATE_WITHOUT_ENTRY, Kind.STATE_WITHOUT_ENTRY);
    }

    @Test
    public void anEntryInsertedBehindTheEndIsNamed() {
        List<Id> ids = chained(2, 1);
        store.journal().append(new Entry(Site.MAIN, NOW, Actor.user("eve"), "order.amended", "opt_out", ids.get(0), 1, "", Map.of(), Map.of()));
        String previous = store.sql().one("select chain_hash from journal where chain_no = 2", row -> row.text("chain_hash")).orElseThrow();
        JournalLine line = store.sql().one("select " + JournalLine.COLUMNS + " from journal where chain_no is null", JournalLine::of).orElseThrow();
        tamper("update journal set chain_no = 3, previous_hash = ?, chain_hash = ? where chain_no is null", previous, line.hash(previous, 3));
        assertOnly(Kind.INSERTED, 3);
    }

    @Test
    public void anEntryPutInPlaceOfAnotherIsNamed() {
        List<Id> ids = chained(3, 1);
        tamper("delete from journal where chain_no = 2");
        store.journal().append(entry(ids.get(1), 1));
        String previous = store.sql().one("select chain_hash from journal where chain_no = 1", row -> row.text("chain_hash")).orElseThrow();
        tamper("update journal set action = 'order.forged' where chain_no is null");
        JournalLine line = store.sql().one("select " + JournalLine.COLUMNS + " from journal where chain_no is null", JournalLine::of).orElseThrow();
        tamper("update journal set chain_no = 2, previous_hash = ?, chain_hash = ? where chain_no is null", previous, line.hash(previous, 2));
        assertOnly(Kind.ALTERED, 2);
    }

    @Test
    public void anEntryInsertedBeforeTheBeginningIsNamed() {
        chained(2, 1);
        store.journal().append(new Entry(Site.MAIN, NOW, Actor.user("eve"), "order.amended", "opt_out", Samples.id(), 1, "", Map.of(), Map.of()));
        tamper("update journal set chain_no = 0, previous_hash = '', chain_hash = '' where chain_no is null");
        assertThat(findings()).singleElement().satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.INSERTED)).satisfies(f -> assertThat(f.number()).isZero());
    }

    @Test
    public void anEntryKeptFromBeingNumberedIsNamed() {
        orderWithVersions(2);
        tamper("update journal set waiting = null where version = 2");
        assertThat(findings()).singleElement().satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.INSERTED)).satisfies(f -> assertThat(f.text()).contains("does not wait"));
    }

    @Test
    public void aVersionToldTwiceIsNamed() {
        Id id = chained(2, 2).get(0);
        store.journal().append(entry(id, 2));
        assertThat(findings()).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(Kind.INSERTED);
            assertThat(f.text()).contains(id.value()).contains("twice");
        });
    }

    @Test
    public void twoEntriesThatChangedPlacesAreNamed() {
        chained(3, 2);
        tamper("update journal set chain_no = -2 where chain_no = 2");
        tamper("update journal set chain_no = 2 where chain_no = 5");
        tamper("update journal set chain_no = 5 where chain_no = -2");
        assertThat(findings()).isNotEmpty().allSatisfy(f -> assertThat(f.kind()).isEqualTo(Kind.ALTERED));
        assertThat(findings()).extracting(Finding::number).contains(2L, 5L);
    }

    @Test
    public void anAlteredHeadIsNamed() {
        chained(3, 2);
        tamper("update journal_head set chain_hash = ? where id = 1", "ab".repeat(32));
        assertOnly(Kind.ALTERED, 6);
        tamper("update journal_head set entries = 7 where id = 1");
        assertThat(findings()).extracting(Finding::kind).containsExactly(Kind.CUT_OFF);
        tamper("update journal_head set entries = 4 where id = 1");
        assertThat(findings()).extracting(Finding::kind).contains(Kind.INSERTED);
    }

    @Test
    public void aHeadSetBackTogetherWithTheTailIsCaughtByTheRows() {
        chained(3, 2);
        String hash = store.sql().one("select chain_hash from journal where chain_no = 5", row -> row.text("chain_hash")).orElseThrow();
        tamper("delete from journal where chain_no = 6");
        tamper("update journal_head set entries = 5, chain_hash = ? where id = 1", hash);
        assertThat(findings()).singleElement().satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.STATE_WITHOUT_ENTRY));
    }

    @Test
    public void aMissingHeadIsNamedAndNothingIsChainedWithoutIt() {
        chained(1, 2);
        tamper("delete from journal_head");
        try {
            assertThat(findings()).extracting(Finding::kind).contains(Kind.CUT_OFF);
            orderWithVersions(1);
            assertThat(catchThrowable(() -> store.journal().sequence(10, NOW))).isInstanceOf(IllegalStateException.class).hasMessageContaining("head");
        } finally {
            store.sql().change("insert into journal_head (id, site, entries, chain_hash) values (1, 'MAIN', 0, '')");
        }
    }

    @Test
    public void aRowWhoseEntriesAreGoneIsNamed() {
        Id id = orderWithVersions(2);
        tamper("delete from journal where object_id = ?", id);
        assertThat(findings()).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(Kind.STATE_WITHOUT_ENTRY);
            assertThat(f.text()).contains("customer_order " + id);
        });
    }

    @Test
    public void aRowSetBackIsNamed() {
        Id id = chained(2, 3).get(1);
        tamper("update customer_order set version = 2 where id = ?", id);
        assertThat(findings()).singleElement().satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.STATE_WITHOUT_ENTRY)).satisfies(f -> assertThat(f.text()).contains(id.value()));
    }

    @Test
    public void aRowThatIsGoneIsNamed() {
        Id id = chained(2, 3).get(1);
        tamper("delete from customer_order where id = ?", id);
        assertThat(findings()).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(Kind.DELETED);
            assertThat(f.number()).isEqualTo(6);
            assertThat(f.text()).contains(id.value());
        });
    }

    /** Every table with a version is checked: a new one must be named in the verification. */
    @Test
    public void everyVersionedTableIsVerified() {
        List<String> versioned = new ArrayList<>(tablesWith("version"));
        versioned.remove("journal");
        assertThat(JournalVerification.VERSIONED.keySet()).containsExactlyInAnyOrderElementsOf(versioned);
    }

    /** What belongs to a case is its record: what is not versioned is entered once, and so verified too. */
    @Test
    public void everythingThatIsEnteredAboutACaseIsVerified() {
        List<String> entered = new ArrayList<>(tablesWith("nonconformity_id"));
        entered.removeAll(JournalVerification.VERSIONED.keySet());
        entered.remove("case_word"); // made from the case, to be found by: nothing is entered there
        assertThat(JournalVerification.ENTERED_ONCE).containsExactlyInAnyOrderElementsOf(entered).isNotEmpty();
    }

    private List<String> tablesWith(String column) {
        List<String> tables = new ArrayList<>();
        for (String table : TestDatabase.TABLES) {
            try {
                store.sql().number("select count(" + column + ") from " + table);
                tables.add(table);
            } catch (SqlFault e) {
                assertThat(e).as("no such column").hasMessageContaining(table);
            }
        }
        return tables;
    }

    /** Writers, two sequencers and a verifier at once: nobody loses, nothing is found. */
    @Test(timeout = 120_000)
    public void verifyingBesideWritersFindsNothing() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                writers.add(threads.submit(() -> {
                    Random random = new Random();
                    for (int i = 0; i < 15; i++) {
                        orderWithVersions(1 + random.nextInt(4));
                    }
                }));
            }
            Future<?> sequencer = threads.submit(() -> chainWhile(writing));
            Future<?> second = threads.submit(() -> chainWhile(writing));
            Future<List<Finding>> verifier = threads.submit(() -> {
                List<Finding> found = new ArrayList<>();
                while (writing.get()) {
                    found.addAll(store.journal().verify().findings());
                }
                return found;
            });
            for (Future<?> writer : writers) {
                writer.get();
            }
            writing.set(false);
            sequencer.get();
            second.get();
            assertThat(verifier.get()).isEmpty();
        } finally {
            writing.set(false);
            threads.shutdownNow();
        }
        store.journal().sequence(10_000, NOW);
        Verification end = store.journal().verify();
        assertThat(end.findings()).isEmpty();
        assertThat(end.unnumbered()).isZero();
        assertThat(end.entries()).isEqualTo(store.sql().number("select sum(version) from customer_order"));
    }

    private void chainWhile(AtomicBoolean writing) {
        while (writing.get()) {
            store.journal().sequence(20, NOW);
        }
    }
}
