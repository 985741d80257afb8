package io.plumbline.store.query;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Id;
import io.plumbline.store.Row;
import io.plumbline.store.Sql;

/** Answers as lists show them, for keys that are known. */
final class ResponseRows {
    private static final String ROWS = "select r.id, r.state, r.invitation_id, i.order_id, coalesce(o.order_no, o.order_id) as order_no, o.customer_id,"
            + " (select c.name from customer c where c.id = o.customer_id) as customer_name, r.satisfaction, r.recommendation, r.comment_text, r.may_call, r.lang,"
            + " r.received_at, r.suspect_why, (select n.case_no from nonconformity n where n.trigger_type = 'RESPONSE' and n.trigger_id = r.id) as case_no, r.version,"
            + " (select n.case_no from follow_up f join nonconformity n on n.id = f.nonconformity_id where f.id = i.follow_up_id) as follow_up_of"
            + " from response r" + Select.byKey("response_pk") + " join invitation i on i.id = r.invitation_id join customer_order o on o.id = i.order_id"
            + " where r.id in ";

    private ResponseRows() {
    }

    /** In the order of the keys; a key without a row is left out. */
    static List<ResponseRow> of(Sql sql, List<Id> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Map<Id, ResponseRow> rows = new HashMap<>();
        sql.each(ROWS + Select.in(keys), r -> rows.put(r.id("id"), row(r)), Select.values(keys));
        return keys.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    private static ResponseRow row(Row r) {
        String language = r.text("lang");
        return new ResponseRow(r.id("id"), r.text("state"), r.id("invitation_id"), r.id("order_id"), r.text("order_no"), r.id("customer_id"), r.text("customer_name"),
                r.integer("satisfaction"), r.integerOrNull("recommendation"), r.text("comment_text"), r.flag("may_call"),
                language == null ? null : language.toLowerCase(Locale.ROOT), r.moment("received_at"), r.text("suspect_why"), r.text("case_no"), r.number("version"), r.text("follow_up_of"));
    }
}
