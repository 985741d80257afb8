package io.plumbline.store;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.Analysis.Bone;
import io.plumbline.domain.nonconformity.CauseCategories;
import io.plumbline.domain.nonconformity.CauseCategory;

/** What sites changed about the catalogue of causes, in the table cause_category. */
@Component
public final class SqlCauseCategories implements CauseCategories {
    private final Sql sql;

    @Activate
    public SqlCauseCategories(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<CauseCategory> of(Site site) {
        return sql.list("select * from cause_category" + Sql.byKey("cause_category_once") + " where site = ? order by id", row -> new CauseCategory(row.id("id"), row.site("site"),
                row.text("code"), row.text("name"), row.one(Bone.class, "bone"), row.flag("retired"), row.moment("changed_at"), row.number("version")), site);
    }

    @Override
    public void add(CauseCategory c) {
        sql.change("insert into cause_category (id, site, code, name, bone, retired, changed_at, version) values (?, ?, ?, ?, ?, ?, ?, ?)", c.id(), c.site(), c.code(), c.name(),
                c.bone(), c.retired(), c.changedAt(), c.version());
    }

    @Override
    public void save(CauseCategory c) {
        sql.changeVersion("cause_category", c.id(), c.version(), "update cause_category set retired = ?, changed_at = ?, version = ? where id = ? and version = ?", c.retired(),
                c.changedAt(), c.version(), c.id(), c.version() - 1);
    }
}
