package io.plumbline.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.Affected;
import io.plumbline.domain.nonconformity.OrderSnapshot;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.domain.nonconformity.Recurrence.Because;
import io.plumbline.domain.nonconformity.Recurrence.Dismissal;
import io.plumbline.domain.nonconformity.RecurrenceRule.Closure;
import io.plumbline.domain.nonconformity.Recurrences;
import io.plumbline.domain.nonconformity.Stratum;

/** Cases that came back, in the table recurrence. */
@Component
public final class SqlRecurrences implements Recurrences {
    private static final int MOST_OF_A_KIND = 50;
    private static final int MOST_FOR_EVERYTHING = 500;
    /** Values of one kind that are asked for: an order with more products or lots than these says little about any of them. */
    private static final int MOST_VALUES = 200;
    private static final int AT_A_TIME = 100;

    private final Sql sql;

    @Activate
    public SqlRecurrences(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Recurrence r) {
        sql.change("""
                insert into recurrence (id, site, earlier_id, cycle_no, later_id, closed_at, filed_at, days_between, because_kind, because_value, found_at, dismissed_by, dismissed_reason,
                    dismissed_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                r.id(), r.site(), r.earlier(), r.cycle(), r.later(), r.closedAt(), r.filedAt(), r.days(), r.because().kind(), r.because().value(), r.foundAt(), by(r), reason(r), at(r), r.version());
    }

    @Override
    public void save(Recurrence r) {
        sql.changeVersion("recurrence", r.id(), r.version(), "update recurrence set dismissed_by = ?, dismissed_reason = ?, dismissed_at = ?, version = ? where id = ? and version = ?", by(r), reason(r),
                at(r), r.version(), r.id(), r.version() - 1);
    }

    private static String by(Recurrence r) {
        return r.stands() ? null : r.dismissal().by();
    }

    private static String reason(Recurrence r) {
        return r.stands() ? null : r.dismissal().reason();
    }

    private static Instant at(Recurrence r) {
        return r.stands() ? null : r.dismissal().at();
    }

    @Override
    public Optional<Recurrence> byId(Id id) {
        return sql.one("select * from recurrence" + Sql.byKey("recurrence_pk") + " where id = ?", SqlRecurrences::recurrence, id);
    }

    @Override
    public boolean known(Id earlier, Id later) {
        return sql.one("select id from recurrence" + Sql.byKey("recurrence_once") + " where earlier_id = ? and later_id = ?", r -> r.id("id"), earlier, later).isPresent();
    }

    @Override
    public List<Recurrence> after(Id earlier, int most) {
        return sql.list("select * from recurrence" + Sql.byKey("recurrence_once") + " where earlier_id = ? order by filed_at desc, id desc fetch first " + most + " rows only",
                SqlRecurrences::recurrence, earlier);
    }

    @Override
    public List<Recurrence> before(Id later, int most) {
        return sql.list("select * from recurrence --DERBY-PROPERTIES index=recurrence_by_later\n where later_id = ? order by closed_at desc, id desc fetch first " + most + " rows only",
                SqlRecurrences::recurrence, later);
    }

    @Override
    public List<Closure> closures(Site site, Set<Stratum> strata, Instant from, Instant before) {
        List<Found> found = new ArrayList<>();
        for (Stratum.Kind kind : Stratum.Kind.values()) {
            List<String> values = kind == Stratum.Kind.EVERYTHING ? List.of("") : strata.stream().filter(s -> s.kind() == kind).map(Stratum::value).sorted().limit(MOST_VALUES).toList();
            if (!values.isEmpty()) {
                found.addAll(found(site, kind, values, from, before, kind == Stratum.Kind.EVERYTHING ? MOST_FOR_EVERYTHING : MOST_OF_A_KIND));
            }
        }
        Map<Id, Set<String>> causes = causes(found.stream().filter(f -> f.stratum().kind() == Stratum.Kind.EVERYTHING).map(Found::id).toList());
        return found.stream().map(f -> new Closure(f.id(), f.cycle(), f.closedAt(), f.stratum(), f.done() == null ? null : f.done().atZone(ZoneOffset.UTC).toLocalDate(),
                Affected.of(f.snapshot(), null, f.sku(), null, null).product(), causes.getOrDefault(f.id(), Set.of()))).toList();
    }

    private record Found(Id id, int cycle, Instant closedAt, Stratum stratum, Instant done, OrderSnapshot snapshot, String sku) {
    }

    private List<Found> found(Site site, Stratum.Kind kind, List<String> values, Instant from, Instant before, int most) {
        List<Object> arguments = new ArrayList<>(List.of(site, kind));
        arguments.addAll(values);
        arguments.addAll(List.of(from, before));
        return sql.list("select n.id, n.cycle_no, n.closed_at, p.stratum_value, n.snapshot, (select i.sku from case_intake i where i.nonconformity_id = n.id) as sku,"
                + " (select max(a.done_at) from corrective_action a where a.nonconformity_id = n.id and a.cycle_no = n.cycle_no and a.state = 'Verified') as done_at"
                + " from --DERBY-PROPERTIES joinOrder=FIXED\n case_plan p --DERBY-PROPERTIES index=case_plan_by_stratum\n"
                + " join nonconformity n --DERBY-PROPERTIES constraint=nonconformity_pk, joinStrategy=NESTEDLOOP\n on n.id = p.nonconformity_id and n.cycle_no = p.cycle_no"
                + " where p.site = ? and p.stratum_kind = ? and p.stratum_value in (" + String.join(",", Collections.nCopies(values.size(), "?")) + ")"
                + " and n.state = 'Closed' and n.closed_at >= ? and n.closed_at < ? order by n.closed_at desc, n.id desc fetch first " + most + " rows only",
                r -> new Found(r.id("id"), r.integer("cycle_no"), r.moment("closed_at"), new Stratum(kind, r.text("stratum_value")), r.moment("done_at"),
                        Json.read(r.text("snapshot"), OrderSnapshot.class), r.text("sku")),
                arguments.toArray());
    }

    private Map<Id, Set<String>> causes(List<Id> cases) {
        Map<Id, Set<String>> causes = new HashMap<>();
        for (int i = 0; i < cases.size(); i += AT_A_TIME) {
            List<Id> some = cases.subList(i, Math.min(cases.size(), i + AT_A_TIME));
            sql.each("select c.nonconformity_id, c.category from cause c --DERBY-PROPERTIES index=cause_by_case\n"
                    + " join nonconformity n on n.id = c.nonconformity_id and n.cycle_no = c.cycle_no where c.nonconformity_id in (" + String.join(",", Collections.nCopies(some.size(), "?"))
                    + ") and c.verdict = 'VERIFIED' and c.category is not null",
                    r -> causes.computeIfAbsent(r.id("nonconformity_id"), k -> new LinkedHashSet<>()).add(r.text("category")), some.toArray());
        }
        return causes;
    }

    private static Recurrence recurrence(Row row) {
        String by = row.text("dismissed_by");
        return new Recurrence(row.id("id"), row.site("site"), row.id("earlier_id"), row.integer("cycle_no"), row.id("later_id"), row.moment("closed_at"), row.moment("filed_at"),
                new Because(row.one(Recurrence.Kind.class, "because_kind"), row.text("because_value")), row.moment("found_at"),
                by == null ? null : new Dismissal(by, row.text("dismissed_reason"), row.moment("dismissed_at")), row.number("version"));
    }
}
