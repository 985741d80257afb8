package io.plumbline.store.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.store.Row;
import io.plumbline.store.Sql;

/** Cases as lists show them, for keys that are known. */
final class CaseRows {
    private static final String ROWS = "select n.id, n.case_no, n.title, n.state, n.severity, n.customer_id, n.order_id,"
            + " (select c.name from customer c where c.id = n.customer_id) as customer_name,"
            + " (select coalesce(o.order_no, o.order_id) from customer_order o where o.id = n.order_id) as order_no, n.owner_login, n.next_due_on, n.reported_at, n.changed_at, n.version"
            + " from nonconformity n" + Select.byKey("nonconformity_pk") + " where n.id in ";

    private CaseRows() {
    }

    /** In the order of the keys; a key without a row is left out. */
    static List<CaseRow> of(Sql sql, List<Id> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Map<Id, CaseRow> rows = new HashMap<>();
        sql.each(ROWS + Select.in(keys), r -> rows.put(r.id("id"), row(r)), Select.values(keys));
        return keys.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    private static CaseRow row(Row r) {
        return new CaseRow(r.id("id"), r.text("case_no"), r.text("title"), r.text("state"), r.one(Severity.class, "severity"), r.id("customer_id"), r.text("customer_name"),
                r.id("order_id"), r.text("order_no"), r.text("owner_login"), r.day("next_due_on"), r.moment("reported_at"), r.moment("changed_at"), r.number("version"));
    }
}
