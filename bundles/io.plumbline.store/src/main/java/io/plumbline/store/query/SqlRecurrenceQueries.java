package io.plumbline.store.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.RecurrenceQueries;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.Recurrence.Window;
import io.plumbline.domain.nonconformity.Signature;
import io.plumbline.store.Sql;

/** How often cases came back, counted by SQL. A close is known by its signature, which stays when the case is reopened. */
@Component
public final class SqlRecurrenceQueries implements RecurrenceQueries {
    private static final String CLOSES = "select count(*) from case_signature" + Select.by("case_signature_by_meaning") + " where site = ? and meaning = ? and signed_at >= ? and signed_at < ?";
    private static final String BACK = "select count(*) from (select r.earlier_id, r.closed_at " + Select.inThisOrder() + " recurrence r" + Select.by("recurrence_by_close")
            + " join nonconformity l" + Select.eachByKey("nonconformity_pk") + " on l.id = r.later_id where r.site = ? and r.closed_at >= ? and r.closed_at < ? and r.days_between <= ?"
            + " and r.dismissed_at is null and l.state <> 'Rejected' group by r.earlier_id, r.closed_at) as back";

    private final Sql sql;

    @Activate
    public SqlRecurrenceQueries(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Figures figures(Site site, Instant from, Instant now) {
        return sql.required(() -> {
            LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
            Instant end = now.plusNanos(1000);
            List<InWindow> windows = new ArrayList<>();
            for (Window window : Window.values()) {
                // a window is counted in days and ends with its last one
                Instant through = today.minusDays(window.days()).atStartOfDay(ZoneOffset.UTC).toInstant();
                Instant split = through.isBefore(from) ? from : through;
                windows.add(new InWindow(window, closes(site, from, split), back(site, from, split, window), closes(site, split, end), back(site, split, end, window)));
            }
            return new Figures(from, closes(site, from, end), windows);
        });
    }

    private long closes(Site site, Instant from, Instant before) {
        return sql.number(CLOSES, site, Signature.Meaning.EFFECTIVE_AND_CLOSED, from, before);
    }

    private long back(Site site, Instant from, Instant before, Window window) {
        return sql.number(BACK, site, from, before, window.days());
    }
}
