package io.plumbline.store.query;

import static io.plumbline.store.query.Scene.PROGRAMME;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.BeforeParam;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.application.Page;
import io.plumbline.application.delivery.DeliveryQueries.Filter;
import io.plumbline.application.nonconformity.CaseOrder;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.order.OrderQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.store.Sql;
import io.plumbline.store.TestDatabase;

/**
 * What a page costs must not grow with the list. Not timed: the databases count the rows that they visit, and out of ten thousand of
 * each kind a page may visit no more than a small multiple of what it shows, also where what it looks for is rare and old.
 */
@RunWith(Parameterized.class)
public class ReadingCostTest {
    private static final int MANY = 10_000;
    private static final int PAGE = 20;
    private static final long MOST_VISITED = 25L * PAGE;
    private static final int BUYERS = 1000;
    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
    private static final Instant FIRST_MOMENT = Instant.parse("2024-01-01T00:00:00Z");

    private static Sql sql;
    private static Scene scene;
    private static List<Id> ids;

    public ReadingCostTest(TestDatabase database) {
        assertThat(database.name()).isEqualTo(sql.vendor().kind().name());
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @BeforeParam
    public static void tenThousandOfEach(TestDatabase database) throws Exception {
        sql = database.emptied().sql();
        scene = new Scene(database.emptied());
        ids = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < MANY; i++) {
            ids.add(Id.at(FIRST_MOMENT.plusSeconds(3600L * i), random));
        }
        sql.required(() -> {
            fill();
            return null;
        });
        if (sql.vendor().postgresql()) {
            for (String table : List.of("customer", "customer_order", "delivery", "delivery_order", "ledger", "invitation", "response", "nonconformity")) {
                sql.change("analyze " + table);
            }
        }
    }

