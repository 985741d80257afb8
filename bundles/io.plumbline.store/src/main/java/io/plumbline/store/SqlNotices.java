package io.plumbline.store;

import java.time.LocalDate;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.Notice;
import io.plumbline.domain.nonconformity.Notices;

/** Notices in the table case_notice. */
@Component
public final class SqlNotices implements Notices {
    private final Sql sql;

    @Activate
    public SqlNotices(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Notice n) {
        sql.change("insert into case_notice (id, site, nonconformity_id, kind, about_id, for_day, written_at) values (?, ?, ?, ?, ?, ?, ?)",
                n.id(), n.site(), n.nonconformity(), n.kind(), n.about(), n.day(), n.at());
    }

    @Override
    public Optional<Notice> byId(Id id) {
        return sql.one("select * from case_notice" + Sql.byKey("case_notice_pk") + " where id = ?", SqlNotices::notice, id);
    }

    @Override
    public Optional<Notice> of(Id about, Notice.Kind kind, LocalDate day) {
        return sql.one("select * from case_notice" + Sql.byKey("case_notice_once") + " where about_id = ? and kind = ? and for_day = ?", SqlNotices::notice, about, kind, day);
    }

    private static Notice notice(Row row) {
        return new Notice(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.one(Notice.Kind.class, "kind"), row.id("about_id"), row.day("for_day"), row.moment("written_at"));
    }
}
