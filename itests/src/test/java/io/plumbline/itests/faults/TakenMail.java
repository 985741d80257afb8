package io.plumbline.itests.faults;

import java.time.Instant;

/**
 * A mail that a mail server had in full.
 *
 * @param invitation which it names in a header, or null for any other mail
 * @param token      of the survey's link, or null
 * @param to         the recipient's address
 * @param begun      when the sender named itself
 */
record TakenMail(String messageId, String invitation, String token, String to, Instant begun) {
}
