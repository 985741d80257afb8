package io.plumbline.store;

import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.Intake;
import io.plumbline.domain.nonconformity.Intakes;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;

/** What was said when cases were filed, in the table case_intake. */
@Component
public final class SqlIntakes implements Intakes {
    private final Sql sql;

    @Activate
    public SqlIntakes(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public void add(Intake i) {
        sql.change("""
                insert into case_intake (id, site, nonconformity_id, source, reference, description, proposed, reasons, line_id, sku, product, lot, carrier, filed_by, filed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                i.id(), i.site(), i.nonconformity(), i.source(), i.reference(), i.description(), i.proposed(), Json.of(i.reasons()), i.line(), i.sku(), i.product(), i.lot(), i.carrier(),
                i.by(), i.at());
        CaseWords.write(sql, i);
    }

    @Override
    public Optional<Intake> of(Id nonconformity) {
        return sql.one("select * from case_intake" + Sql.byKey("case_intake_once") + " where nonconformity_id = ?", SqlIntakes::intake, nonconformity);
    }

    private static Intake intake(Row row) {
        return new Intake(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.one(Trigger.Kind.class, "source"), row.text("reference"), row.text("description"),
                row.one(Severity.class, "proposed"), Json.texts(row.text("reasons")), row.text("line_id"), row.text("sku"), row.text("product"), row.text("lot"), row.text("carrier"),
                row.text("filed_by"), row.moment("filed_at"));
    }
}
