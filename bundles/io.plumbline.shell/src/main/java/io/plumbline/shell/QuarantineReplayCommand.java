package io.plumbline.shell;

import java.util.List;
import java.util.stream.Collectors;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.ReplayQuarantined;
import io.plumbline.application.operation.ShellActs;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.Quarantine;

/** Tries records once more that were set aside. */
@Service
@Command(scope = "plumbline", name = "quarantine-replay", description = "Tries once more to take a record that was set aside, or all of them")
public final class QuarantineReplayCommand extends OperatorCommand {
    private static final int MOST = 10_000;

    @Reference(optional = true)
    Transactions transactions;
    @Reference(optional = true)
    Quarantine quarantine;
    @Reference(optional = true)
    ShellActs acts;
    @Argument(name = "id", description = "Which record, as plumbline:quarantine-list shows it")
    String id;
    @Option(name = "--all", description = "All records")
    boolean all;

    @Override
    void run() {
        if (all == (id != null)) {
            throw new IllegalArgumentException("say which one: an id as plumbline:quarantine-list shows it, or --all");
        }
        if (id != null && !Id.isOne(id)) {
            throw new IllegalArgumentException("there is no record " + Shown.line(id) + " in the quarantine");
        }
        List<Id> ids = all ? needed(transactions).required(() -> needed(quarantine).all(MOST)).stream().map(Quarantine.Entry::id).toList() : List.of(new Id(id));
        long taken = ids.stream().filter(this::taken).count();
        if (all) {
            out().println(taken + " of " + ids.size() + " taken");
        } else if (taken == 0) {
            throw new IllegalStateException("the record stays in the quarantine");
        }
    }

    private boolean taken(Id record) {
        ReplayQuarantined.Outcome outcome = needed(acts).replayQuarantined(user(), record, now());
        if (outcome instanceof ReplayQuarantined.Outcome.StillWrong wrong) {
            out().println(record + " is still wrong: " + Shown.line(wrong.problems().stream().map(Problem::text).collect(Collectors.joining("; "))));
        } else if (outcome instanceof ReplayQuarantined.Outcome.Unreachable unreachable) {
            out().println(record + ": its source cannot be read now: " + Shown.line(unreachable.why()));
        } else if (outcome instanceof ReplayQuarantined.Outcome.Unknown) {
            out().println(record + " is not in the quarantine");
        } else {
            out().println(record + " is taken");
            return true;
        }
        return false;
    }
}
