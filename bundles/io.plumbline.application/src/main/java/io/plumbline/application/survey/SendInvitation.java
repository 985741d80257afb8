package io.plumbline.application.survey;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.JournalEntries;
import io.plumbline.application.Keys;
import io.plumbline.application.OrderTrace;
import io.plumbline.application.Organisation;
import io.plumbline.application.StepHandler;
import io.plumbline.application.Steps;
import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.LedgerKeeping;
import io.plumbline.application.mail.Dispatch;
import io.plumbline.application.mail.DropMails;
import io.plumbline.application.mail.Letters;
import io.plumbline.domain.Actor;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.FollowUps;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.SurveyToken;

/** Sends an invitation that is due, if nothing has come up that speaks against it. */
@Component(service = {SendInvitation.class, StepHandler.class})
public final class SendInvitation implements StepHandler {
    private static final Actor ACTOR = Actor.system(Command.Kind.SEND_INVITATION.route());
    private static final int ITEMS_NAMED = 5;

    private final Transactions transactions;
    private final Keys keys;
    private final Steps steps;
    private final WorkQueue queue;
    private final Journal journal;
    private final Invitations invitations;
    private final Orders orders;
    private final Deliveries deliveries;
    private final Customers customers;
    private final DecideInvitation policy;
    private final DecideFollowUp followUpPolicy;
    private final FollowUps followUps;
    private final LedgerKeeping ledger;
    private final Letters letters;
    private final Dispatch dispatch;
    private final DropMails mails;
    private final Programmes programmes;
    private final Organisation.Current organisation;

    @Activate
    public SendInvitation(@Reference Transactions transactions, @Reference Keys keys, @Reference Steps steps, @Reference WorkQueue queue,
            @Reference Journal journal, @Reference Invitations invitations, @Reference Orders orders, @Reference Deliveries deliveries,
            @Reference Customers customers, @Reference DecideInvitation policy, @Reference DecideFollowUp followUpPolicy, @Reference FollowUps followUps,
            @Reference LedgerKeeping ledger, @Reference Letters letters,
            @Reference Dispatch dispatch, @Reference DropMails mails, @Reference Programmes programmes, @Reference Organisation.Current organisation) {
        this.transactions = transactions;
        this.keys = keys;
        this.steps = steps;
        this.queue = queue;
        this.journal = journal;
        this.invitations = invitations;
        this.orders = orders;
        this.deliveries = deliveries;
        this.customers = customers;
        this.policy = policy;
        this.followUpPolicy = followUpPolicy;
        this.followUps = followUps;
        this.ledger = ledger;
        this.letters = letters;
        this.dispatch = dispatch;
        this.mails = mails;
        this.programmes = programmes;
        this.organisation = organisation;
    }

    @Override
    public Command.Kind kind() {
        return Command.Kind.SEND_INVITATION;
    }

    @Override
    public void make(Claim claim, Instant now) throws NotNow {
        Optional<Dispatch.Order> ready = transactions.required(() -> prepare(claim, now));
        if (ready.isPresent()) {
            dispatch.send(ready.get(), ACTOR, now, mail -> sent(claim, now), mail -> refused(claim, mail, now));
        }
    }

    /** Empty when there is nothing to send; the step is finished then. */
    private Optional<Dispatch.Order> prepare(Claim claim, Instant now) {
        Optional<Invitation> found = invitations.byId(claim.subject());
        found.ifPresent(invitation -> OrderTrace.is(invitation.facts().order()));
        if (!(found.orElse(null) instanceof Invitation.Scheduled scheduled)) {
            queue.finish(claim);
            return Optional.empty();
        }
        Optional<NotAsked> objection = scheduled.facts().followUp() == null ? policy.objection(scheduled, now) : followUpPolicy.objection(scheduled, now);
        if (objection.isPresent()) {
            NotAsked why = objection.get();
            boolean takenBack = why == NotAsked.CANCELLED || why == NotAsked.RETURNED || why == NotAsked.OPTED_OUT;
            Invitation next = takenBack ? scheduled.withdrawn(why, now) : new Invitation.Suppressed(scheduled.facts().next(now), why);
            save(next, takenBack ? "invitation.withdrawn" : "invitation.suppressed", "", now);
            mails.about(claim.subject(), "the customer is not asked", ACTOR, now);
            queue.finish(claim);
            return Optional.empty();
        }
        return Optional.of(order(scheduled, now));
    }

    private Dispatch.Order order(Invitation.Scheduled scheduled, Instant now) {
        Invitation.Facts facts = scheduled.facts();
        Organisation ours = organisation.get();
        Contact contact = customers.contactById(facts.contact()).orElseThrow();
        Order order = orders.byId(facts.order()).orElseThrow();
        Delivery carrier = deliveries.byId(facts.carrier()).orElseThrow();
        ErpDate happened = carrier.facts().happened();
        List<String> items = deliveries.ofOrder(facts.order()).stream().flatMap(d -> d.facts().report().lines().stream())
                .filter(l -> l.orderId() == null || l.orderId().equals(order.facts().key().orderId())).map(Line::name).distinct().limit(ITEMS_NAMED).toList();
        LocalDate expires = LocalDate.ofInstant(now.plus(programmes.current().expiry()), ours.zone());
        String token = SurveyToken.of(facts.id(), keys.derived(Keys.SURVEY_TOKENS)).text();
        String link = ours.link("/s/" + token);
        String unsubscribe = ours.link("/u/" + token);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("List-Unsubscribe", "<" + unsubscribe + ">");
        headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        headers.put("Auto-Submitted", "auto-generated");
        headers.put("Feedback-ID", facts.programme() + ":" + facts.site().code() + ":plumbline");
        headers.put("X-Plumbline-Invitation", facts.id().value());
        Letters.Letter letter = letters.invitation(new Letters.Invitation(facts.language(), ours.name(), ours.imprint(), contact.name(), order.facts().number(),
                order.facts().customerReference(), happened == null ? null : happened.date(), items, expires,
                facts.followUp() == null ? null : followUps.byId(facts.followUp()).orElseThrow().message()));
        return new Dispatch.Order(facts.site(), Mail.Purpose.INVITATION, facts.id(), contact.id(), contact.email(), contact.name(), facts.language(), letter,
                text -> text.replace(Letters.LINK, link).replace(Letters.UNSUBSCRIBE, unsubscribe), headers);
    }

    private void sent(Claim claim, Instant now) {
        if (invitations.byId(claim.subject()).orElseThrow() instanceof Invitation.Scheduled scheduled) {
            Instant expiresAt = now.plus(programmes.current().expiry());
            save(scheduled.sent(now, expiresAt), "invitation.sent", "", now);
            steps.follow(new Event.InvitationSent(claim.subject(), expiresAt), now);
        }
        queue.finish(claim);
    }

    private void refused(Claim claim, Mail mail, Instant now) {
        if (invitations.byId(claim.subject()).orElseThrow() instanceof Invitation.Scheduled scheduled) {
            save(new Invitation.Bounced(scheduled.facts().next(now), null, now), "invitation.bounced", mail.lastError(), now);
        }
        queue.finish(claim);
    }

    private void save(Invitation invitation, String action, String reason, Instant now) {
        invitations.save(invitation);
        journal.append(JournalEntries.of(invitation, ACTOR, action, reason, now));
        ledger.orderChanged(invitation.facts().order(), invitation.facts().programme(), now);
    }
}
