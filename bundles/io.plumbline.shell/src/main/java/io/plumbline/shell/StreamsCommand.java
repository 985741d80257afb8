package io.plumbline.shell;

import java.util.List;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

import io.plumbline.application.Transactions;
import io.plumbline.domain.delivery.Streams;

/** The sources and drop folders, and how each fares. */
@Service
@Command(scope = "plumbline", name = "streams", description = "Sources and drop folders: how far each was read, and what is wrong with it")
public final class StreamsCommand extends OperatorCommand {
    @Reference(optional = true)
    Transactions transactions;
    @Reference(optional = true)
    Streams streams;

    @Override
    void run() {
        List<Streams.State> all = needed(transactions).required(needed(streams)::all);
        ShellTable table = new ShellTable().emptyTableText("No source is set up yet: see the files io.plumbline.erp.*.cfg.example in etc/.");
        for (String column : new String[] {"Name", "Type", "State", "Read up to (UTC)", "Last read (UTC)", "Deliveries", "Error"}) {
            table.column(column);
        }
        for (Streams.State s : all) {
            table.addRow().addContent(s.name(), s.type(), state(s), Shown.time(s.cursor() == null ? null : s.cursor().to(), now()), Shown.time(s.lastReadAt(), now()),
                    s.items(), Shown.line(s.lastError()));
        }
        table.print(out());
    }

    private String state(Streams.State s) {
        if (s.paused()) {
            return "paused";
        }
        if (s.lastError() != null) {
            return "failing since " + Shown.time(s.failingSince(), now()) + ", " + s.failures() + " times";
        }
        return s.lastReadAt() == null ? "not read yet" : "well";
    }
}
