package io.plumbline.application.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Organisation;
import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.ReplayQuarantined;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.Quarantine;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.journal.Journal;

/**
 * What operators do in the machine's own shell. Who may is settled there, by the container's roles, and not by those of Plumbline's users;
 * the journal names the shell's user as {@code shell:name}, in the transaction of the act.
 */
@Component(service = ShellActs.class)
public final class ShellActs {
    private static final int MOST = 1000;

    private final Transactions transactions;
    private final Journal journal;
    private final Ids ids;
    private final Organisation.Current organisation;
    private final Streams streams;
    private final WorkQueue queue;
    private final OperationQueries queries;
    private final Quarantine quarantine;
    private final ReplayQuarantined replay;

    @Activate
    public ShellActs(@Reference Transactions transactions, @Reference Journal journal, @Reference Ids ids, @Reference Organisation.Current organisation,
            @Reference Streams streams, @Reference WorkQueue queue, @Reference OperationQueries queries, @Reference Quarantine quarantine,
            @Reference ReplayQuarantined replay) {
        this.transactions = transactions;
        this.journal = journal;
        this.ids = ids;
        this.organisation = organisation;
        this.streams = streams;
        this.queue = queue;
        this.queries = queries;
        this.quarantine = quarantine;
        this.replay = replay;
    }

    /** Returns whether there is a stream of this name. */
    public boolean pauseStream(String user, String stream, Instant now) {
        return act(user, "stream.paused", now, () -> streams.pause(stream, true), "stream", stream);
    }

    /** Returns whether there is a stream of this name. */
    public boolean resumeStream(String user, String stream, Instant now) {
        return act(user, "stream.resumed", now, () -> streams.pause(stream, false), "stream", stream);
    }

    /** Has everything read again from the beginning. Returns whether there is a stream of this name. */
    public boolean resetStream(String user, String stream, Instant now) {
        return act(user, "stream.reset", now, () -> streams.reset(stream), "stream", stream);
    }

    /** Makes a step that waits or was set aside due at once. Returns whether there is such a step. */
    public boolean replayStep(String user, Command.Kind kind, Id subject, Instant now) {
        return act(user, "step.replayed", now, () -> queue.replay(kind, subject, now), "step", kind.route(), "subject", subject);
    }

    /** Likewise for those of a kind that were set aside, or failed and wait: at most a thousand at a time. Returns how many. */
    public int replayFailedSteps(String user, Command.Kind kind, Instant now) {
        List<OperationQueries.Step> failed = transactions.required(() -> queries.steps(kind, MOST)).stream()
                .filter(s -> s.parked() || s.lastError() != null).toList();
        return (int) failed.stream().filter(s -> replayStep(user, kind, s.subject(), now)).count();
    }

    /** Tries once more to take a record that was set aside. */
    public ReplayQuarantined.Outcome replayQuarantined(String user, Id record, Instant now) {
        Optional<Quarantine.Entry> entry = transactions.required(() -> quarantine.byId(record));
        ReplayQuarantined.Outcome outcome = replay.replay(record, actor(user), now);
        if (outcome instanceof ReplayQuarantined.Outcome.Taken && entry.isPresent()) {
            transactions.run(() -> note(user, "quarantine.replayed", now, "connector", entry.get().connector(), "identity", entry.get().identity()));
        }
        return outcome;
    }

    /** Checks the whole journal, and has the journal say what was found. */
    public Journal.Verification verifyJournal(String user, Instant now) {
        Journal.Verification found = journal.verify();
        transactions.run(() -> note(user, "journal.verified", now, "entries", found.entries(), "head", found.headHash(), "findings", found.findings().size()));
        return found;
    }

    /** The note that a route was paused or resumed: the act itself is the container's. */
    public void routeSteered(String user, String route, boolean paused, Instant now) {
        transactions.run(() -> note(user, paused ? "route.paused" : "route.resumed", now, "route", route));
    }

    private boolean act(String user, String action, Instant now, BooleanSupplier act, Object... facts) {
        return transactions.required(() -> {
            boolean done = act.getAsBoolean();
            if (done) {
                note(user, action, now, facts);
            }
            return done;
        });
    }

    private void note(String user, String action, Instant now, Object... facts) {
        journal.append(JournalEntries.operation(organisation.get().site(), ids.next(now), actor(user), action, now, facts));
    }

    private static Actor actor(String user) {
        return Actor.user("shell:" + user);
    }
}
