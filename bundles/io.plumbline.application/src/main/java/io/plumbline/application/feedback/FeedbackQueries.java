package io.plumbline.application.feedback;

import java.time.Instant;
import java.util.Optional;

import io.plumbline.application.Page;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.feedback.Feedback;

/** Feedback, for reading. */
public interface FeedbackQueries {
    /** Newest first, at most 200; {@code after} is the identity of the last row of the page before, or null. After anything else there is nothing. */
    Page<FeedbackRow> list(Filter filter, String after, int most);

    Optional<FeedbackRow> one(Site site, Id id);

    /** @param since heard at this moment or later. Every member but the site may be null. */
    record Filter(Site site, String state, Feedback.Kind kind, Id customer, Id delivery, Instant since) {
        public static Filter all(Site site) {
            return new Filter(site, null, null, null, null, null);
        }

        public static Filter ofCustomer(Site site, Id customer) {
            return new Filter(site, null, null, customer, null, null);
        }

        public static Filter ofDelivery(Site site, Id delivery) {
            return new Filter(site, null, null, null, delivery, null);
        }
    }

    /**
     * @param originNumber   number of the customer's document, or null
     * @param deliveryNumber null while no delivery is known
     * @param orderNumber    null while no order is known
     * @param customerName   null while no customer is known, or once erased
     */
    record FeedbackRow(Feedback feedback, String originNumber, String deliveryNumber, String orderNumber, String customerNumber, String customerName) {
    }
}
