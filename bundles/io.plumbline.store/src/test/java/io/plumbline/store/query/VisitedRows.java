package io.plumbline.store.query;

import java.util.Map;
import java.util.TreeMap;

import io.plumbline.store.Sql;

/** How many rows the statements of a transaction visit, as the database itself counts them. */
public abstract class VisitedRows {
    private Map<String, Long> found;

    /** From here on; within a transaction. */
    public static VisitedRows from(Sql sql) {
        return sql.vendor().postgresql() ? new Postgresql(sql) : new Derby(sql);
    }

    abstract Map<String, Long> count();

    public final long total() {
        found = count();
        return found.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        return "rows visited: " + (found == null ? "?" : found);
    }

    /** PostgreSQL counts rows read in sequence, and rows fetched through an index, for each table and transaction. */
    private static final class Postgresql extends VisitedRows {
        private final Sql sql;
        private final Map<String, Long> before;

        Postgresql(Sql sql) {
            this.sql = sql;
            this.before = counters();
        }

        private Map<String, Long> counters() {
            Map<String, Long> counters = new TreeMap<>();
            sql.each("select relname, seq_tup_read, coalesce(idx_tup_fetch, 0) as fetched from pg_stat_xact_user_tables", r -> {
                counters.put(r.text("relname") + " in sequence", r.number("seq_tup_read"));
                counters.put(r.text("relname") + " by index", r.number("fetched"));
            });
            return counters;
        }

        @Override
        Map<String, Long> count() {
            Map<String, Long> after = counters();
            before.forEach((name, rows) -> after.merge(name, -rows, Long::sum));
            after.values().removeIf(rows -> rows == 0);
            return after;
        }
    }

    /** Derby writes the plan of each statement, with the rows that each scan visited, into tables that it is told to make. */
    private static final class Derby extends VisitedRows {
        private final Sql sql;

        Derby(Sql sql) {
            this.sql = sql;
            sql.change("call syscs_util.syscs_set_runtimestatistics(1)");
            sql.change("call syscs_util.syscs_set_xplain_schema('PLANS')");
            sql.change("delete from plans.sysxplain_scan_props");
        }

        @Override
        Map<String, Long> count() {
            sql.change("call syscs_util.syscs_set_xplain_schema('')");
            sql.change("call syscs_util.syscs_set_runtimestatistics(0)");
            Map<String, Long> visited = new TreeMap<>();
            sql.each("select scan_object_name, scan_object_type, no_visited_rows from plans.sysxplain_scan_props where scan_object_name not like 'SYSXPLAIN%'",
                    r -> visited.merge(r.text("scan_object_name") + " " + r.text("scan_object_type"), r.number("no_visited_rows"), Long::sum));
            return visited;
        }
    }
}
