package io.plumbline.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.Stale;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.flow.WorkQueue;

/**
 * Steps in the table step.
 * <p>
 * A step is held from its claim until it is finished, given back or parked; {@code lease_until} says for how long nobody else may take
 * it. What is put while it is held waits in {@code again_at}: the holder may have read the world before the put. Epochs begin at a
 * random number, so that a claim of a step that was finished or dropped never fits one of the same name that was put later. A lease that
 * reaches much further than one taken now would is from before the clock was set back, and holds no longer.
 */
@Component
public final class SqlWorkQueue implements WorkQueue {
    private static final int MOST_ERROR = 2000;
    /** More than what two claimers can be apart: by the clocks of their machines, or because one of them was slow. */
    static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
    /** Derby cannot skip locked rows; one claim at a time keeps threads from choosing the same ones. */
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final Sql sql;

    @Activate
    public SqlWorkQueue(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public void put(Flow.Due due) {
        Command.Kind kind = due.command().kind();
        Id subject = due.command().subject();
        Instant at = due.at();
        sql.required(() -> {
            int known = sql.change("""
                    update step set
                        again_at = case when lease_until is null then null when again_at < ? then again_at else ? end,
                        due_at = case when lease_until is not null or due_at < ? then due_at else ? end,
                        ready_at = case when lease_until is not null or due_at < ? then due_at else ? end,
                        attempts = case when parked_at is null then attempts else 0 end,
                        parked_at = null, generation = generation + 1
                    where kind = ? and subject_id = ?""",
                    at, at, at, at, at, at, kind, subject);
            if (known == 0) {
                add(due);
            }
            return null;
        });
    }

    @Override
    public void add(Flow.Due due) {
        sql.change("insert into step (kind, subject_id, site, due_at, ready_at, epoch, generation, attempts) values (?, ?, ?, ?, ?, ?, 1, 0)", due.command().kind(),
                due.command().subject(), Site.MAIN, due.at(), due.at(), ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE / 2));
    }

    @Override
    public List<Claim> claim(Command.Kind kind, int most, Duration lease, Instant now) {
        if (sql.vendor().postgresql()) {
            return sql.alone(() -> claimed(kind, most, lease, now));
        }
        oneAtATime.lock();
        try {
            return sql.alone(() -> claimed(kind, most, lease, now));
        } finally {
            oneAtATime.unlock();
        }
    }

    List<Claim> claimed(Command.Kind kind, int most, Duration lease, Instant now) {
        List<Claim> free = sql.list("""
                select subject_id, attempts, epoch, generation from step --DERBY-PROPERTIES index=step_by_due
                where kind = ? and ready_at <= ? and (lease_until is null or lease_until <= ? or lease_until > ?)
                order by ready_at fetch first ? rows only""" + (sql.vendor().postgresql() ? " for update skip locked" : ""),
                row -> new Claim(kind, row.id("subject_id"), row.integer("attempts") + 1, row.number("epoch") + 1, row.number("generation")), kind, now, now, now.plus(lease).plus(CLOCKS_DIFFER), most);
        List<Object[]> rows = new ArrayList<>();
        for (Claim claim : free) {
            rows.add(new Object[] {now.plus(lease), claim.epoch(), claim.attempt(), now, kind, claim.subject(), claim.epoch() - 1, claim.generation()});
        }
        // what was put while an earlier holder had it is made by this claim, unless it is for later
        int[] taken = sql.changes("""
                update step set lease_until = ?, epoch = ?, attempts = ?, again_at = case when again_at <= ? then null else again_at end
                where kind = ? and subject_id = ? and epoch = ? and generation = ?""", rows);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < taken.length; i++) {
            if (taken[i] == 1) {
                claims.add(free.get(i));
            }
        }
        return claims;
    }

    @Override
    public void finish(Claim claim) {
        sql.required(() -> {
            int removed = sql.change("delete from step where kind = ? and subject_id = ? and epoch = ? and again_at is null", claim.kind(), claim.subject(),
                    claim.epoch());
            if (removed == 0) {
                int onceMore = sql.change("""
                        update step set due_at = again_at, ready_at = again_at, again_at = null, lease_until = null, attempts = 0, last_error = null
                        where kind = ? and subject_id = ? and epoch = ?""", claim.kind(), claim.subject(), claim.epoch());
                if (onceMore == 0) {
                    throw new Stale("step " + claim.kind().route(), claim.subject(), claim.epoch());
                }
            }
            return null;
        });
    }

    /** Nothing happens when the lease has passed to someone else: the step is theirs. */
    @Override
    public void again(Claim claim, Instant at, String error) {
        sql.change("""
                update step set due_at = case when again_at < ? then again_at else ? end, ready_at = case when again_at < ? then again_at else ? end,
                    again_at = null, lease_until = null, last_error = ?
                where kind = ? and subject_id = ? and epoch = ? and lease_until is not null""",
                at, at, at, at, Texts.shortened(error, MOST_ERROR), claim.kind(), claim.subject(), claim.epoch());
    }

    /** A step that was put while it was held is not parked: it is taken up again, as one that had been parked before the put. */
    @Override
    public void park(Claim claim, Instant now, String error) {
        sql.required(() -> {
            int parked = sql.change("""
                    update step set parked_at = ?, ready_at = ?, lease_until = null, last_error = ?
                    where kind = ? and subject_id = ? and epoch = ? and lease_until is not null and again_at is null""",
                    now, Micros.NEVER, Texts.shortened(error, MOST_ERROR), claim.kind(), claim.subject(), claim.epoch());
            if (parked == 0) {
                sql.change("""
                        update step set due_at = again_at, ready_at = again_at, again_at = null, lease_until = null, attempts = 0, last_error = ?
                        where kind = ? and subject_id = ? and epoch = ? and lease_until is not null""",
                        Texts.shortened(error, MOST_ERROR), claim.kind(), claim.subject(), claim.epoch());
            }
            return null;
        });
    }

    @Override
    public boolean replay(Command.Kind kind, Id subject, Instant now) {
        return sql.change("""
                update step set due_at = case when lease_until > ? then due_at else ? end, ready_at = case when lease_until > ? then ready_at else ? end,
                    again_at = case when lease_until > ? then cast(? as bigint) else null end, lease_until = case when lease_until > ? then lease_until else null end,
                    attempts = case when lease_until > ? then attempts else 0 end, parked_at = null, generation = generation + 1
                where kind = ? and subject_id = ?""",
                now, now, now, now, now, now, now, now, kind, subject) == 1;
    }

    @Override
    public void drop(Command.Kind kind, Id subject) {
        sql.change("delete from step where kind = ? and subject_id = ?", kind, subject);
    }
}
