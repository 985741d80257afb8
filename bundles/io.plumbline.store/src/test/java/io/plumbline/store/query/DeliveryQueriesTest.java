package io.plumbline.store.query;

import static io.plumbline.store.query.Scene.PROGRAMME;
import static io.plumbline.store.query.Scene.each;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.application.Page;
import io.plumbline.application.delivery.DeliveryQueries.Count;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryView;
import io.plumbline.application.delivery.DeliveryQueries.Filter;
import io.plumbline.application.delivery.DeliveryQueries.LedgerTotals;
import io.plumbline.application.delivery.DeliveryQueries.OrderRow;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.LedgerLine;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.Response;
import io.plumbline.store.TestDatabase;

@RunWith(Parameterized.class)
public class DeliveryQueriesTest {
    private static final Site NORTH = new Site("NORTH");
    private static final LocalDate NOVEMBER_2 = LocalDate.of(2026, 11, 2);

    private final TestDatabase database;
    private Scene scene;
    private Customer mueller;
    private Contact anna;

    public DeliveryQueriesTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Before
    public void anEmptyStoreWithOneCustomer() throws Exception {
        scene = new Scene(database.emptied());
        mueller = scene.customer(Site.MAIN, "C-100", "Müller Ärztebedarf GmbH");
        anna = scene.contact(mueller, "Anna Müller", "anna@mueller.example");
    }

    private Delivery delivery(String number, Order... orders) {
        return scene.delivery("main-erp", number, NOVEMBER_2, NOVEMBER_2, anna, orders);
    }

    private static Filter text(String text) {
        return new Filter(Site.MAIN, null, null, null, null, null, text);
    }

    private List<String> numbers(Filter filter) {
        return each(scene.deliveries.list(filter, null, 50), DeliveryRow::number);
    }

    @Test
    public void pagesFromTheNewestToTheOldestWithoutLosingOrRepeatingOne() {
        Order order = scene.order(mueller, "SO-1");
        for (int i = 1; i <= 5; i++) {
            delivery("D-" + i, order);
        }
        List<List<String>> pages = new ArrayList<>();
        String after = null;
        do {
            Page<DeliveryRow> page = scene.deliveries.list(Filter.all(Site.MAIN), after, 2);
            pages.add(each(page, DeliveryRow::number));
            after = page.next();
        } while (after != null);
        assertThat(pages).containsExactly(List.of("D-5", "D-4"), List.of("D-3", "D-2"), List.of("D-1"));
    }

    @Test
    public void aDeliveryThatArrivesBetweenTwoPagesShiftsNothing() {
        Order order = scene.order(mueller, "SO-1");
        delivery("D-1", order);
        delivery("D-2", order);
        Page<DeliveryRow> first = scene.deliveries.list(Filter.all(Site.MAIN), null, 1);
        delivery("D-3", order);
        assertThat(each(scene.deliveries.list(Filter.all(Site.MAIN), first.next(), 1), DeliveryRow::number)).containsExactly("D-1");
    }

    @Test
    public void noPageIsLongerThanTwoHundred() {
        Order order = scene.order(mueller, "SO-1");
        scene.ports().transactions().run(() -> {
            for (int i = 0; i < 202; i++) {
                delivery("D-" + i, order);
            }
        });
        Page<DeliveryRow> page = scene.deliveries.list(Filter.all(Site.MAIN), null, 100_000);
        assertThat(page.items()).hasSize(200);
        assertThat(scene.deliveries.list(Filter.all(Site.MAIN), page.next(), 100_000).items()).hasSize(2);
    }

    @Test
    public void afterWhatIsNoIdentityThereIsNothing() {
        delivery("D-1", scene.order(mueller, "SO-1"));
        assertThat(scene.deliveries.list(Filter.all(Site.MAIN), "~' or 1=1 --", 10)).isEqualTo(new Page<>(List.of(), null));
    }

    @Test
    public void aRowSaysWhatIsKnown() {
        Delivery late = scene.delivery("shop", "D-1", NOVEMBER_2, NOVEMBER_2.plusDays(3), anna, scene.order(mueller, "SO-2"), scene.order(mueller, "SO-1"));
        scene.line(late, Line.NOT_ASKED, NotAsked.TOO_OLD, null);
        assertThat(scene.deliveries.list(Filter.all(Site.MAIN), null, 10).items()).containsExactly(new DeliveryRow(late.facts().id(), "shop", "-", "shipment",
                late.facts().report().source().docId(), "D-1", "Delivered", NOVEMBER_2, NOVEMBER_2.plusDays(3), 3, mueller.id(), "C-100",
                "Müller Ärztebedarf GmbH", List.of("SO-2", "SO-1"), Line.NOT_ASKED, NotAsked.TOO_OLD, late.facts().firstSeenAt(), late.facts().changedAt(), 1));
    }

