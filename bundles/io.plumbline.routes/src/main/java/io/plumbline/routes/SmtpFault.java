package io.plumbline.routes;

import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

import io.plumbline.application.mail.MailTransport.Envelope;
import io.plumbline.application.mail.MailTransport.MailFault;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;

/**
 * What an exception of the mail library means for the mail. Only a final answer about the mailbox itself makes a mail refused: a server
 * that does not want us (relaying, missing login, policy: enhanced status X.7.X) says nothing about the customer's address, and nor does
 * one that dislikes the content.
 */
final class SmtpFault {
    private static final Pattern REPLY = Pattern.compile("^\\s*(\\d{3})[ -]+(?:(\\d\\.\\d{1,3}\\.\\d{1,3})\\b)?");
    private static final int MOST_TEXT = 160;

    private SmtpFault() {
    }

    static MailFault of(Throwable thrown, Envelope envelope) {
        Deque<Throwable> chain = chain(thrown);
        for (Throwable t : chain) {
            if (t instanceof SMTPAddressFailedException e) {
                return recipient(e, envelope);
            }
        }
        for (Throwable t : chain) {
            MailFault fault = known(t, envelope);
            if (fault != null) {
                return fault;
            }
        }
        return fault(MailFault.Kind.TEMPORARY, "the connection to the mail server broke: " + innermost(chain));
    }

    private static MailFault recipient(SMTPAddressFailedException e, Envelope envelope) {
        Matcher m = REPLY.matcher(text(e));
        String enhanced = m.find() && m.group(2) != null ? m.group(2) : "";
        boolean aboutUs = e.getReturnCode() == 530 || enhanced.matches("5\\.7\\..*");
        MailFault.Kind kind = e.getReturnCode() / 100 != 5 ? MailFault.Kind.TEMPORARY : aboutUs ? MailFault.Kind.SETUP : MailFault.Kind.REFUSED;
        return fault(kind, "the mail server does not take the recipient: " + shown(e, envelope));
    }

    private static MailFault known(Throwable t, Envelope envelope) {
        if (t instanceof DirectConsumerNotAvailableException) {
            return fault(MailFault.Kind.TEMPORARY, "the route " + MailSendRoute.ID + " does not run");
        }
        if (t instanceof AuthenticationFailedException e) {
            boolean later = text(e).matches("(?s)\\s*4\\d\\d\\b.*");
            return fault(later ? MailFault.Kind.TEMPORARY : MailFault.Kind.SETUP, "the mail server refused the login: " + shown(e, envelope));
        }
        if (t instanceof SMTPSenderFailedException e) {
            return fault(kind(e.getReturnCode()), "the mail server does not take the sender (mailFrom in etc/io.plumbline.organisation.cfg): " + shown(e, envelope));
        }
        if (t instanceof SMTPSendFailedException e) {
            return fault(kind(e.getReturnCode()), "the mail server did not take the mail at " + e.getCommand().replaceAll("[^A-Z].*", "") + ": " + shown(e, envelope));
        }
        if (t instanceof SSLException) {
            return fault(MailFault.Kind.SETUP, "no secure connection to the mail server: " + line(text(t)));
        }
        if (t instanceof UnknownHostException) {
            return fault(MailFault.Kind.SETUP, "the mail server's name is not known (host in etc/io.plumbline.mail.cfg)");
        }
        if (t instanceof InterruptedIOException) {
            return fault(MailFault.Kind.TEMPORARY, "the mail server did not answer in time");
        }
        if (t instanceof MailConnectException e && chain(e).stream().noneMatch(c -> c instanceof InterruptedIOException || c instanceof UnknownHostException)) {
            return fault(MailFault.Kind.TEMPORARY, "no connection to the mail server " + e.getHost() + ":" + e.getPort());
        }
        if (t instanceof MessagingException && text(t).contains("STARTTLS")) {
            return fault(MailFault.Kind.SETUP, "the mail server offers no STARTTLS (security in etc/io.plumbline.mail.cfg)");
        }
        return null;
    }

    private static MailFault.Kind kind(int code) {
        return code / 100 == 5 ? MailFault.Kind.SETUP : MailFault.Kind.TEMPORARY;
    }

    /** No cause: its text names people. */
    private static MailFault fault(MailFault.Kind kind, String message) {
        return new MailFault(kind, message, null);
    }

    /** Outermost first, along causes and along what the mail library calls next exceptions. */
    private static Deque<Throwable> chain(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> todo = new ArrayDeque<>();
        Deque<Throwable> chain = new ArrayDeque<>();
        todo.add(thrown);
        while (!todo.isEmpty()) {
            Throwable t = todo.removeFirst();
            if (!seen.add(t)) {
                continue;
            }
            chain.addLast(t);
            if (t instanceof MessagingException m && m.getNextException() != null) {
                todo.addLast(m.getNextException());
            }
            if (t.getCause() != null) {
                todo.addLast(t.getCause());
            }
        }
        return chain;
    }

    private static String innermost(Deque<Throwable> chain) {
        return chain.getLast().getClass().getSimpleName();
    }

    private static String text(Throwable t) {
        return t.getMessage() == null ? "" : t.getMessage();
    }

    /** The server's words without whatever may name a person: addresses, and the recipient's local part and name. */
    private static String shown(Throwable t, Envelope envelope) {
        String text = line(text(t)).replaceAll("<[^>]*>", "…").replaceAll("[^\\s\"'(),:;]+@[^\\s\"'(),:;]+", "…");
        for (String word : (envelope.to().replaceFirst("@.*", "") + "\n" + (envelope.toName() == null ? "" : envelope.toName())).split("[\\s,]+")) {
            if (word.length() > 2) {
                text = Pattern.compile(Pattern.quote(word), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE).matcher(text).replaceAll("…");
            }
        }
        return text;
    }

    private static String line(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\s]+", " ").trim();
        return plain.length() <= MOST_TEXT ? plain : plain.substring(0, MOST_TEXT) + "…";
    }
}
