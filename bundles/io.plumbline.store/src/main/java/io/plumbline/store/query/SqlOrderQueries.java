package io.plumbline.store.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.order.OrderQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.store.Row;
import io.plumbline.store.Sql;

/** Orders, read by SQL. */
@Component
public final class SqlOrderQueries implements OrderQueries {
    private static final String ROWS = "select o.id, o.connector, o.company, o.order_id, o.order_no, o.customer_reference, o.state, o.order_date, o.customer_id,"
            + " (select c.customer_no from customer c where c.id = o.customer_id) as customer_no,"
            + " (select c.name from customer c where c.id = o.customer_id) as customer_name, o.first_seen_at, o.changed_at, o.version"
            + " from customer_order o" + Select.byKey("customer_order_pk") + " where o.id in ";
    private final Sql sql;

    @Activate
    public SqlOrderQueries(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Page<OrderRow> list(Filter filter, String after, int most) {
        if (after != null && !Id.isOne(after)) {
            return new Page<>(List.of(), null);
        }
        int atMost = Select.atMost(most);
        String index = filter.orderId() != null ? "customer_order_by_erp_id" : filter.number() != null ? "customer_order_by_number"
                : filter.customer() != null ? "customer_order_by_customer" : "customer_order_by_site";
        Select select = new Select("select o.id from customer_order o" + Select.by(index) + " where o.site = ?", filter.site())
                .andWhere("o.order_id = ?", filter.orderId()).andWhere("o.order_no = ?", filter.number()).andWhere("o.customer_id = ?", filter.customer())
                .andWhere("o.id < ?", after).newest("o.id desc", atMost);
        return sql.required(() -> Pages.of(sql.list(select.text(), r -> r.id("id"), select.arguments().toArray()), atMost, this::rows));
    }

    @Override
    public Optional<OrderView> one(Site site, Id id) {
        return sql.required(() -> sql.one("select site from customer_order where id = ?", r -> r.site("site"), id).filter(site::equals).map(s -> view(id)));
    }

    private OrderView view(Id id) {
        List<Id> responses = sql.list("select r.id " + Select.inThisOrder() + "invitation i" + Select.byKey("invitation_once") + ", response r"
                + Select.eachBy("response_by_invitation") + " where r.invitation_id = i.id and i.order_id = ? order by r.id desc fetch first " + Select.MOST + " rows only",
                r -> r.id("id"), id);
        return new OrderView(rows(List.of(id)).get(0), DeliveryRows.of(sql, ids("select delivery_id as id from delivery_order where order_id = ?", id)),
                InvitationRows.of(sql, ids("select id from invitation where order_id = ?", id)), ResponseRows.of(sql, responses),
                CaseRows.of(sql, ids("select id from nonconformity where order_id = ?", id)));
    }

    private List<Id> ids(String select, Id order) {
        return sql.list(select + " order by 1 desc fetch first " + Select.MOST + " rows only", r -> r.id("id"), order);
    }

    private List<OrderRow> rows(List<Id> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Map<Id, OrderRow> rows = new HashMap<>();
        sql.each(ROWS + Select.in(keys), r -> rows.put(r.id("id"), row(r)), Select.values(keys));
        return keys.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    private static OrderRow row(Row r) {
        return new OrderRow(r.id("id"), r.text("connector"), r.text("company"), r.text("order_id"), r.text("order_no"), r.text("customer_reference"),
                r.text("state"), r.day("order_date"), r.id("customer_id"), r.text("customer_no"), r.text("customer_name"), r.moment("first_seen_at"),
                r.moment("changed_at"), r.number("version"));
    }
}
