package io.plumbline.application.complaint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Organisation;
import io.plumbline.application.Transactions;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.complaint.Complaint.Channel;
import io.plumbline.domain.complaint.ComplaintDeadlines;
import io.plumbline.domain.complaint.Complaints;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.Orders;

/** Takes a customer's complaint, and fixes until when it is acknowledged and answered. */
@Component(service = TakeComplaint.class)
public final class TakeComplaint {
    public static final int MOST_WORDS = 4000;
    public static final int MOST_NAME = 200;
    private static final Duration OLDEST = Duration.ofDays(366);
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,128}");

    private final Transactions transactions;
    private final Ids ids;
    private final Journal journal;
    private final Complaints complaints;
    private final Deliveries deliveries;
    private final Orders orders;
    private final Customers customers;
    private final ComplaintRules rules;
    private final Organisation.Current organisation;

    @Activate
    public TakeComplaint(@Reference Transactions transactions, @Reference Ids ids, @Reference Journal journal, @Reference Complaints complaints, @Reference Deliveries deliveries,
            @Reference Orders orders, @Reference Customers customers, @Reference ComplaintRules rules, @Reference Organisation.Current organisation) {
        this.transactions = transactions;
        this.ids = ids;
        this.journal = journal;
        this.complaints = complaints;
        this.deliveries = deliveries;
        this.orders = orders;
        this.customers = customers;
        this.rules = rules;
        this.organisation = organisation;
    }

    /**
     * What somebody enters. What a delivery or order tells by itself need not be said again, and may not be contradicted.
     *
     * @param token       made by whoever enters it: 16 to 128 letters, digits, hyphens and underscores
     * @param complainant who complains, at most 200 characters, or null
     * @param words       what they say, 1 to 4,000 characters
     * @param receivedAt  when it came: within the last 366 days; null for now
     * @param delivery    or null, as order and customer
     */
    public record Words(String token, Channel channel, String complainant, String words, Instant receivedAt, Id delivery, Id order, Id customer) {
    }

    /** Enters it at the site, once for each token. */
    public ComplaintOutcome take(Words words, Site site, String login, Set<Role> roles, Instant now) {
        if (!roles.contains(Role.QUALITY_MANAGER)) {
            return new ComplaintOutcome.Forbidden();
        }
        return transactions.required(() -> taken(words, site, login, now));
    }

    private ComplaintOutcome taken(Words words, Site site, String login, Instant now) {
        List<Problem> problems = new ArrayList<>();
        if (words.token() == null || !TOKEN.matcher(words.token()).matches()) {
            problems.add(new Problem("token", words.token(), "a token of yours that makes it once: 16 to 128 letters, digits, hyphens and underscores"));
        } else {
            Optional<Complaint> known = complaints.byToken(site, words.token());
            if (known.isPresent()) {
                return new ComplaintOutcome.Known(known.get());
            }
        }
        if (words.channel() == null) {
            problems.add(new Problem("channel", "", "one of PHONE, MAIL, LETTER, VISIT, WEB, SOCIAL, OTHER"));
        }
        if (words.words() == null || words.words().isBlank() || words.words().length() > MOST_WORDS) {
            problems.add(new Problem("words", words.words(), "1 to " + MOST_WORDS + " characters"));
        }
        if (words.complainant() != null && words.complainant().length() > MOST_NAME) {
            problems.add(new Problem("complainant", words.complainant(), "at most " + MOST_NAME + " characters"));
        }
        Instant received = words.receivedAt() == null ? now : words.receivedAt();
        if (received.isAfter(now) || received.isBefore(now.minus(OLDEST))) {
            problems.add(new Problem("receivedAt", received.toString(), "a moment up to now, within the last 366 days"));
        }
        About about = about(words, site, problems);
        if (!problems.isEmpty()) {
            return new ComplaintOutcome.Invalid(problems);
        }
        ComplaintDeadlines deadlines = rules.deadlines();
        Complaint complaint = new Complaint.Received(new Complaint.Facts(ids.next(now), site, words.token(), words.channel(), blank(words.complainant()) ? null : words.complainant().strip(),
                words.words().strip(), about.customer(), about.order(), about.delivery(), null, received, deadlines.acknowledgeBy(received, organisation.get().zone()),
                deadlines.answerBy(received, organisation.get().zone()), null, null, null, null, null, login, now, 1));
        complaints.add(complaint);
        journal.append(JournalEntries.of(complaint, Actor.user(login), "complaint.received", now));
        return new ComplaintOutcome.Done(complaint, null);
    }

    private record About(Id delivery, Id order, Id customer) {
    }

    private About about(Words words, Site site, List<Problem> problems) {
        Delivery.Facts delivery = Optional.ofNullable(words.delivery()).flatMap(deliveries::byId).map(Delivery::facts).filter(d -> d.site().equals(site)).orElse(null);
        if (words.delivery() != null && delivery == null) {
            problems.add(new Problem("delivery", words.delivery().value(), "the identity of a delivery of this site"));
        }
        Id orderId = words.order() != null ? words.order() : delivery != null && delivery.orders().size() == 1 ? delivery.orders().get(0) : null;
        Order.Facts order = Optional.ofNullable(orderId).flatMap(orders::byId).map(Order::facts).filter(o -> o.site().equals(site)).orElse(null);
        if (orderId != null && (order == null || delivery != null && !delivery.orders().contains(orderId))) {
            problems.add(new Problem("order", orderId.value(), delivery == null ? "the identity of an order of this site" : "an order that the delivery serves: "
                    + delivery.orders().stream().map(Id::value).collect(Collectors.joining(", "))));
        }
        Id told = delivery != null ? delivery.customer() : order != null ? order.customer() : null;
        Id customer = told == null ? words.customer() : told;
        if (words.customer() != null && (told != null ? !told.equals(words.customer()) : customers.byId(words.customer()).map(Customer::site).filter(site::equals).isEmpty())) {
            problems.add(new Problem("customer", words.customer().value(), told == null ? "the identity of a customer of this site" : "the customer of the delivery or order, " + told + ", or nothing"));
        }
        return new About(words.delivery(), orderId, customer);
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
