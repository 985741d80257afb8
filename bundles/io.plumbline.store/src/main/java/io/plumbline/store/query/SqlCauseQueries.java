package io.plumbline.store.query;

import java.time.Instant;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CauseQueries;
import io.plumbline.domain.Site;
import io.plumbline.store.Sql;

/** Causes over all cases of a site, counted by SQL. */
@Component
public final class SqlCauseQueries implements CauseQueries {
    private final Sql sql;

    @Activate
    public SqlCauseQueries(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Tally> verified(Site site, Instant since, Instant before) {
        return sql.required(() -> sql.list("select k.category, count(*) as causes, count(distinct k.nonconformity_id) as cases " + Select.inThisOrder() + " cause k" + Select.by("cause_tally")
                + " join nonconformity n" + Select.eachByKey("nonconformity_pk") + " on n.id = k.nonconformity_id"
                + " where k.site = ? and k.verdict = 'VERIFIED' and k.changed_at >= ? and k.changed_at < ? and n.state not in ('Rejected', 'Merged') group by k.category",
                row -> new Tally(row.text("category"), row.number("causes"), row.number("cases")), site, since, before));
    }
}
