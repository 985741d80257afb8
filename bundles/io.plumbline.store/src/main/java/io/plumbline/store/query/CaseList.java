package io.plumbline.store.query;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.plumbline.application.nonconformity.CaseOrder;
import io.plumbline.application.nonconformity.CasePlace;
import io.plumbline.application.nonconformity.CaseQueries.Confirmed;
import io.plumbline.application.nonconformity.CaseQueries.Filter;
import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.store.Row;
import io.plumbline.store.Sql;

/**
 * The places of cases in a sorted list. A list is read stretch by stretch until enough is found: all of one severity, all that are due, all of
 * one customer. Within a stretch an index knows the order for each state by itself, so that these are read one by one and merged.
 */
final class CaseList {
    private static final String NEWEST = "n.case_year desc, n.running_no desc";
    private static final String OLDEST = "n.case_year, n.running_no";
    static final List<String> OPEN = List.of("Reported", "Contained", "Analysed", "Planned", "Implementing", "AwaitingEffectiveness");
    private static final List<String> STATES = List.of("Reported", "Contained", "Analysed", "Planned", "Implementing", "AwaitingEffectiveness", "Closed", "Rejected",
            "Merged");
    /** Customers that are looked for at a time: most have several cases, and a few fill a page. */
    private static final int BUYERS = 10;
    /** So many cases of theirs are sorted here; where they have more, the database sorts those of each. */
    private static final int TOGETHER = 400;
    private static final Comparator<Found> NEWEST_FIRST = Comparator.comparingInt((Found f) -> f.number().year()).thenComparingInt(f -> f.number().running()).reversed();

    private final Sql sql;
    private final Filter filter;
    private final CaseOrder order;
    private final CaseSearch search;

    CaseList(Sql sql, Filter filter, CaseOrder order) {
        this.sql = sql;
        // only what is open can be overdue
        this.filter = filter.dueBefore() != null && filter.states().isEmpty() ? filter.in(OPEN) : filter;
        this.order = order;
        this.search = CaseSearch.of(sql, this.filter);
    }

    private record Found(Id id, Id buyer, CaseNumber number, LocalDate due) {
        static Found of(Row r) {
            return new Found(r.id("id"), r.id("customer_id"), new CaseNumber(r.site("site"), r.integer("case_year"), r.integer("running_no")), r.day("next_due_on"));
        }
    }

    /**
     * What some cases have in common, as a condition.
     *
     * @param index    that knows the order of these; null where the usual one is as good, because most cases are like this
     * @param argument of the condition, or null
     */
    private record Stretch(String index, String condition, Object argument) {
    }

    /** A case and where it stands. */
    record Placed(Id id, CasePlace place) {
    }

    private record Buyer(Id id, String name) {
    }

    /** @param from the place after which to begin, or null; @param most how many to read */
    List<Placed> from(CasePlace from, int most) {
        if (search.nothing()) {
            return List.of();
        }
        return switch (order.by()) {
            case NUMBER -> numbered(null, from == null ? null : from.number(), order.up(), most).stream().map(f -> place(f, null)).toList();
            case SEVERITY -> bySeverity(from, most);
            case DUE -> byDue(from, most);
            case CUSTOMER -> byCustomer(from, most);
        };
    }

    private Placed place(Found found, String value) {
        return new Placed(found.id(), new CasePlace(order.by(), value, found.number()));
    }

    private List<Placed> bySeverity(CasePlace from, int most) {
        List<Severity> severities = new ArrayList<>(List.of(Severity.values()));
        if (!order.up()) {
            Collections.reverse(severities);
        }
        List<Placed> places = new ArrayList<>();
        boolean begun = from == null;
        for (Severity severity : severities) {
            boolean here = !begun && severity.name().equals(from.value());
            if ((begun || here) && places.size() < most && (filter.severity() == null || filter.severity() == severity)) {
                numbered(new Stretch("nonconformity_by_severity", graded(severity), null), here ? from.number() : null, false, most - places.size())
                        .forEach(f -> places.add(place(f, severity.name())));
            }
            begun |= here;
        }
        return places;
    }

    /** Those that are due by day, then those that are not. */
    private List<Placed> byDue(CasePlace from, int most) {
        List<Placed> places = new ArrayList<>();
        if (from == null || from.value() != null) {
            due(from, most).forEach(f -> places.add(place(f, f.due().toString())));
        }
        if (places.size() < most && filter.dueBefore() == null) {
            numbered(new Stretch(null, "n.next_due_on is null", null), from == null || from.value() != null ? null : from.number(), false,
                    most - places.size()).forEach(f -> places.add(place(f, null)));
        }
        return places;
    }

