package io.plumbline.application.delivery;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryView;
import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.application.survey.SurveyQueries.InvitationView;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.order.OrderKey;
import io.plumbline.domain.order.Orders;

/** Tells an ERP what became of what it reported, by the names that the ERP gave. */
@Component(service = WhatBecame.class)
public final class WhatBecame {
    /** Of an order with more deliveries, the newest so many are told of. */
    public static final int MOST_DELIVERIES = 50;

    /**
     * @param invitations of the delivery's orders, with mails and answers
     */
    public record Fate(DeliveryView delivery, List<InvitationView> invitations) {
        public Fate {
            invitations = List.copyOf(invitations);
        }
    }

    private final Transactions transactions;
    private final Deliveries deliveries;
    private final Orders orders;
    private final DeliveryQueries views;
    private final SurveyQueries surveys;

    @Activate
    public WhatBecame(@Reference Transactions transactions, @Reference Deliveries deliveries, @Reference Orders orders, @Reference DeliveryQueries views,
            @Reference SurveyQueries surveys) {
        this.transactions = transactions;
        this.deliveries = deliveries;
        this.orders = orders;
        this.views = views;
        this.surveys = surveys;
    }

    /** Of one document, or of the ERP's own record that it is known by; empty where the site knows none of this name. */
    public Optional<Fate> ofDelivery(DocumentKey key, Site site) {
        return transactions.required(() -> deliveries.meant(key, site).flatMap(d -> fates(site, List.of(d)).stream().findFirst()));
    }

    /** Of each delivery of the order, which documents name by its number, newest first; empty where the site knows no order of this name. */
    public List<Fate> ofOrder(OrderKey key, Site site) {
        return transactions.required(() -> orders.meant(key, site).map(o -> fates(site, deliveries.ofOrder(o.facts().id()))).orElse(List.of()));
    }

    /** An invitation that several deliveries share is read once. */
    private List<Fate> fates(Site site, List<Delivery> found) {
        List<DeliveryView> seen = found.stream().map(d -> d.facts().id()).sorted(Comparator.reverseOrder()).limit(MOST_DELIVERIES)
                .map(id -> views.one(site, id)).flatMap(Optional::stream).toList();
        Map<Id, InvitationView> invitations = seen.stream().flatMap(d -> d.invitations().stream()).map(i -> i.id()).distinct()
                .map(id -> surveys.invitation(site, id)).flatMap(Optional::stream).collect(Collectors.toMap(i -> i.row().id(), Function.identity()));
        return seen.stream().map(d -> new Fate(d, d.invitations().stream().map(i -> invitations.get(i.id())).toList())).toList();
    }
}
