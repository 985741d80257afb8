package io.plumbline.store.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.feedback.FeedbackQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.feedback.Feedback;
import io.plumbline.store.Row;
import io.plumbline.store.Sql;
import io.plumbline.store.SqlFeedbacks;

/** Feedback, read by SQL. */
@Component
public final class SqlFeedbackQueries implements FeedbackQueries {
    private static final String ROWS = "select f.*, coalesce(r.doc_no, r.doc_id) as origin_no, coalesce(d.doc_no, d.doc_id) as delivery_no,"
            + " coalesce(o.order_no, o.order_id) as order_no, c.customer_no, c.name as customer_name from feedback f" + Select.byKey("feedback_pk")
            + " left join goods_receipt r on r.id = f.origin_id left join delivery d on d.id = f.delivery_id left join customer_order o on o.id = f.order_id"
            + " left join customer c on c.id = f.customer_id where f.id in ";

    private final Sql sql;

    @Activate
    public SqlFeedbackQueries(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Page<FeedbackRow> list(Filter filter, String after, int most) {
        if (after != null && !Id.isOne(after)) {
            return new Page<>(List.of(), null);
        }
        int atMost = Select.atMost(most);
        Select select = new Select("select f.id from feedback f" + Select.by(index(filter)) + " where f.site = ?", filter.site())
                .andWhere("f.delivery_id = ?", filter.delivery()).andWhere("f.customer_id = ?", filter.customer()).andWhere("f.state = ?", filter.state())
                .andWhere("f.kind = ?", filter.kind()).andWhere("f.first_seen_at >= ?", filter.since()).andWhere("f.id < ?", after).newest("f.id desc", atMost);
        return sql.required(() -> Pages.of(sql.list(select.text(), r -> r.id("id"), select.arguments().toArray()), atMost, this::rows));
    }

    private static String index(Filter filter) {
        if (filter.delivery() != null) {
            return "feedback_by_delivery";
        }
        if (filter.customer() != null) {
            return "feedback_by_customer";
        }
        return filter.state() != null ? "feedback_by_state" : filter.kind() != null ? "feedback_by_kind" : "feedback_by_site";
    }

    @Override
    public Optional<FeedbackRow> one(Site site, Id id) {
        return sql.required(() -> rows(List.of(id)).stream().filter(r -> r.feedback().facts().site().equals(site)).findFirst());
    }

    /** In the order of the keys; a key without a row is left out. */
    private List<FeedbackRow> rows(List<Id> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Map<Id, FeedbackRow> rows = new HashMap<>();
        sql.each(ROWS + Select.in(keys), r -> rows.put(r.id("id"), row(r)), Select.values(keys));
        return keys.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    private static FeedbackRow row(Row r) {
        Feedback feedback = SqlFeedbacks.feedback(r);
        return new FeedbackRow(feedback, r.text("origin_no"), r.text("delivery_no"), r.text("order_no"), r.text("customer_no"), r.text("customer_name"));
    }
}
