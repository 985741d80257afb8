package io.plumbline.store.query;

import static io.plumbline.store.query.Scene.each;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.application.Page;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.application.journal.JournalQueries.JournalRow;
import io.plumbline.application.nonconformity.CaseAge;
import io.plumbline.application.nonconformity.CaseOrder;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.CaseQueries.CaseView;
import io.plumbline.application.nonconformity.CaseQueries.Counts;
import io.plumbline.application.nonconformity.CaseQueries.Filter;
import io.plumbline.application.nonconformity.CaseQueries.Group;
import io.plumbline.application.nonconformity.CaseQueries.Owner;
import io.plumbline.application.nonconformity.CaseQueries.Whose;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.Intake;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Response;
import io.plumbline.store.Sql;
import io.plumbline.store.SqlCaseFiles;
import io.plumbline.store.SqlIntakes;
import io.plumbline.store.TestDatabase;

@RunWith(Parameterized.class)
public class CaseQueriesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final Instant SAID = Instant.parse("2026-11-19T08:00:00Z");
    private static final Site NORTH = new Site("NORTH");

    private final TestDatabase database;
    private Scene scene;
    private Sql sql;
    private Customer customer;
    private Contact contact;

    public CaseQueriesTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Before
    public void anEmptyStoreWithOneCustomer() throws Exception {
        sql = database.emptied().sql();
        scene = new Scene(database.emptied());
        customer = scene.customer(Site.MAIN, "C-1", "Weiß & Söhne");
        contact = scene.contact(customer, "Udo Weiß", "udo@weiss.example");
    }

    private Nonconformity reported(String orderNumber, String title, Severity severity) {
        return filed(customer, orderNumber, title, severity);
    }

    private Nonconformity filed(Customer of, String orderNumber, String title, Severity severity) {
        Order order = scene.order(of, orderNumber);
        Response low = scene.response(new Response.Accepted(scene.said(scene.answered(order, null, contact), 1, OptionalInt.empty(), "")));
        return scene.filed(order, null, contact, low, title, severity, Nonconformity.Reported::new);
    }

    private void moved(Nonconformity found, String state) {
        sql.change("update nonconformity set state = ? where id = ?", state, found.facts().id());
    }

    private List<String> titles(Filter filter) {
        return each(scene.cases.list(filter, null, 50), CaseRow::title);
    }

    private static Filter states(String... states) {
        return new Filter(Site.MAIN, List.of(states), null, null, null);
    }

    private static Filter text(String text) {
        return new Filter(Site.MAIN, null, null, null, text);
    }

    @Test
    public void aRowSaysWhatIsKnown() {
        Nonconformity found = reported("SO-1", "Late", Severity.MAJOR);
        Nonconformity.Facts f = found.facts();
        assertThat(scene.cases.list(states(), null, 10).items()).containsExactly(new CaseRow(f.id(), "NC-MAIN-2026-0001", "Late", "Reported", Severity.MAJOR,
                customer.id(), "Weiß & Söhne", f.order(), "SO-1", null, null, f.reportedAt(), f.changedAt(), 1));
    }

    @Test
    public void pagesByNumberAlsoBeyondFourDigitsAndAcrossYears() {
        Nonconformity lastYear = reported("SO-1", "last year", Severity.MINOR);
        sql.change("update nonconformity set case_year = 2025, running_no = 10001, case_no = 'NC-MAIN-2025-10001' where id = ?", lastYear.facts().id());
        Nonconformity many = reported("SO-2", "ten thousandth", Severity.MINOR);
        sql.change("update nonconformity set running_no = 10000, case_no = 'NC-MAIN-2026-10000' where id = ?", many.facts().id());
        Nonconformity before = reported("SO-3", "before that", Severity.MINOR);
        sql.change("update nonconformity set running_no = 9999, case_no = 'NC-MAIN-2026-9999' where id = ?", before.facts().id());
        for (Filter filter : List.of(states(), states("Closed", "Reported"), new Filter(Site.MAIN, null, null, customer.id(), null))) {
            Page<CaseRow> first = scene.cases.list(filter, null, 2);
            assertThat(each(first, CaseRow::title)).containsExactly("ten thousandth", "before that");
            assertThat(first.next()).isEqualTo("NC-MAIN-2026-9999");
            Page<CaseRow> second = scene.cases.list(filter, first.next(), 2);
            assertThat(each(second, CaseRow::title)).containsExactly("last year");
            assertThat(second.next()).isNull();
        }
    }

    @Test
    public void severalStatesAreOneListNewestFirst() {
        moved(reported("SO-1", "one", Severity.MINOR), "Closed");
        reported("SO-2", "two", Severity.MINOR);
        moved(reported("SO-3", "three", Severity.MINOR), "Analysed");
        reported("SO-4", "four", Severity.MINOR);
        assertThat(titles(states())).containsExactly("four", "three", "two", "one");
        assertThat(titles(states("Reported", "Analysed", "Reported"))).containsExactly("four", "three", "two");
        assertThat(titles(states("Closed"))).containsExactly("one");
        assertThat(titles(states("no such state"))).isEmpty();
        Page<CaseRow> first = scene.cases.list(states("Reported", "Analysed"), null, 2);
        assertThat(each(scene.cases.list(states("Reported", "Analysed"), first.next(), 2), CaseRow::title)).containsExactly("two");
    }

    @Test
    public void filtersCombine() {
        Customer other = scene.customer(Site.MAIN, "C-2", "Other Ltd");
        reported("SO-1", "Dented", Severity.MAJOR);
        reported("SO-2", "Dented again", Severity.MINOR);
        filed(other, "SO-3", "Dented too", Severity.MAJOR);
        assertThat(titles(new Filter(Site.MAIN, null, Severity.MAJOR, null, null))).containsExactly("Dented too", "Dented");
        assertThat(titles(new Filter(Site.MAIN, null, null, customer.id(), null))).containsExactly("Dented again", "Dented");
        assertThat(titles(new Filter(Site.MAIN, List.of("Reported"), Severity.MAJOR, customer.id(), "dent"))).containsExactly("Dented");
        assertThat(titles(new Filter(Site.MAIN, List.of("Closed"), Severity.MAJOR, customer.id(), "dent"))).isEmpty();
    }

    @Test
    public void thoseOfOneOrderAndThoseThatChangedSince() {
        Nonconformity first = reported("SO-1", "first", Severity.MINOR);
        Nonconformity second = reported("SO-2", "second", Severity.MINOR);
        assertThat(titles(new Filter(Site.MAIN, List.of(), null, null, null, first.facts().order(), null))).containsExactly("first");
        assertThat(titles(new Filter(Site.MAIN, List.of("Reported", "Closed"), null, customer.id(), null, second.facts().order(), null))).containsExactly("second");
        Instant changed = second.facts().changedAt();
        assertThat(titles(new Filter(Site.MAIN, List.of(), null, null, null, null, changed))).contains("second");
        assertThat(titles(new Filter(Site.MAIN, List.of(), null, customer.id(), null, null, changed.plusMillis(1)))).isEmpty();
        assertThat(titles(new Filter(NORTH, List.of(), null, null, null, first.facts().order(), null))).isEmpty();
    }

    @Test
    public void searchesNumberTitleOrderNumberAndCustomerName() {
        filed(scene.customer(Site.MAIN, "C-2", "Other 100% Ltd"), "SO-77", "Broken", Severity.MINOR);
        reported("SO-1", "Wrong colour", Severity.MINOR);
        assertThat(titles(text("COLOUR"))).containsExactly("Wrong colour");
        assertThat(titles(text("so-77"))).containsExactly("Broken");
        assertThat(titles(text("söhne"))).containsExactly("Wrong colour");
        assertThat(titles(text("nc-main-2026-0001"))).containsExactly("Broken");
        assertThat(titles(text("100%"))).containsExactly("Broken");
        assertThat(titles(text("0_%l"))).isEmpty();
        assertThat(titles(text("%"))).containsExactly("Broken");
        assertThat(titles(text("  "))).hasSize(2);
    }

    @Test
    public void everyWordThatIsSearchedForHasToBeTheBeginningOfOne() {
        filed(scene.customer(Site.MAIN, "C-2", "Müller & Ko"), "SO-77", "Größe falsch: zu klein", Severity.MINOR);
        reported("SO-78", "Größe falsch: zu groß", Severity.MAJOR);
        assertThat(titles(text("grosse fal"))).containsExactly("Größe falsch: zu groß", "Größe falsch: zu klein");
        assertThat(titles(text("GRÖSSE klein"))).containsExactly("Größe falsch: zu klein");
        assertThat(titles(text("größe müller"))).containsExactly("Größe falsch: zu klein");
        assertThat(titles(text("falsch 78"))).containsExactly("Größe falsch: zu groß");
        assertThat(titles(text("ein"))).as("inside a word").isEmpty();
        assertThat(titles(text("klein groß"))).as("one of two words").containsExactly("Größe falsch: zu klein");
        assertThat(titles(text("2"))).containsExactly("Größe falsch: zu groß");
        assertThat(titles(new Filter(Site.MAIN, List.of("Reported"), Severity.MAJOR, null, "falsch"))).containsExactly("Größe falsch: zu groß");
        assertThat(titles(new Filter(NORTH, null, null, null, "falsch"))).as("at another site").isEmpty();
    }

    @Test
    public void searchesWhatTheCaseIsAbout() {
        Nonconformity one = reported("SO-1", "Too loud", Severity.MINOR);
        reported("SO-2", "Too slow", Severity.MINOR);
        new SqlIntakes(sql).add(new Intake(Id.at(SAID, new Random(1)), Site.MAIN, one.facts().id(), Trigger.Kind.HAND, "IA-7/3", "said by Pia Person", Severity.MINOR, List.of(), null, "6204-2RS", "Deep groove ball bearing",
                "LOT-26-114", "DHL Freight", "quirin", SAID));
        for (String words : List.of("6204", "2rs", "6204-2RS", "bearing groove", "lot-26-114", "114", "dhl", "ia-7/3")) {
            assertThat(titles(text(words))).as(words).containsExactly("Too loud");
        }
        assertThat(titles(text("pia"))).as("words of people").isEmpty();
    }

    @Test
    public void whatIsCommonIsFoundAsWellAsWhatIsRare() {
        Customer few = scene.customer(Site.MAIN, "C-2", "Rare Ltd");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 1010; i++) {
            all.add(0, filed(i % 500 == 0 ? few : customer, "SO-" + i, "Common number " + i, Severity.MINOR).facts().title());
        }
        for (CaseOrder.By by : CaseOrder.By.values()) {
            CaseOrder order = new CaseOrder(by, by.usual());
            assertThat(each(scene.cases.list(text("common"), order, null, 60), CaseRow::title)).as("%s", by).hasSize(60).allMatch(t -> t.startsWith("Common"));
            assertThat(each(scene.cases.list(text("common rare"), order, null, 60), CaseRow::title)).as("%s", by).containsExactlyInAnyOrder("Common number 0", "Common number 500", "Common number 1000");
        }
        assertThat(titles(text("common 1010"))).containsExactly("Common number 1009");
        Page<CaseRow> first = scene.cases.list(text("common"), null, 200);
        assertThat(each(first, CaseRow::title)).isEqualTo(all.subList(0, 200));
        assertThat(each(scene.cases.list(text("common"), first.next(), 200), CaseRow::title)).isEqualTo(all.subList(200, 400));
    }

    @Test
    public void countsEachStateAndSeverityOfTheSite() {
        moved(reported("SO-1", "one", Severity.MAJOR), "Closed");
        reported("SO-2", "two", Severity.MAJOR);
        reported("SO-3", "three", Severity.MINOR);
        filed(scene.customer(NORTH, "C-9", "Nord AG"), "SO-9", "there", Severity.CRITICAL);
        Nonconformity mine = reported("SO-4", "four", Severity.MINOR);
        owned(mine, "quinn");
        due(mine, TODAY.minusDays(1));
        Instant later = scene.now().plus(Duration.ofDays(8));
        Counts counts = scene.cases.counts(Site.MAIN, "quinn", TODAY, later);
        assertThat(counts.open()).containsExactlyInAnyOrder(new Group("Reported", Severity.MAJOR, Whose.NOBODYS, false, CaseAge.MONTH, 1),
                new Group("Reported", Severity.MINOR, Whose.NOBODYS, false, CaseAge.MONTH, 1), new Group("Reported", Severity.MINOR, Whose.MINE, true, CaseAge.MONTH, 1));
        assertThat(counts.settled()).isEqualTo(Map.of("Closed", 1L, "Rejected", 0L, "Merged", 0L));
        assertThat(counts.all()).isEqualTo(4);
        assertThat(scene.cases.counts(Site.MAIN, "other", TODAY.minusDays(1), scene.now()).open(g -> g.whose() == Whose.OTHERS && !g.overdue() && g.age() == CaseAge.WEEK)).isEqualTo(1);
        assertThat(scene.cases.counts(new Site("EMPTY"), "quinn", TODAY, later).all()).isZero();
    }

    private void owned(Nonconformity found, String login) {
        sql.change("update nonconformity set owner_login = ? where id = ?", login, found.facts().id());
    }

    private CorrectiveAction due(Nonconformity found, LocalDate day) {
        CorrectiveAction action = new CorrectiveAction.Planned(new CorrectiveAction.Facts(scene.id(), Site.MAIN, found.facts().id(), 1, CorrectiveAction.Kind.CORRECTIVE, "Pack better",
                "quinn", day, "peter", scene.now(), 1));
        scene.ports().transactions().run(() -> new SqlCaseFiles(sql).add(action));
        return action;
    }

    @Test
    public void theNearestDueDateOfTheOpenActionsIsThatOfTheCase() {
        Nonconformity found = reported("SO-1", "one", Severity.MINOR);
        due(found, TODAY.plusDays(9));
        CorrectiveAction.Planned sooner = (CorrectiveAction.Planned) due(found, TODAY.plusDays(2));
        SqlCaseFiles files = new SqlCaseFiles(sql);
        assertThat(dues()).containsExactly(TODAY.plusDays(2));
        CorrectiveAction.InProgress begun = sooner.begin(scene.now());
        files.save(begun);
        assertThat(dues()).containsExactly(TODAY.plusDays(2));
        files.save(begun.done(scene.now()));
        assertThat(dues()).containsExactly(TODAY.plusDays(9));
        assertThat(titles(states().overdueOn(TODAY.plusDays(9)))).isEmpty();
        assertThat(titles(states().overdueOn(TODAY.plusDays(10)))).containsExactly("one");
        scene.ports().cases().save(new Nonconformity.Rejected(found.facts().ownedBy(null, scene.now()), "none"));
        assertThat(dues()).containsOnlyNulls();
        due(found, TODAY);
        assertThat(dues()).as("nothing is due in a case that is settled").containsOnlyNulls();
    }

    private List<LocalDate> dues() {
        return each(scene.cases.list(states(), null, 50), CaseRow::due);
    }

    @Test
    public void ownersAndAgesAreFilters() {
        owned(reported("SO-1", "hers", Severity.MINOR), "quinn");
        reported("SO-2", "free", Severity.MINOR);
        Nonconformity old = reported("SO-3", "old", Severity.MINOR);
        sql.change("update nonconformity set reported_at = ? where id = ?", scene.now().minus(Duration.ofDays(30)).plusSeconds(60), old.facts().id());
        for (Filter filter : List.of(states(), states("Reported", "Closed"))) {
            assertThat(titles(filter.of(new Owner("quinn")))).containsExactly("hers");
            assertThat(titles(filter.of(new Owner(null)))).containsExactly("old", "free");
            assertThat(titles(filter.of(new Owner("nobody")))).isEmpty();
            assertThat(titles(filter.aged(CaseAge.MONTH, scene.now()))).containsExactly("old");
            assertThat(titles(filter.aged(CaseAge.WEEK, scene.now()))).containsExactly("free", "hers");
            assertThat(titles(filter.aged(CaseAge.OLDER, scene.now()))).isEmpty();
        }
    }

    /** Thirty cases with everything that lists are sorted by, and with what is missing: owners, customers, names, due dates. */
    private void manyDifferent() {
        List<Customer> buyers = List.of(customer, scene.customer(Site.MAIN, "C-2", "Anders AG"), scene.customer(Site.MAIN, "C-3", "anders ag"), scene.customer(Site.MAIN, "C-4", "Zebra Ltd"));
        for (int i = 0; i < 30; i++) {
            Nonconformity found = filed(buyers.get(i % 4), "SO-" + i, "case " + i, Severity.values()[i % 3]);
            Id id = found.facts().id();
            if (i % 5 != 0) {
                due(found, TODAY.plusDays(i % 4));
            }
            moved(found, List.of("Reported", "Analysed", "Closed").get(i % 7 % 3));
            if (i % 9 == 0) {
                sql.change("update nonconformity set customer_id = null where id = ?", id);
            }
            if (i < 12) {
                sql.change("update nonconformity set case_year = 2025, running_no = ?, case_no = ? where id = ?", i + 500, "NC-MAIN-2025-" + (i + 500 < 1000 ? "0" : "") + (i + 500), id);
            }
        }
        sql.change("update customer set name = null, name_sort = null where id = ?", buyers.get(3).id());
        sql.change("update nonconformity set next_due_on = null where state = 'Closed'");
        filed(scene.customer(NORTH, "C-9", "Nord AG"), "SO-99", "there", Severity.CRITICAL);
    }

    /** The words in which the order promises are checked, by the rows alone. */
    private static Comparator<CaseRow> as(CaseOrder order) {
        Comparator<CaseRow> newest = Comparator.comparing(CaseRow::number).reversed();
        boolean up = order.up();
        Comparator<LocalDate> days = up ? Comparator.naturalOrder() : Comparator.reverseOrder();
        Comparator<String> words = up ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return switch (order.by()) {
            case NUMBER -> up ? newest.reversed() : newest;
            case SEVERITY -> (up ? Comparator.comparing(CaseRow::severity) : Comparator.comparing(CaseRow::severity).reversed()).thenComparing(newest);
            case DUE -> Comparator.comparing(CaseRow::due, Comparator.nullsLast(days)).thenComparing(newest);
            case CUSTOMER -> Comparator.comparing((CaseRow r) -> r.customerName() == null ? null : r.customerName().toLowerCase(Locale.ROOT), Comparator.nullsLast(words))
                    .thenComparing((CaseRow r) -> r.customerName() == null ? "" : r.customer().value(), words).thenComparing(newest);
        };
    }

    @Test
    public void everySortPagesWithoutGapsAndTwiceNothing() {
        manyDifferent();
        List<Filter> filters = List.of(states(), states("Reported", "Analysed"), states("Closed"), states("Reported", "Closed", "Merged").of(new Owner(null)), text("case 1"),
                new Filter(Site.MAIN, List.of(), null, customer.id(), null), new Filter(Site.MAIN, List.of("Reported", "Analysed"), Severity.MAJOR, null, null), states().overdueOn(TODAY.plusDays(2)));
        for (Filter filter : filters) {
            List<CaseRow> all = scene.cases.list(filter, null, 200).items();
            assertThat(all).as(filter.toString()).hasSizeGreaterThan(2);
            for (CaseOrder.By by : CaseOrder.By.values()) {
                for (CaseOrder.Direction direction : CaseOrder.Direction.values()) {
                    CaseOrder order = new CaseOrder(by, direction);
                    List<CaseRow> sorted = all.stream().sorted(as(order)).toList();
                    for (int size : new int[] {1, 4, 200}) {
                        List<CaseRow> paged = new ArrayList<>();
                        String after = null;
                        do {
                            Page<CaseRow> page = scene.cases.list(filter, order, after, size);
                            paged.addAll(page.items());
                            after = page.next();
                        } while (after != null && paged.size() <= all.size());
                        assertThat(paged).extracting(CaseRow::number).as("%s by %s, %s at a time", filter, order, size).isEqualTo(sorted.stream().map(CaseRow::number).toList());
                    }
                }
            }
        }
    }

    @Test
    public void customersWithVeryManyCasesStandInTheirOrderToo() {
        Customer other = scene.customer(Site.MAIN, "C-2", "Anders AG");
        scene.ports().transactions().run(() -> {
            for (int i = 0; i < 450; i++) {
                Id id = scene.id();
                scene.ports().cases().add(new Nonconformity.Reported(new Nonconformity.Facts(id, Site.MAIN, scene.ports().cases().nextNumber(Site.MAIN, 2026),
                        new Trigger(Trigger.Kind.HAND, id), "case " + i, List.of(), Severity.MINOR, null, null, (i % 3 == 0 ? customer : other).id(), null, null, null, null, 0, 1,
                        scene.now(), scene.now(), 1)));
            }
        });
        CaseOrder order = new CaseOrder(CaseOrder.By.CUSTOMER, CaseOrder.Direction.UP);
        List<CaseRow> paged = new ArrayList<>();
        String after = null;
        do {
            Page<CaseRow> page = scene.cases.list(states("Reported"), order, after, 70);
            paged.addAll(page.items());
            after = page.next();
        } while (after != null);
        assertThat(paged).hasSize(450).isSortedAccordingTo(as(order)).doesNotHaveDuplicates();
    }

    @Test
    public void whatChangesBetweenTwoPagesMovesNoOther() {
        manyDifferent();
        CaseOrder order = new CaseOrder(CaseOrder.By.DUE, CaseOrder.Direction.UP);
        List<String> all = each(scene.cases.list(states(), order, null, 200), CaseRow::number);
        Page<CaseRow> first = scene.cases.list(states(), order, null, 5);
        sql.change("update nonconformity set next_due_on = ? where case_no = ?", TODAY.plusDays(90), all.get(4));
        assertThat(each(scene.cases.list(states(), order, first.next(), 3), CaseRow::number)).isEqualTo(all.subList(5, 8));
    }

    @Test
    public void afterWhatIsNoPlaceInThisSortThereIsNothing() {
        manyDifferent();
        for (CaseOrder.By by : CaseOrder.By.values()) {
            for (String after : List.of("", ".", "x.NC-MAIN-2026-0001", "NC-MAIN-2026-0001x", "2026-13-01.NC-MAIN-2026-0001", "MAJOR.", "-999999999-01-01.")) {
                assertThat(scene.cases.list(states(), new CaseOrder(by, CaseOrder.Direction.UP), after, 10).items()).as(by + " " + after).isEmpty();
            }
        }
    }

    @Test
    public void anotherSiteIsInvisible() {
        Nonconformity there = filed(scene.customer(NORTH, "C-9", "Nord AG"), "SO-9", "there", Severity.MINOR);
        String number = there.facts().number().toString();
        assertThat(titles(states())).isEmpty();
        assertThat(titles(states("Reported"))).isEmpty();
        assertThat(titles(new Filter(Site.MAIN, null, null, there.facts().customer(), null))).isEmpty();
        assertThat(scene.cases.one(Site.MAIN, number)).isEmpty();
        assertThat(scene.cases.one(NORTH, number)).isPresent();
        assertThat(scene.cases.one(NORTH, "NC-NORTH-2026-9999")).isEmpty();
        assertThat(scene.cases.one(NORTH, "no number at all")).isEmpty();
    }

    @Test
    public void afterWhatIsNoNumberThereIsNothing() {
        reported("SO-1", "one", Severity.MINOR);
        assertThat(scene.cases.list(states(), "yesterday", 10).items()).isEmpty();
    }

    @Test
    public void aCaseShowsItsWholeTrail() {
        Order order = scene.order(customer, "SO-1");
        Delivery delivery = scene.delivery("main-erp", "D-1", null, LocalDate.of(2026, 11, 2), contact, order);
        Invitation asked = scene.answered(order, delivery, contact);
        Mail invitation = scene.mail(Mail.Purpose.INVITATION, asked.facts().id(), contact.id(), Mail.State.SENT, null);
        Response low = scene.response(new Response.Accepted(scene.said(asked, 1, OptionalInt.of(2), "Zu spät und verbeult")));
        Nonconformity found = scene.filed(order, delivery, contact, low, "Satisfaction 1 of 5", Severity.MAJOR, Nonconformity.Reported::new);
        Mail notice = scene.mail(Mail.Purpose.CASE_NOTICE, found.facts().id(), scene.id(), Mail.State.WAITING, "no server");
        Order elsewhere = scene.order(customer, "SO-2");
        List<Id> story = List.of(order.facts().id(), delivery.facts().id(), asked.facts().id(), invitation.id(), low.facts().id(), found.facts().id(), notice.id());
        for (Id object : story) {
            scene.entry("happened", "thing", object, 1, Map.of("state", "New"));
        }
        scene.entry("happened", "order", elsewhere.facts().id(), 1, Map.of());

        CaseView view = scene.cases.one(Site.MAIN, found.facts().number().toString()).orElseThrow();
        assertThat(view.row().title()).isEqualTo("Satisfaction 1 of 5");
        assertThat(view.nonconformity()).isEqualTo(found);
        assertThat(view.contact()).isEqualTo(contact);
        assertThat(view.deliveries()).extracting(DeliveryRow::number).containsExactly("D-1");
        assertThat(view.invitation().row().id()).isEqualTo(asked.facts().id());
        assertThat(view.invitation().mails()).containsExactly(invitation);
        assertThat(view.invitation().responses()).extracting(r -> r.comment()).containsExactly("Zu spät und verbeult");
        assertThat(view.journal()).extracting(JournalRow::object).containsExactlyElementsOf(story);
    }
}
