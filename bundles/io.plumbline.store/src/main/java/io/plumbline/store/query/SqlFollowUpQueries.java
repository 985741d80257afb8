package io.plumbline.store.query;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.FollowUpQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.store.Row;
import io.plumbline.store.Sql;
import io.plumbline.store.SqlFollowUps;

/** What became of asking once more, read by SQL. */
@Component
public final class SqlFollowUpQueries implements FollowUpQueries {
    /** The one that the customer had of the order in the ordinary course is another invitation with another answer. */
    private static final String ASKED = "select i.id, i.order_id, coalesce(o.order_no, o.order_id) as order_no, o.customer_id, (select c.name from customer c where c.id = o.customer_id) as customer_name,"
            + " i.state, i.why, i.sent_at, (select b.satisfaction from invitation f" + Select.eachByKey("invitation_once") + " join response b on b.accepted_for = f.id"
            + " where f.order_id = i.order_id and f.follow_up_id is null) as satisfaction_before, r.satisfaction as satisfaction_after,"
            + " (select n.case_no from nonconformity n where n.trigger_type = 'RESPONSE' and n.trigger_id = r.id) as case_no"
            + " from invitation i" + Select.by("invitation_by_follow_up") + " join customer_order o on o.id = i.order_id left join response r on r.accepted_for = i.id"
            + " where i.follow_up_id = ? order by i.id";

    private final Sql sql;

    @Activate
    public SqlFollowUpQueries(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Round> of(Site site, CaseNumber number) {
        return sql.required(() -> sql.one("select id from nonconformity where case_no = ? and site = ?", r -> r.id("id"), number.toString(), site).map(this::rounds).orElse(List.of()));
    }

    private List<Round> rounds(Id nonconformity) {
        return sql.list("select * from follow_up" + Select.by("follow_up_by_case") + " where nonconformity_id = ? order by id", SqlFollowUps::followUp, nonconformity).stream()
                .map(f -> new Round(f, sql.list(ASKED, SqlFollowUpQueries::asked, f.id()))).toList();
    }

    private static Asked asked(Row r) {
        String state = r.text("state");
        return new Asked(r.id("id"), r.id("order_id"), r.text("order_no"), r.id("customer_id"), r.text("customer_name"), state,
                InvitationRows.WITH_REASON.contains(state) ? r.one(NotAsked.class, "why") : null, r.moment("sent_at"), r.integerOrNull("satisfaction_before"),
                r.integerOrNull("satisfaction_after"), r.text("case_no"));
    }
}
