package io.plumbline.store;

import java.time.Instant;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Session;
import io.plumbline.domain.access.Sessions;

/** Logins that go on, in the table login_session. */
@Component
public final class SqlSessions implements Sessions {
    private final Sql sql;

    @Activate
    public SqlSessions(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Session> byKey(String key) {
        return sql.one("select * from login_session where session_key = ?", row -> new Session(row.text("session_key"), row.id("user_id"), row.text("csrf_token"),
                row.moment("created_at"), row.moment("last_seen_at"), row.moment("expires_at")), key);
    }

    @Override
    public void add(Session s) {
        sql.required(() -> {
            Site site = sql.one("select site from app_user where id = ?", row -> row.site("site"), s.user()).orElse(Site.MAIN);
            return sql.change("insert into login_session (session_key, site, user_id, csrf_token, created_at, last_seen_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)",
                    s.key(), site, s.user(), s.csrfToken(), s.createdAt(), s.lastSeenAt(), s.expiresAt());
        });
    }

    @Override
    public void seen(String key, Instant now) {
        sql.change("update login_session set last_seen_at = ? where session_key = ?", now, key);
    }

    @Override
    public void end(String key) {
        sql.change("delete from login_session where session_key = ?", key);
    }

    @Override
    public void endAll(Id user) {
        sql.change("delete from login_session where user_id = ?", user);
    }

    @Override
    public int forgetExpired(Instant now) {
        return sql.change("delete from login_session where expires_at < ?", now);
    }
}
