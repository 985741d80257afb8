package io.plumbline.domain.customer;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.DocumentKey;

/** Customers and their contacts. Every method runs in the transaction of its caller. */
public interface Customers {
    Optional<Customer> byErpId(String connector, String company, String erpId);

    Optional<Customer> byId(Id id);

    /** Customers of the connector with this number, whatever their company. */
    List<Customer> numbered(String connector, String number);

    /**
     * The customer with this identity, or else the only one of the connector and company whose number it is: documents from outside the ERP
     * know no other. Where several have the number, none is meant.
     */
    default Optional<Customer> meant(String connector, String company, String erpId) {
        return byErpId(connector, company, erpId).or(() -> {
            List<Customer> numbered = numbered(connector, erpId).stream().filter(c -> DocumentKey.sameCompany(company, c.company())).toList();
            return numbered.size() == 1 ? Optional.of(numbered.get(0)) : Optional.empty();
        });
    }

    void add(Customer customer);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Customer customer);

    /**
     * As {@link #save(Customer)}, and the customer is known by its connector, company and identity from now on.
     *
     * @throws io.plumbline.domain.Stale when the row is not at the version before
     */
    void adopt(Customer customer);

    Optional<Contact> contact(Id customer, String erpId);

    Optional<Contact> contactById(Id id);

    void add(Contact contact);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Contact contact);
}
