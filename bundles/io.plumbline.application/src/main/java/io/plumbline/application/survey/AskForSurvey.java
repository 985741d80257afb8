package io.plumbline.application.survey;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.OrderKey;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.NotAsked;

/**
 * Has the customer of an order asked now, because somebody wants it: neither the delay of the programme nor the rest of the order is
 * waited for. The policy may still refuse, for the reasons that the ledger knows, and then the order goes on as it would have. Asking
 * for it twice asks the customer once.
 */
@Component(service = AskForSurvey.class)
public final class AskForSurvey {
    /** What became of the wish. */
    public sealed interface Outcome {
        /** The invitation leaves at {@code dueAt}, with the next round of mails; the same again when it was asked for before. */
        record Asked(Id invitation, Instant dueAt) implements Outcome {
        }

        /** @param state of the invitation: Sent, Answered, Expired or Bounced */
        record AlreadyAsked(Id invitation, String state) implements Outcome {
        }

        /** Nothing has changed. */
        record Refused(Id invitation, NotAsked why) implements Outcome {
        }

        /** No such order at this site. */
        record Unknown() implements Outcome {
        }
    }

    private final Transactions transactions;
    private final Orders orders;
    private final DecideInvitation policy;

    @Activate
    public AskForSurvey(@Reference Transactions transactions, @Reference Orders orders, @Reference DecideInvitation policy) {
        this.transactions = transactions;
        this.orders = orders;
        this.policy = policy;
    }

    /**
     * Of the order as the ERP, or a document from outside it, names it.
     *
     * @param site  of whoever wants it; orders of other sites are unknown to them
     * @param actor as the journal names whoever wants it
     */
    public Outcome ofOrder(OrderKey order, Site site, Actor actor, Instant now) {
        Objects.requireNonNull(order, "order");
        return transactions.required(() -> ask(orders.meant(order, site), site, actor, now));
    }

    /** Of the order with this identity; see {@link #ofOrder(OrderKey, Site, Actor, Instant)}. */
    public Outcome ofOrder(Id order, Site site, Actor actor, Instant now) {
        Objects.requireNonNull(order, "order");
        return transactions.required(() -> ask(orders.byId(order), site, actor, now));
    }

    private Outcome ask(Optional<Order> order, Site site, Actor actor, Instant now) {
        return order.filter(o -> o.facts().site().equals(site)).map(o -> policy.atOnce(o, actor, now)).orElseGet(Outcome.Unknown::new);
    }
}