    private List<Found> due(CasePlace from, int most) {
        Comparator<Found> days = Comparator.comparing(Found::due);
        String sorted = "n.next_due_on" + (order.up() ? "" : " desc") + ", " + NEWEST;
        List<Found> found = new ArrayList<>();
        LocalDate day = from == null ? null : LocalDate.parse(from.value());
        if (day != null) {
            found.addAll(numbered(new Stretch("nonconformity_by_due", "n.next_due_on = ?", day), from.number(), false, most));
        }
        if (found.size() < most) {
            String beyond = day == null ? "n.next_due_on is not null" : order.up() ? "n.next_due_on > ?" : "n.next_due_on < ?";
            List<Found> later = new ArrayList<>();
            // only what is open can be due
            for (String state : OPEN.stream().filter(s -> filter.states().isEmpty() || filter.states().contains(s)).toList()) {
                Select select = select(List.of(state), "nonconformity_by_due");
                later.addAll(found(day == null ? select.and(beyond) : select.and(beyond, day), sorted, most - found.size()));
            }
            later.stream().sorted((order.up() ? days : days.reversed()).thenComparing(NEWEST_FIRST)).limit(most - found.size()).forEach(found::add);
        }
        return found;
    }

    /** Customer by customer in the order of their names, and only those who have such a case; then the cases without a name. */
    private List<Placed> byCustomer(CasePlace from, int most) {
        List<Placed> places = new ArrayList<>();
        Buyer last = from == null || from.value() == null ? null
                : sql.one("select id, name_sort from customer" + Select.byKey("customer_pk") + " where id = ? and site = ?", r -> new Buyer(r.id("id"), r.text("name_sort")),
                        new Id(from.value()), filter.site()).orElse(null);
        // a name that was erased since has no place any more: what follows are those without one
        if (from == null || last != null && last.name() != null) {
            if (last != null) {
                ofBuyer(last, from.number(), most, places);
            }
            List<Buyer> some;
            do {
                some = buyers(last, BUYERS);
                ofBuyers(some, most, places);
                last = some.isEmpty() ? last : some.get(some.size() - 1);
            } while (places.size() < most && some.size() == BUYERS);
        }
        if (places.size() < most && filter.customer() == null) {
            String nameless = "(n.customer_id is null or exists (select 1 from customer c where c.id = n.customer_id and c.name_sort is null))";
            numbered(new Stretch(null, nameless, null), from != null && from.value() == null ? from.number() : null, false, most - places.size())
                    .forEach(f -> places.add(place(f, null)));
        }
        return places;
    }

    /** Theirs in one statement, which costs less than one for each; unless they have so many that sorting them here would cost more. */
    private void ofBuyers(List<Buyer> some, int most, List<Placed> places) {
        if (some.isEmpty()) {
            return;
        }
        List<Id> ids = some.stream().map(Buyer::id).toList();
        Select theirs = select(filter.states(), "nonconformity_by_customer").and("n.customer_id in " + Select.in(ids), Select.values(ids))
                .then("fetch first " + (TOGETHER + 1) + " rows only");
        List<Found> found = sql.list(theirs.text(), Found::of, theirs.arguments().toArray());
        Map<Id, List<Found>> byBuyer = found.stream().sorted(NEWEST_FIRST).collect(Collectors.groupingBy(Found::buyer));
        for (Buyer buyer : some) {
            if (places.size() >= most) {
                return;
            }
            if (found.size() > TOGETHER) {
                ofBuyer(buyer, null, most, places);
            } else {
                byBuyer.getOrDefault(buyer.id(), List.of()).stream().limit(most - places.size()).forEach(f -> places.add(place(f, buyer.id().value())));
            }
        }
    }

    private void ofBuyer(Buyer buyer, CaseNumber from, int most, List<Placed> places) {
        numbered(new Stretch("nonconformity_by_customer", "n.customer_id = ?", buyer.id()), from, false, most - places.size())
                .forEach(f -> places.add(place(f, buyer.id().value())));
    }

    private List<Buyer> buyers(Buyer after, int most) {
        Select select = new Select("select c.id, c.name_sort from customer c" + Select.by("customer_by_name") + " where c.site = ? and c.name_sort is not null", filter.site())
                .andWhere("c.id = ?", filter.customer());
        if (after != null) {
            String beyond = order.up() ? "c.name_sort >= ? and (c.name_sort > ? or c.id > ?)" : "c.name_sort <= ? and (c.name_sort < ? or c.id < ?)";
            select.and(beyond, after.name(), after.name(), after.id());
        }
        Select theirs = select(filter.states(), "nonconformity_by_customer");
        select.and("exists (select 1 from nonconformity n" + Select.by("nonconformity_by_buyer") + theirs.text().substring(theirs.text().indexOf(" where "))
                + " and n.customer_id = c.id)", theirs.arguments().toArray());
        select.then(order.up() ? "order by c.name_sort, c.id" : "order by c.name_sort desc, c.id desc").then("fetch first " + most + " rows only");
        return sql.list(select.text(), r -> new Buyer(r.id("id"), r.text("name_sort")), select.arguments().toArray());
    }

