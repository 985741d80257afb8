package io.plumbline.routes;

import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.plumbline.application.mail.MailTransport.Envelope;
import io.plumbline.application.mail.MailTransport.MailFault;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;

/**
 * An envelope as a MIME message: text and HTML as alternatives, everything in UTF-8. What could break out of a header is refused, not
 * repaired.
 */
final class MimeMail extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final Set<String> OURS = Set.of("from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id", "mime-version",
            "content-type", "content-transfer-encoding", "content-language", "return-path", "resent-to", "resent-cc", "resent-bcc");

    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern ADDRESS = Pattern.compile("[\\x21-\\x7e&&[^\"(),:;<>@\\[\\\\\\]]]{1,64}@(" + LABEL + "\\.)*" + LABEL);

    private final String messageId;

    private MimeMail(String messageId) {
        super((Session) null);
        this.messageId = messageId;
    }

    /** @throws MailFault of kind {@code REFUSED} for what comes with the mail, {@code SETUP} for what comes from {@code etc/} */
    static MimeMessage of(Envelope envelope) throws MailFault {
        try {
            MimeMail mail = new MimeMail(safe("Message-ID", envelope.messageId(), MailFault.Kind.REFUSED));
            mail.setFrom(named("mailFrom", envelope.from()));
            if (envelope.replyTo() != null) {
                mail.setReplyTo(new InternetAddress[] {named("replyTo", envelope.replyTo())});
            }
            mail.setRecipient(Message.RecipientType.TO, address("the recipient's address", envelope.to(), envelope.toName(), MailFault.Kind.REFUSED));
            mail.setSubject(safe("the subject", envelope.subject(), MailFault.Kind.REFUSED), UTF_8);
            mail.setSentDate(Date.from(envelope.date()));
            mail.setHeader("Content-Language", safe("the language", envelope.language(), MailFault.Kind.REFUSED));
            for (Map.Entry<String, String> header : envelope.headers().entrySet()) {
                mail.addFurther(header.getKey(), header.getValue());
            }
            MimeMultipart alternatives = new MimeMultipart("alternative", part(envelope.text(), "plain"), part(envelope.html(), "html"));
            mail.setContent(alternatives);
            mail.saveChanges();
            return mail;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("a mail of checked parts could not be put together", e);
        }
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", "<" + messageId + ">");
    }

    private void addFurther(String name, String value) throws MailFault, MessagingException, UnsupportedEncodingException {
        if (!name.matches("[A-Za-z][A-Za-z0-9-]{0,59}") || OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not a further header: " + name.replaceAll("\\p{Cntrl}", "?"));
        }
        setHeader(name, MimeUtility.encodeText(safe("the header " + name, value, MailFault.Kind.REFUSED), UTF_8, null));
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private static InternetAddress named(String key, String text) throws MailFault, UnsupportedEncodingException {
        int bracket = text.lastIndexOf('<');
        if (bracket < 0 || !text.endsWith(">")) {
            return address(key, text, null, MailFault.Kind.SETUP);
        }
        String name = text.substring(0, bracket).trim();
        return address(key, text.substring(bracket + 1, text.length() - 1), name.isEmpty() ? null : name, MailFault.Kind.SETUP);
    }

    private static InternetAddress address(String what, String address, String name, MailFault.Kind kind) throws MailFault, UnsupportedEncodingException {
        safe(what, address, kind);
        safe("the name of " + what, name == null ? "" : name, kind);
        int at = address.lastIndexOf('@');
        try {
            String plain = address.substring(0, at + 1) + IDN.toASCII(unambiguous(address.substring(at + 1)));
            if (at < 1 || !ADDRESS.matcher(plain).matches()) {
                throw new AddressException();
            }
            new InternetAddress(plain, true).validate();
            return new InternetAddress(plain, name, UTF_8);
        } catch (AddressException | IllegalArgumentException e) {
            throw new MailFault(kind, what + " is not an address that mail servers take", null);
        }
    }

    /** Four characters stand for another domain in the standard of 2008 than in that of 2003, which Java follows: a mail might go astray. */
    private static String unambiguous(String domain) {
        if (domain.matches(".*[\u00df\u03c2\u200c\u200d].*")) {
            throw new IllegalArgumentException("ambiguous domain");
        }
        return domain;
    }

    private static String safe(String what, String value, MailFault.Kind kind) throws MailFault {
        if (value.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
            throw new MailFault(kind, what + " holds a line break or a control character", null);
        }
        return value;
    }
}
