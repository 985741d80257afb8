package io.plumbline.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.FlowLog;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal;

/**
 * The journal in the table of this name. Personal values enter as commitments; the salts that tie a value to its commitment stand in
 * journal_salt and go when the person does. What is hashed how is said at {@link JournalLine}.
 */
@Component
public final class SqlJournal implements Journal {
    private static final int SALT_BYTES = 32;
    private static final String INSERT = """
            insert into journal (site, waiting, recorded_at, actor_kind, actor_name, action, object_type, object_id, version, reason, facts, commitments)
            values (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private final SecureRandom random = new SecureRandom();
    private final Sql sql;

    @Activate
    public SqlJournal(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public void append(Entry e) {
        Map<String, Map<String, String>> commitments = new TreeMap<>();
        List<Object[]> salts = new ArrayList<>();
        e.personal().forEach((field, personal) -> {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            commitments.put(field, Map.of("subject", personal.subject().value(), "commitment", commitment(salt, personal.value())));
            salts.add(new Object[] {field, e.site(), personal.subject(), HexFormat.of().formatHex(salt)});
        });
        sql.required(() -> {
            FlowLog.of(e).ifPresent(line -> sql.afterCommit(line::write));
            Object[] row = {e.site(), e.recordedAt(), e.actor().kind(), Texts.shortened(e.actor().name(), 100), e.action(), e.objectType(), e.object(), e.version(),
                    Texts.shortened(e.reason(), 2000), JournalLine.canonical(e.facts()), JournalLine.canonical(commitments)};
            sql.change(INSERT, row);
            // asking for the row's number costs Derby as much as the row: the salts find it where they are written
            return sql.changes("insert into journal_salt (entry_id, field, site, subject_id, salt) values ("
                    + (sql.vendor().postgresql() ? "lastval()" : "identity_val_local()") + ", ?, ?, ?, ?)", salts);
        });
    }

    static String commitment(byte[] salt, String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    @Override
    public int sequence(int most, Instant now) {
        return sql.alone(() -> someWait() ? chain(most, now) : 0);
    }

    boolean someWait() {
        return !sql.list("""
                select entry_id from journal --DERBY-PROPERTIES index=journal_waiting
                where waiting = 1 order by entry_id fetch first 1 rows only""", row -> row.number("entry_id")).isEmpty();
    }

    private int chain(int most, Instant now) {
        // the head's row is the lock: whoever comes second waits here and then sees what the first one did
        if (sql.change("update journal_head set changed_at = ? where id = 1", now) != 1) {
            throw new IllegalStateException("the journal has lost its head: verify it, nothing can be chained");
        }
        Head head = Head.read(sql);
        List<JournalLine> lines = sql.list("select " + JournalLine.COLUMNS + """
                 from journal --DERBY-PROPERTIES index=journal_waiting
                where waiting = 1 order by entry_id fetch first ? rows only""", JournalLine::of, most);
        long number = head.entries();
        String hash = head.hash();
        List<Object[]> rows = new ArrayList<>();
        for (JournalLine line : lines) {
            String previous = hash;
            hash = line.hash(previous, ++number);
            rows.add(new Object[] {number, previous, hash, line.entry()});
        }
        sql.changes("update journal set waiting = null, chain_no = ?, previous_hash = ?, chain_hash = ? where entry_id = ? and chain_no is null", rows);
        sql.change("update journal_head set entries = ?, chain_hash = ? where id = 1", number, hash);
        return rows.size();
    }

    @Override
    public Verification verify() {
        return new JournalVerification(sql).run();
    }

    /** Where the chain ends. */
    record Head(long entries, String hash) {
        static Head read(Sql sql) {
            return sql.one("select entries, chain_hash from journal_head where id = 1", row -> new Head(row.number("entries"), row.text("chain_hash")))
                    .orElse(null);
        }
    }
}
