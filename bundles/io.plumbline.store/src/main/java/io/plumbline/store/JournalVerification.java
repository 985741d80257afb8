package io.plumbline.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.plumbline.domain.Id;
import io.plumbline.domain.journal.Journal.Finding;
import io.plumbline.domain.journal.Journal.Kind;
import io.plumbline.domain.journal.Journal.Verification;

/**
 * Reads the journal from its first entry to its head, and then every row that it tells of. Each entry is judged by its own hash and by the one
 * that the entry after it was chained to, so that one fault is named once and not once more for each entry behind it. Writers are not
 * held up: entries that are numbered while this reads are read too, and a row that does not fit is looked at again until it stands still.
 */
final class JournalVerification {
    /** The state tables with a version, and the names under which the journal speaks of their rows. */
    static final Map<String, List<String>> VERSIONED = new TreeMap<>(Map.ofEntries(
            Map.entry("customer", List.of("customer")), Map.entry("contact", List.of("contact")), Map.entry("customer_order", List.of("customer_order", "order")),
            Map.entry("delivery", List.of("delivery")), Map.entry("goods_return", List.of("goods_return")), Map.entry("goods_receipt", List.of("goods_receipt")),
            Map.entry("feedback", List.of("feedback")), Map.entry("invitation", List.of("invitation")),
            Map.entry("response", List.of("response")), Map.entry("nonconformity", List.of("nonconformity")), Map.entry("mail", List.of("mail")),
            Map.entry("app_user", List.of("app_user", "user")), Map.entry("webhook", List.of("webhook")), Map.entry("cause", List.of("cause")), Map.entry("cause_category", List.of("cause_category")),
            Map.entry("case_plan", List.of("case_plan")), Map.entry("corrective_action", List.of("corrective_action")),
            Map.entry("case_comment", List.of("case_comment")), Map.entry("action_extension", List.of("action_extension")), Map.entry("rejection_proposal", List.of("rejection_proposal")), Map.entry("complaint", List.of("complaint")),
            Map.entry("recurrence", List.of("recurrence"))));
    /** The state tables whose rows never change, and so have no version: each has the one entry of its version 1. */
    static final Set<String> ENTERED_ONCE = new TreeSet<>(Set.of("containment", "effect_check", "case_signature", "attachment", "case_notice", "case_intake", "order_note", "follow_up"));
    private static final int PAGE = 1000;
    private static final int MOST_FINDINGS = 1000;
    private static final int MOST_LOOKS = 5;

    private final Sql sql;
    private final List<Finding> findings = new ArrayList<>();
    private long leftOut;

    JournalVerification(Sql sql) {
        this.sql = sql;
    }

    Verification run() {
        SqlJournal.Head before = SqlJournal.Head.read(sql);
        if (before == null) {
            found(Kind.CUT_OFF, 0, "the head of the journal is missing: how many entries there were cannot be told");
        }
        sql.list("select chain_no, object_type, object_id from journal where chain_no < 1 order by chain_no fetch first ? rows only",
                row -> new Finding(Kind.INSERTED, row.number("chain_no"),
                        "an entry has the number " + row.number("chain_no") + ", but numbers begin with 1" + about(row)), MOST_FINDINGS).forEach(this::found);
        sql.list("select chain_no, object_type, object_id from journal where chain_no is null and waiting is null fetch first ? rows only",
                row -> new Finding(Kind.INSERTED, 0, "an entry has no number and does not wait for one" + about(row)), MOST_FINDINGS).forEach(this::found);
        Chain chain = new Chain(before);
        chain.read();
        SqlJournal.Head after = SqlJournal.Head.read(sql);
        chain.end(after);
        VERSIONED.forEach((table, nouns) -> rows(table, nouns, "t.version"));
        ENTERED_ONCE.forEach(table -> rows(table, List.of(table), "1"));
        if (leftOut > 0) {
            findings.add(new Finding(Kind.ALTERED, 0, leftOut + " further findings are not listed"));
        }
        long unnumbered = sql.number("select count(*) from journal where chain_no is null");
        return new Verification(chain.count, unnumbered, chain.lastHash, findings);
    }

    private void found(Kind kind, long number, String text) {
        found(new Finding(kind, number, text));
    }

