package io.plumbline.application.survey;

import java.time.Instant;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.JournalEntries;
import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.LedgerKeeping;
import io.plumbline.application.mail.DropMails;
import io.plumbline.domain.Actor;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.customer.OptOuts;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.SurveyToken;

/** Takes an objection: from now on nobody at that address is asked, and what was scheduled for it is withdrawn at once. */
@Component(service = Unsubscribe.class)
public final class Unsubscribe {
    private final Transactions transactions;
    private final WorkQueue queue;
    private final Journal journal;
    private final Invitations invitations;
    private final Customers customers;
    private final OptOuts optOuts;
    private final LedgerKeeping ledger;
    private final DropMails mails;

    @Activate
    public Unsubscribe(@Reference Transactions transactions, @Reference WorkQueue queue, @Reference Journal journal, @Reference Invitations invitations,
            @Reference Customers customers, @Reference OptOuts optOuts, @Reference LedgerKeeping ledger, @Reference DropMails mails) {
        this.transactions = transactions;
        this.queue = queue;
        this.journal = journal;
        this.invitations = invitations;
        this.customers = customers;
        this.optOuts = optOuts;
        this.ledger = ledger;
        this.mails = mails;
    }

    /** Whoever holds the token objects. An unknown token changes nothing, and the caller cannot tell. */
    public void by(SurveyToken token, Instant now) {
        transactions.run(() -> invitations.byTokenHash(token.hash()).ifPresent(invitation -> object(invitation, now)));
    }

    private void object(Invitation invitation, Instant now) {
        Optional<String> email = Optional.ofNullable(invitation.facts().contact()).flatMap(customers::contactById).map(Contact::email);
        if (email.isEmpty()) {
            return;
        }
        Actor actor = Actor.customer(invitation.facts().id());
        if (optOuts.add(email.get(), invitation.facts().id(), now)) {
            journal.append(JournalEntries.optOut(invitation, actor, now));
        }
        for (Invitation running : invitations.runningFor(email.get())) {
            Invitation withdrawn = running instanceof Invitation.Scheduled scheduled ? scheduled.withdrawn(NotAsked.OPTED_OUT, now)
                    : ((Invitation.Sent) running).withdrawn(NotAsked.OPTED_OUT, now);
            invitations.save(withdrawn);
            mails.about(withdrawn.facts().id(), "the customer objected", actor, now);
            queue.drop(Command.Kind.SEND_INVITATION, withdrawn.facts().id());
            queue.drop(Command.Kind.EXPIRE_INVITATION, withdrawn.facts().id());
            journal.append(JournalEntries.of(withdrawn, actor, "invitation.withdrawn", "the customer objected", now));
            ledger.orderChanged(withdrawn.facts().order(), withdrawn.facts().programme(), now);
        }
    }
}
