package io.plumbline.store;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.Ledger;
import io.plumbline.domain.delivery.LedgerLine;

/** The denominator ledger in the table of this name. */
@Component
public final class SqlLedger implements Ledger {
    private final Sql sql;

    @Activate
    public SqlLedger(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public void put(Id delivery, Site site, String programme, LedgerLine line, Instant now) {
        sql.required(() -> {
            int known = sql.change("""
                    update ledger set line = ?, why = ?, invitation_id = ?, order_id = ?, changed_at = ? where delivery_id = ? and programme = ?""",
                    line.line(), line.why(), line.invitation(), line.order(), now, delivery, programme);
            if (known == 0) {
                var day = sql.one("select ledger_on from delivery" + Sql.byKey("delivery_pk") + " where id = ?", row -> row.day("ledger_on"), delivery)
                        .orElseThrow(() -> new IllegalStateException("the delivery " + delivery + " must be stored before its line in the ledger"));
                sql.change("""
                        insert into ledger (delivery_id, programme, site, happened_on, line, why, invitation_id, order_id, changed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                        delivery, programme, site, day, line.line(), line.why(), line.invitation(), line.order(), now);
            }
            return null;
        });
    }
}
