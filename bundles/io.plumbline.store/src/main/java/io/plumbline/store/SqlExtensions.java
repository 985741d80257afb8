package io.plumbline.store;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.action.Extension.Decision;
import io.plumbline.domain.action.Extensions;

/** Extensions in the table action_extension. Identities sort by creation. */
@Component
public final class SqlExtensions implements Extensions {
    private final Sql sql;

    @Activate
    public SqlExtensions(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Extension> of(Id action) {
        return sql.list("select * from action_extension --DERBY-PROPERTIES index=action_extension_by_action\n where action_id = ? order by id", SqlExtensions::extension, action);
    }

    @Override
    public List<Extension> ofCase(Id nonconformity) {
        return sql.list("select e.* from --DERBY-PROPERTIES joinOrder=FIXED\n corrective_action a --DERBY-PROPERTIES index=corrective_action_by_case\n, action_extension e"
                + " --DERBY-PROPERTIES index=action_extension_by_action, joinStrategy=NESTEDLOOP\n where a.nonconformity_id = ? and e.action_id = a.id order by e.id", SqlExtensions::extension,
                nonconformity);
    }

    @Override
    public void add(Extension e) {
        sql.change("""
                insert into action_extension (id, site, nonconformity_id, action_id, standing_for, due_before, due_wanted, reason, asked_by, asked_at, decision, decided_by, because, changed_at,
                    version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                e.id(), e.site(), e.nonconformity(), e.action(), standing(e), e.dueBefore(), e.wanted(), e.reason(), e.by(), e.askedAt(), e.decision(), e.decidedBy(), e.because(),
                e.changedAt(), e.version());
    }

    @Override
    public void save(Extension e) {
        sql.changeVersion("action_extension", e.id(), e.version(),
                "update action_extension set standing_for = ?, decision = ?, decided_by = ?, because = ?, changed_at = ?, version = ? where id = ? and version = ?",
                standing(e), e.decision(), e.decidedBy(), e.because(), e.changedAt(), e.version(), e.id(), e.version() - 1);
    }

    private static Id standing(Extension e) {
        return e.decision() == Decision.ASKED ? e.action() : null;
    }

    private static Extension extension(Row row) {
        return new Extension(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.id("action_id"), row.day("due_before"), row.day("due_wanted"), row.text("reason"),
                row.text("asked_by"), row.moment("asked_at"), row.one(Decision.class, "decision"), row.text("decided_by"), row.text("because"), row.moment("changed_at"),
                row.number("version"));
    }
}
