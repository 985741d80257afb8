package io.plumbline.application.survey;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Keys;
import io.plumbline.application.OrderTrace;
import io.plumbline.application.StepHandler;
import io.plumbline.application.Steps;
import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.LedgerKeeping;
import io.plumbline.application.mail.DropMails;
import io.plumbline.application.survey.Addressees.Addressee;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.InvitationPolicy;
import io.plumbline.domain.survey.InvitationPolicy.Decision;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.Programme;
import io.plumbline.domain.survey.SurveyToken;

/** Decides, and decides anew after each change of the order, whether its customer is asked, who, and when. */
@Component(service = {DecideInvitation.class, StepHandler.class})
public final class DecideInvitation implements StepHandler {
    private static final Actor ACTOR = Actor.system(Command.Kind.DECIDE_INVITATION.route());

    private final Transactions transactions;
    private final Ids ids;
    private final Keys keys;
    private final Steps steps;
    private final WorkQueue queue;
    private final Journal journal;
    private final Orders orders;
    private final Deliveries deliveries;
    private final Addressees addressees;
    private final Invitations invitations;
    private final Nonconformities nonconformities;
    private final LedgerKeeping ledger;
    private final DropMails mails;
    private final Programmes programmes;

    @Activate
    public DecideInvitation(@Reference Transactions transactions, @Reference Ids ids, @Reference Keys keys, @Reference Steps steps, @Reference WorkQueue queue,
            @Reference Journal journal, @Reference Orders orders, @Reference Deliveries deliveries, @Reference Addressees addressees,
            @Reference Invitations invitations, @Reference Nonconformities nonconformities, @Reference LedgerKeeping ledger,
            @Reference DropMails mails, @Reference Programmes programmes) {
        this.transactions = transactions;
        this.ids = ids;
        this.keys = keys;
        this.steps = steps;
        this.queue = queue;
        this.journal = journal;
        this.orders = orders;
        this.deliveries = deliveries;
        this.addressees = addressees;
        this.invitations = invitations;
        this.nonconformities = nonconformities;
        this.ledger = ledger;
        this.mails = mails;
        this.programmes = programmes;
    }

    @Override
    public Command.Kind kind() {
        return Command.Kind.DECIDE_INVITATION;
    }

    @Override
    public void make(Claim claim, Instant now) {
        OrderTrace.is(claim.subject());
        transactions.run(() -> {
            orders.byId(claim.subject()).ifPresent(order -> decide(order, now));
            queue.finish(claim);
        });
    }

    private void decide(Order order, Instant now) {
        Programme programme = programmes.current();
        Id orderId = order.facts().id();
        Optional<Invitation> known = invitations.ofOrder(orderId, programme.name());
        List<Delivery> all = deliveries.ofOrder(orderId);
        Id id = known.map(i -> i.facts().id()).orElseGet(() -> ids.next(now));
        Plan plan = plan(order, all, id, programme, known.filter(DecideInvitation::askedFor).isPresent(), now);
        Optional<Invitation> next = known.isEmpty() ? Optional.of(plan.fresh(now)) : plan.after(known.get(), now);
        next.ifPresent(invitation -> save(known, invitation, ACTOR, now));
        if (next.isEmpty() && known.get() instanceof Invitation.Held still) {
            // this step is the one that waited for the end of patience: without another, nobody would look again
            steps.follow(new Event.InvitationHeld(orderId, still.fallbackAt()), now);
        }
        ledger.orderChanged(orderId, programme.name(), now);
    }

    /**
     * Decides once more, for somebody who wants the customer asked at once, in the transaction of the caller. What the ordinary course
     * would have made of the order stands first, so that a refusal leaves it as it would have been.
     */
    AskForSurvey.Outcome atOnce(Order order, Actor actor, Instant now) {
        Programme programme = programmes.current();
        Id orderId = order.facts().id();
        if (invitations.ofOrder(orderId, programme.name()).isEmpty()) {
            decide(order, now);
        }
        Invitation known = invitations.ofOrder(orderId, programme.name()).orElseThrow();
        Id id = known.facts().id();
        if (known instanceof Invitation.Withdrawn withdrawn) {
            return new AskForSurvey.Outcome.Refused(id, withdrawn.why());
        }
        if (!known.undecided()) {
            return new AskForSurvey.Outcome.AlreadyAsked(id, known.state());
        }
        if (known instanceof Invitation.Suppressed suppressed && Plan.isFinal(suppressed.why())) {
            return new AskForSurvey.Outcome.Refused(id, suppressed.why());
        }
        if (known instanceof Invitation.Scheduled scheduled && scheduled.askedFor()) {
            return new AskForSurvey.Outcome.Asked(id, scheduled.dueAt());
        }
        Plan plan = plan(order, deliveries.ofOrder(orderId), id, programme, true, now);
        if (plan.decision() instanceof Decision.Suppress refusal) {
            return new AskForSurvey.Outcome.Refused(id, refusal.why());
        }
        Invitation next = plan.next(known, now);
        save(Optional.of(known), next, actor, now);
        ledger.orderChanged(orderId, programme.name(), now);
        return new AskForSurvey.Outcome.Asked(id, ((Invitation.Scheduled) next).dueAt());
    }

    private static boolean askedFor(Invitation invitation) {
        return invitation instanceof Invitation.Scheduled scheduled && scheduled.askedFor();
    }