    @Test
    public void latenessIsCountedInDaysAndUnknownWithoutBothDays() {
        Order order = scene.order(mueller, "SO-1");
        scene.delivery("main-erp", "early", NOVEMBER_2, LocalDate.of(2026, 10, 30), anna, order);
        scene.delivery("main-erp", "never promised", null, NOVEMBER_2, anna, order);
        scene.delivery("main-erp", "no day", NOVEMBER_2, null, anna, order);
        assertThat(each(scene.deliveries.list(Filter.all(Site.MAIN), null, 10), DeliveryRow::daysLate)).containsExactly(null, null, -3);
    }

    @Test
    public void searchesNumberOrderNumberAndCustomerNameWhateverTheLetterCase() {
        Customer other = scene.customer(Site.MAIN, "C-200", "Other Ltd");
        delivery("Xy-77", scene.order(other, "SO-8"));
        delivery("D-1", scene.order(other, "so-XY-9"));
        delivery("D-2", scene.order(mueller, "SO-3"));
        assertThat(numbers(text("xY-"))).containsExactly("D-1", "Xy-77");
        assertThat(numbers(text("  mÜLLER är "))).containsExactly("D-2");
        assertThat(numbers(text("nowhere"))).isEmpty();
        assertThat(numbers(text(" "))).hasSize(3);
    }

    @Test
    public void signsThatSqlKnowsAreSearchedAsTheyStand() {
        Order order = scene.order(mueller, "SO-1");
        delivery("100%_!", order);
        delivery("100 and more", order);
        assertThat(numbers(text("100%"))).containsExactly("100%_!");
        assertThat(numbers(text("%_"))).containsExactly("100%_!");
        assertThat(numbers(text("_!"))).containsExactly("100%_!");
        assertThat(numbers(text("' or '1'='1"))).isEmpty();
        assertThat(numbers(text("100\u0000"))).isEmpty();
    }

    @Test
    public void filtersCombine() {
        Order order = scene.order(mueller, "SO-1");
        for (String connector : List.of("main-erp", "shop")) {
            for (int day = 1; day <= 3; day++) {
                LocalDate happened = LocalDate.of(2026, 10, day);
                Delivery delivery = scene.delivery(connector, connector + "-" + day, null, happened, anna, order);
                scene.line(delivery, day == 1 ? Line.ASKED : Line.NOT_ASKED, day == 1 ? null : day == 2 ? NotAsked.TOO_OLD : NotAsked.OPTED_OUT, null);
            }
        }
        LocalDate second = LocalDate.of(2026, 10, 2);
        assertThat(numbers(new Filter(Site.MAIN, "shop", null, null, null, null, null))).containsExactly("shop-3", "shop-2", "shop-1");
        assertThat(numbers(new Filter(Site.MAIN, null, Line.NOT_ASKED, null, null, null, null))).containsExactly("shop-3", "shop-2", "main-erp-3", "main-erp-2");
        assertThat(numbers(new Filter(Site.MAIN, null, null, NotAsked.OPTED_OUT, null, null, null))).containsExactly("shop-3", "main-erp-3");
        assertThat(numbers(new Filter(Site.MAIN, null, null, null, second, second, null))).containsExactly("shop-2", "main-erp-2");
        assertThat(numbers(new Filter(Site.MAIN, null, null, null, second, null, null))).containsExactly("shop-3", "shop-2", "main-erp-3", "main-erp-2");
        assertThat(numbers(new Filter(Site.MAIN, "shop", Line.NOT_ASKED, NotAsked.TOO_OLD, second, second, "SO-1"))).containsExactly("shop-2");
        assertThat(numbers(new Filter(Site.MAIN, "shop", Line.NOT_ASKED, NotAsked.TOO_OLD, second, second, "SO-2"))).isEmpty();
        assertThat(numbers(new Filter(Site.MAIN, "main-erp", Line.ASKED, null, null, second, null))).containsExactly("main-erp-1");
    }

    @Test
    public void aFilteredListIsPagedToo() {
        Order order = scene.order(mueller, "SO-1");
        for (int i = 1; i <= 5; i++) {
            scene.line(delivery("D-" + i, order), i == 3 ? Line.ANSWERED : Line.ASKED, null, null);
        }
        Filter asked = new Filter(Site.MAIN, null, Line.ASKED, null, null, null, null);
        Page<DeliveryRow> first = scene.deliveries.list(asked, null, 3);
        assertThat(each(first, DeliveryRow::number)).containsExactly("D-5", "D-4", "D-2");
        assertThat(each(scene.deliveries.list(asked, first.next(), 3), DeliveryRow::number)).containsExactly("D-1");
    }

    @Test
    public void aDeliveryOnTheSameLineOfTwoProgrammesIsListedOnce() {
        Delivery delivery = delivery("D-1", scene.order(mueller, "SO-1"));
        scene.line(delivery, Line.ASKED, null, null);
        scene.ports().transactions().run(() -> scene.ports().ledger().put(delivery, "yearly", new LedgerLine(Line.ASKED, null, null, null),
                scene.now()));
        assertThat(numbers(new Filter(Site.MAIN, null, Line.ASKED, null, null, null, null))).containsExactly("D-1");
    }

