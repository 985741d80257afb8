package io.plumbline.application.survey;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.JournalEntries;
import io.plumbline.application.OrderTrace;
import io.plumbline.application.StepHandler;
import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.LedgerKeeping;
import io.plumbline.domain.Actor;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Invitations;

/** Ends the time in which an invitation can be answered. */
@Component(service = StepHandler.class)
public final class ExpireInvitation implements StepHandler {
    private static final Actor ACTOR = Actor.system(Command.Kind.EXPIRE_INVITATION.route());

    private final Transactions transactions;
    private final WorkQueue queue;
    private final Journal journal;
    private final Invitations invitations;
    private final LedgerKeeping ledger;

    @Activate
    public ExpireInvitation(@Reference Transactions transactions, @Reference WorkQueue queue, @Reference Journal journal, @Reference Invitations invitations,
            @Reference LedgerKeeping ledger) {
        this.transactions = transactions;
        this.queue = queue;
        this.journal = journal;
        this.invitations = invitations;
        this.ledger = ledger;
    }

    @Override
    public Command.Kind kind() {
        return Command.Kind.EXPIRE_INVITATION;
    }

    @Override
    public void make(Claim claim, Instant now) {
        transactions.run(() -> {
            if (invitations.byId(claim.subject()).orElse(null) instanceof Invitation.Sent sent && !now.isBefore(sent.expiresAt())) {
                OrderTrace.is(sent.facts().order());
                Invitation expired = sent.expired(now);
                invitations.save(expired);
                journal.append(JournalEntries.of(expired, ACTOR, "invitation.expired", "", now));
                ledger.orderChanged(expired.facts().order(), expired.facts().programme(), now);
            }
            queue.finish(claim);
        });
    }
}
