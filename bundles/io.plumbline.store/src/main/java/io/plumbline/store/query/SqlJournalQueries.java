package io.plumbline.store.query;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.journal.JournalQueries;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.store.Json;
import io.plumbline.store.Row;
import io.plumbline.store.Sql;

/** The journal, read by SQL. */
@Component
public final class SqlJournalQueries implements JournalQueries {
    private final Sql sql;

    @Activate
    public SqlJournalQueries(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<JournalRow> of(List<Id> objects, int most) {
        List<Id> asked = objects.stream().distinct().limit(Select.MOST).toList();
        if (asked.isEmpty()) {
            return List.of();
        }
        return sql.required(() -> {
            List<Object> newest = sql.list("select entry_id from journal" + Select.by("journal_by_object") + " where object_id in " + Select.in(asked)
                    + " order by recorded_at desc, entry_id desc fetch first " + Select.atMost(most) + " rows only", r -> r.number("entry_id"), Select.values(asked));
            return newest.isEmpty() ? List.<JournalRow>of()
                    : sql.list("select chain_no, recorded_at, actor_kind, actor_name, action, object_type, object_id, version, reason, facts from journal"
                            + Select.byKey("journal_pk") + " where entry_id in " + Select.in(newest) + " order by recorded_at, entry_id", SqlJournalQueries::row, Select.values(newest));
        });
    }

    private static JournalRow row(Row r) {
        return new JournalRow(r.longOrNull("chain_no"), r.moment("recorded_at"), new Actor(r.one(Actor.Kind.class, "actor_kind"), r.text("actor_name")).toString(),
                r.text("action"), r.text("object_type"), r.id("object_id"), r.number("version"), r.text("reason"), Json.namedTexts(r.text("facts")));
    }
}
