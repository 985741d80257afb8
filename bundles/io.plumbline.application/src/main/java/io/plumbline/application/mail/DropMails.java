package io.plumbline.application.mail;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.JournalEntries;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.mail.Mails;

/** Gives up mails that wait, in the transaction in which what they are about goes away, so that nobody waits for them. */
@Component(service = DropMails.class)
public final class DropMails {
    private final Mails mails;
    private final Journal journal;

    @Activate
    public DropMails(@Reference Mails mails, @Reference Journal journal) {
        this.mails = mails;
        this.journal = journal;
    }

    public void about(Id subject, String why, Actor actor, Instant now) {
        for (Mail mail : mails.about(subject)) {
            if (mail.state() == Mail.State.WAITING) {
                Mail dropped = mail.dropped(why);
                mails.save(dropped);
                journal.append(JournalEntries.of(dropped, actor, "mail.given-up", now));
            }
        }
    }
}
