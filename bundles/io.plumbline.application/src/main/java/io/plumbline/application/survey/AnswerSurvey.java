package io.plumbline.application.survey;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.OrderTrace;
import io.plumbline.application.Organisation;
import io.plumbline.application.Steps;
import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.LedgerKeeping;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.AcceptanceRule;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Notice;
import io.plumbline.domain.nonconformity.Notices;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.domain.survey.FollowUps;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.Response;
import io.plumbline.domain.survey.Responses;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.domain.survey.SuspectRule;

/**
 * The customer's side of the survey. Looking stores nothing, however often; the first human answer counts for ever; later ones are
 * kept and change no figure.
 */
@Component(service = AnswerSurvey.class)
public final class AnswerSurvey {
    /** The same answer sent again within this time is one answer: somebody pressed the button twice. */
    private static final Duration PRESSED_TWICE = Duration.ofMinutes(2);
    private static final int ITEMS_NAMED = 5;

    /**
     * What the page shows; {@code happened} and {@code customerReference} may be null.
     *
     * @param followUp what the organisation did since, where the customer is asked once more, or empty; null in the ordinary course
     */
    public record Survey(Id invitation, String organisation, String imprint, String orderNumber, String customerReference, LocalDate happened,
            List<String> items, Language language, boolean answered, String followUp) {
        public Survey {
            items = List.copyOf(items);
        }
    }

    /** What became of an answer. */
    public sealed interface Outcome {
        /** @param first whether it is the one that counts; {@code low} whether somebody will look into it */
        record Thanks(Survey survey, boolean first, boolean low, boolean mayCall) implements Outcome {
        }

        /** Unknown, expired or withdrawn: nobody outside is told which. */
        record Gone() implements Outcome {
        }
    }

    private final Transactions transactions;
    private final Ids ids;
    private final Steps steps;
    private final Journal journal;
    private final Invitations invitations;
    private final Responses responses;
    private final Orders orders;
    private final Deliveries deliveries;
    private final LedgerKeeping ledger;
    private final FollowUps followUps;
    private final Nonconformities nonconformities;
    private final Notices notices;
    private final Programmes programmes;
    private final Organisation.Current organisation;

    @Activate
    public AnswerSurvey(@Reference Transactions transactions, @Reference Ids ids, @Reference Steps steps, @Reference Journal journal,
            @Reference Invitations invitations, @Reference Responses responses, @Reference Orders orders, @Reference Deliveries deliveries,
            @Reference LedgerKeeping ledger, @Reference FollowUps followUps, @Reference Nonconformities nonconformities, @Reference Notices notices,
            @Reference Programmes programmes, @Reference Organisation.Current organisation) {
        this.transactions = transactions;
        this.ids = ids;
        this.steps = steps;
        this.journal = journal;
        this.invitations = invitations;
        this.responses = responses;
        this.orders = orders;
        this.deliveries = deliveries;
        this.ledger = ledger;
        this.followUps = followUps;
        this.nonconformities = nonconformities;
        this.notices = notices;
        this.programmes = programmes;
        this.organisation = organisation;
    }

    /** What the page behind the token shows. Empty for unknown, expired and withdrawn tokens alike. Stores nothing. */
    public Optional<Survey> look(SurveyToken token, Instant now) {
        return transactions.required(() -> invitations.byTokenHash(token.hash()).filter(i -> open(i, now)).map(i -> survey(i, deliveries.ofOrder(i.facts().order()))));
    }

    /** Takes an answer that was given in this very language. */
    public Outcome answer(SurveyToken token, Answer answer, Language language, SuspectRule.Signals signals, Instant now) {
        return answer(token, answer, ofMail -> language, signals, now);
    }

    /**
     * Takes an answer.
     *
     * @param language in which it was given, told that of the mail
     */
    public Outcome answer(SurveyToken token, Answer answer, UnaryOperator<Language> language, SuspectRule.Signals signals, Instant now) {
        OrderTrace trace = OrderTrace.begun();
        try {
            return transactions.required(() -> invitations.lockedByTokenHash(token.hash()).filter(i -> open(i, now))
                    .map(i -> take(i, answer, language.apply(i.facts().language()), signals, now)).orElseGet(Outcome.Gone::new));
        } finally {
            trace.end();
        }
    }