    /** A stretch by number: the rest of the year first, then the other years, because an index finds where each begins, but not where both do. */
    private List<Found> numbered(Stretch stretch, CaseNumber from, boolean up, int most) {
        List<String> states = filter.states().isEmpty() && stretch != null && stretch.index() != null && !fewRows(stretch) ? STATES : filter.states();
        List<Found> found = new ArrayList<>();
        if (states.isEmpty() || fewRows(stretch)) {
            found.addAll(numbered(stretch, states, from, up, most));
        } else {
            for (String state : new LinkedHashSet<>(states)) {
                found.addAll(numbered(stretch, List.of(state), from, up, most));
            }
        }
        return found.stream().sorted(up ? NEWEST_FIRST.reversed() : NEWEST_FIRST).limit(most).toList();
    }

    /** Of one customer or order there are not many, nor of what was searched for and is rare: they are read as a whole. */
    private boolean fewRows(Stretch stretch) {
        return search.few() != null || filter.customer() != null || filter.order() != null || stretch != null && "nonconformity_by_customer".equals(stretch.index());
    }

    private List<Found> numbered(Stretch stretch, List<String> states, CaseNumber from, boolean up, int most) {
        String sorted = up ? OLDEST : NEWEST;
        if (from == null) {
            return found(stretched(stretch, states, up), sorted, most);
        }
        String beyond = up ? ">" : "<";
        List<Found> found = new ArrayList<>(found(stretched(stretch, states, up).and("n.case_year = ? and n.running_no " + beyond + " ?", from.year(), from.running()), sorted, most));
        if (found.size() < most) {
            found.addAll(found(stretched(stretch, states, up).and("n.case_year " + beyond + " ?", from.year()), sorted, most - found.size()));
        }
        return found;
    }

    private Select stretched(Stretch stretch, List<String> states, boolean up) {
        String usual = states.isEmpty() ? "nonconformity_by_number" : up ? "nonconformity_oldest_by_state" : "nonconformity_newest_by_state";
        Select select = select(states, stretch != null && stretch.index() != null ? stretch.index() : filter.owner() != null && !states.isEmpty() ? "nonconformity_by_owner" : usual);
        if (stretch == null) {
            return select;
        }
        return stretch.argument() == null ? select.and(stretch.condition()) : select.and(stretch.condition(), stretch.argument());
    }

    private List<Found> found(Select select, String sorted, int most) {
        Select sortedSelect = select.then("order by " + sorted + " fetch first " + most + " rows only");
        return sql.list(sortedSelect.text(), Found::of, sortedSelect.arguments().toArray());
    }

    /** By its word, one of ours: PostgreSQL plans differently for a severity, or a state, that is rare. */
    private static String graded(Severity severity) {
        return "n.severity = '" + severity.name() + "'";
    }

    private Select select(List<String> states, String usual) {
        String index = filter.order() != null ? "nonconformity_by_order" : filter.customer() != null ? "nonconformity_by_customer" : usual;
        String way = search.few() != null ? Select.byKey("nonconformity_pk") : Select.by(index);
        Select select = new Select("select n.id, n.customer_id, n.site, n.case_year, n.running_no, n.next_due_on from nonconformity n" + way + " where n.site = ?", filter.site())
                .andWhere("n.customer_id = ?", filter.customer()).andWhere("n.order_id = ?", filter.order())
                .andWhere("n.changed_at >= ?", filter.since()).andWhere("n.next_due_on < ?", filter.dueBefore()).andWhere("n.reported_at >= ?", filter.reportedSince())
                .andWhere("n.reported_at < ?", filter.reportedBefore());
        if (filter.severity() != null) {
            select.and(graded(filter.severity()));
        }
        if (filter.owner() != null) {
            if (filter.owner().login() == null) {
                select.and("n.owner_login is null");
            } else {
                select.and("n.owner_login = ?", filter.owner().login());
            }
        }
        if (states.size() == 1 && STATES.contains(states.get(0))) {
            select.and("n.state = '" + STATES.get(STATES.indexOf(states.get(0))) + "'");
        } else if (!states.isEmpty()) {
            select.and("n.state in " + Select.in(states), Select.values(states));
        }
        if (filter.recurring()) {
            select.and("exists (select 1 from recurrence r" + Select.by("recurrence_by_later") + " where r.later_id = n.id and r.dismissed_at is null)");
        }
        if (filter.confirmed() != null) {
            confirmed(select, filter.confirmed());
        }
        search.on(select);
        return select;
    }

    private static void confirmed(Select select, Confirmed cause) {
        Select its = new Select("n.state not in ('Rejected', 'Merged') and exists (select 1 from cause k" + Select.by("cause_by_case") + " where k.nonconformity_id = n.id and k.verdict = 'VERIFIED'")
                .andWhere("k.category = ?", cause.category()).andWhere("k.changed_at >= ?", cause.since()).andWhere("k.changed_at < ?", cause.before());
        if (cause.category() == null) {
            its.and("k.category is null");
        }
        select.and(its.then(")").text(), its.arguments().toArray());
    }
}
