package io.plumbline.store.query;

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
import io.plumbline.application.customer.CustomerQueries.CustomerRow;
import io.plumbline.application.customer.CustomerQueries.CustomerView;
import io.plumbline.application.customer.CustomerQueries.Marks;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.survey.Response;
import io.plumbline.store.TestDatabase;

@RunWith(Parameterized.class)
public class CustomerQueriesTest {
    private static final Site NORTH = new Site("NORTH");

    private final TestDatabase database;
    private Scene scene;

    public CustomerQueriesTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Before
    public void anEmptyStore() throws Exception {
        scene = new Scene(database.emptied());
    }

    private List<String> numbers(String text) {
        return each(scene.customers.list(Site.MAIN, text, null, 50), CustomerRow::number);
    }

    @Test
    public void pagesByNameWhateverTheLetterCaseAndErasedOnesLast() {
        scene.customer(Site.MAIN, "1", "delta");
        scene.customer(Site.MAIN, "2", null);
        scene.customer(Site.MAIN, "3", "Alpha");
        scene.customer(Site.MAIN, "4", "BETA");
        scene.customer(Site.MAIN, "5", "Alpha");
        scene.customer(Site.MAIN, "6", null);
        scene.customer(NORTH, "7", "Alpha");
        for (int size = 1; size <= 7; size++) {
            List<String> all = new ArrayList<>();
            String after = null;
            do {
                Page<CustomerRow> page = scene.customers.list(Site.MAIN, null, after, size);
                assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
                all.addAll(each(page, CustomerRow::number));
                after = page.next();
            } while (after != null);
            assertThat(all).as("pages of " + size).containsExactly("3", "5", "4", "1", "2", "6");
        }
    }

    @Test
    public void searchesNameAndNumber() {
        scene.customer(Site.MAIN, "KD-1", "Ökologische Möbel GmbH");
        scene.customer(Site.MAIN, "KD-2", "50% Sale_Shop");
        scene.customer(Site.MAIN, "KD-3", null);
        assertThat(numbers("öKOLOG")).containsExactly("KD-1");
        assertThat(numbers("MÖBEL")).containsExactly("KD-1");
        assertThat(numbers("kd-")).containsExactly("KD-2", "KD-1", "KD-3");
        assertThat(numbers("%")).containsExactly("KD-2");
        assertThat(numbers("e_s")).containsExactly("KD-2");
        assertThat(numbers("x")).isEmpty();
    }

    @Test
    public void aRowCountsDeliveriesAnswersAndOpenCases() {
        Customer busy = scene.customer(Site.MAIN, "1", "Busy");
        Customer quiet = scene.customer(Site.MAIN, "2", "Quiet");
        Contact contact = scene.contact(busy, "B", "b@busy.example");
        Order order = scene.order(busy, "SO-1");
        Order second = scene.order(busy, "SO-2");
        var first = scene.delivery("main-erp", "D-1", null, LocalDate.of(2026, 10, 5), contact, order);
        scene.delivery("main-erp", "D-2", null, LocalDate.of(2026, 10, 3), contact, second);
        scene.delivery("main-erp", "D-3", null, null, contact, second);
        var asked = scene.answered(order, first, contact);
        scene.sent(second, first, contact);
        Response low = scene.response(new Response.Accepted(scene.said(asked, 1, OptionalInt.empty(), "")));
        Response later = scene.response(new Response.Later(scene.said(asked, 1, OptionalInt.empty(), "")));
        scene.filed(order, first, contact, low, "open", Severity.MINOR, Nonconformity.Reported::new);
        scene.filed(order, first, contact, later, "closed", Severity.MINOR, f -> new Nonconformity.Closed(f, scene.now()));
        assertThat(scene.customers.list(Site.MAIN, null, null, 10).items()).containsExactly(
                new CustomerRow(busy.id(), "1", "Busy", 3, 1, 1, LocalDate.of(2026, 10, 5)), new CustomerRow(quiet.id(), "2", "Quiet", 0, 0, 0, null));

        CustomerView view = scene.customers.one(Site.MAIN, busy.id()).orElseThrow();
        assertThat(view.customer()).isEqualTo(busy);
        assertThat(view.contacts()).containsExactly(contact);
        assertThat(view.deliveries()).extracting(d -> d.number()).containsExactly("D-3", "D-2", "D-1");
        assertThat(view.answers()).extracting(a -> a.id()).containsExactly(later.facts().id(), low.facts().id());
        assertThat(view.cases()).extracting(c -> c.title()).containsExactly("closed", "open");
        assertThat(scene.customers.one(Site.MAIN, quiet.id()).orElseThrow().deliveries()).isEmpty();
    }

    @Test
    public void marksAreThoseOfTheAcceptedAnswers() {
        Customer customer = scene.customer(Site.MAIN, "1", "Busy");
        Contact contact = scene.contact(customer, "B", "b@busy.example");
        for (int i = 0; i < 3; i++) {
            var asked = scene.answered(scene.order(customer, "SO-" + i), null, contact);
            scene.response(new Response.Accepted(scene.said(asked, i == 2 ? 1 : 4, i == 2 ? OptionalInt.empty() : OptionalInt.of(9), "")));
            scene.response(new Response.Later(scene.said(asked, 2, OptionalInt.of(2), "")));
        }
        Customer other = scene.customer(Site.MAIN, "2", "Other");
        scene.response(new Response.Accepted(scene.said(scene.answered(scene.order(other, "SO-9"), null, contact), 5, OptionalInt.of(10), "")));
        assertThat(scene.customers.marks(Site.MAIN, customer.id())).containsExactlyInAnyOrder(new Marks(4, 9, 2), new Marks(1, null, 1));
        assertThat(scene.customers.marks(NORTH, customer.id())).isEmpty();
        assertThat(scene.customers.marks(Site.MAIN, new Id("0".repeat(26)))).isEmpty();
    }

    @Test
    public void anotherSiteIsInvisible() {
        Customer there = scene.customer(NORTH, "1", "Nord AG");
        Customer here = scene.customer(Site.MAIN, "2", "Here");
        assertThat(numbers("nord")).isEmpty();
        assertThat(scene.customers.one(Site.MAIN, there.id())).isEmpty();
        assertThat(scene.customers.one(NORTH, there.id())).isPresent();
        assertThat(scene.customers.list(Site.MAIN, null, there.id().value(), 10).items()).isEmpty();
        assertThat(scene.customers.list(NORTH, null, here.id().value(), 10).items()).isEmpty();
        assertThat(scene.customers.list(Site.MAIN, null, "Here", 10).items()).isEmpty();
    }
}
