package io.plumbline.store.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.operation.OperationQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.mail.Mail;
import io.plumbline.store.Micros;
import io.plumbline.store.Row;
import io.plumbline.store.Sql;
import io.plumbline.store.SqlMails;

/** What waits, read by SQL. */
@Component
public final class SqlOperationQueries implements OperationQueries {
    private static final String STEP = "select kind, subject_id, due_at, attempts, parked_at, lease_until, last_error from step";

    private final Sql sql;

    @Activate
    public SqlOperationQueries(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Queue> queues(Instant now) {
        Map<Command.Kind, Queue> found = new EnumMap<>(Command.Kind.class);
        String free = "parked_at is null and (lease_until is null or lease_until <= ?)";
        sql.each("select kind,"
                + " sum(case when " + free + " and due_at <= ? then 1 else 0 end) as due,"
                + " sum(case when " + free + " and due_at > ? then 1 else 0 end) as later,"
                + " sum(case when parked_at is null and lease_until > ? then 1 else 0 end) as underway,"
                + " sum(case when parked_at is null and last_error is not null then 1 else 0 end) as failing,"
                + " sum(case when parked_at is not null then 1 else 0 end) as parked,"
                + " min(case when " + free + " and due_at <= ? then due_at end) as oldest_at"
                + " from step group by kind", r -> {
                    Command.Kind kind = r.one(Command.Kind.class, "kind");
                    found.put(kind, new Queue(kind, r.number("due"), r.number("later"), r.number("underway"), r.number("failing"), r.number("parked"),
                            r.moment("oldest_at")));
                }, now, now, now, now, now, now, now);
        return Arrays.stream(Command.Kind.values()).map(k -> found.getOrDefault(k, new Queue(k, 0, 0, 0, 0, 0, null))).toList();
    }

    @Override
    public List<Step> steps(Command.Kind kind, int most) {
        return sql.list(STEP + " where kind = ?"
                + " order by case when parked_at is not null then 0 when last_error is not null then 1 else 2 end, due_at, subject_id"
                + " fetch first " + Select.atMost(most) + " rows only",
                SqlOperationQueries::step, kind);
    }

    @Override
    public Optional<Step> step(Command.Kind kind, Id subject) {
        return sql.one(STEP + Select.byKey("step_pk") + " where kind = ? and subject_id = ?", SqlOperationQueries::step, kind, subject);
    }

    private static Step step(Row r) {
        return new Step(r.one(Command.Kind.class, "kind"), r.id("subject_id"), r.moment("due_at"), r.integer("attempts"), r.longOrNull("parked_at") != null,
                r.moment("lease_until"), r.text("last_error"));
    }

    @Override
    public List<Mail> unsentMails(int most) {
        int atMost = Select.atMost(most);
        return sql.required(() -> {
            List<Id> ids = new ArrayList<>(unsent(Mail.State.WAITING, "and last_error is not null order by next_try_at, id", atMost));
            ids.addAll(unsent(Mail.State.WAITING, "and last_error is null order by next_try_at, id", atMost - ids.size()));
            ids.addAll(unsent(Mail.State.GIVEN_UP, "order by id desc", atMost - ids.size()));
            if (ids.isEmpty()) {
                return List.<Mail>of();
            }
            Map<Id, Mail> mails = new HashMap<>();
            sql.each("select * from mail" + Select.byKey("mail_pk") + " where id in " + Select.in(ids), r -> mails.put(r.id("id"), SqlMails.mail(r)), Select.values(ids));
            return ids.stream().map(mails::get).filter(Objects::nonNull).toList();
        });
    }

    private List<Id> unsent(Mail.State state, String which, int most) {
        return most <= 0 ? List.of()
                : sql.list("select id from mail" + Select.by("mail_by_state") + " where state = ? " + which + " fetch first " + most + " rows only",
                        r -> r.id("id"), state);
    }

    @Override
    public long deliveries() {
        return sql.number("select count(*) from delivery");
    }

    @Override
    public long unnumberedJournalEntries() {
        return sql.number("select count(*) from journal where waiting = 1");
    }

    @Override
    public String database() {
        return sql.vendor().product();
    }

    @Override
    public void probe() {
        sql.required(() -> {
            long now = Micros.of(Instant.now());
            sql.change("update probe set written_at = ? where id = 1", now);
            if (sql.number("select written_at from probe where id = 1") != now) {
                throw new IllegalStateException("the database gave back something else than was written");
            }
            return null;
        });
    }
}
