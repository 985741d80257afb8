package io.plumbline.domain.mail;

import java.time.Instant;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * One mail. There is never a second one with the same purpose, subject and recipient.
 *
 * @param subject   what it is about: an invitation, a case, a notice, or for a digest the user
 * @param recipient the contact or user whom it goes to
 * @param messageId without angle brackets; the same at each try
 * @param title     the subject line as sent; personal data
 * @param text      the text part as sent, the secret of its links blanked out; personal data
 * @param html      the HTML part as sent, the secret of its links blanked out; personal data
 * @param attempts  tries so far
 * @param lastError of the last try, without personal data; null when there was none
 * @param nextTryAt not before this, or null once it is sent or given up
 * @param sentAt    when the mail server took it, or null
 * @param version   counts up with each change, beginning with 1
 */
public record Mail(Id id, Site site, Purpose purpose, Id subject, Id recipient, State state, String messageId, String title, String text, String html,
        int attempts, String lastError, Instant nextTryAt, Instant sentAt, Instant createdAt, long version) {

    /**
     * What it is for. The two letters go to the contact of a case: what was done at once, and what came of it in the end.
     */
    public enum Purpose {
        INVITATION, CASE_NOTICE, DIGEST, CONTAINMENT_LETTER, OUTCOME_LETTER, MENTION, REMINDER, ESCALATION;

        /** Whether a person wrote it to the customer of a case. */
        public boolean letter() {
            return this == CONTAINMENT_LETTER || this == OUTCOME_LETTER;
        }
    }

    /** GIVEN_UP: the server refused it for good, or what it was about has gone. */
    public enum State { WAITING, SENT, GIVEN_UP }

    /** Not taken this time. */
    public Mail tried(String error, Instant again) {
        return next(State.WAITING, attempts + 1, error, again, null);
    }

    /** Taken by the server. */
    public Mail sent(Instant now) {
        return next(State.SENT, attempts + 1, null, null, now);
    }

    /** Refused for good. */
    public Mail refused(String error) {
        return next(State.GIVEN_UP, attempts + 1, error, null, null);
    }

    /** What it was about has gone before it left. */
    public Mail dropped(String why) {
        return next(State.GIVEN_UP, attempts, why, null, null);
    }

    private Mail next(State state, int attempts, String error, Instant again, Instant sentAt) {
        return new Mail(id, site, purpose, subject, recipient, state, messageId, title, text, html, attempts, error, again, sentAt, createdAt, version + 1);
    }
}
