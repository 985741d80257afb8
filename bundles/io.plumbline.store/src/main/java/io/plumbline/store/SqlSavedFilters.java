package io.plumbline.store;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.SavedFilter;
import io.plumbline.domain.nonconformity.SavedFilters;

/** Filters that users keep, in the table saved_filter. */
@Component
public final class SqlSavedFilters implements SavedFilters {
    private final Sql sql;

    @Activate
    public SqlSavedFilters(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<SavedFilter> of(Id user) {
        return sql.list("select * from saved_filter" + Sql.byKey("saved_filter_once") + " where user_id = ? order by saved_at, id", row -> new SavedFilter(row.id("id"), row.site("site"),
                row.id("user_id"), row.text("name"), row.text("query"), row.moment("saved_at")), user);
    }

    @Override
    public void add(SavedFilter f) {
        sql.change("insert into saved_filter (id, site, user_id, name, query, saved_at) values (?, ?, ?, ?, ?, ?)", f.id(), f.site(), f.user(), f.name(), f.query(), f.savedAt());
    }

    @Override
    public boolean remove(Id user, Id filter) {
        return sql.change("delete from saved_filter where id = ? and user_id = ?", filter, user) == 1;
    }
}
