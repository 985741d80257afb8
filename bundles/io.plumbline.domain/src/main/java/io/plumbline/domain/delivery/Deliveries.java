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

    /**
     * The delivery with this key. A document that names by number is looked for among the ERP's own records, too: there it is the only one of
     * the connector and company that has this number. Where several have it, none is meant.
     */
    default Optional<Delivery> meant(DocumentKey key, Site site) {
        Optional<Delivery> known = byKey(key);
        if (known.isPresent() || !key.namesByNumber()) {
            return known;
        }
        List<Delivery> records = called(site, key.connector(), List.of(key.docId())).stream().filter(d -> {
            DeliveredOrder.SourceRef own = d.facts().report().source();
            return !own.namesByNumber() && key.docId().equals(own.docNo()) && DocumentKey.sameCompany(key.company(), own.company());
        }).toList();
        return records.size() == 1 ? Optional.of(records.get(0)) : Optional.empty();
    }

    /**
     * What a document may have brought under the numbers of an ERP's own record, before that was known.
     *
     * @param number   of the delivery, or null
     * @param orders   numbers of its orders, the seller's and the customer's
     * @param customer the customer's account number, or null
     */
    Numbered numbered(String connector, String number, Collection<String> orders, String customer);

    /** Identities of what is filed under a number, whatever the company; that only documents named it so has to be seen from its deliveries. */
    record Numbered(List<Id> deliveries, List<Id> orders, List<Id> customers) {
        public Numbered {
            deliveries = List.copyOf(deliveries);
            orders = List.copyOf(orders);
            customers = List.copyOf(customers);
        }
    }

    /** All deliveries that serve the order, oldest first. */
    List<Delivery> ofOrder(Id order);

    /**
     * Whether the ERP changed a delivery of this customer after {@code moment}: then what a report of that moment says about the customer is
     * no news any more.
     *
     * @param byNumber whether to look at documents that name by number, or at the ERP's own records: the two are not compared
     * @param contact  the person whom the delivery names, or null for any
     */
    boolean saidAfter(Instant moment, boolean byNumber, Id customer, Id contact);

    /** Whether a delivery of this customer is known by the ERP's own record; {@code contact} is the person whom it names, or null for any. */
    boolean recorded(Id customer, Id contact);

    /** Stores a delivery that was not known. A second one with the same key fails and rolls the transaction back. */
    void add(Delivery delivery);

    /**
     * Stores the next version: {@code facts().version()} is the new one, and the row must still be at the version before.
     *
     * @throws io.plumbline.domain.Stale when it is not
     */
    void save(Delivery delivery);

    /**
     * As {@link #save}, and the delivery is known by the key of its report from now on, and its orders and lines are those of its report even
     * where the content is the same.
     *
     * @throws io.plumbline.domain.Stale when the row is not at the version before
     */
    void adopt(Delivery delivery);
}