    /** The same identity serves as delivery, order, invitation, answer and case: it need only be unique within a table. */
    private static void fill() {
        List<Object[]> customers = new ArrayList<>();
        List<Object[]> orders = new ArrayList<>();
        List<Object[]> deliveries = new ArrayList<>();
        List<Object[]> serves = new ArrayList<>();
        List<Object[]> lines = new ArrayList<>();
        List<Object[]> invitations = new ArrayList<>();
        List<Object[]> responses = new ArrayList<>();
        List<Object[]> cases = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Id id = ids.get(i);
            Id customer = ids.get(i % BUYERS);
            boolean rare = i < 10;
            LocalDate day = FIRST_DAY.plusDays(i / 24);
            long at = i;
            customers.add(new Object[] {id, id.value(), "No-" + i, "Customer " + i, "customer " + i});
            orders.add(new Object[] {id, id.value(), "SO-" + i, customer});
            deliveries.add(new Object[] {id, rare ? "seldom" : "main-erp", id.value(), "D-" + i, day, day, customer});
            serves.add(new Object[] {id, id});
            lines.add(new Object[] {id, PROGRAMME, day, rare ? Line.NOT_ASKED : Line.ANSWERED, rare ? NotAsked.OPEN_CASE : null});
            invitations.add(new Object[] {id, PROGRAMME, id, id, rare ? "Bounced" : "Answered", id.value()});
            responses.add(new Object[] {id, id, rare ? "Suspect" : "Accepted", rare ? null : id, at});
            cases.add(new Object[] {id, i + 1, String.format("NC-MAIN-2024-%04d", i + 1), id, rare ? "Reported" : "Closed", customer, id, id});
        }
        sql.changes("insert into customer (id, site, connector, company, erp_id, customer_no, name, name_sort, first_seen_at, changed_at, version)"
                + " values (?, 'MAIN', 'main-erp', '-', ?, ?, ?, ?, 0, 0, 1)", customers);
        sql.changes("insert into customer_order (id, site, connector, company, order_id, state, order_no, customer_id, first_seen_at, changed_at, version)"
                + " values (?, 'MAIN', 'main-erp', '-', ?, 'Complete', ?, ?, 0, 0, 1)", orders);
        sql.changes("insert into delivery (id, site, connector, company, doc_type, doc_id, doc_no, state, happened_on, ledger_on, customer_id, content_hash, report,"
                + " first_seen_at, changed_at, version) values (?, 'MAIN', ?, '-', 'shipment', ?, ?, 'Delivered', ?, ?, ?, 'h', '{}', 0, 0, 1)", deliveries);
        sql.changes("insert into delivery_order (delivery_id, line_no, site, order_id) values (?, 1, 'MAIN', ?)", serves);
        sql.changes("insert into ledger (delivery_id, programme, site, happened_on, line, why, changed_at) values (?, ?, 'MAIN', ?, ?, ?, 0)", lines);
        sql.changes("insert into invitation (id, site, programme, order_id, carrier_id, lang, state, token_hash, created_at, changed_at, version)"
                + " values (?, 'MAIN', ?, ?, ?, 'DE', ?, ?, 0, 0, 1)", invitations);
        sql.changes("insert into response (id, site, invitation_id, state, accepted_for, satisfaction, comment_text, may_call, lang, received_at, version)"
                + " values (?, 'MAIN', ?, ?, ?, 1, '', false, 'DE', ?, 1)", responses);
        sql.changes("insert into nonconformity (id, site, case_year, running_no, case_no, trigger_type, trigger_id, state, title, why_low, severity, customer_id,"
                + " order_id, response_id, reopened, reported_at, changed_at, version)"
                + " values (?, 'MAIN', 2024, ?, ?, 'RESPONSE', ?, ?, 'Late', '[]', 'MINOR', ?, ?, ?, 0, 0, 0, 1)", cases);
    }

    private static <T> void visitsLittle(int expected, Supplier<Page<T>> list) {
        sql.required(() -> {
            VisitedRows visited = VisitedRows.from(sql);
            assertThat(list.get().items()).hasSize(expected);
            assertThat(visited.total()).as(visited.toString()).isBetween((long) expected, MOST_VISITED);
            return null;
        });
    }

    private static void deliveries(int expected, Filter filter, String after) {
        visitsLittle(expected, () -> scene.deliveries.list(filter, after, PAGE));
    }

    @Test
    public void deliveriesFirstMiddleAndLast() {
        deliveries(PAGE, Filter.all(Site.MAIN), null);
        deliveries(PAGE, Filter.all(Site.MAIN), ids.get(MANY / 2).value());
        deliveries(7, Filter.all(Site.MAIN), ids.get(7).value());
    }

    @Test
    public void rareAndOldDeliveries() {
        deliveries(10, new Filter(Site.MAIN, "seldom", null, null, null, null, null), null);
        deliveries(10, new Filter(Site.MAIN, null, Line.NOT_ASKED, null, null, null, null), null);
        deliveries(10, new Filter(Site.MAIN, null, null, NotAsked.OPEN_CASE, null, null, null), null);
        deliveries(10, new Filter(Site.MAIN, "seldom", Line.NOT_ASKED, NotAsked.OPEN_CASE, FIRST_DAY, FIRST_DAY, "D-"), null);
        deliveries(0, new Filter(Site.MAIN, null, Line.BOUNCED, null, null, null, null), null);
        deliveries(PAGE, new Filter(Site.MAIN, null, null, null, FIRST_DAY.plusDays(5), FIRST_DAY.plusDays(7), null), null);
    }

    @Test
    public void frequentDeliveries() {
        deliveries(PAGE, new Filter(Site.MAIN, "main-erp", null, null, null, null, null), ids.get(MANY / 2).value());
        deliveries(PAGE, new Filter(Site.MAIN, null, Line.ANSWERED, null, null, null, null), ids.get(MANY / 2).value());
        deliveries(PAGE, new Filter(Site.MAIN, null, null, null, null, null, "D-"), null);
    }

    @Test
    public void connectorsAreFoundWithoutReadingTheirDeliveries() {
        visitsLittle(2, () -> new Page<>(scene.deliveries.connectors(Site.MAIN), null));
    }

    @Test
    public void invitations() {
        visitsLittle(PAGE, () -> scene.survey.invitations(Site.MAIN, null, null, ids.get(MANY / 2).value(), PAGE));
        visitsLittle(10, () -> scene.survey.invitations(Site.MAIN, "Bounced", null, null, PAGE));
        visitsLittle(10, () -> scene.survey.invitations(Site.MAIN, null, ids.get(500), null, PAGE));
    }

    @Test
    public void answers() {
        visitsLittle(PAGE, () -> scene.survey.responses(Site.MAIN, null, null, null, ids.get(MANY / 2).value(), PAGE));
        visitsLittle(10, () -> scene.survey.responses(Site.MAIN, "Suspect", null, null, null, PAGE));
        visitsLittle(10, () -> scene.survey.responses(Site.MAIN, null, ids.get(500), null, null, PAGE));
        visitsLittle(10, () -> scene.survey.responses(Site.MAIN, null, null, Instant.EPOCH.plusNanos(1000L * (MANY - 10)), null, PAGE));
    }

    @Test
    public void cases() {
        visitsLittle(PAGE, () -> scene.cases.list(new CaseQueries.Filter(Site.MAIN, null, null, null, null), "NC-MAIN-2024-5000", PAGE));
        visitsLittle(10, () -> scene.cases.list(new CaseQueries.Filter(Site.MAIN, List.of("Reported", "Contained", "Analysed"), null, null, null), null, PAGE));
        visitsLittle(10, () -> scene.cases.list(new CaseQueries.Filter(Site.MAIN, null, null, ids.get(500), null), null, PAGE));
    }

    private static void sortedCases(CaseOrder.By by, CaseOrder.Direction direction, String after, String... states) {
        visitsLittle(PAGE, () -> scene.cases.list(new CaseQueries.Filter(Site.MAIN, List.of(states), null, null, null), new CaseOrder(by, direction), after, PAGE));
    }

    @Test
    public void sortedCasesFirstAndInTheMiddle() {
        sortedCases(CaseOrder.By.NUMBER, CaseOrder.Direction.UP, null, "Closed");
        sortedCases(CaseOrder.By.NUMBER, CaseOrder.Direction.UP, "NC-MAIN-2024-5000", "Closed", "Reported");
        for (String[] states : new String[][] {{}, {"Closed"}, {"Reported", "Closed"}}) {
            for (CaseOrder.Direction direction : CaseOrder.Direction.values()) {
                sortedCases(CaseOrder.By.SEVERITY, direction, null, states);
                sortedCases(CaseOrder.By.SEVERITY, direction, "MINOR.NC-MAIN-2024-5000", states);
            }
            sortedCases(CaseOrder.By.DUE, CaseOrder.Direction.UP, null, states);
            sortedCases(CaseOrder.By.DUE, CaseOrder.Direction.UP, "none.NC-MAIN-2024-5000", states);
        }
    }

    @Test
    public void countsVisitOnlyWhatIsOpen() {
        sql.required(() -> {
            VisitedRows visited = VisitedRows.from(sql);
            assertThat(scene.cases.counts(Site.MAIN, "quinn", FIRST_DAY, FIRST_MOMENT).open(g -> true)).isEqualTo(10);
            assertThat(visited.total()).as(visited.toString()).isBetween(10L, 100L);
            return null;
        });
    }

    @Test
    public void orders() {
        OrderQueries orders = new SqlOrderQueries(sql);
        visitsLittle(PAGE, () -> orders.list(OrderQueries.Filter.all(Site.MAIN), ids.get(MANY / 2).value(), PAGE));
        visitsLittle(1, () -> orders.list(new OrderQueries.Filter(Site.MAIN, null, "SO-77", null), null, PAGE));
        visitsLittle(1, () -> orders.list(new OrderQueries.Filter(Site.MAIN, ids.get(77).value(), null, null), null, PAGE));
        visitsLittle(10, () -> orders.list(new OrderQueries.Filter(Site.MAIN, null, null, ids.get(500)), null, PAGE));
    }

    @Test
    public void customers() {
        visitsLittle(5, () -> scene.customers.list(Site.MAIN, null, ids.get(500).value(), 5));
    }
}
