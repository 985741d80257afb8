package io.plumbline.application.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.ReplayQuarantined;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.access.User;
import io.plumbline.domain.delivery.Quarantine;

/** An operator has a record that was set aside taken once more, or gives it up. */
@Component(service = SettleQuarantined.class)
public final class SettleQuarantined {
    private final OperatorActs acts;
    private final Transactions transactions;
    private final Quarantine quarantine;
    private final ReplayQuarantined replay;

    @Activate
    public SettleQuarantined(@Reference OperatorActs acts, @Reference Transactions transactions, @Reference Quarantine quarantine,
            @Reference ReplayQuarantined replay) {
        this.acts = acts;
        this.transactions = transactions;
        this.quarantine = quarantine;
        this.replay = replay;
    }

    /** What came of taking it once more. */
    public sealed interface Again {
        /** It is a delivery like any other now. */
        record Taken() implements Again {
        }

        /** It stays where it is, for these reasons. */
        record StillWrong(List<Problem> problems) implements Again {
            public StillWrong {
                problems = List.copyOf(problems);
            }
        }

        /** The source that it must be read from cannot be read at present. */
        record Unreachable(String why) implements Again {
        }

        /** Nothing was done. */
        record Not(OperatorOutcome why) implements Again {
        }
    }

    public Again again(Id by, Id record, Instant now) {
        Optional<User.Facts> operator = acts.operator(by);
        if (operator.isEmpty()) {
            return new Again.Not(OperatorOutcome.NOT_AN_OPERATOR);
        }
        Optional<Quarantine.Entry> entry = transactions.required(() -> quarantine.byId(record));
        if (entry.isEmpty()) {
            return new Again.Not(OperatorOutcome.NOT_THERE);
        }
        ReplayQuarantined.Outcome outcome = replay.replay(record, Actor.user(operator.get().login()), now);
        if (outcome instanceof ReplayQuarantined.Outcome.Taken) {
            transactions.run(() -> acts.note(operator.get(), "quarantine.replayed", now, "connector", entry.get().connector(), "identity", entry.get().identity()));
            return new Again.Taken();
        }
        if (outcome instanceof ReplayQuarantined.Outcome.StillWrong wrong) {
            return new Again.StillWrong(wrong.problems());
        }
        return outcome instanceof ReplayQuarantined.Outcome.Unreachable unreachable ? new Again.Unreachable(unreachable.why())
                : new Again.Not(OperatorOutcome.NOT_THERE);
    }

    /** It is gone for good, and only the journal says that it was there. */
    public OperatorOutcome giveUp(Id by, Id record, Instant now) {
        Optional<Quarantine.Entry> entry = transactions.required(() -> quarantine.byId(record));
        if (entry.isEmpty()) {
            return acts.operator(by).isPresent() ? OperatorOutcome.NOT_THERE : OperatorOutcome.NOT_AN_OPERATOR;
        }
        return acts.act(by, "quarantine.given-up", now, () -> {
            quarantine.remove(record);
            return true;
        }, "connector", entry.get().connector(), "identity", entry.get().identity());
    }
}
