package io.plumbline.store;

import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.Comment;
import io.plumbline.domain.nonconformity.Comments;

/** Comments in the table case_comment. Identities sort by creation. */
@Component
public final class SqlComments implements Comments {
    private final Sql sql;

    @Activate
    public SqlComments(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Comment c) {
        sql.change("insert into case_comment (id, site, nonconformity_id, words, said_by, said_at, withdrawn_at, version) values (?, ?, ?, ?, ?, ?, ?, ?)",
                c.id(), c.site(), c.nonconformity(), c.text(), c.by(), c.at(), c.withdrawnAt(), c.version());
    }

    @Override
    public void save(Comment c) {
        sql.changeVersion("case_comment", c.id(), c.version(), "update case_comment set withdrawn_at = ?, version = ? where id = ? and version = ?", c.withdrawnAt(), c.version(), c.id(),
                c.version() - 1);
    }

    @Override
    public Optional<Comment> byId(Id id) {
        return sql.one("select * from case_comment" + Sql.byKey("case_comment_pk") + " where id = ?", SqlComments::comment, id);
    }

    @Override
    public List<Comment> of(Id nonconformity) {
        return sql.list("select * from case_comment --DERBY-PROPERTIES index=case_comment_by_case\n where nonconformity_id = ? order by id", SqlComments::comment, nonconformity);
    }

    private static Comment comment(Row row) {
        return new Comment(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.text("words"), row.text("said_by"), row.moment("said_at"), row.moment("withdrawn_at"),
                row.number("version"));
    }
}
