package io.plumbline.store;

import java.util.Collection;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.delivery.Turns;

/**
 * Turns as locks: on rows of the table document_turn in Derby, where a row that is read stays readable for others; as advisory locks in
 * PostgreSQL, which would write each row that it locks. Names share a few hundred slots; they are locked in order, so that two who share
 * several names cannot wait for each other.
 */
@Component
public final class SqlTurns implements Turns {
    /** As many as the changelog puts into the table. */
    static final int SLOTS = 509;
    private static final String SHARED = "select slot from document_turn" + Sql.byKey("document_turn_pk") + " where slot = ?";
    /** Half of an advisory lock's name; the other half is the slot. */
    private static final String ADVISORY = "cast(1886155124 as int), cast(? as int)";
    private final Sql sql;

    @Activate
    public SqlTurns(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public void called(String connector, Collection<String> names) {
        // "with rs": Derby lets go of a row that was read at the end of the transaction, not of the reading
        Probes.of(slots(connector, names)).forEach(some -> sql.list(shared(some.size()), row -> row.integer("slot"), some.toArray()));
    }

    private String shared(int many) {
        return sql.vendor().postgresql() ? "select 1 as slot from (" + Probes.union("select pg_advisory_xact_lock_shared(" + ADVISORY + ")", many) + ") as locks"
                : Probes.union(SHARED, many) + " with rs";
    }

    @Override
    public void naming(String connector, Collection<String> names) {
        slots(connector, names).forEach(slot -> {
            if (sql.vendor().postgresql()) {
                sql.list("select 1 as slot from (select pg_advisory_xact_lock(" + ADVISORY + ")) as locks", row -> row.integer("slot"), slot);
            } else {
                sql.change("update document_turn set taken = taken + 1 where slot = ?", slot);
            }
        });
    }

    private static List<Integer> slots(String connector, Collection<String> names) {
        return names.stream().map(name -> Math.floorMod((connector + '|' + name).hashCode(), SLOTS)).distinct().sorted().toList();
    }
}
