package io.plumbline.store;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.feedback.Discrepancy;
import io.plumbline.domain.feedback.Feedback;
import io.plumbline.domain.feedback.Feedbacks;

/** What customers said unasked, in the table feedback. */
@Component
public final class SqlFeedbacks implements Feedbacks {
    private final Sql sql;

    @Activate
    public SqlFeedbacks(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Feedback> byId(Id id) {
        return sql.one("select * from feedback where id = ?", SqlFeedbacks::feedback, id);
    }

    @Override
    public List<Feedback> of(Id origin) {
        return sql.list("select * from feedback where origin_id = ? order by part", SqlFeedbacks::feedback, origin);
    }

    @Override
    public void add(Feedback feedback) {
        Feedback.Facts f = feedback.facts();
        Optional<Discrepancy> d = Optional.ofNullable(f.discrepancy());
        sql.change("""
                insert into feedback (id, site, kind, state, origin_id, part, document, delivery_id, order_id, customer_id, differs, line_id, sku, item, received,
                    rejected, missing, surplus, uom, codes, words, said_on, taken_back, first_seen_at, changed_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                f.id(), f.site(), f.kind(), feedback.state(), f.origin(), f.part(), f.document(), f.delivery(), f.order(), f.customer(), d.isPresent(),
                d.map(Discrepancy::line).orElse(null), d.map(Discrepancy::sku).orElse(null), d.map(Discrepancy::item).orElse(null),
                d.map(Discrepancy::received).orElse(null), d.map(Discrepancy::rejected).orElse(null), d.map(Discrepancy::missing).orElse(null),
                d.map(Discrepancy::surplus).orElse(null), d.map(Discrepancy::uom).orElse(null), codes(f), f.words(), f.saidOn(), f.takenBack(), f.firstSeenAt(),
                f.changedAt(), f.version());
    }

    @Override
    public void save(Feedback feedback) {
        Feedback.Facts f = feedback.facts();
        Optional<Discrepancy> d = Optional.ofNullable(f.discrepancy());
        sql.changeVersion("feedback", f.id(), f.version(), """
                update feedback set state = ?, document = ?, delivery_id = ?, order_id = ?, customer_id = ?, differs = ?, line_id = ?, sku = ?, item = ?, received = ?,
                    rejected = ?, missing = ?, surplus = ?, uom = ?, codes = ?, words = ?, said_on = ?, taken_back = ?, changed_at = ?, version = ?
                where id = ? and version = ?""",
                feedback.state(), f.document(), f.delivery(), f.order(), f.customer(), d.isPresent(), d.map(Discrepancy::line).orElse(null),
                d.map(Discrepancy::sku).orElse(null), d.map(Discrepancy::item).orElse(null), d.map(Discrepancy::received).orElse(null),
                d.map(Discrepancy::rejected).orElse(null), d.map(Discrepancy::missing).orElse(null), d.map(Discrepancy::surplus).orElse(null),
                d.map(Discrepancy::uom).orElse(null), codes(f), f.words(), f.saidOn(), f.takenBack(), f.changedAt(), f.version(), f.id(), f.version() - 1);
    }

    private static String codes(Feedback.Facts f) {
        return f.discrepancy() == null || f.discrepancy().codes().isEmpty() ? null : Json.of(new EnumMap<>(f.discrepancy().codes()));
    }

    /** Feedback from any query that selects all columns of its table. */
    public static Feedback feedback(Row row) {
        Map<Discrepancy.Code, String> codes = new EnumMap<>(Discrepancy.Code.class);
        if (row.text("codes") != null) {
            Json.namedTexts(row.text("codes")).forEach((code, value) -> codes.put(Discrepancy.Code.valueOf(code), value));
        }
        Discrepancy discrepancy = !row.flag("differs") ? null : new Discrepancy(row.text("line_id"), row.text("sku"), row.text("item"), row.decimal("received"),
                row.decimal("rejected"), row.decimal("missing"), row.decimal("surplus"), row.text("uom"), codes);
        return Feedback.inState(row.text("state"), new Feedback.Facts(row.id("id"), row.site("site"), row.one(Feedback.Kind.class, "kind"), row.id("origin_id"),
                row.text("part"), row.text("document"), row.id("delivery_id"), row.id("order_id"), row.id("customer_id"), discrepancy, row.text("words"),
                row.day("said_on"), row.flag("taken_back"), row.moment("first_seen_at"), row.moment("changed_at"), row.number("version")));
    }
}
