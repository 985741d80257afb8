package io.plumbline.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

import io.plumbline.application.operation.Routes;

/** What runs by itself. */
@Service
@Command(scope = "plumbline", name = "routes", description = "What runs by itself, and how it fares")
public final class RoutesCommand extends OperatorCommand {
    @Reference(optional = true)
    Routes routes;

    @Override
    void run() {
        ShellTable table = new ShellTable().emptyTableText("No route runs: they wait for the database, or for what gate.target in etc/io.plumbline.routes.cfg names.");
        for (String column : new String[] {"Route", "State", "Last run (UTC)", "Error"}) {
            table.column(column);
        }
        needed(routes).all().forEach(r -> table.addRow().addContent(r.id(), r.state().name().toLowerCase(java.util.Locale.ROOT), Shown.time(r.lastRunAt(), now()),
                r.failingSince() == null ? "" : "failing since " + Shown.time(r.failingSince(), now()) + ": " + Shown.line(r.lastError())));
        table.print(out());
    }
}
