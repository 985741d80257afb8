package io.plumbline.domain.order;

import java.util.Optional;

import io.plumbline.domain.Id;

/** The orders that are known. Every method runs in the transaction of its caller. */
public interface Orders {
    Optional<Order> byKey(OrderKey key);

    Optional<Order> byId(Id id);

    void add(Order order);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Order order);
}
