package io.plumbline.domain.order;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** The orders that are known. Every method runs in the transaction of its caller. */
public interface Orders {
    Optional<Order> byKey(OrderKey key);

    Optional<Order> byId(Id id);

    /** Orders of the connector whose number, or whose customer's own number, is one of these. */
    List<Order> called(Site site, String connector, Collection<String> names);

    /** As {@link #byKey}, and lets nobody else change the order, or anything that follows from it, before the transaction ends. */
    Optional<Order> locked(OrderKey key);

    void add(Order order);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Order order);
}
