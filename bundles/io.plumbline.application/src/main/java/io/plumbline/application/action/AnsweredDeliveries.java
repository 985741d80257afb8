package io.plumbline.application.action;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.survey.Answer;

/** What was delivered and what customers answered, for comparing periods. */
public interface AnsweredDeliveries {
    /**
     * Hands over each order whose invitation, that in the ordinary course, has an accepted answer, and whose delivery that the invitation was sent for happened in the period, both days
     * included, in no particular order.
     */
    void each(Site site, LocalDate from, LocalDate to, Consumer<Answered> reader);

    /**
     * @param order      that was asked about
     * @param answer     the one that counts
     * @param deliveries all of the order, the one that the invitation was sent for among them
     */
    record Answered(Id order, Answer answer, List<Delivery> deliveries) {
        public Answered {
            deliveries = List.copyOf(deliveries);
        }
    }
}
