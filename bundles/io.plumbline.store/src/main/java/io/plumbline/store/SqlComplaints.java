package io.plumbline.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.complaint.Complaints;
import io.plumbline.domain.nonconformity.CaseNumber;

/** Complaints, in the table complaint. */
@Component
public final class SqlComplaints implements Complaints {
    /** Cases that are looked for at once. */
    private static final int MOST = 100;

    private final Sql sql;

    @Activate
    public SqlComplaints(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Complaint> byId(Id id) {
        return sql.one("select * from complaint" + Sql.byKey("complaint_pk") + " where id = ?", SqlComplaints::complaint, id);
    }

    @Override
    public Optional<Complaint> byToken(Site site, String token) {
        return sql.one("select * from complaint" + Sql.byKey("complaint_once") + " where site = ? and token = ?", SqlComplaints::complaint, site, token);
    }

    @Override
    public List<Complaint> of(Id nonconformity) {
        return sql.list("select * from complaint --DERBY-PROPERTIES index=complaint_by_case\n where nonconformity_id = ? order by id", SqlComplaints::complaint, nonconformity);
    }

    @Override
    public List<Brought> broughtTo(Id nonconformity) {
        List<Brought> brought = new ArrayList<>();
        List<Id> survivors = List.of(nonconformity);
        while (!survivors.isEmpty()) {
            List<Id> merged = new ArrayList<>();
            in(survivors, some -> merged.addAll(sql.list("select id from nonconformity --DERBY-PROPERTIES index=nonconformity_by_survivor\n where merged_into in " + marks(some), r -> r.id("id"),
                    some.toArray())));
            in(merged, some -> brought.addAll(sql.list("select c.*, n.case_no from --DERBY-PROPERTIES joinOrder=FIXED\n complaint c --DERBY-PROPERTIES index=complaint_by_case\n, nonconformity n"
                    + Sql.byKey("nonconformity_pk") + " where n.id = c.nonconformity_id and c.nonconformity_id in " + marks(some),
                    r -> new Brought(complaint(r), CaseNumber.parse(r.text("case_no")).orElseThrow()), some.toArray())));
            survivors = merged;
        }
        brought.sort(Comparator.comparing(b -> b.complaint().facts().id()));
        return brought;
    }

    private static void in(List<Id> all, Consumer<List<Id>> some) {
        for (int from = 0; from < all.size(); from += MOST) {
            some.accept(all.subList(from, Math.min(all.size(), from + MOST)));
        }
    }

    private static String marks(List<Id> ids) {
        return "(" + String.join(",", Collections.nCopies(ids.size(), "?")) + ")";
    }

    @Override
    public void add(Complaint c) {
        Complaint.Facts f = c.facts();
        sql.change("""
                insert into complaint (id, site, token, state, channel, complainant, words, customer_id, order_id, delivery_id, nonconformity_id, received_at, acknowledge_by, answer_by,
                    acknowledged_at, acknowledged_by, answer, answered_at, answered_by, entered_by, changed_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                f.id(), f.site(), f.token(), c.state(), f.channel(), f.complainant(), f.words(), f.customer(), f.order(), f.delivery(), f.nonconformity(), f.receivedAt(), f.acknowledgeBy(),
                f.answerBy(), f.acknowledgedAt(), f.acknowledgedBy(), f.answer(), f.answeredAt(), f.answeredBy(), f.by(), f.changedAt(), f.version());
    }

    @Override
    public void save(Complaint c) {
        Complaint.Facts f = c.facts();
        sql.changeVersion("complaint", f.id(), f.version(), """
                update complaint set state = ?, complainant = ?, words = ?, customer_id = ?, order_id = ?, delivery_id = ?, nonconformity_id = ?, acknowledged_at = ?, acknowledged_by = ?,
                    answer = ?, answered_at = ?, answered_by = ?, changed_at = ?, version = ?
                where id = ? and version = ?""",
                c.state(), f.complainant(), f.words(), f.customer(), f.order(), f.delivery(), f.nonconformity(), f.acknowledgedAt(), f.acknowledgedBy(), f.answer(), f.answeredAt(),
                f.answeredBy(), f.changedAt(), f.version(), f.id(), f.version() - 1);
    }

    /** A complaint from any query that selects all columns of its table. */
    public static Complaint complaint(Row row) {
        return Complaint.inState(row.text("state"), new Complaint.Facts(row.id("id"), row.site("site"), row.text("token"), row.one(Complaint.Channel.class, "channel"), row.text("complainant"),
                row.text("words"), row.id("customer_id"), row.id("order_id"), row.id("delivery_id"), row.id("nonconformity_id"), row.moment("received_at"), row.moment("acknowledge_by"),
                row.moment("answer_by"), row.moment("acknowledged_at"), row.text("acknowledged_by"), row.text("answer"), row.moment("answered_at"), row.text("answered_by"),
                row.text("entered_by"), row.moment("changed_at"), row.number("version")));
    }
}
