package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.JournalEntries;
import io.plumbline.application.StepHandler;
import io.plumbline.application.Transactions;
import io.plumbline.application.mail.Dispatch;
import io.plumbline.application.mail.Letters;
import io.plumbline.domain.Actor;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.mail.Mails;

/** Sends a letter that somebody wrote to the customer of a case. */
@Component(service = StepHandler.class)
public final class SendLetter implements StepHandler {
    private static final Actor ACTOR = Actor.system(Command.Kind.SEND_LETTER.route());

    private final Transactions transactions;
    private final WorkQueue queue;
    private final Mails mails;
    private final Customers customers;
    private final Dispatch dispatch;
    private final Journal journal;

    @Activate
    public SendLetter(@Reference Transactions transactions, @Reference WorkQueue queue, @Reference Mails mails, @Reference Customers customers, @Reference Dispatch dispatch,
            @Reference Journal journal) {
        this.transactions = transactions;
        this.queue = queue;
        this.mails = mails;
        this.customers = customers;
        this.dispatch = dispatch;
        this.journal = journal;
    }

    @Override
    public Command.Kind kind() {
        return Command.Kind.SEND_LETTER;
    }

    @Override
    public void make(Claim claim, Instant now) throws NotNow {
        Optional<Mail> waiting = transactions.required(() -> mails.byId(claim.subject())).filter(mail -> mail.state() == Mail.State.WAITING);
        if (waiting.isEmpty()) {
            transactions.run(() -> queue.finish(claim));
            return;
        }
        Mail mail = waiting.get();
        Optional<Contact> contact = transactions.required(() -> customers.contactById(mail.recipient())).filter(c -> c.email() != null);
        if (contact.isEmpty()) {
            transactions.run(() -> {
                Mail dropped = mail.dropped("the contact has no address any more");
                mails.save(dropped);
                journal.append(JournalEntries.of(dropped, ACTOR, "mail.given-up", now));
                queue.finish(claim);
            });
            return;
        }
        dispatch.send(new Dispatch.Order(mail.site(), mail.purpose(), mail.subject(), mail.recipient(), contact.get().email(), contact.get().name(), TellCustomer.language(contact.get()),
                new Letters.Letter(mail.title(), mail.text(), mail.html()), UnaryOperator.identity(), TellQualityManagers.HEADERS), ACTOR, now, sent -> queue.finish(claim),
                refused -> queue.finish(claim));
    }
}
