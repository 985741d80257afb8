package io.plumbline.store.query;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.complaint.ComplaintQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.store.Sql;
import io.plumbline.store.SqlComplaints;

/** Complaints, read by SQL. */
@Component
public final class SqlComplaintQueries implements ComplaintQueries {
    private static final String ROWS = "select p.*, c.name as customer_name, coalesce(o.order_no, o.order_id) as order_no, coalesce(d.doc_no, d.doc_id) as delivery_no, n.case_no, n.state as case_state, n.merged_into from complaint p"
            + Select.byKey("complaint_pk") + " left join customer c on c.id = p.customer_id left join customer_order o on o.id = p.order_id left join delivery d on d.id = p.delivery_id"
            + " left join nonconformity n on n.id = p.nonconformity_id where p.id in ";
    private static final String OVERDUE = "(p.acknowledged_at is null and p.acknowledge_by <= ? or p.answered_at is null and p.answer_by <= ?)";

    private final Sql sql;

    @Activate
    public SqlComplaintQueries(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Page<ComplaintRow> list(Filter filter, String after, int most) {
        if (after != null && !Id.isOne(after)) {
            return new Page<>(List.of(), null);
        }
        int atMost = Select.atMost(most);
        String index = filter.nonconformity() != null ? "complaint_by_case" : filter.customer() != null ? "complaint_by_customer" : filter.state() != null ? "complaint_by_state" : "complaint_by_site";
        Select select = new Select("select p.id from complaint p" + Select.by(index) + " where p.site = ?", filter.site()).andWhere("p.nonconformity_id = ?", filter.nonconformity())
                .andWhere("p.customer_id = ?", filter.customer()).andWhere("p.state = ?", filter.state()).andWhere("p.id < ?", after);
        if (filter.overdueAt() != null) {
            select.and(OVERDUE, filter.overdueAt(), filter.overdueAt());
        }
        select.newest("p.id desc", atMost);
        return sql.required(() -> Pages.of(sql.list(select.text(), r -> r.id("id"), select.arguments().toArray()), atMost, this::rows));
    }

    @Override
    public Optional<ComplaintRow> one(Site site, Id id) {
        return sql.required(() -> rows(List.of(id)).stream().filter(r -> r.complaint().facts().site().equals(site)).findFirst());
    }

    /** In the order of the keys; a key without a row is left out. */
    private List<ComplaintRow> rows(List<Id> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Map<Id, ComplaintRow> rows = new HashMap<>();
        Map<Id, Id> merged = new HashMap<>();
        sql.each(ROWS + Select.in(keys), r -> {
            rows.put(r.id("id"), new ComplaintRow(SqlComplaints.complaint(r), r.text("customer_name"), r.text("order_no"), r.text("delivery_no"), r.text("case_no"), r.text("case_state"), null));
            if (r.id("merged_into") != null) {
                merged.put(r.id("id"), r.id("merged_into"));
            }
        }, Select.values(keys));
        Map<Id, String> survivors = survivors(merged.values());
        merged.forEach((complaint, into) -> rows.computeIfPresent(complaint, (id, r) -> r.mergedInto(survivors.get(into))));
        return keys.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    /** Numbers of the cases that go on where these do not: one that was merged again leads on. */
    private Map<Id, String> survivors(Collection<Id> cases) {
        Map<Id, String> numbers = new HashMap<>();
        Map<Id, Id> onward = new HashMap<>();
        Set<Id> next = Set.copyOf(cases);
        while (!next.isEmpty()) {
            sql.each("select n.id, n.case_no, n.merged_into from nonconformity n" + Select.byKey("nonconformity_pk") + " where n.id in " + Select.in(next), r -> {
                numbers.put(r.id("id"), r.text("case_no"));
                if (r.id("merged_into") != null) {
                    onward.put(r.id("id"), r.id("merged_into"));
                }
            }, Select.values(next));
            next = onward.values().stream().filter(id -> !numbers.containsKey(id)).collect(Collectors.toSet());
        }
        Map<Id, String> survivors = new HashMap<>();
        for (Id first : cases) {
            Id last = first;
            while (onward.containsKey(last)) {
                last = onward.get(last);
            }
            survivors.put(first, numbers.get(last));
        }
        return survivors;
    }

    @Override
    public Figures figures(Site site, Instant from, Instant to, Instant now) {
        return sql.one("select count(*) as received, coalesce(sum(case when p.acknowledged_at < p.acknowledge_by then 1 else 0 end), 0) as acknowledged,"
                + " coalesce(sum(case when coalesce(p.acknowledged_at, ?) >= p.acknowledge_by then 1 else 0 end), 0) as acknowledged_late,"
                + " coalesce(sum(case when p.answered_at < p.answer_by then 1 else 0 end), 0) as answered,"
                + " coalesce(sum(case when coalesce(p.answered_at, ?) >= p.answer_by then 1 else 0 end), 0) as answered_late,"
                + " coalesce(sum(case when " + OVERDUE + " then 1 else 0 end), 0) as overdue from complaint p" + Select.by("complaint_by_receipt")
                + " where p.site = ? and p.received_at >= ? and p.received_at < ?",
                r -> new Figures(r.number("received"), r.number("acknowledged"), r.number("acknowledged_late"), r.number("answered"), r.number("answered_late"), r.number("overdue")), now, now,
                now, now, site, from, to).orElseThrow();
    }
}
