package io.plumbline.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Site;
import io.plumbline.domain.Stale;
import io.plumbline.domain.delivery.Streams;

/** Sources that are pulled, in the table stream. Each taking raises the epoch, so that a reader whose lease passed on can store nothing more. A lease from before the clock was set back does not hold. */
@Component
public final class SqlStreams implements Streams {
    private final Sql sql;

    @Activate
    public SqlStreams(@Reference Sql sql) {
        this.sql = sql;
    }

    /** Empty also while the stream is paused or waits after a failure. */
    @Override
    public Optional<Lease> take(String name, String type, Duration lease, Instant now) {
        return sql.alone(() -> {
            if (sql.number("select count(*) from stream where name = ?", name) == 0) {
                sql.change("""
                        insert into stream (name, site, type, epoch, has_cursor, cursor_done, items, failures, paused)
                        values (?, ?, ?, ?, ?, ?, 0, 0, ?)""",
                        name, Site.MAIN, type, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE / 2), false, false, false);
            }
            int taken = sql.change("""
                    update stream set epoch = epoch + 1, lease_until = ?, type = ?
                    where name = ? and (lease_until is null or lease_until <= ? or lease_until > ?) and paused = ? and (next_try_at is null or next_try_at <= ?)""",
                    now.plus(lease), type, name, now, now.plus(lease).plus(SqlWorkQueue.CLOCKS_DIFFER), false, now);
            return taken == 0 ? Optional.empty()
                    : sql.one("select * from stream where name = ?", row -> new Lease(row.text("name"), row.number("epoch"), cursor(row)), name);
        });
    }

    @Override
    public void advanced(Lease lease, Cursor c, int items, Instant erpNow, Instant now) {
        int noted = sql.change("""
                update stream set has_cursor = ?, cursor_from = ?, cursor_to = ?, cursor_after = ?, cursor_opaque = ?, cursor_done = ?, items = items + ?,
                    erp_at = ?, last_read_at = ?, last_error = null, failing_since = null, failures = 0, next_try_at = null
                where name = ? and epoch = ?""",
                true, c.from(), c.to(), c.afterKey(), c.opaque(), c.done(), items, erpNow, now, lease.name(), lease.epoch());
        if (noted == 0) {
            throw new Stale("the lease of stream " + lease.name() + " has passed to someone else");
        }
    }

    @Override
    public void failed(Lease lease, String error, Instant again, Instant now) {
        sql.alone(() -> sql.change("""
                update stream set last_error = ?, failing_since = coalesce(failing_since, ?), failures = failures + 1, next_try_at = ?, lease_until = null
                where name = ? and epoch = ?""", Texts.shortened(error, 2000), now, again, lease.name(), lease.epoch()));
    }

    @Override
    public void release(Lease lease) {
        sql.alone(() -> sql.change("update stream set lease_until = null where name = ? and epoch = ?", lease.name(), lease.epoch()));
    }

    /** Whoever is reading at this moment loses the lease: where they stand would be stored over the reset. */
    @Override
    public boolean reset(String name) {
        return sql.change("""
                update stream set epoch = epoch + 1, lease_until = null, has_cursor = ?, cursor_from = null, cursor_to = null, cursor_after = null,
                    cursor_opaque = null, cursor_done = ?, next_try_at = null
                where name = ?""", false, false, name) == 1;
    }

    @Override
    public boolean pause(String name, boolean paused) {
        return sql.change("update stream set paused = ? where name = ?", paused, name) == 1;
    }

    @Override
    public List<State> all() {
        return sql.list("select * from stream order by name", row -> new State(row.text("name"), row.text("type"), cursor(row), row.moment("last_read_at"),
                row.moment("erp_at"), row.number("items"), row.text("last_error"), row.moment("failing_since"), row.integer("failures"),
                row.moment("next_try_at"), row.flag("paused")));
    }

    private static Cursor cursor(Row row) {
        return row.flag("has_cursor") ? new Cursor(row.moment("cursor_from"), row.moment("cursor_to"), row.text("cursor_after"), row.text("cursor_opaque"),
                row.flag("cursor_done")) : null;
    }
}
