package io.plumbline.store.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.plumbline.domain.nonconformity.OrderSnapshot;

/** Products and lots that a case is about: those it was filed about, or else those of its order as known then. */
record CaseAbout(Set<String> products, Set<String> lots) {
    /**
     * @param snapshot or null
     * @param sku      that it was filed about, or null
     * @param lot      that it was filed about, or null
     */
    static CaseAbout of(OrderSnapshot snapshot, String sku, String lot) {
        List<OrderSnapshot.Item> items = snapshot == null ? List.of()
                : snapshot.deliveries().stream().flatMap(d -> d.lines().stream()).filter(i -> i.sku() != null && (sku == null || sku.equals(i.sku()))).toList();
        Set<String> products = sku != null ? Set.of(sku) : items.stream().map(OrderSnapshot.Item::sku).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> lots = lot != null ? Set.of(lot) : items.stream().flatMap(i -> i.lots().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
        return new CaseAbout(products, lots);
    }
}
