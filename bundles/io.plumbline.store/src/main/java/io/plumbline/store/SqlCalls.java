package io.plumbline.store;

import java.time.Instant;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.Stale;
import io.plumbline.domain.access.Calls;

/** Calls with a key, in the table api_call. */
@Component
public final class SqlCalls implements Calls {
    private final Sql sql;

    @Activate
    public SqlCalls(@Reference Sql sql) {
        this.sql = sql;
    }

    /** Who inserts second meets the unique key, and is begun again; then it sees the row of the first. */
    @Override
    public Optional<Call> begin(Id user, String key, String request, Instant lost, Instant now) {
        return sql.alone(() -> {
            sql.change("delete from api_call where user_id = ? and call_key = ? and answer is null and begun_at < ?", user, key, lost);
            Optional<Call> there = sql.one("select request, answer from api_call where user_id = ? and call_key = ?",
                    row -> new Call(row.text("request"), Optional.ofNullable(row.text("answer"))), user, key);
            if (there.isEmpty()) {
                Site site = sql.one("select site from app_user where id = ?", row -> row.site("site"), user).orElse(Site.MAIN);
                sql.change("insert into api_call (user_id, call_key, site, request, begun_at) values (?, ?, ?, ?, ?)", user, key, site, request, now);
            }
            return there;
        });
    }

    @Override
    public void answered(Id user, String key, Instant begunAt, String answer) {
        if (sql.change("update api_call set answer = ? where user_id = ? and call_key = ? and begun_at = ? and answer is null", answer, user, key, begunAt) != 1) {
            throw new Stale("the key of the call was taken over by the same call");
        }
    }

    @Override
    public void failed(Id user, String key, Instant begunAt) {
        sql.change("delete from api_call where user_id = ? and call_key = ? and begun_at = ? and answer is null", user, key, begunAt);
    }

    @Override
    public int forget(Instant before) {
        return sql.change("delete from api_call where begun_at < ?", before);
    }
}