    private static boolean open(Invitation invitation, Instant now) {
        return invitation.open() && now.isBefore(expiresAt(invitation));
    }

    private static Instant expiresAt(Invitation invitation) {
        return invitation instanceof Invitation.Sent sent ? sent.expiresAt() : ((Invitation.Answered) invitation).expiresAt();
    }

    private Outcome take(Invitation invitation, Answer answer, Language language, SuspectRule.Signals signals, Instant now) {
        Invitation.Facts asked = invitation.facts();
        OrderTrace.is(asked.order());
        List<Response> before = responses.of(asked.id());
        boolean low = !AcceptanceRule.whyLow(answer, programmes.current().acceptance()).isEmpty();
        Optional<Response> same = before.stream().filter(r -> !(r instanceof Response.Suspect) && r.facts().answer().equals(answer)
                && r.facts().receivedAt().plus(PRESSED_TWICE).isAfter(now)).findFirst();
        List<Delivery> served = deliveries.ofOrder(asked.order());
        if (same.isPresent()) {
            return new Outcome.Thanks(survey(invitation, served), same.get() instanceof Response.Accepted, low, answer.mayCall());
        }
        Response.Facts facts = new Response.Facts(ids.next(now), asked.site(), asked.id(), answer, language, now, 1);
        Actor actor = Actor.customer(asked.id());
        Optional<String> suspect = SuspectRule.why(signals);
        Response response = suspect.isPresent() ? new Response.Suspect(facts, suspect.get())
                : before.stream().anyMatch(Response.Accepted.class::isInstance) ? new Response.Later(facts) : new Response.Accepted(facts);
        responses.add(response);
        journal.append(JournalEntries.of(response, asked.contact(), actor, "response." + response.state().toLowerCase(java.util.Locale.ROOT), now));
        Invitation left = invitation;
        if (response instanceof Response.Accepted && invitation instanceof Invitation.Sent sent) {
            left = sent.answered(now);
            invitations.save(left);
            journal.append(JournalEntries.of(left, actor, "invitation.answered", "", now));
            if (asked.followUp() != null) {
                tellOwner(asked, actor, now);
            }
        }
        ledger.answered(served, left, Stream.concat(before.stream(), Stream.of(response)).toList(), now);
        if (suspect.isEmpty()) {
            steps.follow(new Event.ResponseRecorded(facts.id(), low), now);
        }
        return new Outcome.Thanks(survey(left, served), response instanceof Response.Accepted, low, answer.mayCall());
    }

    /** Whoever had affected customers asked once more waits for what they say. */
    private void tellOwner(Invitation.Facts asked, Actor actor, Instant now) {
        FollowUp followUp = followUps.byId(asked.followUp()).orElseThrow();
        if (nonconformities.byId(followUp.nonconformity()).filter(n -> n.facts().owner() != null).isPresent()) {
            Notice notice = new Notice(ids.next(now), asked.site(), followUp.nonconformity(), Notice.Kind.FOLLOW_UP, asked.id(), now.atZone(ZoneOffset.UTC).toLocalDate(), now);
            notices.add(notice);
            journal.append(JournalEntries.of(notice, actor, now));
            steps.begin(new Event.NoticeWritten(notice.id()), now);
        }
    }

    /** An invitation is answered by the answer that counts, in the same transaction. */
    private Survey survey(Invitation invitation, List<Delivery> all) {
        Organisation ours = organisation.get();
        Order order = orders.byId(invitation.facts().order()).orElseThrow();
        LocalDate happened = all.stream().filter(d -> d.facts().id().equals(invitation.facts().carrier())).map(d -> d.facts().happened())
                .filter(java.util.Objects::nonNull).map(d -> d.date()).findFirst().orElse(null);
        List<String> items = all.stream().flatMap(d -> d.facts().report().lines().stream())
                .filter(l -> l.orderId() == null || l.orderId().equals(order.facts().key().orderId())).map(Line::name).distinct().limit(ITEMS_NAMED).toList();
        return new Survey(invitation.facts().id(), ours.name(), ours.imprint(), order.facts().number(), order.facts().customerReference(), happened, items,
                invitation.facts().language(), invitation instanceof Invitation.Answered,
                invitation.facts().followUp() == null ? null : followUps.byId(invitation.facts().followUp()).orElseThrow().message());
    }
}
