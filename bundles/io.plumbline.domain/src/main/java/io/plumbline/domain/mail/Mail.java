package io.plumbline.domain.mail;

import java.time.Instant;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * One mail. There is never a second one with the same purpose, subject and recipient.
 *
 * @param subject   what it is about: an invitation, a case, or for a digest the user
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

    public enum Purpose { INVITATION, CASE_NOTICE, DIGEST }

    /** GIVEN_UP: the server refused it for good, or what it was about has gone. */
    public enum State { WAITING, SENT, GIVEN_UP }

    public Mail tried(String error, Instant again, Instant now) {
        return new Mail(id, site, purpose, subject, recipient, State.WAITING, messageId, title, text, html, attempts + 1, error, again, null, createdAt, version + 1);
    }

    public Mail sent(Instant now) {
        return new Mail(id, site, purpose, subject, recipient, State.SENT, messageId, title, text, html, attempts + 1, null, null, now, createdAt, version + 1);
    }

    public Mail givenUp(String why) {
        return new Mail(id, site, purpose, subject, recipient, State.GIVEN_UP, messageId, title, text, html, attempts, why, null, null, createdAt, version + 1);
    }
}
