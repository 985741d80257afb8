package io.plumbline.store;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Keys;
import io.plumbline.domain.Id;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.customer.Customers;

/** Customers and contacts in the tables of these names. */
@Component
public final class SqlCustomers implements Customers {
    private final Sql sql;
    private final EmailHash hash;

    @Activate
    public SqlCustomers(@Reference Sql sql, @Reference Keys keys) {
        this.sql = sql;
        this.hash = new EmailHash(keys);
    }

    @Override
    public Optional<Customer> byErpId(String connector, String company, String erpId) {
        return sql.one("select * from customer" + Sql.byKey("customer_key") + " where connector = ? and company = ? and erp_id = ?", SqlCustomers::customer, connector, company, erpId);
    }

    @Override
    public Optional<Customer> byId(Id id) {
        return sql.one("select * from customer" + Sql.byKey("customer_pk") + " where id = ?", SqlCustomers::customer, id);
    }

    @Override
    public void add(Customer c) {
        sql.change("""
                insert into customer (id, site, connector, company, erp_id, customer_no, name, name_sort, group_code, first_seen_at, changed_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                c.id(), c.site(), c.connector(), c.company(), c.erpId(), c.number(), c.name(), sortable(c.name()), c.groupCode(), c.firstSeenAt(), c.changedAt(),
                c.version());
    }

    @Override
    public void save(Customer c) {
        sql.changeVersion("customer", c.id(), c.version(), """
                update customer set customer_no = ?, name = ?, name_sort = ?, group_code = ?, changed_at = ?, version = ?
                where id = ? and version = ?""",
                c.number(), c.name(), sortable(c.name()), c.groupCode(), c.changedAt(), c.version(), c.id(), c.version() - 1);
    }

    @Override
    public List<Customer> numbered(String connector, String number) {
        return sql.list("select * from customer --DERBY-PROPERTIES index=customer_by_number\n where connector = ? and customer_no = ?", SqlCustomers::customer, connector, number).stream()
                .sorted(Comparator.comparing(Customer::id)).toList();
    }

    @Override
    public void adopt(Customer c) {
        sql.required(() -> {
            save(c);
            return sql.change("update customer set connector = ?, company = ?, erp_id = ? where id = ?", c.connector(), c.company(), c.erpId(), c.id());
        });
    }

    @Override
    public Optional<Contact> contact(Id customer, String erpId) {
        return sql.one("select * from contact" + Sql.byKey("contact_key") + " where customer_id = ? and erp_id = ?", SqlCustomers::contact, customer, erpId);
    }

    @Override
    public Optional<Contact> contactById(Id id) {
        return sql.one("select * from contact" + Sql.byKey("contact_pk") + " where id = ?", SqlCustomers::contact, id);
    }

    @Override
    public void add(Contact c) {
        sql.change("""
                insert into contact (id, site, customer_id, erp_id, name, email, email_hash, phone, lang, opted_out, changed_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                c.id(), c.site(), c.customer(), c.erpId(), c.name(), c.email(), hash.of(c.email()), c.phone(), c.language(), c.optedOut(), c.changedAt(),
                c.version());
    }

    @Override
    public void save(Contact c) {
        sql.changeVersion("contact", c.id(), c.version(), """
                update contact set name = ?, email = ?, email_hash = ?, phone = ?, lang = ?, opted_out = ?, changed_at = ?, version = ?
                where id = ? and version = ?""",
                c.name(), c.email(), hash.of(c.email()), c.phone(), c.language(), c.optedOut(), c.changedAt(), c.version(), c.id(), c.version() - 1);
    }

    /** Customers are listed and searched without regard to letter case. */
    private static String sortable(String name) {
        return name == null ? null : name.toLowerCase(Locale.ROOT);
    }

    /** A customer from any query that selects all columns of its table. */
    public static Customer customer(Row row) {
        return new Customer(row.id("id"), row.site("site"), row.text("connector"), row.text("company"), row.text("erp_id"), row.text("customer_no"),
                row.text("name"), row.text("group_code"), row.moment("first_seen_at"), row.moment("changed_at"), row.number("version"));
    }

    /** A contact from any query that selects all columns of its table. */
    public static Contact contact(Row row) {
        return new Contact(row.id("id"), row.site("site"), row.id("customer_id"), row.text("erp_id"), row.text("name"), row.text("email"), row.text("phone"),
                row.text("lang"), row.flag("opted_out"), row.moment("changed_at"), row.number("version"));
    }
}