    private void found(Finding finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        } else {
            leftOut++;
        }
    }

    private static String about(Row row) {
        return " (about " + Texts.shortened(row.text("object_type"), 40) + " " + Texts.shortened(row.text("object_id"), 26) + ")";
    }

    /** The walk along the chain. */
    private final class Chain {
        private final SqlJournal.Head head;
        private final List<Finding> beyondHead = new ArrayList<>();
        private long count;
        private long last;
        private String lastHash = "";
        private boolean gap;

        private Chain(SqlJournal.Head head) {
            this.head = head;
        }

        void read() {
            long from;
            do {
                from = last;
                sql.each("select chain_no, previous_hash, chain_hash, " + JournalLine.COLUMNS + """
                         from journal --DERBY-PROPERTIES constraint=journal_number
                        where chain_no > ? order by chain_no fetch first ? rows only""", this::next, last, PAGE);
            } while (last > from);
        }

        private void next(Row row) {
            long number = row.number("chain_no");
            String previous = Objects.requireNonNullElse(row.text("previous_hash"), "");
            String hash = Objects.requireNonNullElse(row.text("chain_hash"), "");
            boolean beyond = head != null && number > head.entries();
            if (beyond && beyondHead.size() < MOST_FINDINGS) {
                beyondHead.add(new Finding(Kind.INSERTED, number, "entry " + number + " stands behind the end of the journal" + about(row)));
            }
            gap = number > last + 1;
            if (gap && !beyond) {
                missing(Kind.DELETED, last + 1, number - 1, "is missing");
            } else if (!gap && !previous.equals(lastHash)) {
                found(Kind.ALTERED, Math.max(last, 1), last == 0 ? "entry 1 says that another came before it" + about(row)
                        : "entry " + last + " is not the one that entry " + number + " was chained to: it was altered or replaced");
            }
            if (!JournalLine.of(row).hash(previous, number).equals(hash)) {
                found(Kind.ALTERED, number, "entry " + number + " does not match its hash: it was altered" + about(row));
            }
            if (head != null && number == head.entries() && !hash.equals(head.hash())) {
                found(Kind.ALTERED, number, "entry " + number + " is not the one that the journal's head names as its last");
            }
            count++;
            last = number;
            lastHash = hash;
        }

        void end(SqlJournal.Head after) {
            if (head != null && last < head.entries()) {
                missing(Kind.CUT_OFF, last + 1, head.entries(), "is missing at the end of the journal");
            }
            if (head != null && head.entries() == 0 && !head.hash().isEmpty()) {
                found(Kind.ALTERED, 0, "the journal's head names a last entry, but counts none");
            }
            long grown = after == null ? 0 : after.entries();
            beyondHead.stream().filter(f -> f.number() > grown).forEach(JournalVerification.this::found);
        }

        private void missing(Kind kind, long from, long to, String what) {
            for (long number = from; number <= to && number < from + 100; number++) {
                found(kind, number, "entry " + number + " " + what);
            }
            if (to >= from + 100) {
                found(kind, to, "and so are all up to entry " + to);
            }
        }
    }

    /** What is known of one object: its row's version (null: no row), and how its entries are numbered. */
    private record Look(Long version, long entries, long different, long lowest, long highest, long lastNumber) {
        boolean fits() {
            return version != null && entries == version && different == version && lowest == 1 && highest == version;
        }

        static Look of(Row row) {
            return new Look(row.longOrNull("row_version"), row.number("entries"), row.number("different"), row.number("lowest"), row.number("highest"),
                    row.number("last_no"));
        }
    }

    private static final String ENTRIES = "count(*) as entries, count(distinct version) as different, min(version) as lowest, max(version) as highest,"
            + " max(chain_no) as last_no";

    /** @param version what a row {@code t} of the table is at, in SQL */
    private void rows(String table, List<String> nouns, String version) {
        String types = "'" + String.join("', '", nouns) + "'";
        String perObject = "(select object_id, " + ENTRIES + " from journal where object_type in (" + types + ") group by object_id)";
        record Suspect(Id id, Look look) {
        }
        List<Suspect> suspects = new ArrayList<>();
        sql.each("select t.id, " + version + " as row_version, j.entries, j.different, j.lowest, j.highest, j.last_no from " + table + " t left join " + perObject
                + " j on j.object_id = t.id where j.object_id is null or j.entries <> " + version + " or j.different <> " + version + " or j.lowest <> 1"
                + " or j.highest <> " + version + " order by t.id", row -> {
                    if (suspects.size() <= MOST_FINDINGS) {
                        suspects.add(new Suspect(row.id("id"), Look.of(row)));
                    }
                });
        sql.each("select j.object_id, cast(null as bigint) as row_version, j.entries, j.different, j.lowest, j.highest, j.last_no from " + perObject
                + " j where not exists (select 1 from " + table + " t where t.id = j.object_id) order by j.object_id", row -> {
                    if (suspects.size() <= MOST_FINDINGS && Id.isOne(row.text("object_id"))) {
                        suspects.add(new Suspect(row.id("object_id"), Look.of(row)));
                    }
                });
        for (Suspect suspect : suspects) {
            Look look = suspect.look();
            for (int i = 0; i < MOST_LOOKS && !look.fits(); i++) {
                Look again = look(table, version, types, suspect.id());
                if (again.equals(look)) {
                    judge(nouns.get(0), suspect.id(), look);
                    break;
                }
                look = again;
            }
        }
    }

    private Look look(String table, String version, String types, Id id) {
        return sql.one("select (select " + version + " from " + table + " t where t.id = ?) as row_version, " + ENTRIES + """
                 from journal --DERBY-PROPERTIES index=journal_by_object
                where object_id = ? and object_type in (""" + types + ")", Look::of, id, id).orElseThrow();
    }

    private void judge(String noun, Id id, Look look) {
        String what = noun + " " + id;
        if (look.version() == null) {
            found(Kind.DELETED, look.lastNumber(), what + " is gone from its table, but the journal knows it up to version " + look.highest());
        } else if (look.entries() == 0) {
            found(Kind.STATE_WITHOUT_ENTRY, 0, what + " is at version " + look.version() + ", and no entry says how it came to be");
        } else if (look.highest() > look.version()) {
            found(Kind.STATE_WITHOUT_ENTRY, look.lastNumber(),
                    what + " is at version " + look.version() + ", but the journal knows version " + look.highest() + ": the row was set back or an entry was inserted");
        } else if (look.different() < look.version() || look.lowest() != 1) {
            found(Kind.STATE_WITHOUT_ENTRY, look.lastNumber(),
                    what + " is at version " + look.version() + ", but only " + look.different() + " of its versions have an entry");
        } else {
            found(Kind.INSERTED, look.lastNumber(), what + " is at version " + look.version() + ", but has " + look.entries() + " entries: a version is told twice");
        }
    }
}
