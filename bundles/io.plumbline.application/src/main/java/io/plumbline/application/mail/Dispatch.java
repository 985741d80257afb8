package io.plumbline.application.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.MakeSteps;
import io.plumbline.application.Organisation;
import io.plumbline.application.StepHandler.NotNow;
import io.plumbline.application.Transactions;
import io.plumbline.application.mail.Letters.Letter;
import io.plumbline.application.mail.MailTransport.Envelope;
import io.plumbline.application.mail.MailTransport.MailFault;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.mail.Mails;
import io.plumbline.domain.survey.Language;

/**
 * Hands one mail to the mail server: note it, send it, note that it went. A crash between the second and the third sends it once more,
 * with the same Message-ID. Mail is the only effect that cannot be had exactly once.
 */
@Component(service = Dispatch.class)
public final class Dispatch {
    private static final Duration WITHOUT_SERVER = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final Ids ids;
    private final Mails mails;
    private final Journal journal;
    private final MailTransport transport;
    private final Organisation.Current organisation;

    @Activate
    public Dispatch(@Reference Transactions transactions, @Reference Ids ids, @Reference Mails mails, @Reference Journal journal,
            @Reference MailTransport transport, @Reference Organisation.Current organisation) {
        this.transactions = transactions;
        this.ids = ids;
        this.mails = mails;
        this.journal = journal;
        this.transport = transport;
        this.organisation = organisation;
    }

    /**
     * What is to be sent.
     *
     * @param to      address
     * @param toName  or null
     * @param secrets puts the secret links in place of {@link Letters#LINK} and {@link Letters#UNSUBSCRIBE}
     */
    public record Order(Site site, Mail.Purpose purpose, Id subject, Id recipient, String to, String toName, Language language, Letter letter,
            UnaryOperator<String> secrets, Map<String, String> headers) {
    }

    /**
     * Sends it, unless it went before.
     *
     * @param sent runs in the transaction that notes the success; also when the mail went before and only the note was missing
     * @param refused runs in the transaction that notes that the server will never take it
     * @throws NotNow when it must wait; the mail says why
     */
    public void send(Order order, Actor actor, Instant now, Consumer<Mail> sent, Consumer<Mail> refused) throws NotNow {
        Mail mail = transactions.required(() -> mails.of(order.purpose(), order.subject(), order.recipient()).orElseGet(() -> noted(order, actor, now)));
        if (mail.state() == Mail.State.SENT) {
            transactions.run(() -> sent.accept(mail));
            return;
        }
        if (!transport.configured()) {
            throw waits(mail, "no mail server is configured (etc/io.plumbline.mail.cfg)", now.plus(WITHOUT_SERVER), actor, now);
        }
        Organisation ours = organisation.get();
        try {
            transport.send(new Envelope(mail.messageId(), ours.mailFrom(), ours.replyTo().isEmpty() ? null : ours.replyTo(), order.to(), order.toName(),
                    order.language().code(), now, mail.title(), order.secrets().apply(mail.text()), order.secrets().apply(mail.html()), order.headers()));
        } catch (MailFault e) {
            if (e.kind() == MailFault.Kind.REFUSED) {
                transactions.run(() -> refused.accept(saved(mail.refused(e.getMessage()), actor, "mail.refused", now)));
                return;
            }
            throw waits(mail, e.getMessage(), now.plus(MakeSteps.wait(mail.attempts() + 1)), actor, now);
        }
        transactions.run(() -> sent.accept(saved(mail.sent(now), actor, "mail.sent", now)));
    }

    private NotNow waits(Mail mail, String why, Instant again, Actor actor, Instant now) {
        transactions.run(() -> saved(mail.tried(why, again), actor, "mail.delayed", now));
        return NotNow.until(again, why);
    }

    /** Notes a mail in the transaction of the caller, for a step that sends it later. There must be none with the same purpose, subject and recipient yet. */
    public Mail write(Site site, Mail.Purpose purpose, Id subject, Id recipient, Letter letter, Actor actor, Instant now) {
        return noted(new Order(site, purpose, subject, recipient, null, null, null, letter, UnaryOperator.identity(), Map.of()), actor, now);
    }

    private Mail noted(Order order, Actor actor, Instant now) {
        Id id = ids.next(now);
        Mail mail = new Mail(id, order.site(), order.purpose(), order.subject(), order.recipient(), Mail.State.WAITING,
                id.value().toLowerCase(java.util.Locale.ROOT) + "@" + Optional.ofNullable(organisation.get().publicUrl().getHost()).orElse("plumbline.invalid"),
                order.letter().subject(), order.letter().text(), order.letter().html(), 0, null, now, null, now, 1);
        mails.add(mail);
        journal.append(JournalEntries.of(mail, actor, "mail.written", now));
        return mail;
    }

    private Mail saved(Mail mail, Actor actor, String action, Instant now) {
        mails.save(mail);
        journal.append(JournalEntries.of(mail, actor, action, now));
        return mail;
    }
}
