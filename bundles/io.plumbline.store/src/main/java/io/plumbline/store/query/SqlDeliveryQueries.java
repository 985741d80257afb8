package io.plumbline.store.query;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.delivery.DeliveryQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.store.Sql;

/** Deliveries and their ledger, read by SQL. */
@Component
public final class SqlDeliveryQueries implements DeliveryQueries {
    /** Up to this many days a period is read by its days and then sorted; a longer one is met soon enough from its newest end. */
    private static final int SHORT_PERIOD_DAYS = 31;
    private static final int MOST_CONNECTORS = 100;

    private final Sql sql;
    private final Deliveries deliveries;
    private final Customers customers;

    @Activate
    public SqlDeliveryQueries(@Reference Sql sql, @Reference Deliveries deliveries, @Reference Customers customers) {
        this.sql = sql;
        this.deliveries = deliveries;
        this.customers = customers;
    }

    @Override
    public Page<DeliveryRow> list(Filter filter, String after, int most) {
        if (after != null && !Id.isOne(after)) {
            return new Page<>(List.of(), null);
        }
        return sql.required(() -> Pages.of(keys(filter, after, Select.atMost(most)), Select.atMost(most), keys -> DeliveryRows.of(sql, keys)));
    }

    private List<Id> keys(Filter filter, String after, int most) {
        Select select = filter.line() == null && filter.why() == null ? plain(filter) : onLine(filter);
        if (Select.given(filter.text())) {
            String pattern = Select.anywhere(filter.text());
            select.and("(lower(d.doc_no) like ? escape '!'"
                    + " or exists (select 1 from customer c where c.id = d.customer_id and c.name_sort like ? escape '!')"
                    + " or exists (select 1 from delivery_order x join customer_order o on o.id = x.order_id"
                    + " where x.delivery_id = d.id and lower(o.order_no) like ? escape '!'))", pattern, pattern, pattern);
        }
        String key = filter.line() == null && filter.why() == null ? "d.id" : "l.delivery_id";
        select.andWhere(key + " < ?", after).newest(key + " desc", most);
        return sql.list(select.text(), r -> r.id("id"), select.arguments().toArray());
    }

    private static Select plain(Filter filter) {
        String index = filter.connector() != null ? "delivery_by_connector" : isShort(filter) ? "delivery_by_day" : "delivery_by_site";
        return new Select("select d.id from delivery d" + Select.by(index) + " where d.site = ?", filter.site())
                .andWhere("d.connector = ?", filter.connector()).andWhere("d.ledger_on >= ?", filter.from()).andWhere("d.ledger_on <= ?", filter.to());
    }

    private static Select onLine(Filter filter) {
        String index = filter.why() == null ? "ledger_by_line" : "ledger_by_reason";
        boolean needsDelivery = filter.connector() != null || Select.given(filter.text());
        return new Select("select l.delivery_id as id from ledger l" + Select.by(index)
                + (needsDelivery ? " join delivery d on d.id = l.delivery_id" : "") + " where l.site = ?", filter.site())
                .andWhere("l.line = ?", filter.line()).andWhere("l.why = ?", filter.why())
                .and("not exists (select 1 from ledger e" + Select.eachByKey("ledger_pk") + " where e.delivery_id = l.delivery_id and e.programme < l.programme and e.line = l.line"
                        + " and (e.why = l.why or l.why is null))")
                .andWhere("l.happened_on >= ?", filter.from()).andWhere("l.happened_on <= ?", filter.to()).andWhere("d.connector = ?", filter.connector());
    }

    private static boolean isShort(Filter filter) {
        return filter.from() != null && filter.to() != null && ChronoUnit.DAYS.between(filter.from(), filter.to()) <= SHORT_PERIOD_DAYS;
    }

    @Override
    public Optional<DeliveryView> one(Site site, Id id) {
        return sql.required(() -> deliveries.byId(id).map(Delivery::facts).filter(f -> f.site().equals(site)).map(this::view));
    }

    private DeliveryView view(Delivery.Facts facts) {
        List<OrderRow> orders = sql.list("select o.id, coalesce(o.order_no, o.order_id) as order_no, o.customer_reference, o.state, o.order_date"
                + " from delivery_order x join customer_order o on o.id = x.order_id where x.delivery_id = ? order by x.line_no fetch first " + Select.MOST
                + " rows only", r -> new OrderRow(r.id("id"), r.text("order_no"), r.text("customer_reference"), r.text("state"), r.day("order_date")), facts.id());
        List<Id> ids = orders.stream().map(OrderRow::id).toList();
        var invitations = InvitationRows.of(sql, idsOf("invitation", ids));
        List<Id> carriers = invitations.stream().map(i -> i.delivery()).filter(d -> d != null && !d.equals(facts.id())).toList();
        return new DeliveryView(DeliveryRows.of(sql, List.of(facts.id())).get(0), facts.report(),
                facts.contact() == null ? null : customers.contactById(facts.contact()).orElse(null), orders, invitations,
                DeliveryRows.newestFirst(sql, carriers), CaseRows.of(sql, idsOf("nonconformity", ids)));
    }

    private List<Id> idsOf(String table, List<Id> orders) {
        return orders.isEmpty() ? List.of()
                : sql.list("select id from " + table + " where order_id in " + Select.in(orders) + " order by id desc fetch first " + Select.MOST + " rows only",
                        r -> r.id("id"), Select.values(orders));
    }

    @Override
    public LedgerTotals totals(Site site, String programme, LocalDate from, LocalDate to) {
        List<Count> counts = sql.list("select line, why, count(*) as deliveries from ledger" + Select.by("ledger_by_day")
                + " where site = ? and programme = ? and happened_on >= ? and happened_on <= ? group by line, why",
                r -> new Count(r.one(Line.class, "line"), r.one(NotAsked.class, "why"), r.number("deliveries")), site, programme, from, to);
        List<Count> sorted = new ArrayList<>(counts);
        sorted.sort(java.util.Comparator.comparing(Count::line).thenComparing(Count::why, java.util.Comparator.nullsFirst(java.util.Comparator.naturalOrder())));
        return new LedgerTotals(from, to, sorted.stream().mapToLong(Count::deliveries).sum(), List.copyOf(sorted));
    }

    /** From one name to the next along the index, so that the time it takes counts connectors, not deliveries. */
    @Override
    public List<String> connectors(Site site) {
        return sql.required(() -> {
            List<String> found = new ArrayList<>();
            Optional<String> next = connectorAfter(site, "");
            while (next.isPresent() && found.size() < MOST_CONNECTORS) {
                found.add(next.get());
                next = connectorAfter(site, next.get());
            }
            return List.copyOf(found);
        });
    }

    private Optional<String> connectorAfter(Site site, String name) {
        return sql.list("select d.connector from delivery d" + Select.by("delivery_by_connector")
                + " where d.site = ? and d.connector > ? order by d.site, d.connector fetch first 1 rows only", r -> r.text("connector"), site, name).stream().findFirst();
    }
}
