package io.plumbline.domain.customer;

import java.util.Optional;

import io.plumbline.domain.Id;

/** Customers and their contacts. Every method runs in the transaction of its caller. */
public interface Customers {
    Optional<Customer> byErpId(String connector, String company, String erpId);

    Optional<Customer> byId(Id id);

    void add(Customer customer);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Customer customer);

    Optional<Contact> contact(Id customer, String erpId);

    Optional<Contact> contactById(Id id);

    void add(Contact contact);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Contact contact);
}
