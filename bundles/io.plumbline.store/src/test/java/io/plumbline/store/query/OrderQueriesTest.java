package io.plumbline.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.application.Ids;
import io.plumbline.application.Page;
import io.plumbline.application.order.OrderQueries;
import io.plumbline.application.order.OrderQueries.Filter;
import io.plumbline.application.order.OrderQueries.OrderRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.store.Sql;
import io.plumbline.store.TestDatabase;

/** Orders at two sites, newest last. */
@RunWith(Parameterized.class)
public class OrderQueriesTest {
    private final TestDatabase database;
    private final Id customer = new Ids().next(Instant.EPOCH);
    private final List<Id> ids = new ArrayList<>();
    private OrderQueries orders;

    public OrderQueriesTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Before
    public void fill() throws Exception {
        Sql sql = database.emptied().sql();
        orders = new SqlOrderQueries(sql);
        sql.change("insert into customer (id, site, connector, company, erp_id, customer_no, name, name_sort, first_seen_at, changed_at, version)"
                + " values (?, 'MAIN', 'erp', '-', '1', 'C1', 'Nord', 'nord', 0, 0, 1)", customer);
        for (int i = 0; i < 7; i++) {
            Id id = new Ids().next(Instant.ofEpochSecond(i));
            ids.add(id);
            sql.change("insert into customer_order (id, site, connector, company, order_id, state, order_no, customer_id, first_seen_at, changed_at, version)"
                    + " values (?, ?, 'erp', '-', ?, 'Complete', ?, ?, 0, 0, 1)", id, i == 6 ? "OTHER" : "MAIN", "o" + i, "SO-" + i, i < 2 ? customer : null);
        }
    }

    private List<Id> keys(Filter filter) {
        return orders.list(filter, null, 50).items().stream().map(OrderRow::id).toList();
    }

    @Test
    public void newestFirstAndPageByPage() {
        Page<OrderRow> first = orders.list(Filter.all(Site.MAIN), null, 4);
        assertThat(first.items()).extracting(OrderRow::id).containsExactly(ids.get(5), ids.get(4), ids.get(3), ids.get(2));
        Page<OrderRow> second = orders.list(Filter.all(Site.MAIN), first.next(), 4);
        assertThat(second.items()).extracting(OrderRow::id).containsExactly(ids.get(1), ids.get(0));
        assertThat(second.next()).isNull();
        assertThat(orders.list(Filter.all(Site.MAIN), "no identity", 4).items()).isEmpty();
    }

    @Test
    public void byNumberByTheErpsIdentityAndByCustomer() {
        assertThat(keys(new Filter(Site.MAIN, null, "SO-3", null))).containsExactly(ids.get(3));
        assertThat(keys(new Filter(Site.MAIN, "o4", null, null))).containsExactly(ids.get(4));
        assertThat(keys(new Filter(Site.MAIN, "o4", "SO-3", null))).isEmpty();
        assertThat(keys(new Filter(Site.MAIN, null, null, customer))).containsExactly(ids.get(1), ids.get(0));
        assertThat(keys(new Filter(Site.MAIN, "o6", null, null))).as("of another site").isEmpty();
    }

    @Test
    public void oneWithItsCustomerAndWithoutThoseOfOtherSites() {
        OrderQueries.OrderView view = orders.one(Site.MAIN, ids.get(0)).orElseThrow();
        assertThat(view.row().customerName()).isEqualTo("Nord");
        assertThat(view.row().number()).isEqualTo("SO-0");
        assertThat(view.deliveries()).isEmpty();
        assertThat(orders.one(Site.MAIN, ids.get(6))).isEmpty();
        assertThat(orders.one(Site.MAIN, customer)).isEmpty();
    }
}
