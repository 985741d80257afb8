package io.plumbline.store;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Keys;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.OptOuts;

/** Objections in the table opt_out. */
@Component
public final class SqlOptOuts implements OptOuts {
    private final Sql sql;
    private final EmailHash hash;

    @Activate
    public SqlOptOuts(@Reference Sql sql, @Reference Keys keys) {
        this.sql = sql;
        this.hash = new EmailHash(keys);
    }

    @Override
    public boolean has(String email) {
        return sql.number("select count(*) from opt_out" + Sql.byKey("opt_out_pk") + " where email_hash = ?", hash.of(email)) > 0;
    }

    @Override
    public boolean add(String email, Id invitation, Instant now) {
        return sql.required(() -> {
            if (has(email)) {
                return false;
            }
            Site site = sql.one("select site from invitation where id = ?", row -> row.site("site"), invitation).orElse(Site.MAIN);
            sql.change("insert into opt_out (email_hash, site, invitation_id, created_at) values (?, ?, ?, ?)", hash.of(email), site, invitation, now);
            return true;
        });
    }
}
