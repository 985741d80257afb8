package io.plumbline.application.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.plumbline.application.Page;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.survey.SurveyQueries.InvitationRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.survey.NotAsked;

/** Deliveries and their ledger, for reading. */
public interface DeliveryQueries {
    /** Newest first, at most 200; {@code after} is the identity of the last row of the page before, or null. After anything else there is nothing. */
    Page<DeliveryRow> list(Filter filter, String after, int most);

    Optional<DeliveryView> one(Site site, Id id);

    /** How the deliveries of a period stand, by the day they happened (or were first seen, where no day is known), both days included. */
    LedgerTotals totals(Site site, String programme, LocalDate from, LocalDate to);

    /** The connectors that deliveries of the site came through, by name, at most 100: what a list can be filtered by. */
    List<String> connectors(Site site);

    /** @param text part of a number, order number or customer name; null or empty for all. Every other member may be null. */
    record Filter(Site site, String connector, Line line, NotAsked why, LocalDate from, LocalDate to, String text) {
        public static Filter all(Site site) {
            return new Filter(site, null, null, null, null, null, null);
        }
    }

    /**
     * @param daysLate     days between promised and happened, negative when early; null where one is not known
     * @param customerName null once erased
     */
    record DeliveryRow(Id id, String connector, String company, String docType, String docId, String number, String state, LocalDate promised,
            LocalDate happened, Integer daysLate, Id customer, String customerNumber, String customerName, List<String> orderNumbers, Line line, NotAsked why,
            Instant firstSeenAt, Instant changedAt, long version) {
        public DeliveryRow {
            orderNumbers = List.copyOf(orderNumbers);
        }
    }

    /**
     * @param report      the newest report, without people
     * @param contact     whom the report names, or null
     * @param orders      the orders that the delivery serves
     * @param invitations of those orders
     * @param carriers    numbers of the deliveries that carry those invitations, where it is not this one
     * @param cases       of those orders
     */
    record DeliveryView(DeliveryRow row, DeliveredOrder report, Contact contact, List<OrderRow> orders, List<InvitationRow> invitations,
            List<DeliveryRow> carriers, List<CaseRow> cases) {
    }

    record OrderRow(Id id, String number, String customerReference, String state, LocalDate orderDate) {
    }

    /** @param total the deliveries of the period; the counts add up to it */
    record LedgerTotals(LocalDate from, LocalDate to, long total, List<Count> counts) {
    }

    record Count(Line line, NotAsked why, long deliveries) {
    }
}
