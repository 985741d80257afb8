package io.plumbline.store.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CaseOrder;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.WorkQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.store.Row;
import io.plumbline.store.Sql;

/** What waits for one person, read by SQL. */
@Component
public final class SqlWorkQueries implements WorkQueries {
    private static final List<String> OPEN = List.of("Reported", "Contained", "Analysed", "Planned", "Implementing", "AwaitingEffectiveness");
    private static final String FIRST = " fetch first " + MOST + " rows only";
    private static final String ACTIONS = "select a.id, a.nonconformity_id, a.what, a.state, a.owner_login, a.due_on " + Select.inThisOrder() + "corrective_action a";
    private static final String OF_OPEN_CASES = ", nonconformity n" + Select.eachByKey("nonconformity_pk")
            + " where n.id = a.nonconformity_id and n.cycle_no = a.cycle_no and n.state not in ('Closed', 'Rejected', 'Merged') and a.site = ?";
    private static final String BY_DUE_DATE = " order by a.due_on, a.id" + FIRST;
    private static final String MINE = ACTIONS + Select.by("corrective_action_by_owner") + OF_OPEN_CASES + " and a.owner_login = ? and a.state in ('Planned', 'InProgress')" + BY_DUE_DATE;
    private static final String DONE = ACTIONS + Select.by("corrective_action_by_state") + OF_OPEN_CASES + " and a.state = 'Done' and a.owner_login <> ?" + BY_DUE_DATE;
    private static final String CANCELLED = ACTIONS + Select.by("corrective_action_by_state") + OF_OPEN_CASES
            + " and a.state = 'Cancelled' and a.accepted_by is null and a.cancelled_by <> ?" + BY_DUE_DATE;
    /** From the requests, of which few stand: an index entry that is null comes after all others. */
    private static final String REQUESTS = "select a.id, a.nonconformity_id, a.what, a.state, a.owner_login, a.due_on, e.due_wanted, e.reason, e.asked_by, e.asked_at " + Select.inThisOrder()
            + "action_extension e" + Select.byKey("action_extension_once") + ", corrective_action a" + Select.eachByKey("corrective_action_pk") + ", nonconformity n"
            + Select.eachByKey("nonconformity_pk") + " where e.standing_for >= '0' and e.site = ? and e.asked_by <> ? and a.id = e.action_id and a.state in ('Planned', 'InProgress')"
            + " and n.id = a.nonconformity_id and n.cycle_no = a.cycle_no and n.state in ('Analysed', 'Planned', 'Implementing') order by e.id" + FIRST;
    private static final String PLANNED_BY_OTHERS = "select n.id from nonconformity n" + Select.by("nonconformity_newest_by_state") + " where n.site = ? and n.state = 'Analysed'"
            + " and exists (select 1 from case_plan p where p.nonconformity_id = n.id and p.cycle_no = n.cycle_no and p.planned_by <> ?)"
            + " and exists (select 1 from corrective_action a where a.nonconformity_id = n.id and a.cycle_no = n.cycle_no and a.state <> 'Cancelled')"
            + " and not exists (select 1 from corrective_action b where b.nonconformity_id = n.id and b.cycle_no = n.cycle_no and b.state <> 'Cancelled' and b.planned_by = ?)"
            + " order by n.case_year desc, n.running_no desc" + FIRST;
    private static final String REJECTIONS = "select r.standing_for, r.proposed_by, r.reason, r.proposed_at from rejection_proposal r, nonconformity n"
            + " where n.id = r.standing_for and n.state in ('Reported', 'Contained') and r.site = ? and r.proposed_by <> ? order by r.id" + FIRST;

    private final Sql sql;
    private final CaseQueries cases;

    @Activate
    public SqlWorkQueries(@Reference Sql sql, @Reference CaseQueries cases) {
        this.sql = sql;
        this.cases = cases;
    }

    /** What belongs to a case whose row is not read yet. */
    private record Part<T>(Id of, Function<CaseRow, T> in) {
    }

    @Override
    public Work of(Site site, String login) {
        return sql.required(() -> new Work(tasks(MINE, site, login), tasks(DONE, site, login), tasks(CANCELLED, site, login), whole(sql.list(REQUESTS, SqlWorkQueries::request, site, login)),
                CaseRows.of(sql, sql.list(PLANNED_BY_OTHERS, r -> r.id("id"), site, login, login)),
                whole(sql.list(REJECTIONS, SqlWorkQueries::proposal, site, login)),
                cases.list(new CaseQueries.Filter(site, OPEN, null, null, null).of(new CaseQueries.Owner(login)), new CaseOrder(CaseOrder.By.DUE, CaseOrder.Direction.UP), null, MOST).items()));
    }

    private List<Task> tasks(String select, Site site, String login) {
        return whole(sql.list(select, SqlWorkQueries::task, site, login));
    }

    private static Part<Task> task(Row r) {
        Id id = r.id("id");
        String what = r.text("what");
        String state = r.text("state");
        String owner = r.text("owner_login");
        LocalDate due = r.day("due_on");
        return new Part<>(r.id("nonconformity_id"), row -> new Task(id, what, state, owner, due, row));
    }

    private static Part<Request> request(Row r) {
        Part<Task> task = task(r);
        LocalDate wanted = r.day("due_wanted");
        String reason = r.text("reason");
        String by = r.text("asked_by");
        Instant at = r.moment("asked_at");
        return new Part<>(task.of(), row -> new Request(task.in().apply(row), wanted, reason, by, at));
    }

    private static Part<Proposal> proposal(Row r) {
        String by = r.text("proposed_by");
        String reason = r.text("reason");
        Instant at = r.moment("proposed_at");
        return new Part<>(r.id("standing_for"), row -> new Proposal(by, reason, at, row));
    }

    private <T> List<T> whole(List<Part<T>> parts) {
        Map<Id, CaseRow> rows = new HashMap<>();
        CaseRows.of(sql, parts.stream().map(Part::of).distinct().toList()).forEach(row -> rows.put(row.id(), row));
        List<T> all = new ArrayList<>();
        parts.forEach(part -> all.add(part.in().apply(rows.get(part.of()))));
        return all;
    }
}