    @Test
    public void anotherSiteIsInvisible() {
        Customer northern = scene.customer(NORTH, "C-1", "Nord AG");
        Delivery there = delivery("N-1", scene.order(northern, "SO-N"));
        scene.line(there, Line.ASKED, null, null);
        assertThat(numbers(Filter.all(Site.MAIN))).isEmpty();
        assertThat(numbers(new Filter(Site.MAIN, null, Line.ASKED, null, null, null, null))).isEmpty();
        assertThat(scene.deliveries.one(Site.MAIN, there.facts().id())).isEmpty();
        assertThat(scene.deliveries.connectors(Site.MAIN)).isEmpty();
        assertThat(scene.deliveries.totals(Site.MAIN, PROGRAMME, NOVEMBER_2, NOVEMBER_2).total()).isZero();
        assertThat(numbers(Filter.all(NORTH))).containsExactly("N-1");
        assertThat(scene.deliveries.one(NORTH, there.facts().id())).isPresent();
    }

    @Test
    public void theLinesOfAPeriodAddUpToItsDeliveries() {
        Order order = scene.order(mueller, "SO-1");
        LocalDate from = LocalDate.of(2026, 10, 1);
        LocalDate to = LocalDate.of(2026, 10, 31);
        for (LocalDate day : List.of(from.minusDays(1), from, from, to, to, to, to.plusDays(1))) {
            Delivery delivery = scene.delivery("main-erp", "D", null, day, anna, order);
            scene.line(delivery, day.equals(from) ? Line.ANSWERED : Line.NOT_ASKED, day.equals(from) ? null : NotAsked.NO_ADDRESS, null);
        }
        scene.line(scene.delivery("main-erp", "D", null, to, anna, order), Line.NOT_ASKED, NotAsked.CANCELLED, null);
        assertThat(scene.deliveries.totals(Site.MAIN, PROGRAMME, from, to)).isEqualTo(new LedgerTotals(from, to, 6, List.of(new Count(Line.ANSWERED, null, 2),
                new Count(Line.NOT_ASKED, NotAsked.NO_ADDRESS, 3), new Count(Line.NOT_ASKED, NotAsked.CANCELLED, 1))));
        assertThat(scene.deliveries.list(new Filter(Site.MAIN, null, null, null, from, to, null), null, 50).items()).hasSize(6);
        assertThat(scene.deliveries.totals(Site.MAIN, "another", from, to)).isEqualTo(new LedgerTotals(from, to, 0, List.of()));
    }

    @Test
    public void oneDeliveryShowsItsOrdersInvitationsCarriersAndCases() {
        Order order = scene.order(mueller, "SO-1");
        Order second = scene.order(mueller, "SO-2");
        Delivery part = delivery("D-1", order);
        Delivery whole = delivery("D-2", order, second);
        Invitation asked = scene.answered(order, whole, anna);
        scene.invitation(new Invitation.Suppressed(scene.asking(second, part, anna), NotAsked.FATIGUE));
        Response low = scene.response(new Response.Accepted(scene.said(asked, 1, OptionalInt.empty(), "bent")));
        Nonconformity found = scene.filed(order, whole, anna, low, "Bent", Severity.MAJOR, Nonconformity.Reported::new);

        DeliveryView view = scene.deliveries.one(Site.MAIN, part.facts().id()).orElseThrow();
        assertThat(view.row().number()).isEqualTo("D-1");
        assertThat(view.report()).isEqualTo(part.facts().report());
        assertThat(view.contact()).isEqualTo(anna);
        assertThat(view.orders()).containsExactly(new OrderRow(order.facts().id(), "SO-1", "PO SO-1", "Complete", LocalDate.of(2026, 10, 1)));
        assertThat(view.invitations()).extracting(i -> i.id()).containsExactly(asked.facts().id());
        assertThat(view.carriers()).extracting(DeliveryRow::number).containsExactly("D-2");
        assertThat(view.cases()).extracting(c -> c.number()).containsExactly(found.facts().number().toString());

        DeliveryView other = scene.deliveries.one(Site.MAIN, whole.facts().id()).orElseThrow();
        assertThat(other.orders()).extracting(OrderRow::number).containsExactly("SO-1", "SO-2");
        assertThat(other.invitations()).hasSize(2);
        assertThat(other.carriers()).extracting(DeliveryRow::number).containsExactly("D-1");
    }

    @Test
    public void namesEachConnectorOnce() {
        Order order = scene.order(mueller, "SO-1");
        for (String connector : List.of("shop", "main-erp", "shop", "files")) {
            scene.delivery(connector, "D", null, NOVEMBER_2, anna, order);
        }
        assertThat(scene.deliveries.connectors(Site.MAIN)).containsExactly("files", "main-erp", "shop");
    }
}
