package io.plumbline.store.query;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.plumbline.application.survey.SurveyQueries.InvitationRow;
import io.plumbline.application.survey.SurveyQueries.InvitationView;
import io.plumbline.domain.Id;
import io.plumbline.domain.mail.Mails;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.store.Row;
import io.plumbline.store.Sql;

/** Invitations as lists show them, for keys that are known. */
final class InvitationRows {
    private static final String ROWS = "select i.id, i.programme, i.state, i.order_id, coalesce(o.order_no, o.order_id) as order_no, i.carrier_id, o.customer_id,"
            + " (select c.name from customer c where c.id = o.customer_id) as customer_name, i.lang, i.due_at, i.sent_at, i.expires_at, i.answered_at, i.why, i.created_at, i.version,"
            + " (select n.case_no from follow_up f join nonconformity n on n.id = f.nonconformity_id where f.id = i.follow_up_id) as follow_up_of"
            + " from invitation i" + Select.byKey("invitation_pk") + " join customer_order o on o.id = i.order_id where i.id in ";
    /** States in which no mail is, or was, to be sent: the row may still know when one once was. */
    private static final Set<String> WITHOUT_DUE_TIME = Set.of("Held", "Suppressed");
    static final Set<String> WITH_REASON = Set.of("Suppressed", "Withdrawn");

    private InvitationRows() {
    }

    /** In the order of the keys; a key without a row is left out. */
    static List<InvitationRow> of(Sql sql, List<Id> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Map<Id, InvitationRow> rows = new HashMap<>();
        sql.each(ROWS + Select.in(keys), r -> rows.put(r.id("id"), row(r)), Select.values(keys));
        return keys.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    /** With its mails and answers. */
    static Optional<InvitationView> view(Sql sql, Mails mails, Id invitation) {
        return of(sql, List.of(invitation)).stream().findFirst().map(row -> new InvitationView(row, mails.about(invitation),
                ResponseRows.of(sql, sql.list("select id from response" + Select.by("response_by_invitation") + " where invitation_id = ? order by received_at, id fetch first " + Select.MOST + " rows only",
                        r -> r.id("id"), invitation))));
    }

    private static InvitationRow row(Row r) {
        String state = r.text("state");
        boolean undue = WITHOUT_DUE_TIME.contains(state);
        return new InvitationRow(r.id("id"), r.text("programme"), state, r.id("order_id"), r.text("order_no"), r.id("carrier_id"), r.id("customer_id"),
                r.text("customer_name"), r.text("lang").toLowerCase(Locale.ROOT), undue ? null : r.moment("due_at"), r.moment("sent_at"), r.moment("expires_at"),
                r.moment("answered_at"), WITH_REASON.contains(state) ? r.one(NotAsked.class, "why") : null, r.moment("created_at"), r.number("version"), r.text("follow_up_of"));
    }
}
