package io.plumbline.store.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.application.nonconformity.OtherReceivers;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Intake;
import io.plumbline.domain.nonconformity.Intakes;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.store.Sql;

/** Deliveries of a product, by an index; whether they had the lot stands in their reports, which are looked at here. */
@Component
public final class SqlOtherReceivers implements OtherReceivers {
    /** So many deliveries of the products are looked at for one page. */
    private static final int MOST_LOOKED_AT = 600;
    private static final int AT_A_TIME = 200;
    private static final int MOST_PRODUCTS = 50;

    private final Sql sql;
    private final Nonconformities nonconformities;
    private final Intakes intakes;
    private final Deliveries deliveries;
    private final int atATime;
    private final int mostLookedAt;

    @Activate
    public SqlOtherReceivers(@Reference Sql sql, @Reference Nonconformities nonconformities, @Reference Intakes intakes, @Reference Deliveries deliveries) {
        this(sql, nonconformities, intakes, deliveries, AT_A_TIME, MOST_LOOKED_AT);
    }

    /** With another reach. */
    SqlOtherReceivers(Sql sql, Nonconformities nonconformities, Intakes intakes, Deliveries deliveries, int atATime, int mostLookedAt) {
        this.atATime = atATime;
        this.mostLookedAt = mostLookedAt;
        this.sql = sql;
        this.nonconformities = nonconformities;
        this.intakes = intakes;
        this.deliveries = deliveries;
    }

    @Override
    public Optional<Receivers> of(Site site, CaseNumber number, String after, int most) {
        int atMost = Select.atMost(most);
        return sql.required(() -> nonconformities.byNumber(site, number).map(n -> {
            Optional<Intake> intake = intakes.of(n.facts().id());
            CaseAbout about = CaseAbout.of(n.facts().snapshot(), intake.map(Intake::sku).orElse(null), intake.map(Intake::lot).orElse(null));
            List<String> products = about.products().stream().limit(MOST_PRODUCTS).toList();
            boolean wrong = after != null && !Id.isOne(after);
            return new Receivers(products, List.copyOf(about.lots()), wrong || products.isEmpty() ? new Page<>(List.of(), null) : page(n.facts(), products, about.lots(), after, atMost));
        }));
    }

    private record Found(Id delivery, List<String> products, List<String> lots) {
    }

    private Page<Receiver> page(Nonconformity.Facts f, List<String> products, Set<String> lots, String after, int most) {
        Set<Id> own = own(f);
        List<Found> found = new ArrayList<>();
        String last = after;
        boolean more = true;
        int looked = 0;
        while (more && found.size() < most && looked < mostLookedAt) {
            List<Id> keys = keys(f.site(), products, last);
            more = keys.size() == atATime;
            for (Id key : keys) {
                looked++;
                last = key.value();
                if (!own.contains(key)) {
                    deliveries.byId(key).flatMap(d -> found(d, products, lots)).ifPresent(found::add);
                }
                if (found.size() == most) {
                    more = more || !key.equals(keys.get(keys.size() - 1));
                    break;
                }
            }
        }
        Map<Id, DeliveryRow> rows = DeliveryRows.of(sql, found.stream().map(Found::delivery).toList()).stream().collect(Collectors.toMap(DeliveryRow::id, Function.identity()));
        return new Page<>(found.stream().map(r -> new Receiver(rows.get(r.delivery()), r.products(), r.lots())).toList(), more ? last : null);
    }

    private Set<Id> own(Nonconformity.Facts f) {
        Set<Id> own = new HashSet<>();
        if (f.delivery() != null) {
            own.add(f.delivery());
        }
        if (f.order() != null) {
            own.addAll(sql.list("select delivery_id from delivery_order where order_id = ?", r -> r.id("delivery_id"), f.order()));
        }
        return own;
    }

    /** The newest deliveries of any of the products: each product by itself, because an index knows its newest, then the newest of all. */
    private List<Id> keys(Site site, List<String> products, String after) {
        Set<Id> keys = new LinkedHashSet<>();
        for (String sku : products) {
            Select select = new Select("select distinct l.delivery_id from delivery_line l" + Select.by("delivery_line_by_sku") + " where l.site = ?", site).and("l.sku = ?", sku)
                    .andWhere("l.delivery_id < ?", after).then("order by l.delivery_id desc fetch first " + atATime + " rows only");
            keys.addAll(sql.list(select.text(), r -> r.id("delivery_id"), select.arguments().toArray()));
        }
        return keys.stream().sorted(Comparator.reverseOrder()).limit(atATime).toList();
    }

    private static Optional<Found> found(Delivery delivery, Collection<String> products, Set<String> lots) {
        Set<String> had = new TreeSet<>();
        Set<String> which = new TreeSet<>();
        for (Line line : delivery.facts().report().lines()) {
            if (line.sku() != null && products.contains(line.sku()) && (lots.isEmpty() || line.lots().stream().anyMatch(lots::contains))) {
                had.add(line.sku());
                line.lots().stream().filter(l -> lots.isEmpty() || lots.contains(l)).forEach(which::add);
            }
        }
        return had.isEmpty() || delivery instanceof Delivery.Cancelled ? Optional.empty() : Optional.of(new Found(delivery.facts().id(), List.copyOf(had), List.copyOf(which)));
    }
}
