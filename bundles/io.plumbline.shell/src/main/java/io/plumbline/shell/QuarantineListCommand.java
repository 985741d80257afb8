package io.plumbline.shell;

import java.util.stream.Collectors;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

import io.plumbline.application.Transactions;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.Quarantine;

/** Records that could not be taken. */
@Service
@Command(scope = "plumbline", name = "quarantine-list", description = "Records of a source that could not be taken, and what is wrong with them")
public final class QuarantineListCommand extends OperatorCommand {
    private static final int MOST = 100;

    @Reference(optional = true)
    Transactions transactions;
    @Reference(optional = true)
    Quarantine quarantine;

    @Override
    void run() {
        ShellTable table = new ShellTable().emptyTableText("The quarantine is empty.");
        for (String column : new String[] {"Id", "Source", "Document", "Last seen (UTC)", "What is wrong"}) {
            table.column(column);
        }
        needed(transactions).required(() -> needed(quarantine).all(MOST)).forEach(e -> table.addRow().addContent(e.id(), e.connector(), Shown.line(e.identity()),
                Shown.time(e.lastAt(), now()), Shown.line(e.problems().stream().map(Problem::text).collect(Collectors.joining("; ")))));
        table.print(out());
        long all = transactions.required(quarantine::count);
        if (all > MOST) {
            out().println("The newest " + MOST + " of " + all + ".");
        }
    }
}
