package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Steps;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.GradingRule;
import io.plumbline.domain.nonconformity.Intake;
import io.plumbline.domain.nonconformity.Intakes;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderSnapshot;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.Orders;

/** Files a case with all that was said about it, in the transaction of its caller, who has made sure that its trigger has none. */
@Component(service = CaseFiling.class)
public final class CaseFiling {
    private final Ids ids;
    private final Steps steps;
    private final Journal journal;
    private final Nonconformities nonconformities;
    private final Intakes intakes;
    private final Orders orders;
    private final Deliveries deliveries;
    private final Customers customers;

    @Activate
    public CaseFiling(@Reference Ids ids, @Reference Steps steps, @Reference Journal journal, @Reference Nonconformities nonconformities, @Reference Intakes intakes,
            @Reference Orders orders, @Reference Deliveries deliveries, @Reference Customers customers) {
        this.ids = ids;
        this.steps = steps;
        this.journal = journal;
        this.nonconformities = nonconformities;
        this.intakes = intakes;
        this.orders = orders;
        this.deliveries = deliveries;
        this.customers = customers;
    }

    /** What it is about, as the ERP's data know it; each may be null. */
    record About(Id order, Id delivery, Id customer, String line, String sku, String product, String lot, String carrier) {
    }

    /**
     * @param reference   number of the audit's finding, or null
     * @param description or null
     * @param severity    as chosen, or null for the one that the rules propose
     * @param reason      why another than the proposed one was chosen, or empty
     */
    record Said(Trigger trigger, String reference, String title, String description, GradingRule.Proposal proposal, Severity severity, String reason) {
    }

    Nonconformity file(Site site, Said said, About about, Actor actor, String by, Instant now) {
        Severity severity = said.severity() == null ? said.proposal().severity() : said.severity();
        Nonconformity reported = new Nonconformity.Reported(new Nonconformity.Facts(ids.next(now), site, nonconformities.nextNumber(site, now.atZone(ZoneOffset.UTC).getYear()),
                said.trigger(), said.title(), said.proposal().reasons(), severity, about.order(), about.delivery(), about.customer(), null, null, snapshot(about.order()), null, 0, 1, now, now,
                1));
        nonconformities.add(reported);
        Intake intake = new Intake(ids.next(now), site, reported.facts().id(), said.trigger().kind(), said.reference(), said.description(), said.proposal().severity(),
                said.proposal().reasons(), about.line(), about.sku(), about.product(), about.lot(), about.carrier(), by, now);
        intakes.add(intake);
        journal.append(JournalEntries.of(reported, actor, "nonconformity.reported", said.reason(), now));
        journal.append(JournalEntries.of(intake, actor, now));
        steps.follow(new Event.NonconformityReported(reported.facts().id()), now);
        return reported;
    }

    private OrderSnapshot snapshot(Id id) {
        if (id == null) {
            return null;
        }
        Order order = orders.byId(id).orElseThrow();
        String number = Optional.ofNullable(order.facts().customer()).flatMap(customers::byId).map(Customer::number).orElse(null);
        return OrderSnapshots.of(order, List.copyOf(deliveries.ofOrder(id)), number);
    }
}
