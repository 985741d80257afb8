package io.plumbline.domain.order;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.DocumentKey;

/** The orders that are known. Every method runs in the transaction of its caller. */
public interface Orders {
    Optional<Order> byKey(OrderKey key);

    Optional<Order> byId(Id id);

    /** Orders of the connector whose number, or whose customer's own number, is one of these. */
    List<Order> called(Site site, String connector, Collection<String> names);

    /**
     * The order with this key, or else the only one of the connector and company whose number the key's identity is: documents from outside
     * the ERP know no other. Where several have the number, none is meant.
     */
    default Optional<Order> meant(OrderKey key, Site site) {
        return byKey(key).or(() -> {
            List<Order> numbered = called(site, key.connector(), List.of(key.orderId())).stream()
                    .filter(o -> key.orderId().equals(o.facts().number()) && DocumentKey.sameCompany(key.company(), o.facts().key().company())).toList();
            return numbered.size() == 1 ? Optional.of(numbered.get(0)) : Optional.empty();
        });
    }

    /** As {@link #byKey}, and lets nobody else change the order, or anything that follows from it, before the transaction ends. */
    Optional<Order> locked(OrderKey key);

    void add(Order order);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Order order);

    /**
     * As {@link #save}, and the order is known by the key of its facts from now on.
     *
     * @throws io.plumbline.domain.Stale when the row is not at the version before
     */
    void adopt(Order order);
}
