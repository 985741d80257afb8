package io.plumbline.store.query;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.AnsweredDeliveries;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.store.Row;
import io.plumbline.store.Sql;

/** Accepted answers and what they are about, read by SQL, some hundred orders at a time. */
@Component
public final class SqlAnsweredDeliveries implements AnsweredDeliveries {
    private static final int AT_A_TIME = 200;
    private static final String ORDINARY = " and i.programme <> '" + FollowUp.PROGRAMME + "'";

    private final Sql sql;
    private final Deliveries deliveries;

    @Activate
    public SqlAnsweredDeliveries(@Reference Sql sql, @Reference Deliveries deliveries) {
        this.sql = sql;
        this.deliveries = deliveries;
    }

    @Override
    public void each(Site site, LocalDate from, LocalDate to, Consumer<Answered> reader) {
        sql.required(() -> {
            String after = "";
            while (after != null) {
                after = some(site, from, to, after, reader);
            }
            return null;
        });
    }

    /** @return the last invitation that was read; null when there is none after it */
    private String some(Site site, LocalDate from, LocalDate to, String after, Consumer<Answered> reader) {
        List<Id> orders = new ArrayList<>();
        Map<Id, Answer> answers = new HashMap<>();
        List<String> last = new ArrayList<>();
        sql.each("select i.id as invitation, i.order_id, r.satisfaction, r.recommendation from invitation i join response r on r.accepted_for = i.id"
                + " join delivery d on d.id = i.carrier_id where i.site = ? and d.happened_on >= ? and d.happened_on <= ? and i.id > ?" + ORDINARY + " order by i.id fetch first " + AT_A_TIME + " rows only", row -> {
                    orders.add(row.id("order_id"));
                    answers.put(row.id("order_id"), answer(row));
                    last.add(row.text("invitation"));
                }, site, from, to, after);
        orders.forEach(order -> reader.accept(new Answered(order, answers.get(order), deliveries.ofOrder(order))));
        return last.size() < AT_A_TIME ? null : last.get(last.size() - 1);
    }

    /** Without what the customer wrote: nobody asks for it here. */
    private static Answer answer(Row row) {
        Integer recommendation = row.integerOrNull("recommendation");
        return new Answer(row.integer("satisfaction"), recommendation == null ? OptionalInt.empty() : OptionalInt.of(recommendation), "", false);
    }
}
