package io.plumbline.application.survey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.plumbline.application.Page;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.survey.NotAsked;

/** Invitations and answers, for reading. */
public interface SurveyQueries {
    /** Newest first, at most 200. {@code state}, {@code customer} and {@code after} may be null; after what is no identity there is nothing. */
    Page<InvitationRow> invitations(Site site, String state, Id customer, String after, int most);

    Optional<InvitationView> invitation(Site site, Id id);

    /** Newest first, at most 200. {@code state}, {@code customer}, {@code since} and {@code after} may be null; after what is no identity there is nothing. */
    Page<ResponseRow> responses(Site site, String state, Id customer, Instant since, String after, int most);

    /** Those about one order, newest first, at most 200. {@code since} and {@code after} may be null; after what is no identity there is nothing. */
    Page<ResponseRow> responsesOfOrder(Site site, Id order, Instant since, String after, int most);

    Optional<ResponseRow> response(Site site, Id id);

    /**
     * @param dueAt      when it is, or was, to be sent; members that do not apply to the state are null
     * @param followUpOf number of the case that has the customer asked once more; null in the ordinary course
     */
    record InvitationRow(Id id, String programme, String state, Id order, String orderNumber, Id delivery, Id customer, String customerName, String language,
            Instant dueAt, Instant sentAt, Instant expiresAt, Instant answeredAt, NotAsked why, Instant createdAt, long version, String followUpOf) {
    }

    /** @param mails as sent, secrets blanked out */
    record InvitationView(InvitationRow row, List<Mail> mails, List<ResponseRow> responses) {
        public InvitationView {
            mails = List.copyOf(mails);
            responses = List.copyOf(responses);
        }
    }

    /**
     * @param recommendation null where the customer left it out
     * @param suspectWhy     why it looks like a machine's, or null
     * @param caseNumber     of the case that it made, or null
     * @param followUpOf     number of the case that had the customer asked once more; null in the ordinary course
     */
    record ResponseRow(Id id, String state, Id invitation, Id order, String orderNumber, Id customer, String customerName, int satisfaction,
            Integer recommendation, String comment, boolean mayCall, String language, Instant receivedAt, String suspectWhy, String caseNumber, long version,
            String followUpOf) {
    }
}
