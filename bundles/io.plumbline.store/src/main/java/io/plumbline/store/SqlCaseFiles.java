package io.plumbline.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Containment;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.Disposition;
import io.plumbline.domain.nonconformity.EffectCheck;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Plan;
import io.plumbline.domain.nonconformity.RejectionProposal;
import io.plumbline.domain.nonconformity.Signature;
import io.plumbline.domain.nonconformity.Stratum;

/**
 * What is done about cases, in the tables containment, cause, case_plan, corrective_action, effect_check, rejection_proposal and
 * case_signature. Identities sort by creation, so a list by identity is a list as it was entered.
 */
@Component
public final class SqlCaseFiles implements CaseFiles {
    private final Sql sql;

    @Activate
    public SqlCaseFiles(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public CaseFile of(Nonconformity n) {
        Id id = n.facts().id();
        return new CaseFile(n,
                sql.list("select * from containment --DERBY-PROPERTIES index=containment_by_case\n where nonconformity_id = ? order by id", SqlCaseFiles::containment, id),
                sql.list("select * from cause --DERBY-PROPERTIES index=cause_by_case\n where nonconformity_id = ? order by id", SqlCaseFiles::cause, id),
                sql.list("select * from case_plan" + Sql.byKey("case_plan_once") + " where nonconformity_id = ? order by cycle_no", SqlCaseFiles::plan, id),
                sql.list("select * from corrective_action --DERBY-PROPERTIES index=corrective_action_by_case\n where nonconformity_id = ? order by id", SqlCaseFiles::action, id),
                sql.list("select * from effect_check --DERBY-PROPERTIES index=effect_check_by_case\n where nonconformity_id = ? order by id", SqlCaseFiles::check, id),
                sql.one("select * from rejection_proposal" + Sql.byKey("rejection_proposal_once") + " where standing_for = ?", SqlCaseFiles::rejection, id).orElse(null));
    }

    @Override
    public void add(Containment c) {
        sql.change("""
                insert into containment (id, site, nonconformity_id, disposition, what, quantity, uom, authority, decided_on, entered_by, entered_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                c.id(), c.site(), c.nonconformity(), c.disposition(), c.what(), c.quantity(), c.uom(), c.authority(), c.decidedOn(), c.by(), c.at());
    }

    @Override
    public void add(Cause c) {
        sql.change("""
                insert into cause (id, site, nonconformity_id, cycle_no, analysis_method, analysis, category, verdict, evidence, proposed_by, judged_by, changed_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                c.id(), c.site(), c.nonconformity(), c.cycle(), method(c), Json.of(c.analysis()), c.category(), c.verdict(), c.evidence(), c.by(), c.judgedBy(),
                c.changedAt(), c.version());
    }

    @Override
    public void save(Cause c) {
        sql.changeVersion("cause", c.id(), c.version(), """
                update cause set analysis_method = ?, analysis = ?, category = ?, verdict = ?, evidence = ?, proposed_by = ?, judged_by = ?, changed_at = ?, version = ?
                where id = ? and version = ?""",
                method(c), Json.of(c.analysis()), c.category(), c.verdict(), c.evidence(), c.by(), c.judgedBy(), c.changedAt(), c.version(), c.id(),
                c.version() - 1);
    }

    @Override
    public Optional<Cause> cause(Id id) {
        return sql.one("select * from cause" + Sql.byKey("cause_pk") + " where id = ?", SqlCaseFiles::cause, id);
    }

    @Override
    public void add(Plan p) {
        Criterion c = p.criterion();
        sql.change("""
                insert into case_plan (id, site, nonconformity_id, cycle_no, stratum_kind, stratum_value, measure, minimum_improvement, minimum_answers, judge_on, planned_by,
                    changed_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                p.id(), p.site(), p.nonconformity(), p.cycle(), c.stratum().kind(), c.stratum().value(), c.measure(), c.minimumImprovement(), c.minimumAnswers(), c.judgeOn(), p.by(),
                p.at(), p.version());
    }

    @Override
    public void save(Plan p) {
        Criterion c = p.criterion();
        sql.changeVersion("case_plan", p.id(), p.version(), """
                update case_plan set stratum_kind = ?, stratum_value = ?, measure = ?, minimum_improvement = ?, minimum_answers = ?, judge_on = ?, planned_by = ?, changed_at = ?, version = ?
                where id = ? and version = ?""",
                c.stratum().kind(), c.stratum().value(), c.measure(), c.minimumImprovement(), c.minimumAnswers(), c.judgeOn(), p.by(), p.at(), p.version(), p.id(), p.version() - 1);
    }

    @Override
    public void add(CorrectiveAction a) {
        CorrectiveAction.Facts f = a.facts();
        sql.change("""
                insert into corrective_action (id, site, nonconformity_id, cycle_no, kind, state, what, owner_login, due_on, planned_by, done_at, judged_by, cancel_reason,
                    cancelled_by, accepted_by, changed_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                f.id(), f.site(), f.nonconformity(), f.cycle(), f.kind(), a.state(), f.what(), f.owner(), f.due(), f.by(), doneAt(a), judgedBy(a), reason(a),
                cancelledBy(a), acceptedBy(a), f.changedAt(), f.version());
        keepNextDue(f.nonconformity());
    }

    @Override
    public void save(CorrectiveAction a) {
        CorrectiveAction.Facts f = a.facts();
        sql.changeVersion("corrective_action", f.id(), f.version(), """
                update corrective_action set kind = ?, state = ?, what = ?, owner_login = ?, due_on = ?, planned_by = ?, done_at = ?, judged_by = ?, cancel_reason = ?,
                    cancelled_by = ?, accepted_by = ?, changed_at = ?, version = ?
                where id = ? and version = ?""",
                f.kind(), a.state(), f.what(), f.owner(), f.due(), f.by(), doneAt(a), judgedBy(a), reason(a), cancelledBy(a), acceptedBy(a), f.changedAt(), f.version(),
                f.id(), f.version() - 1);
        keepNextDue(f.nonconformity());
    }

    /** Lists are sorted by the nearest due date, so that it is kept with the case and not looked for. */
    private void keepNextDue(Id nonconformity) {
        sql.change("update nonconformity set next_due_on = (select min(a.due_on) from corrective_action a where a.nonconformity_id = ? and a.state in ('Planned', 'InProgress'))"
                + " where id = ? and state not in ('Closed', 'Rejected', 'Merged')", nonconformity, nonconformity);
    }

    @Override
    public Optional<CorrectiveAction> action(Id id) {
        return sql.one("select * from corrective_action" + Sql.byKey("corrective_action_pk") + " where id = ?", SqlCaseFiles::action, id);
    }

    @Override
    public void add(EffectCheck c) {
        sql.change("insert into effect_check (id, site, nonconformity_id, cycle_no, proposal, numbers, checked_at) values (?, ?, ?, ?, ?, ?, ?)",
                c.id(), c.site(), c.nonconformity(), c.cycle(), c.proposal(), Json.of(new Numbers(c.counts(), c.reasons(), c.cautions())), c.at());
    }

    @Override
    public void add(RejectionProposal p) {
        sql.change("""
                insert into rejection_proposal (id, site, nonconformity_id, standing_for, reason, proposed_by, proposed_at, version)
                values (?, ?, ?, ?, ?, ?, ?, 1)""",
                p.id(), p.site(), p.nonconformity(), p.nonconformity(), p.reason(), p.by(), p.at());
    }

    @Override
    public boolean withdrawRejection(Id nonconformity) {
        return sql.change("update rejection_proposal set standing_for = null, version = version + 1 where standing_for = ?", nonconformity) == 1;
    }

    @Override
    public void add(Signature s) {
        sql.change("""
                insert into case_signature (id, site, nonconformity_id, case_version, content_hash, content, meaning, login, name, signed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                s.id(), s.site(), s.nonconformity(), s.version(), s.hash(), s.content(), s.meaning(), s.login(), s.name(), s.at());
    }

    @Override
    public List<Signature> signatures(Id nonconformity) {
        return sql.list("select * from case_signature --DERBY-PROPERTIES index=case_signature_by_case\n where nonconformity_id = ? order by id", SqlCaseFiles::signature,
                nonconformity);
    }

    private static String method(Cause c) {
        return c.analysis().getClass().getSimpleName();
    }

    private static Instant doneAt(CorrectiveAction a) {
        if (a instanceof CorrectiveAction.Done d) {
            return d.doneAt();
        }
        if (a instanceof CorrectiveAction.Verified v) {
            return v.doneAt();
        }
        return a instanceof CorrectiveAction.Ineffective i ? i.doneAt() : null;
    }

    private static String judgedBy(CorrectiveAction a) {
        if (a instanceof CorrectiveAction.Verified v) {
            return v.by();
        }
        return a instanceof CorrectiveAction.Ineffective i ? i.by() : null;
    }

    private static String reason(CorrectiveAction a) {
        return a instanceof CorrectiveAction.Cancelled c ? c.reason() : null;
    }

    private static String cancelledBy(CorrectiveAction a) {
        return a instanceof CorrectiveAction.Cancelled c ? c.by() : null;
    }

    private static String acceptedBy(CorrectiveAction a) {
        return a instanceof CorrectiveAction.Cancelled c ? c.acceptedBy() : null;
    }

    private static Containment containment(Row row) {
        return new Containment(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.one(Disposition.class, "disposition"), row.text("what"),
                plain(row.decimal("quantity")), row.text("uom"), row.text("authority"), row.day("decided_on"), row.text("entered_by"), row.moment("entered_at"));
    }

    /** Without the zeros that the column adds. */
    private static BigDecimal plain(BigDecimal quantity) {
        if (quantity == null) {
            return null;
        }
        BigDecimal stripped = quantity.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** A cause from any query that selects all columns of its table. */
    public static Cause cause(Row row) {
        return new Cause(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.integer("cycle_no"), analysis(row), row.text("category"),
                row.one(Cause.Verdict.class, "verdict"), row.text("evidence"), row.text("proposed_by"), row.text("judged_by"), row.moment("changed_at"), row.number("version"));
    }

    private static Analysis analysis(Row row) {
        String json = row.text("analysis");
        return switch (row.text("analysis_method")) {
            case "FiveWhys" -> Json.read(json, Analysis.FiveWhys.class);
            case "Ishikawa" -> Json.read(json, Analysis.Ishikawa.class);
            case "IsIsNot" -> Json.read(json, Analysis.IsIsNot.class);
            case "FreeText" -> Json.read(json, Analysis.FreeText.class);
            default -> throw new IllegalStateException("no such method of analysis: " + row.text("analysis_method"));
        };
    }

    private static Plan plan(Row row) {
        Criterion criterion = new Criterion(new Stratum(row.one(Stratum.Kind.class, "stratum_kind"), row.text("stratum_value")), row.one(Criterion.Measure.class, "measure"), row.integer("minimum_improvement"),
                row.integer("minimum_answers"), row.day("judge_on"));
        return new Plan(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.integer("cycle_no"), criterion, row.text("planned_by"), row.moment("changed_at"),
                row.number("version"));
    }

    /** An action from any query that selects all columns of its table. */
    public static CorrectiveAction action(Row row) {
        CorrectiveAction.Facts facts = new CorrectiveAction.Facts(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.integer("cycle_no"),
                row.one(CorrectiveAction.Kind.class, "kind"), row.text("what"), row.text("owner_login"), row.day("due_on"), row.text("planned_by"), row.moment("changed_at"),
                row.number("version"));
        return switch (row.text("state")) {
            case "Planned" -> new CorrectiveAction.Planned(facts);
            case "InProgress" -> new CorrectiveAction.InProgress(facts);
            case "Done" -> new CorrectiveAction.Done(facts, row.moment("done_at"));
            case "Verified" -> new CorrectiveAction.Verified(facts, row.moment("done_at"), row.text("judged_by"));
            case "Ineffective" -> new CorrectiveAction.Ineffective(facts, row.moment("done_at"), row.text("judged_by"));
            case "Cancelled" -> new CorrectiveAction.Cancelled(facts, row.text("cancel_reason"), row.text("cancelled_by"), row.text("accepted_by"));
            default -> throw new IllegalStateException("no such state of an action: " + row.text("state"));
        };
    }

    /** What the column numbers holds. */
    private record Numbers(EffectCheck.Counts counts, List<String> reasons, List<String> cautions) {
    }

    private static EffectCheck check(Row row) {
        Numbers numbers = Json.read(row.text("numbers"), Numbers.class);
        return new EffectCheck(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.integer("cycle_no"), row.one(EffectCheck.Proposal.class, "proposal"),
                numbers.counts(), numbers.reasons(), numbers.cautions(), row.moment("checked_at"));
    }

    private static RejectionProposal rejection(Row row) {
        return new RejectionProposal(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.text("reason"), row.text("proposed_by"), row.moment("proposed_at"));
    }

    private static Signature signature(Row row) {
        return new Signature(row.id("id"), row.site("site"), row.id("nonconformity_id"), row.number("case_version"), row.text("content_hash"), row.text("content"),
                row.one(Signature.Meaning.class, "meaning"), row.text("login"), row.text("name"), row.moment("signed_at"));
    }
}
