package io.plumbline.domain.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** The deliveries that are known. Every method runs in the transaction of its caller. */
public interface Deliveries {
    Optional<Delivery> byKey(DocumentKey key);

    Optional<Delivery> byId(Id id);

    /** Deliveries of the connector and company with this document identity, whatever their document type. */
    List<Delivery> named(String connector, String company, String docId);

    /** Deliveries of the connector whose number or document identity is one of these, whatever their company and document type. */
    List<Delivery> called(Site site, String connector, Collection<String> names);

    /** All deliveries that serve the order, oldest first. */
    List<Delivery> ofOrder(Id order);

    /**
     * Whether the ERP changed a delivery of this customer after {@code moment}: then what a report of that moment says about the customer is
     * no news any more.
     *
     * @param contact the person whom the delivery names, or null for any
     */
    boolean saidAfter(Instant moment, Id customer, Id contact);

    /** Stores a delivery that was not known. A second one with the same key fails and rolls the transaction back. */
    void add(Delivery delivery);

    /**
     * Stores the next version: {@code facts().version()} is the new one, and the row must still be at the version before.
     *
     * @throws io.plumbline.domain.Stale when it is not
     */
    void save(Delivery delivery);
}
