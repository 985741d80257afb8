package io.plumbline.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

import io.plumbline.application.operation.Health;
import io.plumbline.application.operation.OperationQueries;

/** How Plumbline fares, part by part. */
@Service
@Command(scope = "plumbline", name = "status", description = "How Plumbline fares, part by part")
public final class StatusCommand extends OperatorCommand {
    @Reference(optional = true)
    Health health;
    @Reference(optional = true)
    OperationQueries queries;

    @Override
    void run() {
        Bundle bundle = FrameworkUtil.getBundle(StatusCommand.class);
        out().println("Plumbline" + (bundle == null ? "" : " " + bundle.getVersion()));
        if (!databaseShown()) {
            out().println("database: does not answer");
        }
        out().println();
        ShellTable table = new ShellTable().emptyTableText("Nothing to look at: Plumbline has not started.");
        table.column("Part");
        table.column("State");
        table.column("What");
        if (health != null) {
            Health.Report report = health.report(now());
            report.parts().forEach(part -> table.addRow().addContent(part.name(), part.state(), part.text().replaceAll("\\p{Cntrl}", " ")));
            table.print(out());
            out().println();
            out().println("All in all: " + report.state() + (report.ready() ? ", ready for users" : ", not ready for users"));
        } else {
            table.print(out());
        }
    }

    /** Returns false when the database has nothing to say: why not is told by its health below. */
    private boolean databaseShown() {
        if (queries == null) {
            return false;
        }
        try {
            String counts = queries.deliveries() + " deliveries known, " + queries.unnumberedJournalEntries() + " journal entries wait for their number";
            out().println("database: " + Shown.line(queries.database()));
            out().println(counts);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
