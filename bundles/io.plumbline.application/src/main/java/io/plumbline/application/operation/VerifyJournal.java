package io.plumbline.application.operation;

import java.time.Instant;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.domain.Id;
import io.plumbline.domain.access.User;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.journal.Journal.Verification;

/** An operator has the whole journal checked, and the journal says what was found and when. */
@Component(service = VerifyJournal.class)
public final class VerifyJournal {
    private final OperatorActs acts;
    private final Transactions transactions;
    private final Journal journal;

    @Activate
    public VerifyJournal(@Reference OperatorActs acts, @Reference Transactions transactions, @Reference Journal journal) {
        this.acts = acts;
        this.transactions = transactions;
        this.journal = journal;
    }

    /** What was found; empty when {@code by} is not an operator. */
    public Optional<Verification> verify(Id by, Instant now) {
        Optional<User.Facts> operator = acts.operator(by);
        if (operator.isEmpty()) {
            return Optional.empty();
        }
        Verification found = journal.verify();
        transactions.run(() -> acts.note(operator.get(), "journal.verified", now, "entries", found.entries(), "head", found.headHash(), "findings",
                found.findings().size()));
        return Optional.of(found);
    }
}
