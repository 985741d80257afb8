package io.plumbline.store.query;

import java.time.LocalDate;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.WaitingActions;
import io.plumbline.domain.Site;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.store.Sql;
import io.plumbline.store.SqlCaseFiles;

/** Actions that are still to be done, from the tables corrective_action and nonconformity. */
@Component
public final class SqlWaitingActions implements WaitingActions {
    private final Sql sql;

    @Activate
    public SqlWaitingActions(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<CorrectiveAction> due(Site site, LocalDate until) {
        return sql.list("""
                select a.* from corrective_action a join nonconformity n on n.id = a.nonconformity_id
                where a.site = ? and a.state in ('Planned', 'InProgress') and a.due_on <= ? and n.cycle_no = a.cycle_no and n.state in ('Analysed', 'Planned', 'Implementing')
                order by a.due_on, a.id""", SqlCaseFiles::action, site, until);
    }
}
