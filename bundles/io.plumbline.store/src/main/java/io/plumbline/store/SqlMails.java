package io.plumbline.store;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.mail.Mails;

/** Mails in the table mail. */
@Component
public final class SqlMails implements Mails {
    private final Sql sql;

    @Activate
    public SqlMails(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Mail> of(Mail.Purpose purpose, Id subject, Id recipient) {
        return sql.one("select * from mail" + Sql.byKey("mail_once") + " where purpose = ? and subject_id = ? and recipient_id = ?", SqlMails::mail, purpose, subject, recipient);
    }

    @Override
    public Optional<Mail> newest(Mail.Purpose purpose, Id recipient) {
        return sql.one("""
                select * from mail --DERBY-PROPERTIES index=mail_by_recipient
                where recipient_id = ? and purpose = ? order by id desc fetch first 1 rows only""", SqlMails::mail, recipient, purpose);
    }

    @Override
    public Optional<Mail> byId(Id id) {
        return sql.one("select * from mail" + Sql.byKey("mail_pk") + " where id = ?", SqlMails::mail, id);
    }

    @Override
    public List<Mail> about(Id subject) {
        return sql.list("select * from mail --DERBY-PROPERTIES index=mail_by_subject\n where subject_id = ?", SqlMails::mail, subject).stream()
                .sorted(Comparator.comparing(Mail::id)).toList();
    }

    @Override
    public void add(Mail m) {
        sql.change("""
                insert into mail (id, site, purpose, subject_id, recipient_id, state, message_id, title, text_part, html_part, attempts, last_error, next_try_at,
                    sent_at, created_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                m.id(), m.site(), m.purpose(), m.subject(), m.recipient(), m.state(), m.messageId(), m.title(), m.text(), m.html(), m.attempts(),
                Texts.shortened(m.lastError(), 2000), m.nextTryAt(), m.sentAt(), m.createdAt(), m.version());
    }

    @Override
    public void save(Mail m) {
        sql.changeVersion("mail", m.id(), m.version(), """
                update mail set state = ?, message_id = ?, title = ?, text_part = ?, html_part = ?, attempts = ?, last_error = ?, next_try_at = ?, sent_at = ?,
                    version = ?
                where id = ? and version = ?""",
                m.state(), m.messageId(), m.title(), m.text(), m.html(), m.attempts(), Texts.shortened(m.lastError(), 2000), m.nextTryAt(), m.sentAt(),
                m.version(), m.id(), m.version() - 1);
    }

    /** A mail from any query that selects all columns of its table. */
    public static Mail mail(Row row) {
        return new Mail(row.id("id"), row.site("site"), row.one(Mail.Purpose.class, "purpose"), row.id("subject_id"), row.id("recipient_id"),
                row.one(Mail.State.class, "state"), row.text("message_id"), row.text("title"), row.text("text_part"), row.text("html_part"),
                row.integer("attempts"), row.text("last_error"), row.moment("next_try_at"), row.moment("sent_at"), row.moment("created_at"), row.number("version"));
    }
}
