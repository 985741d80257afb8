package io.plumbline.application.action;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.JournalEntries;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseDesk;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.CorrectiveAction.Cancelled;
import io.plumbline.domain.action.CorrectiveAction.Done;
import io.plumbline.domain.action.CorrectiveAction.InProgress;
import io.plumbline.domain.action.CorrectiveAction.Planned;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.Work;

/** Begins, finishes, verifies and cancels actions. Whoever did one does not judge it, and whoever cancelled one does not accept why. */
@Component(service = CarryOutAction.class)
public final class CarryOutAction {
    private static final int MOST_REASON = 2000;

    private final CaseDesk desk;
    private final CaseFiles files;

    @Activate
    public CarryOutAction(@Reference CaseDesk desk, @Reference CaseFiles files) {
        this.desk = desk;
        this.files = files;
    }

    /** What can be done with an action. */
    public enum Deed {
        BEGIN, FINISH, VERIFY, FIND_INEFFECTIVE, CANCEL, ACCEPT_CANCELLATION;

        Work work() {
            return this == CANCEL || this == ACCEPT_CANCELLATION ? Work.CANCEL_ACTION : Work.CARRY_OUT;
        }

        /** What the journal calls it. */
        String recorded() {
            return switch (this) {
                case BEGIN -> "action.begun";
                case FINISH -> "action.done";
                case VERIFY -> "action.verified";
                case FIND_INEFFECTIVE -> "action.found-ineffective";
                case CANCEL -> "action.cancelled";
                case ACCEPT_CANCELLATION -> "action.cancellation-accepted";
            };
        }
    }

    /**
     * Does it.
     *
     * @param id     of the action
     * @param reason what shows it, or why; needed for all but beginning
     */
    public CaseOutcome make(CaseCall call, Id id, Deed deed, String reason, Instant now) {
        return desk.write(call, deed.work(), now, file -> {
            Optional<CorrectiveAction> known = file.actionsNow().stream().filter(a -> a.facts().id().equals(id)).findFirst();
            if (known.isEmpty()) {
                return new CaseDesk.Step.Stop(new CaseOutcome.NotFound());
            }
            boolean told = reason != null && !reason.isBlank();
            if (!told && deed != Deed.BEGIN || told && reason.length() > MOST_REASON) {
                return CaseDesk.stop(new Problem("reason", reason, "1 to " + MOST_REASON + " characters"));
            }
            return made(known.get(), call.login(), deed, told ? reason : "", now, action -> new CaseDesk.Step.Go(CaseDesk.touched(file, now), () -> files.save(action),
                    List.of(JournalEntries.of(action, Actor.user(call.login()), deed.recorded(), told ? reason : "", now)), "nonconformity." + deed.recorded().replace('.', '-'), "", id));
        });
    }

    private static CaseDesk.Step made(CorrectiveAction action, String login, Deed deed, String reason, Instant now, Function<CorrectiveAction, CaseDesk.Step> go) {
        if (deed == Deed.BEGIN && action instanceof Planned planned) {
            return go.apply(planned.begin(now));
        }
        if (deed == Deed.FINISH && action instanceof InProgress underway) {
            return go.apply(underway.done(now));
        }
        if ((deed == Deed.VERIFY || deed == Deed.FIND_INEFFECTIVE) && action instanceof Done done) {
            if (!done.mayJudge(login)) {
                return CaseDesk.stop(new Problem("login", login, "anybody with the role but " + action.facts().owner() + ", who did it"));
            }
            return go.apply(deed == Deed.VERIFY ? done.verified(login, now) : done.ineffective(login, now));
        }
        if (deed == Deed.CANCEL && action instanceof Planned planned) {
            return go.apply(planned.cancel(reason, login, now));
        }
        if (deed == Deed.CANCEL && action instanceof InProgress underway) {
            return go.apply(underway.cancel(reason, login, now));
        }
        if (deed == Deed.ACCEPT_CANCELLATION && action instanceof Cancelled cancelled && cancelled.acceptedBy() == null) {
            return cancelled.mayAccept(login) ? go.apply(cancelled.accepted(login, now))
                    : CaseDesk.stop(new Problem("login", login, "anybody with the role but " + cancelled.by() + ", who cancelled it"));
        }
        return CaseDesk.stop(new Problem("action", action.state(), accepted(deed)));
    }

    private static String accepted(Deed deed) {
        return switch (deed) {
            case BEGIN -> "an action that is Planned";
            case FINISH -> "an action that is InProgress";
            case VERIFY, FIND_INEFFECTIVE -> "an action that is Done";
            case CANCEL -> "an action that is Planned or InProgress";
            case ACCEPT_CANCELLATION -> "an action that is Cancelled, and whose cancellation nobody has accepted yet";
        };
    }
}
