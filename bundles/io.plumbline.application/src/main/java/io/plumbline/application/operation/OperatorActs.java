package io.plumbline.application.operation;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Transactions;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.journal.Journal;

/** What all acts of operators share: only an operator may, and the journal says who did it, in the transaction of the act. */
@Component(service = OperatorActs.class)
public final class OperatorActs {
    private final Transactions transactions;
    private final Users users;
    private final Journal journal;
    private final Ids ids;

    @Activate
    public OperatorActs(@Reference Transactions transactions, @Reference Users users, @Reference Journal journal, @Reference Ids ids) {
        this.transactions = transactions;
        this.users = users;
        this.journal = journal;
        this.ids = ids;
    }

    /** The user, when it is an active operator. */
    public Optional<User.Facts> operator(Id by) {
        return transactions.required(() -> users.byId(by)).filter(User.Active.class::isInstance).map(User::facts).filter(f -> f.roles().contains(Role.OPERATOR));
    }

    /**
     * Does it and writes it down, in one transaction.
     *
     * @param act   returns whether there was something to do it to
     * @param facts names and values in turn, for the journal
     */
    OperatorOutcome act(Id by, String action, Instant now, BooleanSupplier act, Object... facts) {
        return transactions.required(() -> {
            Optional<User.Facts> operator = operator(by);
            if (operator.isEmpty()) {
                return OperatorOutcome.NOT_AN_OPERATOR;
            }
            if (!act.getAsBoolean()) {
                return OperatorOutcome.NOT_THERE;
            }
            note(operator.get(), action, now, facts);
            return OperatorOutcome.DONE;
        });
    }

    /** Writes down what an operator did, in the transaction of the caller. */
    public void note(User.Facts operator, String action, Instant now, Object... facts) {
        journal.append(JournalEntries.operation(operator.site(), ids.next(now), Actor.user(operator.login()), action, now, facts));
    }
}
