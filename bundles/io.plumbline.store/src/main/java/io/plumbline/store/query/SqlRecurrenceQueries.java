package io.plumbline.store.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
    /** A close that several cases came back to is one that came back, after the shortest time. */
    private static final String BACK = "select r.closed_at, min(r.days_between) as days " + Select.inThisOrder() + " recurrence r" + Select.by("recurrence_by_close")
            + " join nonconformity l" + Select.eachByKey("nonconformity_pk") + " on l.id = r.later_id where r.site = ? and r.closed_at >= ? and r.closed_at < ?"
            + " and r.dismissed_at is null and l.state <> 'Rejected' group by r.earlier_id, r.closed_at";

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
            // a window is counted in days and ends with its last one
            Map<Window, Instant> splits = new EnumMap<>(Window.class);
            for (Window window : Window.values()) {
                Instant through = today.minusDays(window.days()).atStartOfDay(ZoneOffset.UTC).toInstant();
                splits.put(window, through.isBefore(from) ? from : through);
            }
            NavigableMap<Instant, Long> closes = closes(site, from, end, splits.values());
            List<Back> back = sql.list(BACK, r -> new Back(r.moment("closed_at"), r.integer("days")), site, from, end);
            List<InWindow> windows = new ArrayList<>();
            splits.forEach((window, split) -> windows.add(new InWindow(window, sum(closes.headMap(split, false)), back.stream().filter(b -> b.within(window) && b.closed().isBefore(split)).count(),
                    sum(closes.tailMap(split, true)), back.stream().filter(b -> b.within(window) && !b.closed().isBefore(split)).count())));
            return new Figures(from, sum(closes), windows);
        });
    }

    /** A close that came back. */
    private record Back(Instant closed, int days) {
        boolean within(Window window) {
            return days <= window.days();
        }
    }

    /** How much was closed from each of some moments until the next, so that each close is counted once. */
    private NavigableMap<Instant, Long> closes(Site site, Instant from, Instant end, Collection<Instant> splits) {
        NavigableSet<Instant> starts = new TreeSet<>(splits);
        starts.add(from);
        NavigableMap<Instant, Long> closes = new TreeMap<>();
        for (Instant start : starts) {
            Instant next = starts.higher(start);
            closes.put(start, sql.number(CLOSES, site, Signature.Meaning.EFFECTIVE_AND_CLOSED, start, next == null ? end : next));
        }
        return closes;
    }

    private static long sum(Map<Instant, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
