package io.plumbline.store.query;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.store.Row;
import io.plumbline.store.Sql;

/** Deliveries as lists show them, for keys that are known. */
final class DeliveryRows {
    private static final String ROWS = "select d.id, d.connector, d.company, d.doc_type, d.doc_id, d.doc_no, d.state, d.promised_on, d.happened_on, d.customer_id,"
            + " (select c.customer_no from customer c where c.id = d.customer_id) as customer_no,"
            + " (select c.name from customer c where c.id = d.customer_id) as customer_name, d.first_seen_at, d.changed_at, d.version"
            + " from delivery d" + Select.byKey("delivery_pk") + " where d.id in ";
    private static final String ORDER_NUMBERS = "select x.delivery_id, coalesce(o.order_no, o.order_id) as order_no"
            + " " + Select.inThisOrder() + "delivery_order x" + Select.byKey("delivery_order_pk") + ", customer_order o" + Select.eachByKey("customer_order_pk")
            + " where o.id = x.order_id and x.delivery_id in ";
    private static final String LINES = "select delivery_id, line, why from ledger" + Select.byKey("ledger_pk") + " where delivery_id in ";

    private DeliveryRows() {
    }

    /** In the order of the keys; a key without a row is left out. */
    static List<DeliveryRow> of(Sql sql, List<Id> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        String in = Select.in(keys);
        Object[] ids = Select.values(keys);
        Map<Id, List<String>> numbers = new HashMap<>();
        sql.each(ORDER_NUMBERS + in + " order by x.delivery_id, x.line_no",
                r -> numbers.computeIfAbsent(r.id("delivery_id"), k -> new ArrayList<>()).add(r.text("order_no")), ids);
        Map<Id, Standing> standings = new HashMap<>();
        sql.each(LINES + in, r -> standings.merge(r.id("delivery_id"), Standing.of(r), Standing::moreTelling), ids);
        Map<Id, DeliveryRow> rows = new HashMap<>();
        sql.each(ROWS + in, r -> {
            Id id = r.id("id");
            rows.put(id, row(r, id, numbers.getOrDefault(id, List.of()), standings.getOrDefault(id, Standing.NONE)));
        }, ids);
        return keys.stream().map(rows::get).filter(java.util.Objects::nonNull).toList();
    }

    /** The same for keys in any order: newest first. */
    static List<DeliveryRow> newestFirst(Sql sql, Collection<Id> keys) {
        return of(sql, keys.stream().distinct().sorted(java.util.Comparator.reverseOrder()).limit(Select.MOST).toList());
    }

    private static DeliveryRow row(Row r, Id id, List<String> orderNumbers, Standing standing) {
        LocalDate promised = r.day("promised_on");
        LocalDate happened = r.day("happened_on");
        Integer late = promised == null || happened == null ? null : Math.toIntExact(ChronoUnit.DAYS.between(promised, happened));
        return new DeliveryRow(id, r.text("connector"), r.text("company"), r.text("doc_type"), r.text("doc_id"), r.text("doc_no"), r.text("state"), promised,
                happened, late, r.id("customer_id"), r.text("customer_no"), r.text("customer_name"), orderNumbers, standing.line(), standing.why(),
                r.moment("first_seen_at"), r.moment("changed_at"), r.number("version"));
    }

    /** Where a delivery stands in one programme; with several programmes the most telling line is shown. */
    private record Standing(Line line, NotAsked why) {
        static final Standing NONE = new Standing(null, null);

        static Standing of(Row r) {
            return new Standing(r.one(Line.class, "line"), r.one(NotAsked.class, "why"));
        }

        Standing moreTelling(Standing other) {
            return line.compareTo(other.line) <= 0 ? this : other;
        }
    }
}
