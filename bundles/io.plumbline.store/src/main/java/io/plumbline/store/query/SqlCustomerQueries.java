package io.plumbline.store.query;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.customer.CustomerQueries;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.store.Sql;
import io.plumbline.store.SqlCustomers;

/** Customers, read by SQL. */
@Component
public final class SqlCustomerQueries implements CustomerQueries {
    private static final int MOST_OF_EACH = 100;

    /** Who is asked once more, because something went wrong, is no measure of how things go. */
    private static final String ORDINARY = " and i.programme <> '" + FollowUp.PROGRAMME + "'";

    private final Sql sql;
    private final Customers customers;
    private final SurveyQueries survey;
    private final CaseQueries cases;

    @Activate
    public SqlCustomerQueries(@Reference Sql sql, @Reference Customers customers, @Reference SurveyQueries survey, @Reference CaseQueries cases) {
        this.sql = sql;
        this.customers = customers;
        this.survey = survey;
        this.cases = cases;
    }

    /** Where the page before ended: a customer's identity, so that no name gets into an address. */
    private record Place(String name, Id id) {
    }

    @Override
    public Page<CustomerRow> list(Site site, String text, String after, int most) {
        int atMost = Select.atMost(most);
        return sql.required(() -> {
            Optional<Place> place = after == null || !Id.isOne(after) ? Optional.empty()
                    : sql.one("select name_sort from customer where id = ? and site = ?", r -> new Place(r.text("name_sort"), new Id(after)), new Id(after), site);
            if (after != null && place.isEmpty()) {
                return new Page<CustomerRow>(List.of(), null);
            }
            return Pages.of(keys(site, text, place.orElse(null), atMost), atMost, this::rows);
        });
    }

    /** First those with a name, by name; then those whose name was erased. */
    private List<Id> keys(Site site, String text, Place after, int most) {
        List<Id> keys = new ArrayList<>();
        if (after == null || after.name() != null) {
            Select named = start(site, text).and("c.name_sort is not null");
            if (after != null) {
                named.and("c.name_sort >= ? and (c.name_sort > ? or c.id > ?)", after.name(), after.name(), after.id());
            }
            keys.addAll(ids(named.newest("c.name_sort, c.id", most)));
        }
        if (keys.size() <= most) {
            Select nameless = start(site, text).and("c.name_sort is null").andWhere("c.id > ?", after == null || after.name() != null ? null : after.id());
            keys.addAll(ids(nameless.newest("c.id", most - keys.size())));
        }
        return keys;
    }

    private static Select start(Site site, String text) {
        Select select = new Select("select c.id from customer c" + Select.by("customer_by_name") + " where c.site = ?", site);
        if (Select.given(text)) {
            String pattern = Select.anywhere(text);
            select.and("(c.name_sort like ? escape '!' or lower(c.customer_no) like ? escape '!')", pattern, pattern);
        }
        return select;
    }

    private List<Id> ids(Select select) {
        return sql.list(select.text(), r -> r.id("id"), select.arguments().toArray());
    }

    private List<CustomerRow> rows(List<Id> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        String in = Select.in(keys);
        Object[] ids = Select.values(keys);
        Map<Id, Long> deliveries = new HashMap<>();
        Map<Id, LocalDate> last = new HashMap<>();
        sql.each("select customer_id, count(*) as deliveries, max(happened_on) as last_on from delivery" + Select.by("delivery_by_customer_day")
                + " where customer_id in " + in + " group by customer_id", r -> {
            deliveries.put(r.id("customer_id"), r.number("deliveries"));
            last.put(r.id("customer_id"), r.day("last_on"));
        }, ids);
        Map<Id, Long> answers = counts("select o.customer_id, count(*) as many " + Select.inThisOrder() + "customer_order o"
                + Select.by("customer_order_by_customer") + ", invitation i" + Select.eachByKey("invitation_once") + " where i.order_id = o.id and i.state = 'Answered'" + ORDINARY + " and o.customer_id in " + in + " group by o.customer_id", ids);
        Map<Id, Long> open = counts("select customer_id, count(*) as many from nonconformity" + Select.by("nonconformity_by_customer") + " where state not in ('Closed', 'Rejected', 'Merged') and customer_id in "
                + in + " group by customer_id", ids);
        Map<Id, CustomerRow> rows = new HashMap<>();
        sql.each("select id, customer_no, name from customer" + Select.byKey("customer_pk") + " where id in " + in, r -> {
            Id id = r.id("id");
            rows.put(id, new CustomerRow(id, r.text("customer_no"), r.text("name"), deliveries.getOrDefault(id, 0L), answers.getOrDefault(id, 0L),
                    open.getOrDefault(id, 0L), last.get(id)));
        }, ids);
        return keys.stream().map(rows::get).toList();
    }

    private Map<Id, Long> counts(String select, Object... ids) {
        Map<Id, Long> counts = new HashMap<>();
        sql.each(select, r -> counts.put(r.id("customer_id"), r.number("many")), ids);
        return counts;
    }

    @Override
    public Optional<CustomerView> one(Site site, Id id) {
        return sql.required(() -> customers.byId(id).filter(c -> c.site().equals(site)).map(this::view));
    }

    @Override
    public List<Marks> marks(Site site, Id id) {
        return sql.list("select r.satisfaction, r.recommendation, count(*) as answers " + Select.inThisOrder() + "customer_order o" + Select.by("customer_order_by_customer")
                + ", invitation i" + Select.eachByKey("invitation_once") + ", response r" + Select.eachByKey("response_accepted_once")
                + " where i.order_id = o.id and r.accepted_for = i.id" + ORDINARY + " and o.site = ? and o.customer_id = ? group by r.satisfaction, r.recommendation",
                r -> new Marks(r.integer("satisfaction"), r.integerOrNull("recommendation"), r.number("answers")), site, id);
    }

    private CustomerView view(Customer customer) {
        List<Contact> contacts = sql.list("select * from contact where customer_id = ? order by id fetch first " + MOST_OF_EACH + " rows only",
                SqlCustomers::contact, customer.id());
        List<Id> deliveries = sql.list("select d.id from delivery d" + Select.by("delivery_by_customer")
                + " where d.customer_id = ? order by d.customer_id, d.id desc fetch first " + MOST_OF_EACH + " rows only", r -> r.id("id"), customer.id());
        return new CustomerView(customer, contacts, DeliveryRows.of(sql, deliveries),
                survey.responses(customer.site(), null, customer.id(), null, null, MOST_OF_EACH).items(),
                cases.list(new CaseQueries.Filter(customer.site(), null, null, customer.id(), null), null, MOST_OF_EACH).items());
    }
}
