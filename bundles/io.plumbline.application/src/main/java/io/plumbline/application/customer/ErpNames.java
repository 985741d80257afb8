package io.plumbline.application.customer;

import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.OrderKey;
import io.plumbline.domain.order.Orders;

/** Finds by the names that an ERP gave, or by the numbers that documents from outside it know. What belongs to another site is not found. */
@Component(service = ErpNames.class)
public final class ErpNames {
    private final Transactions transactions;
    private final Customers customers;
    private final Orders orders;

    @Activate
    public ErpNames(@Reference Transactions transactions, @Reference Customers customers, @Reference Orders orders) {
        this.transactions = transactions;
        this.customers = customers;
        this.orders = orders;
    }

    public Optional<Id> customer(String connector, String company, String erpId, Site site) {
        return transactions.required(() -> customers.meant(connector, company, erpId).filter(c -> c.site().equals(site)).map(c -> c.id()));
    }

    public Optional<Order> order(OrderKey key, Site site) {
        return transactions.required(() -> orders.meant(key, site).filter(o -> o.facts().site().equals(site)));
    }
}
