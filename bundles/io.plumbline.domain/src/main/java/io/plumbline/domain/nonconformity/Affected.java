package io.plumbline.domain.nonconformity;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.plumbline.domain.Id;

/**
 * What a case is known to be about. Where it was filed about a product, only that one's lots and deliveries count; where not, those of its order.
 * A carrier that was named when it was filed counts alone.
 *
 * @param delivered the newest day on which something of it was delivered, or null where that is not known
 * @param strata    the kinds of deliveries that it is one of, as of a criterion; once its own plan is approved that one's stratum among them, never {@link Stratum.Kind#EVERYTHING}
 * @param product   the one product that it is about, or null where there are several or none
 * @param causes    categories of its verified causes
 */
public record Affected(LocalDate delivered, Set<Stratum> strata, String product, Set<String> causes) {
    public Affected {
        strata = Set.copyOf(strata);
        causes = Set.copyOf(causes);
    }

    /** @param intake what was said when it was filed, or null */
    public static Affected of(CaseFile file, Intake intake) {
        Affected filed = of(file.nonconformity().facts().snapshot(), file.nonconformity().facts().customer(), intake == null ? null : intake.sku(), intake == null ? null : intake.lot(),
                intake == null ? null : intake.carrier());
        Set<Stratum> strata = new LinkedHashSet<>(filed.strata());
        boolean approved = Work.FIX_CRITERION.refusal(file.nonconformity()).isPresent();
        file.plan().filter(p -> approved).map(p -> p.criterion().stratum()).filter(s -> s.kind() != Stratum.Kind.EVERYTHING).ifPresent(strata::add);
        return new Affected(filed.delivered(), strata, filed.product(), file.verifiedCauses().stream().map(Cause::category).filter(Objects::nonNull).collect(Collectors.toSet()));
    }

    /**
     * As it was filed, before anybody found out more.
     *
     * @param snapshot or null
     * @param customer or null
     * @param sku      that it was filed about, or null
     * @param lot      that it was filed about, or null
     * @param carrier  who brought what it was filed about, or null
     */
    public static Affected of(OrderSnapshot snapshot, Id customer, String sku, String lot, String carrier) {
        Set<Stratum> strata = new LinkedHashSet<>();
        Set<String> products = new TreeSet<>();
        add(strata, Stratum.Kind.PRODUCT, sku);
        add(strata, Stratum.Kind.LOT, lot);
        add(strata, Stratum.Kind.CARRIER, carrier);
        List<OrderSnapshot.Shipment> shipments = snapshot == null ? List.of()
                : snapshot.deliveries().stream().filter(s -> sku == null || s.lines().stream().anyMatch(l -> sku.equals(l.sku()))).toList();
        for (OrderSnapshot.Shipment shipment : shipments) {
            add(strata, Stratum.Kind.COUNTRY, shipment.country());
            if (carrier == null) {
                add(strata, Stratum.Kind.CARRIER, shipment.carrier());
            }
            for (OrderSnapshot.Item item : shipment.lines()) {
                if (item.sku() != null && (sku == null || sku.equals(item.sku()))) {
                    products.add(item.sku());
                    add(strata, Stratum.Kind.PRODUCT, item.sku());
                    if (lot == null) {
                        item.lots().forEach(l -> add(strata, Stratum.Kind.LOT, l));
                    }
                }
            }
        }
        add(strata, Stratum.Kind.CUSTOMER, customer == null ? null : customer.value());
        return new Affected(shipments.stream().map(OrderSnapshot.Shipment::happened).filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null), strata,
                sku != null ? sku : products.size() == 1 ? products.iterator().next() : null, Set.of());
    }

    private static void add(Set<Stratum> strata, Stratum.Kind kind, String value) {
        if (value != null && !value.isBlank()) {
            strata.add(new Stratum(kind, value));
        }
    }
}
