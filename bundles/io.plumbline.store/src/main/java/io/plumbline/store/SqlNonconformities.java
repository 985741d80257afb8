package io.plumbline.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderSnapshot;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;

/** Cases in the table nonconformity, their numbers in nonconformity_counter. */
@Component
public final class SqlNonconformities implements Nonconformities {
    private final Sql sql;

    @Activate
    public SqlNonconformities(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Nonconformity> byId(Id id) {
        return sql.one("select * from nonconformity" + Sql.byKey("nonconformity_pk") + " where id = ?", SqlNonconformities::nonconformity, id);
    }

    @Override
    public Optional<Nonconformity> byNumber(Site site, CaseNumber number) {
        return sql.one("select * from nonconformity" + Sql.byKey("nonconformity_number") + " where case_no = ? and site = ?", SqlNonconformities::nonconformity, number.toString(), site);
    }

    @Override
    public Optional<Nonconformity> byTrigger(Trigger trigger) {
        return sql.one("select * from nonconformity" + Sql.byKey("nonconformity_trigger") + " where trigger_type = ? and trigger_id = ?", SqlNonconformities::nonconformity, trigger.kind(),
                trigger.subject());
    }

    @Override
    public List<Nonconformity> openOfOrder(Id order) {
        return sql.list("select * from nonconformity --DERBY-PROPERTIES index=nonconformity_by_order\n where order_id = ? and state not in ('Closed', 'Rejected', 'Merged')",
                SqlNonconformities::nonconformity, order).stream().sorted(Comparator.comparing(n -> n.facts().id())).toList();
    }

    @Override
    public List<CaseNumber> mergedInto(Id nonconformity, int most) {
        return sql.list("select site, case_year, running_no from nonconformity --DERBY-PROPERTIES index=nonconformity_by_survivor\n where merged_into = ?",
                SqlNonconformities::number, nonconformity).stream().sorted(Comparator.comparingInt(CaseNumber::year).thenComparingInt(CaseNumber::running)).limit(most).toList();
    }

    @Override
    public CaseNumber nextNumber(Site site, int year) {
        return sql.required(() -> {
            if (sql.change("update nonconformity_counter set last_no = last_no + 1 where site = ? and case_year = ?", site, year) == 0) {
                sql.change("insert into nonconformity_counter (site, case_year, last_no) values (?, ?, 1)", site, year);
            }
            return new CaseNumber(site, year,
                    Math.toIntExact(sql.number("select last_no from nonconformity_counter where site = ? and case_year = ?", site, year)));
        });
    }

    @Override
    public void add(Nonconformity n) {
        Nonconformity.Facts f = n.facts();
        sql.change("""
                insert into nonconformity (id, site, case_year, running_no, case_no, trigger_type, trigger_id, state, title, why_low, severity, order_id,
                    delivery_id, customer_id, contact_id, response_id, snapshot, owner_login, reopened, cycle_no, reported_at, changed_at, closed_at, reject_reason,
                    merged_into, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                f.id(), f.site(), f.number().year(), f.number().running(), f.number().toString(), f.trigger().kind(), f.trigger().subject(), n.state(), f.title(),
                Json.of(f.whyLow()), f.severity(), f.order(), f.delivery(), f.customer(), f.contact(), f.response(), snapshot(f), f.owner(), f.reopened(),
                f.cycle(), f.reportedAt(), f.changedAt(), closedAt(n), reason(n), mergedInto(n), f.version());
        CaseWords.write(sql, f);
    }

    @Override
    public void save(Nonconformity n) {
        Nonconformity.Facts f = n.facts();
        sql.changeVersion("nonconformity", f.id(), f.version(), """
                update nonconformity set state = ?, title = ?, why_low = ?, severity = ?, order_id = ?, delivery_id = ?, customer_id = ?, contact_id = ?,
                    response_id = ?, snapshot = ?, owner_login = ?, reopened = ?, cycle_no = ?, changed_at = ?, closed_at = ?, reject_reason = ?, merged_into = ?, version = ?
                where id = ? and version = ?""",
                n.state(), f.title(), Json.of(f.whyLow()), f.severity(), f.order(), f.delivery(), f.customer(), f.contact(), f.response(), snapshot(f), f.owner(),
                f.reopened(), f.cycle(), f.changedAt(), closedAt(n), reason(n), mergedInto(n), f.version(), f.id(), f.version() - 1);
        if (!n.open()) {
            // what was planned for it is no longer due
            sql.change("update nonconformity set next_due_on = null where id = ? and next_due_on is not null", f.id());
        }
    }

    private static String snapshot(Nonconformity.Facts f) {
        return f.snapshot() == null ? null : Json.of(f.snapshot());
    }

    private static Instant closedAt(Nonconformity n) {
        return n instanceof Nonconformity.Closed c ? c.closedAt() : null;
    }

    private static String reason(Nonconformity n) {
        return n instanceof Nonconformity.Rejected r ? r.reason() : null;
    }

    private static Id mergedInto(Nonconformity n) {
        return n instanceof Nonconformity.Merged m ? m.into() : null;
    }

    private static CaseNumber number(Row row) {
        return new CaseNumber(row.site("site"), row.integer("case_year"), row.integer("running_no"));
    }

    /** A case from any query that selects all columns of its table. */
    public static Nonconformity nonconformity(Row row) {
        Nonconformity.Facts facts = new Nonconformity.Facts(row.id("id"), row.site("site"), number(row),
                new Trigger(row.one(Trigger.Kind.class, "trigger_type"), row.id("trigger_id")), row.text("title"), Json.texts(row.text("why_low")),
                row.one(Severity.class, "severity"), row.id("order_id"), row.id("delivery_id"), row.id("customer_id"), row.id("contact_id"), row.id("response_id"),
                Json.read(row.text("snapshot"), OrderSnapshot.class), row.text("owner_login"), row.integer("reopened"), row.integer("cycle_no"), row.moment("reported_at"),
                row.moment("changed_at"), row.number("version"));
        return switch (row.text("state")) {
            case "Reported" -> new Nonconformity.Reported(facts);
            case "Contained" -> new Nonconformity.Contained(facts);
            case "Analysed" -> new Nonconformity.Analysed(facts);
            case "Planned" -> new Nonconformity.Planned(facts);
            case "Implementing" -> new Nonconformity.Implementing(facts);
            case "AwaitingEffectiveness" -> new Nonconformity.AwaitingEffectiveness(facts);
            case "Closed" -> new Nonconformity.Closed(facts, row.moment("closed_at"));
            case "Rejected" -> new Nonconformity.Rejected(facts, row.text("reject_reason"));
            case "Merged" -> new Nonconformity.Merged(facts, row.id("merged_into"));
            default -> throw new IllegalStateException("no such state of a case: " + row.text("state"));
        };
    }
}
