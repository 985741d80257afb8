package io.plumbline.store;

import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.domain.survey.FollowUps;

/** Rounds of asking once more, in the table follow_up. Identities sort by creation. */
@Component
public final class SqlFollowUps implements FollowUps {
    private final Sql sql;

    @Activate
    public SqlFollowUps(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<FollowUp> byId(Id id) {
        return sql.one("select * from follow_up" + Sql.byKey("follow_up_pk") + " where id = ?", SqlFollowUps::followUp, id);
    }

    @Override
    public void add(FollowUp f) {
        sql.change("insert into follow_up (id, site, nonconformity_id, cycle_no, message, asked_by, asked_at) values (?, ?, ?, ?, ?, ?, ?)", f.id(), f.site(), f.nonconformity(), f.cycle(),
                f.message(), f.by(), f.at());
    }

    /** A round from any query that selects all columns of its table. */
    public static FollowUp followUp(Row row) {
        return new FollowUp(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.integer("cycle_no"), row.text("message"), row.text("asked_by"), row.moment("asked_at"));
    }
}
