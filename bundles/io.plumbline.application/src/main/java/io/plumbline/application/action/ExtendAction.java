package io.plumbline.application.action;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Transactions;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseDesk;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.CorrectiveAction.InProgress;
import io.plumbline.domain.action.CorrectiveAction.Planned;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.action.Extension.Decision;
import io.plumbline.domain.action.Extensions;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Work;

/** More time for an action: its owner asks, a second person decides, and only then the due date changes. */
@Component(service = ExtendAction.class)
public final class ExtendAction {
    private final Transactions transactions;
    private final CaseDesk desk;
    private final Ids ids;
    private final Nonconformities nonconformities;
    private final CaseFiles files;
    private final Extensions extensions;

    @Activate
    public ExtendAction(@Reference Transactions transactions, @Reference CaseDesk desk, @Reference Ids ids, @Reference Nonconformities nonconformities, @Reference CaseFiles files,
            @Reference Extensions extensions) {
        this.transactions = transactions;
        this.desk = desk;
        this.ids = ids;
        this.nonconformities = nonconformities;
        this.files = files;
        this.extensions = extensions;
    }

    /**
     * An action and what was asked for it.
     *
     * @param version of the case
     */
    public record Asked(CorrectiveAction action, long version, List<Extension> extensions) {
        public Asked {
            extensions = List.copyOf(extensions);
        }
    }

    /** Empty where there is no such case at the site, or no such action in it. */
    public Optional<Asked> read(Site site, CaseNumber number, Id action) {
        return transactions.required(() -> nonconformities.byNumber(site, number).flatMap(n -> files.of(n).actions().stream()
                .filter(a -> a.facts().id().equals(action)).findFirst().map(a -> new Asked(a, n.facts().version(), extensions.of(action)))));
    }

    /** @param due the day that is asked for, after the present one */
    public CaseOutcome ask(CaseCall call, Id id, LocalDate due, String reason, Instant now) {
        return desk.write(call, Work.EXTEND_ACTION, now, file -> {
            Optional<CorrectiveAction> known = action(file, id);
            if (known.isEmpty()) {
                return new CaseDesk.Step.Stop(new CaseOutcome.NotFound());
            }
            CorrectiveAction action = known.get();
            if (!action.waits()) {
                return notWaiting(action);
            }
            if (!call.login().equals(action.facts().owner())) {
                return CaseDesk.stop(new Problem("login", call.login(), action.facts().owner() + ", who owns the action"));
            }
            if (extensions.of(id).stream().anyMatch(e -> e.decision() == Decision.ASKED)) {
                return CaseDesk.stop(new Problem("action", id.value(), "an action for which no other extension waits for a decision"));
            }
            Extension asked = Extension.asked(ids.next(now), action.facts(), due, reason, call.login(), now);
            List<Problem> problems = asked.problems(now);
            return problems.isEmpty()
                    ? new CaseDesk.Step.Go(CaseDesk.touched(file, now), () -> extensions.add(asked),
                            List.of(JournalEntries.of(asked, Actor.user(call.login()), "extension.asked", reason, now)), "nonconformity.extension-asked", "", asked.id())
                    : new CaseDesk.Step.Stop(new CaseOutcome.Invalid(problems));
        });
    }

    /**
     * Grants or refuses it.
     *
     * @param reason needed to refuse; 2,000 characters at most
     */
    public CaseOutcome decide(CaseCall call, Id id, Id extension, boolean grant, String reason, Instant now) {
        return desk.write(call, Work.EXTEND_ACTION, now, file -> {
            Optional<CorrectiveAction> known = action(file, id);
            Optional<Extension> asked = known.isEmpty() ? Optional.empty() : extensions.of(id).stream().filter(e -> e.id().equals(extension)).findFirst();
            if (asked.isEmpty()) {
                return new CaseDesk.Step.Stop(new CaseOutcome.NotFound());
            }
            boolean told = reason != null && !reason.isBlank();
            if (!told && !grant || told && reason.length() > CorrectiveAction.MOST_WORDS) {
                return CaseDesk.stop(new Problem("reason", reason, "1 to " + CorrectiveAction.MOST_WORDS + " characters"));
            }
            return decided(file, call.login(), known.get(), asked.get(), grant, told ? reason : null, now);
        });
    }

    private CaseDesk.Step decided(CaseFile file, String login, CorrectiveAction action, Extension asked, boolean grant, String reason, Instant now) {
        if (asked.decision() != Decision.ASKED) {
            return CaseDesk.stop(new Problem("extension", asked.decision().name(), "an extension that nobody has decided on yet"));
        }
        if (!asked.mayDecide(login)) {
            return CaseDesk.stop(new Problem("login", login, "anybody with the role but " + asked.by() + ", who asked for it"));
        }
        if (grant && !action.waits()) {
            return notWaiting(action);
        }
        Optional<Problem> gone = grant ? asked.gone(now) : Optional.empty();
        if (gone.isPresent()) {
            return CaseDesk.stop(gone.get());
        }
        Extension decided = asked.decided(grant ? Decision.GRANTED : Decision.REFUSED, login, reason, now);
        String recorded = grant ? "extension.granted" : "extension.refused";
        String why = reason == null ? "" : reason;
        List<Entry> entries = new ArrayList<>(List.of(JournalEntries.of(decided, Actor.user(login), recorded, why, now)));
        CorrectiveAction moved = grant ? moved(action, asked.wanted(), now) : null;
        if (moved != null) {
            entries.add(JournalEntries.of(moved, Actor.user(login), "action.extended", why, now));
        }
        return new CaseDesk.Step.Go(CaseDesk.touched(file, now), () -> {
            extensions.save(decided);
            if (moved != null) {
                files.save(moved);
            }
        }, entries, "nonconformity." + recorded.replace('.', '-'), "", decided.id());
    }

    private static CorrectiveAction moved(CorrectiveAction action, LocalDate due, Instant now) {
        return action instanceof Planned planned ? planned.due(due, now) : ((InProgress) action).due(due, now);
    }

    private static CaseDesk.Step notWaiting(CorrectiveAction action) {
        return CaseDesk.stop(new Problem("action", action.state(), "an action that is Planned or InProgress"));
    }

    private static Optional<CorrectiveAction> action(CaseFile file, Id id) {
        return file.actionsNow().stream().filter(a -> a.facts().id().equals(id)).findFirst();
    }
}