    /** The same decision, looked at once more before the mail leaves: empty when it still stands. */
    Optional<NotAsked> objection(Invitation.Scheduled scheduled, Instant now) {
        Order order = orders.byId(scheduled.facts().order()).orElseThrow();
        Plan plan = plan(order, deliveries.ofOrder(order.facts().id()), scheduled.facts().id(), programmes.current(), scheduled.askedFor(), now);
        return plan.decision() instanceof Decision.Suppress s ? Optional.of(s.why()) : Optional.empty();
    }

    private Plan plan(Order order, List<Delivery> all, Id invitation, Programme programme, boolean atOnce, Instant now) {
        Addressee whom = addressees.of(order, all, !nonconformities.openOfOrder(order.facts().id()).isEmpty(), invitation, now);
        Decision decision = atOnce ? InvitationPolicy.decideAtOnce(programme, whom.situation(), now) : InvitationPolicy.decide(programme, whom.situation(), now);
        return new Plan(decision, atOnce, order, programme.name(), invitation, whom);
    }

    private void save(Optional<Invitation> known, Invitation next, Actor actor, Instant now) {
        Id id = next.facts().id();
        if (known.isEmpty()) {
            invitations.add(next, SurveyToken.of(id, keys.derived(Keys.SURVEY_TOKENS)).hash());
        } else {
            invitations.save(next);
        }
        if (next instanceof Invitation.Held h) {
            journal.append(JournalEntries.of(next, actor, "invitation.held", "the order is not whole yet", now));
            queue.drop(Command.Kind.SEND_INVITATION, id);
            mails.about(id, "the order is not whole any more", actor, now);
            steps.follow(new Event.InvitationHeld(next.facts().order(), h.fallbackAt()), now);
        } else if (next instanceof Invitation.Scheduled s) {
            journal.append(JournalEntries.of(next, actor, s.askedFor() ? "invitation.asked-for" : "invitation.scheduled", "", now));
            steps.follow(new Event.InvitationScheduled(id, s.dueAt()), now);
        } else {
            queue.drop(Command.Kind.SEND_INVITATION, id);
            mails.about(id, "the customer is not asked", actor, now);
            journal.append(JournalEntries.of(next, actor, next instanceof Invitation.Withdrawn ? "invitation.withdrawn" : "invitation.suppressed", "", now));
        }
    }

    /** A decision with all that an invitation needs. */
    private record Plan(Decision decision, boolean atOnce, Order order, String programme, Id invitation, Addressee whom) {
        Invitation fresh(Instant now) {
            return build(new Invitation.Facts(invitation, order.facts().site(), programme, order.facts().id(), carried(), whom.contactId(), whom.language(), now, now, 1));
        }

        /** The next state of a known invitation; empty when it stays as it is. */
        Optional<Invitation> after(Invitation known, Instant now) {
            Optional<NotAsked> objection = decision instanceof Decision.Suppress s ? Optional.of(s.why()) : Optional.empty();
            boolean takenBack = objection.filter(why -> why == NotAsked.CANCELLED || why == NotAsked.RETURNED || why == NotAsked.OPTED_OUT).isPresent();
            if (known instanceof Invitation.Sent sent) {
                return takenBack ? Optional.of(sent.withdrawn(objection.get(), now)) : Optional.empty();
            }
            if (known instanceof Invitation.Scheduled scheduled && takenBack) {
                return Optional.of(scheduled.withdrawn(objection.get(), now));
            }
            if (!known.undecided() || known instanceof Invitation.Suppressed s && isFinal(s.why())) {
                return Optional.empty();
            }
            Invitation next = next(known, now);
            return same(known, next) ? Optional.empty() : Optional.of(next);
        }

        Invitation next(Invitation known, Instant now) {
            return build(known.facts().next(carried(), whom.contactId(), whom.language(), now));
        }

        private Id carried() {
            return decision instanceof Decision.Hold ? null : whom.carrier();
        }

        private Invitation build(Invitation.Facts facts) {
            if (decision instanceof Decision.Hold hold) {
                return new Invitation.Held(facts, hold.fallbackAt());
            }
            if (decision instanceof Decision.Schedule schedule) {
                return new Invitation.Scheduled(facts, schedule.dueAt(), atOnce);
            }
            return new Invitation.Suppressed(facts, ((Decision.Suppress) decision).why());
        }

        /** Reasons that were true at the time and do not become untrue when the ERP touches the order again. */
        static boolean isFinal(NotAsked why) {
            return why == NotAsked.TOO_OLD || why == NotAsked.FATIGUE || why == NotAsked.NOT_SAMPLED;
        }

        private static boolean same(Invitation a, Invitation b) {
            boolean facts = Objects.equals(a.facts().carrier(), b.facts().carrier()) && Objects.equals(a.facts().contact(), b.facts().contact())
                    && a.facts().language() == b.facts().language();
            if (!facts || !a.state().equals(b.state())) {
                return false;
            }
            if (a instanceof Invitation.Held x && b instanceof Invitation.Held y) {
                return x.fallbackAt().equals(y.fallbackAt());
            }
            if (a instanceof Invitation.Suppressed x && b instanceof Invitation.Suppressed y) {
                return x.why() == y.why();
            }
            return true; // scheduled: the day to send stays once it is set
        }
    }
}
