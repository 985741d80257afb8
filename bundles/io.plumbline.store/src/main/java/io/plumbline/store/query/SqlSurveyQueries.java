package io.plumbline.store.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.mail.Mails;
import io.plumbline.store.Sql;

/** Invitations and answers, read by SQL. */
@Component
public final class SqlSurveyQueries implements SurveyQueries {
    private final Sql sql;
    private final Mails mails;

    @Activate
    public SqlSurveyQueries(@Reference Sql sql, @Reference Mails mails) {
        this.sql = sql;
        this.mails = mails;
    }

    @Override
    public Page<InvitationRow> invitations(Site site, String state, Id customer, String after, int most) {
        Select select = customer == null
                ? new Select("select i.id from invitation i" + Select.by(state == null ? "invitation_by_site" : "invitation_by_state") + " where i.site = ?", site)
                : new Select("select i.id " + Select.inThisOrder() + "customer_order o" + Select.by("customer_order_by_customer") + ", invitation i"
                        + Select.eachByKey("invitation_once") + " where i.order_id = o.id and o.customer_id = ? and i.site = ?", customer, site);
        select.andWhere("i.state = ?", state);
        return page(select, "i.id", after, most, keys -> InvitationRows.of(sql, keys));
    }

    @Override
    public Optional<InvitationView> invitation(Site site, Id id) {
        return sql.required(() -> isAt(site, "invitation", id) ? InvitationRows.view(sql, mails, id) : Optional.empty());
    }

    @Override
    public Page<ResponseRow> responses(Site site, String state, Id customer, Instant since, String after, int most) {
        String index = since != null ? "response_by_time" : state != null ? "response_by_state" : "response_by_site";
        Select select = customer == null ? new Select("select r.id from response r" + Select.by(index) + " where r.site = ?", site)
                : new Select("select r.id " + Select.inThisOrder() + "customer_order o" + Select.by("customer_order_by_customer") + ", invitation i"
                        + Select.eachByKey("invitation_once") + ", response r" + Select.eachBy("response_by_invitation")
                        + " where i.order_id = o.id and r.invitation_id = i.id and o.customer_id = ? and r.site = ?", customer, site);
        select.andWhere("r.state = ?", state).andWhere("r.received_at >= ?", since);
        return page(select, "r.id", after, most, keys -> ResponseRows.of(sql, keys));
    }

    @Override
    public Page<ResponseRow> responsesOfOrder(Site site, Id order, Instant since, String after, int most) {
        Select select = new Select("select r.id " + Select.inThisOrder() + "invitation i" + Select.byKey("invitation_once") + ", response r"
                + Select.eachBy("response_by_invitation") + " where i.order_id = ? and r.invitation_id = i.id and r.site = ?", order, site)
                .andWhere("r.received_at >= ?", since);
        return page(select, "r.id", after, most, keys -> ResponseRows.of(sql, keys));
    }

    @Override
    public Optional<ResponseRow> response(Site site, Id id) {
        return sql.required(() -> isAt(site, "response", id) ? ResponseRows.of(sql, List.of(id)).stream().findFirst() : Optional.empty());
    }

    private boolean isAt(Site site, String table, Id id) {
        return sql.one("select site from " + table + " where id = ?", r -> r.site("site"), id).filter(site::equals).isPresent();
    }

    private <T> Page<T> page(Select select, String key, String after, int most, java.util.function.Function<List<Id>, List<T>> rows) {
        if (after != null && !Id.isOne(after)) {
            return new Page<>(List.of(), null);
        }
        int atMost = Select.atMost(most);
        select.andWhere(key + " < ?", after).newest(key + " desc", atMost);
        return sql.required(() -> Pages.of(sql.list(select.text(), r -> r.id("id"), select.arguments().toArray()), atMost, rows));
    }
}
