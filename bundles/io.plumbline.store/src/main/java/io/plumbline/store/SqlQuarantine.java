package io.plumbline.store;

import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import com.fasterxml.jackson.core.type.TypeReference;

import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Sha256;
import io.plumbline.domain.delivery.Quarantine;

/** Records that were set aside, in the table quarantine. */
@Component
public final class SqlQuarantine implements Quarantine {
    private static final int MOST_IDENTITY = 400;
    private static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {
    };
    private final Sql sql;

    @Activate
    public SqlQuarantine(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public void put(Entry e) {
        sql.required(() -> {
            int known = sql.change("update quarantine set payload = ?, format = ?, problems = ?, last_at = ? where connector = ? and doc_identity = ?", e.payload(),
                    Texts.shortened(e.format(), 100), Json.of(e.problems()), e.lastAt(), e.connector(), fitting(e.identity()));
            if (known == 0) {
                sql.change("""
                        insert into quarantine (id, site, connector, doc_identity, payload, format, problems, first_at, last_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                        e.id(), e.site(), e.connector(), fitting(e.identity()), e.payload(), Texts.shortened(e.format(), 100), Json.of(e.problems()), e.firstAt(),
                        e.lastAt());
            }
            return null;
        });
    }

    @Override
    public Optional<Entry> byId(Id id) {
        return sql.one("select * from quarantine where id = ?", SqlQuarantine::entry, id);
    }

    @Override
    public List<Entry> all(int most) {
        return sql.list("""
                select * from quarantine --DERBY-PROPERTIES index=quarantine_newest
                order by last_at desc, id desc fetch first ? rows only""", SqlQuarantine::entry, most);
    }

    @Override
    public long count() {
        return sql.number("select count(*) from quarantine");
    }

    @Override
    public void remove(Id id) {
        sql.change("delete from quarantine where id = ?", id);
    }

    @Override
    public void remove(String connector, String identity) {
        sql.change("delete from quarantine where connector = ? and doc_identity = ?", connector, fitting(identity));
    }

    /** What is wrong with a record may be that its identity is endless: such a one is kept by its beginning and its hash. */
    private static String fitting(String identity) {
        if (identity.length() <= MOST_IDENTITY) {
            return identity;
        }
        String hash = Sha256.hex(identity);
        return identity.substring(0, MOST_IDENTITY - hash.length() - 1) + "…" + hash;
    }

    private static Entry entry(Row row) {
        return new Entry(row.id("id"), row.site("site"), row.text("connector"), row.text("doc_identity"), row.text("payload"), row.text("format"),
                Json.read(row.text("problems"), PROBLEMS), row.moment("first_at"), row.moment("last_at"));
    }
}
