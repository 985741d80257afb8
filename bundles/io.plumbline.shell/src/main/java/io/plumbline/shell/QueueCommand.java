package io.plumbline.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

import io.plumbline.application.Transactions;
import io.plumbline.application.operation.OperationQueries;

/** What waits, and why. */
@Service
@Command(scope = "plumbline", name = "queue", description = "What waits in each queue; with the name of a step, which ones and why")
public final class QueueCommand extends OperatorCommand {
    private static final int MOST = 100;

    @Reference(optional = true)
    Transactions transactions;
    @Reference(optional = true)
    OperationQueries queries;
    @Argument(name = "step", description = "A step such as invitations.send")
    @Completion(StepNames.class)
    String step;

    @Override
    void run() {
        if (step == null) {
            queues();
        } else {
            steps();
        }
    }

    private void queues() {
        ShellTable table = new ShellTable().emptyTableText("There are no queues.");
        for (String column : new String[] {"Step", "Due", "Later", "Under way", "Failing", "Set aside", "Longest due since (UTC)"}) {
            table.column(column);
        }
        needed(transactions).required(() -> needed(queries).queues(now())).forEach(q -> table.addRow().addContent(q.kind().route(), q.due(), q.later(), q.underway(),
                q.failing(), q.parked(), Shown.time(q.oldestDue(), now())));
        table.print(out());
    }

    private void steps() {
        io.plumbline.domain.flow.Command.Kind kind = StepNames.kind(step);
        ShellTable table = new ShellTable().emptyTableText("Nothing waits in " + step + ".");
        for (String column : new String[] {"Subject", "State", "Due (UTC)", "Tries", "Error"}) {
            table.column(column);
        }
        needed(transactions).required(() -> needed(queries).steps(kind, MOST)).forEach(s -> table.addRow().addContent(s.subject(),
                s.parked() ? "set aside" : s.leaseUntil() != null && s.leaseUntil().isAfter(now()) ? "under way" : "waits",
                Shown.time(s.dueAt(), now()), s.attempts(), Shown.line(s.lastError())));
        table.print(out());
    }
}
