package io.plumbline.application.action;

import java.time.LocalDate;
import java.util.function.Consumer;

import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.Delivery;

/** What was delivered and what customers' receipts said of it, for comparing periods. */
public interface ReceivedDeliveries {
    /**
     * Hands over each delivery that happened in the period, both days included, was not cancelled, and that the customer gave a receipt for, in no particular order.
     * Without a receipt nobody knows, so that such a delivery counts neither way.
     */
    void each(Site site, LocalDate from, LocalDate to, Consumer<Received> reader);

    /** @param unusable whether a receipt says, and still does, that goods of it were rejected or are missing */
    record Received(Delivery delivery, boolean unusable) {
    }
}
