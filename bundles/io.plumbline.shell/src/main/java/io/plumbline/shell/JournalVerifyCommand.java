package io.plumbline.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

import io.plumbline.application.operation.ShellActs;
import io.plumbline.domain.journal.Journal;

/** Checks the journal's chain and that every row of the state tables has its entries. */
@Service
@Command(scope = "plumbline", name = "journal-verify", description = "Reads the whole journal and names each altered, deleted, inserted or cut-off row")
public final class JournalVerifyCommand extends OperatorCommand {
    @Reference(optional = true)
    ShellActs acts;

    @Override
    void run() {
        Journal.Verification found = needed(acts).verifyJournal(user(), now());
        out().println(found.entries() + " entries in the chain, " + found.unnumbered() + " wait for their number");
        if (!found.headHash().isEmpty()) {
            out().println("head: " + found.headHash());
        }
        if (found.sound()) {
            out().println("The journal is sound.");
            return;
        }
        ShellTable table = new ShellTable();
        for (String column : new String[] {"Entry", "What happened", "Which"}) {
            table.column(column);
        }
        found.findings().forEach(f -> table.addRow().addContent(f.number() == 0 ? "-" : String.valueOf(f.number()), words(f.kind()), f.text().replaceAll("\\p{Cntrl}", " ")));
        table.print(out());
        throw new IllegalStateException("the journal is not sound: " + found.findings().size() + " findings");
    }

    private static String words(Journal.Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
