package io.plumbline.application.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The way out for mail. */
public interface MailTransport {
    /** Whether there is a mail server to talk to at all. */
    boolean configured();

    /**
     * Hands the mail to the server and returns once the server has taken it.
     *
     * @throws MailFault when it has not, as far as is known
     */
    void send(Envelope envelope) throws MailFault;

    /** For how long the mail that is being sent the longest has been; zero while none is. */
    default Duration busy() {
        return Duration.ZERO;
    }

    /**
     * A mail, ready to go.
     *
     * @param messageId without angle brackets
     * @param from      address, optionally with a name as {@code Name <address>}
     * @param replyTo   or null
     * @param to        one plain address
     * @param toName    or null
     * @param language  BCP 47, for Content-Language
     * @param headers   further headers
     */
    record Envelope(String messageId, String from, String replyTo, String to, String toName, String language, Instant date, String subject, String text,
            String html, Map<String, String> headers) {
        public Envelope {
            headers = Map.copyOf(headers);
        }

        /** No address, no text: neither may reach a log. */
        @Override
        public String toString() {
            return "Envelope[" + messageId + "]";
        }
    }

    /** Why a mail was not taken. The message is for operators and has no personal data. */
    final class MailFault extends Exception {
        private static final long serialVersionUID = 1L;

        public enum Kind {
            /** Try again later. */
            TEMPORARY,
            /** The server will never take mail to this recipient. */
            REFUSED,
            /** Login, certificate, address of the server: somebody must change something. */
            SETUP
        }

        private final Kind kind;

        public MailFault(Kind kind, String message, Throwable cause) {
            super(message, cause);
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }
}
