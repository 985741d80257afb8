package io.plumbline.application.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.Ledger;
import io.plumbline.domain.delivery.LedgerLine;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.Response;
import io.plumbline.domain.survey.Responses;

/** Keeps every delivery on its line of the denominator ledger, in the transaction of whatever moved it. Whoever is asked once more moves nothing on it. */
@Component(service = LedgerKeeping.class)
public final class LedgerKeeping {
    private final Deliveries deliveries;
    private final Invitations invitations;
    private final Responses responses;
    private final Ledger ledger;

    @Activate
    public LedgerKeeping(@Reference Deliveries deliveries, @Reference Invitations invitations, @Reference Responses responses, @Reference Ledger ledger) {
        this.deliveries = deliveries;
        this.invitations = invitations;
        this.responses = responses;
        this.ledger = ledger;
    }

    /** Puts each delivery of the order on the line on which it now stands. */
    public void orderChanged(Id order, String programme, Instant now) {
        if (FollowUp.PROGRAMME.equals(programme)) {
            return;
        }
        put(deliveries.ofOrder(order), programme, now);
    }

    /**
     * The same after an answer, where all that it says of the order has been read.
     *
     * @param served     all deliveries of the order
     * @param invitation as it now stands
     * @param answers    all that were given to it
     */
    public void answered(Collection<Delivery> served, Invitation invitation, Collection<Response> answers, Instant now) {
        Invitation.Facts asked = invitation.facts();
        if (FollowUp.PROGRAMME.equals(asked.programme())) {
            return;
        }
        LedgerLine.Asked known = new LedgerLine.Asked(asked.order(), Optional.of(invitation), onlySuspect(answers));
        served.forEach(delivery -> {
            List<LedgerLine.Asked> orders = delivery.facts().orders().stream().map(order -> order.equals(asked.order()) ? known : asked(order, asked.programme())).toList();
            ledger.put(delivery, asked.programme(), LedgerLine.of(delivery, orders), now);
        });
    }

    /** Puts the deliveries on the lines on which they now stand. */
    public void put(Collection<Delivery> changed, String programme, Instant now) {
        changed.forEach(delivery -> ledger.put(delivery, programme, line(delivery, programme, Set.of()), now));
    }

    /**
     * Puts a delivery that is new in this transaction on its first line.
     *
     * @param freshOrders those of its orders that are new, too: nobody was asked about them
     */
    void begin(Delivery delivery, Set<Id> freshOrders, String programme, Instant now) {
        ledger.add(delivery, programme, line(delivery, programme, freshOrders), now);
    }

    private LedgerLine line(Delivery delivery, String programme, Set<Id> freshOrders) {
        List<LedgerLine.Asked> asked = new ArrayList<>();
        for (Id order : delivery.facts().orders()) {
            asked.add(freshOrders.contains(order) ? new LedgerLine.Asked(order, Optional.empty(), false) : asked(order, programme));
        }
        return LedgerLine.of(delivery, asked);
    }

    private LedgerLine.Asked asked(Id order, String programme) {
        Optional<Invitation> invitation = invitations.ofOrder(order, programme);
        return new LedgerLine.Asked(order, invitation, invitation.filter(Invitation.Sent.class::isInstance).map(i -> onlySuspect(responses.of(i.facts().id()))).orElse(false));
    }

    private static boolean onlySuspect(Collection<Response> answers) {
        return !answers.isEmpty() && answers.stream().allMatch(Response.Suspect.class::isInstance);
    }
}
