package io.plumbline.application.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.plumbline.application.Page;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.survey.SurveyQueries.InvitationRow;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** Orders and what became of them, for reading. */
public interface OrderQueries {
    /** Newest first, at most 200; {@code after} is the identity of the last row of the page before, or null. After anything else there is nothing. */
    Page<OrderRow> list(Filter filter, String after, int most);

    /** With up to 200 of the newest deliveries, invitations, answers and cases each. */
    Optional<OrderView> one(Site site, Id id);

    /**
     * Every member but the site may be null.
     *
     * @param number  the number that people use, exactly
     * @param orderId the ERP's identity of the order, exactly
     */
    record Filter(Site site, String orderId, String number, Id customer) {
        public static Filter all(Site site) {
            return new Filter(site, null, null, null);
        }
    }

    /**
     * @param orderId      the ERP's identity of the order
     * @param state        Open, Complete or Cancelled
     * @param customerName null once erased
     */
    record OrderRow(Id id, String connector, String company, String orderId, String number, String customerReference, String state, LocalDate orderDate,
            Id customer, String customerNumber, String customerName, Instant firstSeenAt, Instant changedAt, long version) {
    }

    record OrderView(OrderRow row, List<DeliveryRow> deliveries, List<InvitationRow> invitations, List<ResponseRow> responses, List<CaseRow> cases) {
        public OrderView {
            deliveries = List.copyOf(deliveries);
            invitations = List.copyOf(invitations);
            responses = List.copyOf(responses);
            cases = List.copyOf(cases);
        }
    }
}
