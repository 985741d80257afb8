package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.plumbline.application.Page;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.application.journal.JournalQueries.JournalRow;
import io.plumbline.application.survey.SurveyQueries.InvitationView;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;

/** Cases, for reading. */
public interface CaseQueries {
    /** Newest number first, at most 200; {@code after} is the case number of the last row of the page before, or null. After anything else there is nothing. */
    Page<CaseRow> list(Filter filter, String after, int most);

    /** How many cases there are, for the filters at the left of the inbox: keys are states, and severities as {@code severity:MAJOR}. */
    Map<String, Long> counts(Site site);

    Optional<CaseView> one(Site site, String number);

    /**
     * @param text  part of a number, title, order number or customer name
     * @param since only what changed at this moment or later. Every member but the site may be null or empty.
     */
    record Filter(Site site, List<String> states, Severity severity, Id customer, String text, Id order, Instant since) {
        public Filter {
            states = states == null ? List.of() : List.copyOf(states);
        }

        public Filter(Site site, List<String> states, Severity severity, Id customer, String text) {
            this(site, states, severity, customer, text, null, null);
        }
    }

    /** @param customerName null once erased */
    record CaseRow(Id id, String number, String title, String state, Severity severity, Id customer, String customerName, Id order, String orderNumber,
            String owner, Instant reportedAt, Instant changedAt, long version) {
    }

    /**
     * A case with its whole trail.
     *
     * @param contact    whose words they are; null where there is none
     * @param deliveries of the order
     * @param invitation with the mail as sent and every answer; null for a case that no answer made
     * @param journal    what happened to the case, its order, deliveries, invitation, answers and mails, oldest first, the newest 200
     */
    record CaseView(CaseRow row, Nonconformity nonconformity, Contact contact, List<DeliveryRow> deliveries, InvitationView invitation,
            List<JournalRow> journal) {
    }
}
