package io.plumbline.store;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.OrderNote;
import io.plumbline.domain.nonconformity.OrderNotes;

/** What was written onto orders, in the table order_note. */
@Component
public final class SqlOrderNotes implements OrderNotes {
    private final Sql sql;

    @Activate
    public SqlOrderNotes(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<OrderNote> of(Id nonconformity) {
        return sql.list("select * from order_note" + Sql.byKey("order_note_once") + " where nonconformity_id = ? order by note_no", SqlOrderNotes::note, nonconformity);
    }

    @Override
    public void add(OrderNote n) {
        sql.change("insert into order_note (id, site, nonconformity_id, note_no, said, cycle_no, connector, erp_order, place, written_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                n.id(), n.site(), n.nonconformity(), n.number(), n.said(), n.cycle(), n.connector(), n.order(), n.place(), n.at());
    }

    private static OrderNote note(Row row) {
        return new OrderNote(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.integer("note_no"), row.one(OrderNote.Said.class, "said"), row.integer("cycle_no"), row.text("connector"),
                row.text("erp_order"), row.text("place"), row.moment("written_at"));
    }
}
