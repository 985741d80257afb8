package io.plumbline.store;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.delivery.Delivery;
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
    public void add(Delivery delivery, String programme, LedgerLine line, Instant now) {
        Delivery.Facts f = delivery.facts();
        sql.change("""
                insert into ledger (delivery_id, programme, site, happened_on, line, why, invitation_id, order_id, changed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                f.id(), programme, f.site(), SqlDeliveries.ledgerDay(f), line.line(), line.why(), line.invitation(), line.order(), now);
    }

    @Override
    public void put(Delivery delivery, String programme, LedgerLine line, Instant now) {
        sql.required(() -> {
            int known = sql.change("""
                    update ledger set line = ?, why = ?, invitation_id = ?, order_id = ?, changed_at = ? where delivery_id = ? and programme = ?""",
                    line.line(), line.why(), line.invitation(), line.order(), now, delivery.facts().id(), programme);
            if (known == 0) {
                add(delivery, programme, line, now);
            }
            return null;
        });
    }
}
