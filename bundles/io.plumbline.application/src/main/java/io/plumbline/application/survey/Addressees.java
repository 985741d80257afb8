package io.plumbline.application.survey;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Organisation;
import io.plumbline.domain.Id;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.customer.OptOuts;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.survey.InvitationPolicy.Situation;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.Language;

/** Finds who of an order's customer is asked, and what the policy has to know of them and of the order. */
@Component(service = Addressees.class)
public final class Addressees {
    private final Customers customers;
    private final OptOuts optOuts;
    private final Invitations invitations;
    private final Programmes programmes;
    private final Organisation.Current organisation;

    @Activate
    public Addressees(@Reference Customers customers, @Reference OptOuts optOuts, @Reference Invitations invitations, @Reference Programmes programmes,
            @Reference Organisation.Current organisation) {
        this.customers = customers;
        this.optOuts = optOuts;
        this.invitations = invitations;
        this.programmes = programmes;
        this.organisation = organisation;
    }

    /**
     * Whom to ask about an order.
     *
     * @param contact  null where there is nobody
     * @param carrier  the delivery that the invitation goes with; null where the order has none
     * @param language theirs, or the programme's where Plumbline does not speak it
     */
    record Addressee(Contact contact, Id carrier, Language language, Situation situation) {
        Id contactId() {
            return contact == null ? null : contact.id();
        }
    }

    /**
     * Of the order as it is now.
     *
     * @param all        deliveries of the order
     * @param openCase   whether somebody works on trouble with it
     * @param invitation for which this is decided; earlier ones to the same person count against their patience
     */
    Addressee of(Order order, List<Delivery> all, boolean openCase, Id invitation, Instant now) {
        Comparator<Delivery> byTime = Comparator.comparing((Delivery d) -> happened(d)).thenComparing(d -> d.facts().firstSeenAt())
                .thenComparing(d -> d.facts().id());
        Optional<Delivery> last = all.stream().filter(d -> !(d instanceof Delivery.Cancelled)).max(byTime);
        Contact contact = all.stream().filter(d -> !(d instanceof Delivery.Cancelled)).sorted(byTime.reversed())
                .map(d -> d.facts().contact()).filter(Objects::nonNull).map(c -> customers.contactById(c).orElseThrow())
                .min(Comparator.comparing(c -> c.email() == null)).orElse(null);
        String email = contact == null ? null : contact.email();
        Situation situation = new Situation(order instanceof Order.Cancelled, !all.isEmpty(), last.isEmpty(),
                all.stream().anyMatch(Delivery.Reversed.class::isInstance), order instanceof Order.Complete,
                last.map(this::happened).filter(at -> at.isBefore(now)).orElse(now), last.map(d -> d.facts().firstSeenAt()).orElse(now), email != null,
                email != null && (contact.optedOut() || optOuts.has(email)),
                email == null ? Optional.empty() : invitations.lastSentTo(email, invitation), openCase, invitation);
        Language language = Optional.ofNullable(contact).map(Contact::language).flatMap(Language::of).orElse(programmes.current().defaultLanguage());
        return new Addressee(contact, last.or(() -> all.stream().max(byTime)).map(d -> d.facts().id()).orElse(null), language, situation);
    }

    /** When it reached the customer; noon in the organisation's zone where only the day is known. */
    private Instant happened(Delivery delivery) {
        ErpDate at = delivery.facts().happened();
        if (at == null) {
            return delivery.facts().firstSeenAt();
        }
        return at.instant() != null ? at.instant() : at.date().atTime(LocalTime.NOON).atZone(at.zone() != null ? at.zone() : organisation.get().zone()).toInstant();
    }
}
