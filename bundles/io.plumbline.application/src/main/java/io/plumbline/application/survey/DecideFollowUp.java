package io.plumbline.application.survey;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Keys;
import io.plumbline.application.Steps;
import io.plumbline.application.survey.Addressees.Addressee;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.domain.survey.FollowUps;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.InvitationPolicy;
import io.plumbline.domain.survey.InvitationPolicy.Decision;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.SurveyToken;

/** Decides whether the customer of an order is asked once more, and has them asked. Every method runs in the transaction of its caller. */
@Component(service = DecideFollowUp.class)
public final class DecideFollowUp {
    private final Ids ids;
    private final Keys keys;
    private final Steps steps;
    private final Journal journal;
    private final Orders orders;
    private final Deliveries deliveries;
    private final Invitations invitations;
    private final Nonconformities nonconformities;
    private final FollowUps followUps;
    private final Addressees addressees;
    private final Programmes programmes;

    @Activate
    public DecideFollowUp(@Reference Ids ids, @Reference Keys keys, @Reference Steps steps, @Reference Journal journal, @Reference Orders orders,
            @Reference Deliveries deliveries, @Reference Invitations invitations, @Reference Nonconformities nonconformities, @Reference FollowUps followUps,
            @Reference Addressees addressees, @Reference Programmes programmes) {
        this.ids = ids;
        this.keys = keys;
        this.steps = steps;
        this.journal = journal;
        this.orders = orders;
        this.deliveries = deliveries;
        this.invitations = invitations;
        this.nonconformities = nonconformities;
        this.followUps = followUps;
        this.addressees = addressees;
        this.programmes = programmes;
    }

    /** What would become of it if the customer of an order were asked once more. */
    public static final class Prospect {
        private final Order order;
        private final Id invitation;
        private final Addressee whom;
        private final NotAsked objection;

        private Prospect(Order order, Id invitation, Addressee whom, NotAsked objection) {
            this.order = order;
            this.invitation = invitation;
            this.whom = whom;
            this.objection = objection;
        }

        public Order order() {
            return order;
        }

        /** The person who would be asked; empty where there is nobody. */
        public Optional<Contact> contact() {
            return Optional.ofNullable(whom.contact());
        }

        /** Why they are not asked; empty when they may be. */
        public Optional<NotAsked> objection() {
            return Optional.ofNullable(objection);
        }
    }

    /** @param nonconformity which asks: that it is open itself is no reason not to ask */
    public Prospect prospect(Order order, Id nonconformity, Instant now) {
        Objects.requireNonNull(nonconformity, "nonconformity");
        return prospect(order, nonconformity, ids.next(now), now);
    }

    private Prospect prospect(Order order, Id nonconformity, Id invitation, Instant now) {
        boolean otherCase = nonconformities.openOfOrder(order.facts().id()).stream().anyMatch(n -> !n.facts().id().equals(nonconformity));
        Addressee whom = addressees.of(order, deliveries.ofOrder(order.facts().id()), otherCase, invitation, now);
        Decision decision = InvitationPolicy.decideFollowUp(programmes.current(), whom.situation(), now);
        return new Prospect(order, invitation, whom, decision instanceof Decision.Suppress s ? s.why() : null);
    }

    /** Has a customer asked, with the next round of mails, to whom nothing objects. */
    public void ask(Prospect prospect, FollowUp followUp, Actor actor, Instant now) {
        if (prospect.objection != null) {
            throw new IllegalArgumentException("not to be asked: " + prospect.objection);
        }
        Invitation scheduled = new Invitation.Scheduled(new Invitation.Facts(prospect.invitation, followUp.site(), FollowUp.PROGRAMME, prospect.order.facts().id(), prospect.whom.carrier(),
                prospect.whom.contact().id(), prospect.whom.language(), followUp.id(), now, now, 1), now, true);
        invitations.add(scheduled, SurveyToken.of(prospect.invitation, keys.derived(Keys.SURVEY_TOKENS)).hash());
        journal.append(JournalEntries.of(scheduled, actor, "invitation.asked-for", "", now));
        steps.follow(new Event.InvitationScheduled(prospect.invitation, now), now);
    }

    /** The same decision, looked at once more before the mail leaves: empty when it still stands. */
    Optional<NotAsked> objection(Invitation.Scheduled scheduled, Instant now) {
        Invitation.Facts facts = scheduled.facts();
        FollowUp followUp = followUps.byId(facts.followUp()).orElseThrow();
        return prospect(orders.byId(facts.order()).orElseThrow(), followUp.nonconformity(), facts.id(), now).objection();
    }
}
