package io.plumbline.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.Attachment;
import io.plumbline.domain.nonconformity.Attachments;
import io.plumbline.domain.nonconformity.FileType;

/** Attachments in the table attachment, their contents in attachment_part. Identities sort by creation. */
@Component
public final class SqlAttachments implements Attachments {
    /** A copy of a database takes parts one by one, and each of them twice as large, as text. */
    static final int PART_BYTES = 256 * 1024;

    private final Sql sql;

    @Activate
    public SqlAttachments(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Attachment a, byte[] content) {
        sql.change("""
                insert into attachment (id, site, nonconformity_id, about_kind, about_id, name, file_type, byte_count, sha256, attached_by, attached_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                a.id(), a.site(), a.nonconformity(), a.kind(), a.about(), a.name(), a.type(), a.bytes(), a.sha256(), a.by(), a.at());
        List<Object[]> parts = new ArrayList<>();
        for (int from = 0; from < content.length; from += PART_BYTES) {
            parts.add(new Object[] {a.id(), parts.size(), a.site(), Arrays.copyOfRange(content, from, Math.min(content.length, from + PART_BYTES))});
        }
        sql.changes("insert into attachment_part (attachment_id, part_no, site, content) values (?, ?, ?, ?)", parts);
    }

    @Override
    public List<Attachment> of(Id nonconformity) {
        return sql.list("select * from attachment --DERBY-PROPERTIES index=attachment_by_case\n where nonconformity_id = ? order by id", SqlAttachments::attachment, nonconformity);
    }

    @Override
    public Optional<Attachment> byId(Id id) {
        return sql.one("select * from attachment" + Sql.byKey("attachment_pk") + " where id = ?", SqlAttachments::attachment, id);
    }

    @Override
    public Optional<byte[]> part(Id attachment, int number) {
        return sql.one("select content from attachment_part" + Sql.byKey("attachment_part_pk") + " where attachment_id = ? and part_no = ?", row -> row.bytes("content"), attachment,
                number);
    }

    private static Attachment attachment(Row row) {
        return new Attachment(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.one(Attachment.About.class, "about_kind"), row.id("about_id"), row.text("name"),
                row.one(FileType.class, "file_type"), row.integer("byte_count"), row.text("sha256"), row.text("attached_by"), row.moment("attached_at"));
    }
}
