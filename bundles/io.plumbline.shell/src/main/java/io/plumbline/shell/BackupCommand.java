package io.plumbline.shell;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

import io.plumbline.application.operation.BackUpDatabase;
import io.plumbline.application.operation.DatabaseBackups.Outcome;

/** Copies the embedded database while it is used, and looks through the copy. */
@Service
@Command(scope = "plumbline", name = "backup", description = "Copies the embedded database while it is used, and verifies the copy")
public final class BackupCommand extends OperatorCommand {
    @Reference(optional = true)
    BackUpDatabase backup;
    @Argument(name = "folder", description = "Where to: a folder that exists; the copy gets one of its own in it", required = true)
    String folder;

    @Override
    void run() {
        Outcome outcome = needed(backup).backUp(user(), path(), now());
        if (outcome instanceof Outcome.Refused refused) {
            throw new IllegalStateException("no backup was made: " + refused.why().replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " "));
        }
        Outcome.Made made = (Outcome.Made) outcome;
        ShellTable table = new ShellTable();
        table.column("Table");
        table.column("Rows");
        made.tables().forEach(t -> table.addRow().addContent(t.table(), t.rows()));
        table.print(out());
        out().println();
        out().println("The copy is in " + made.folder());
        out().println("Its journal: " + made.journal().entries() + " entries in the chain, " + made.journal().unnumbered() + " wait for their number, head "
                + made.journal().headHash());
        out().println("Not in it: the secret file " + needed(backup).secret() + ". Keep a copy of that too, and not beside this one: without it, mailed links open nothing;"
                + " with both, a thief can open them.");
        if (!made.journal().sound()) {
            throw new IllegalStateException("the journal of the copy is not sound: " + made.journal().findings().size() + " findings; the first: "
                    + Shown.line(made.journal().findings().get(0).text()));
        }
        out().println("The journal of the copy is sound.");
    }

    private Path path() {
        try {
            return Path.of(folder);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(Shown.line(folder) + " is no folder");
        }
    }
}
