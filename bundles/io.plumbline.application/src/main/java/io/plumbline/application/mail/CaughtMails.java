package io.plumbline.application.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The mails that the demo's mail server caught instead of passing them on. Only the demo offers this service; the mailbox page is there
 * only while it does.
 */
public interface CaughtMails {
    /** Newest first. */
    List<Caught> newest(int most);

    Optional<Caught> one(long number);

    /**
     * A mail as it arrived.
     *
     * @param number counts up from 1
     * @param source all of it, headers first
     */
    record Caught(long number, Instant date, String from, String to, String subject, String text, String html, String source) {
    }
}
