package io.plumbline.store.query;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.ReceivedDeliveries;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.store.Sql;

/** Deliveries with a customer's receipt, read by SQL, some hundred at a time. A receipt with which nothing came is known by what it complains about alone. */
@Component
public final class SqlReceivedDeliveries implements ReceivedDeliveries {
    private static final int AT_A_TIME = 200;
    private static final String SAID = "select 1 from feedback f" + Select.by("feedback_by_delivery") + " where f.delivery_id = d.id and f.kind = 'RECEIPT' and f.taken_back = false";

    private final Sql sql;
    private final Deliveries deliveries;

    @Activate
    public SqlReceivedDeliveries(@Reference Sql sql, @Reference Deliveries deliveries) {
        this.sql = sql;
        this.deliveries = deliveries;
    }

    @Override
    public void each(Site site, LocalDate from, LocalDate to, Consumer<Received> reader) {
        sql.required(() -> {
            String after = "";
            while (after != null) {
                after = some(site, from, to, after, reader);
            }
            return null;
        });
    }

    /** @return the last delivery that was read; null when there is none after it */
    private String some(Site site, LocalDate from, LocalDate to, String after, Consumer<Received> reader) {
        Map<Id, Boolean> found = new LinkedHashMap<>();
        sql.each("select d.id, case when exists (" + SAID + " and (f.rejected > 0 or f.missing > 0)) then 1 else 0 end as unusable from delivery d where d.site = ? and d.happened_on >= ?"
                + " and d.happened_on <= ? and d.state <> 'Cancelled' and d.id > ? and (d.received_on is not null or exists (" + SAID + "))"
                + " order by d.id fetch first " + AT_A_TIME + " rows only", row -> found.put(row.id("id"), row.number("unusable") == 1), site, from, to, after);
        String last = null;
        for (Map.Entry<Id, Boolean> one : found.entrySet()) {
            reader.accept(new Received(deliveries.byId(one.getKey()).orElseThrow(), one.getValue()));
            last = one.getKey().value();
        }
        return found.size() < AT_A_TIME ? null : last;
    }
}
