package io.plumbline.store;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Site;

/** What the table database_move says of the database as a whole, and of the tables of one that is being filled. */
final class MoveMark {
    private static final String WHOLE = "-";

    private MoveMark() {
    }

    enum Side { SOURCE, TARGET }

    enum Stage { BEGUN, DONE }

    /** @param other the database at the other end, as people know it */
    record Whole(String move, Side side, Stage stage, String other) {
        /** Why a database with this mark must not be used; null when it may. */
        String withheld() {
            if (side == Side.SOURCE) {
                return stage == Stage.DONE
                        ? "everything in this database was moved to " + other + ": enter that one in etc/org.ops4j.datasource-plumbline.cfg, or take it back with"
                                + " plumbline:migrate --give-up"
                        : "this database is being moved to " + other + ": let plumbline:migrate go on, or take it back with plumbline:migrate --give-up";
            }
            return stage == Stage.DONE ? null : "this database is half filled from " + other + ": end that with plumbline:migrate there, or begin again with an empty one";
        }
    }

    /** @param lastKey null before the first row */
    record Part(long copied, List<String> lastKey, boolean done) {
    }

    static Optional<Whole> whole(Sql sql) {
        return sql.one("select move_id, side, stage, other from database_move where part = ?",
                row -> new Whole(row.text("move_id"), row.one(Side.class, "side"), row.one(Stage.class, "stage"), row.text("other")), WHOLE);
    }

    static void write(Sql sql, Whole mark) {
        sql.required(() -> {
            int known = sql.change("update database_move set move_id = ?, side = ?, stage = ?, other = ? where part = ?", mark.move(), mark.side(), mark.stage(),
                    mark.other(), WHOLE);
            return known > 0 ? known : sql.change("insert into database_move (part, site, move_id, side, stage, other, copied) values (?, ?, ?, ?, ?, ?, 0)", WHOLE,
                    Site.MAIN, mark.move(), mark.side(), mark.stage(), mark.other());
        });
    }

    static void forget(Sql sql) {
        sql.change("delete from database_move");
    }

    static Optional<Part> part(Sql sql, String table) {
        return sql.one("select copied, last_key, stage from database_move where part = ?", row -> new Part(row.number("copied"),
                row.text("last_key") == null ? null : Json.texts(row.text("last_key")), row.one(Stage.class, "stage") == Stage.DONE), table);
    }

    static void begin(Sql sql, String move, String table) {
        sql.change("insert into database_move (part, site, move_id, side, stage, copied) values (?, ?, ?, ?, ?, 0)", table, Site.MAIN, move, Side.TARGET, Stage.BEGUN);
    }

    static void reached(Sql sql, String table, long more, List<String> lastKey) {
        sql.change("update database_move set copied = copied + ?, last_key = ? where part = ?", more, Json.of(lastKey), table);
    }

    static void done(Sql sql, String table) {
        sql.change("update database_move set stage = ? where part = ?", Stage.DONE, table);
    }
}
