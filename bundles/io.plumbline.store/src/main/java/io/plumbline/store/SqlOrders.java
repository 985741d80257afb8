package io.plumbline.store;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.OrderKey;
import io.plumbline.domain.order.Orders;

/** Orders in the table customer_order. */
@Component
public final class SqlOrders implements Orders {
    private static final String BY_KEY = "select * from customer_order" + Sql.byKey("customer_order_key") + " where connector = ? and company = ? and order_id = ?";
    private final Sql sql;

    @Activate
    public SqlOrders(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Order> byKey(OrderKey key) {
        return sql.one(BY_KEY, SqlOrders::order, key.connector(), key.company(), key.orderId());
    }

    @Override
    public Optional<Order> byId(Id id) {
        return sql.one("select * from customer_order" + Sql.byKey("customer_order_pk") + " where id = ?", SqlOrders::order, id);
    }

    @Override
    public List<Order> called(Site site, String connector, Collection<String> names) {
        return sql.required(() -> names.stream().distinct().flatMap(name -> Stream.concat(
                ids("select id from customer_order --DERBY-PROPERTIES index=customer_order_by_number\n where site = ? and order_no = ? and connector = ?", site, name,
                        connector),
                ids("select id from customer_order --DERBY-PROPERTIES index=customer_order_by_reference\n where site = ? and customer_reference = ? and connector = ?",
                        site, name, connector))).distinct().sorted().map(id -> byId(id).orElseThrow()).toList());
    }

    private Stream<Id> ids(String query, Object... parameters) {
        return sql.list(query, row -> row.id("id"), parameters).stream();
    }

    @Override
    public Optional<Order> locked(OrderKey key) {
        return sql.one(BY_KEY + (sql.vendor().postgresql() ? " for update" : " for update of version with rs"), SqlOrders::order, key.connector(), key.company(), key.orderId());
    }

    @Override
    public void add(Order order) {
        Order.Facts f = order.facts();
        sql.change("""
                insert into customer_order (id, site, connector, company, order_id, state, order_no, customer_reference, order_date, currency, net, said, said_at,
                    customer_id, first_seen_at, changed_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                f.id(), f.site(), f.key().connector(), f.key().company(), f.key().orderId(), order.state(), f.number(), f.customerReference(), f.orderDate(),
                f.currency(), f.net(), f.said(), f.saidAt(), f.customer(), f.firstSeenAt(), f.changedAt(), f.version());
    }

    @Override
    public void save(Order order) {
        Order.Facts f = order.facts();
        sql.changeVersion("order", f.id(), f.version(), """
                update customer_order set state = ?, order_no = ?, customer_reference = ?, order_date = ?, currency = ?, net = ?, said = ?, said_at = ?,
                    customer_id = ?, changed_at = ?, version = ?
                where id = ? and version = ?""",
                order.state(), f.number(), f.customerReference(), f.orderDate(), f.currency(), f.net(), f.said(), f.saidAt(), f.customer(), f.changedAt(),
                f.version(), f.id(), f.version() - 1);
    }

    @Override
    public void adopt(Order order) {
        OrderKey key = order.facts().key();
        sql.required(() -> {
            save(order);
            return sql.change("update customer_order set connector = ?, company = ?, order_id = ? where id = ?", key.connector(), key.company(), key.orderId(), order.facts().id());
        });
    }

    /** An order from any query that selects all columns of its table. */
    public static Order order(Row row) {
        OrderKey key = new OrderKey(row.text("connector"), row.text("company"), row.text("order_id"));
        return Order.inState(row.text("state"), new Order.Facts(row.id("id"), row.site("site"), key, row.text("order_no"), row.text("customer_reference"),
                row.day("order_date"), row.text("currency"), plain(row.decimal("net")), row.one(OrderState.class, "said"), row.moment("said_at"),
                row.id("customer_id"), row.moment("first_seen_at"), row.moment("changed_at"), row.number("version")));
    }

    /** Without the zeros that the column adds, but with two decimals as money has. */
    private static BigDecimal plain(BigDecimal net) {
        if (net == null) {
            return null;
        }
        BigDecimal stripped = net.stripTrailingZeros();
        return stripped.scale() < 2 ? stripped.setScale(2) : stripped;
    }
}
