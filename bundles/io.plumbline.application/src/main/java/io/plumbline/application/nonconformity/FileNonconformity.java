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
import io.plumbline.application.OrderTrace;
import io.plumbline.application.StepHandler;
import io.plumbline.application.Steps;
import io.plumbline.application.Transactions;
import io.plumbline.application.survey.Programmes;
import io.plumbline.domain.Actor;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.AcceptanceRule;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.Response;
import io.plumbline.domain.survey.Responses;

/**
 * Files a case for a low answer: once, with a number that leaves no gap, and with the order as it is known at this moment. A later low
 * answer files one only where the invitation has none yet.
 */
@Component(service = StepHandler.class)
public final class FileNonconformity implements StepHandler {
    private static final Actor ACTOR = Actor.system(Command.Kind.FILE_NONCONFORMITY.route());

    private final Transactions transactions;
    private final Ids ids;
    private final Steps steps;
    private final WorkQueue queue;
    private final Journal journal;
    private final Responses responses;
    private final Invitations invitations;
    private final Orders orders;
    private final Deliveries deliveries;
    private final Customers customers;
    private final Nonconformities nonconformities;
    private final Programmes programmes;

    @Activate
    public FileNonconformity(@Reference Transactions transactions, @Reference Ids ids, @Reference Steps steps, @Reference WorkQueue queue,
            @Reference Journal journal, @Reference Responses responses, @Reference Invitations invitations, @Reference Orders orders,
            @Reference Deliveries deliveries, @Reference Customers customers, @Reference Nonconformities nonconformities, @Reference Programmes programmes) {
        this.transactions = transactions;
        this.ids = ids;
        this.steps = steps;
        this.queue = queue;
        this.journal = journal;
        this.responses = responses;
        this.invitations = invitations;
        this.orders = orders;
        this.deliveries = deliveries;
        this.customers = customers;
        this.nonconformities = nonconformities;
        this.programmes = programmes;
    }

    @Override
    public Command.Kind kind() {
        return Command.Kind.FILE_NONCONFORMITY;
    }

    @Override
    public void make(Claim claim, Instant now) {
        transactions.run(() -> {
            responses.byId(claim.subject()).ifPresent(response -> file(response, now));
            queue.finish(claim);
        });
    }

    private void file(Response response, Instant now) {
        boolean filed = responses.of(response.facts().invitation()).stream().map(r -> new Trigger(Trigger.Kind.RESPONSE, r.facts().id()))
                .anyMatch(t -> nonconformities.byTrigger(t).isPresent());
        List<String> whyLow = AcceptanceRule.whyLow(response.facts().answer(), programmes.current().acceptance());
        if (filed || whyLow.isEmpty()) {
            return;
        }
        Invitation invitation = invitations.byId(response.facts().invitation()).orElseThrow();
        OrderTrace.is(invitation.facts().order());
        Order order = orders.byId(invitation.facts().order()).orElseThrow();
        List<Delivery> all = deliveries.ofOrder(order.facts().id());
        Optional<Customer> customer = Optional.ofNullable(order.facts().customer()).flatMap(customers::byId);
        Nonconformity reported = new Nonconformity.Reported(new Nonconformity.Facts(ids.next(now), invitation.facts().site(),
                nonconformities.nextNumber(invitation.facts().site(), now.atZone(ZoneOffset.UTC).getYear()),
                new Trigger(Trigger.Kind.RESPONSE, response.facts().id()), "Order " + order.facts().number() + ": " + String.join(", ", whyLow), whyLow,
                AcceptanceRule.severity(response.facts().answer()), order.facts().id(), invitation.facts().carrier(), order.facts().customer(),
                invitation.facts().contact(), response.facts().id(), OrderSnapshots.of(order, all, customer.map(Customer::number).orElse(null)), null, 0, 1, now, now, 1));
        nonconformities.add(reported);
        journal.append(JournalEntries.of(reported, ACTOR, "nonconformity.reported", String.join("; ", whyLow), now));
        steps.follow(new Event.NonconformityReported(reported.facts().id()), now);
    }
}
