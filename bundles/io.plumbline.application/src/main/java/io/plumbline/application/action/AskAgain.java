package io.plumbline.application.action;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Transactions;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseDesk;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.survey.DecideFollowUp;
import io.plumbline.application.survey.DecideFollowUp.Prospect;
import io.plumbline.application.survey.Programmes;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Work;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.domain.survey.FollowUps;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.Response;
import io.plumbline.domain.survey.Responses;

/**
 * Asks those once more whom a nonconformity affected, after its actions were done: the customer of the case, and those who were hit likewise, which is what its criterion
 * counts among its stratum from the beginning of the period before until the last action was done. Each person is asked about the last of their orders. Permission, patience
 * and other open cases are respected as in the ordinary course.
 */
@Component(service = AskAgain.class)
public final class AskAgain {
    /** Of more, those hit last are asked; the others can be in a further round. */
    public static final int MOST = 200;

    private final CaseDesk desk;
    private final Transactions transactions;
    private final Ids ids;
    private final Nonconformities nonconformities;
    private final CaseFiles files;
    private final CheckEffect effect;
    private final Orders orders;
    private final Customers customers;
    private final Invitations invitations;
    private final Responses responses;
    private final Programmes programmes;
    private final FollowUps followUps;
    private final DecideFollowUp policy;

    @Activate
    public AskAgain(@Reference CaseDesk desk, @Reference Transactions transactions, @Reference Ids ids, @Reference Nonconformities nonconformities, @Reference CaseFiles files,
            @Reference CheckEffect effect, @Reference Orders orders, @Reference Customers customers, @Reference Invitations invitations, @Reference Responses responses,
            @Reference Programmes programmes, @Reference FollowUps followUps, @Reference DecideFollowUp policy) {
        this.desk = desk;
        this.transactions = transactions;
        this.ids = ids;
        this.nonconformities = nonconformities;
        this.files = files;
        this.effect = effect;
        this.orders = orders;
        this.customers = customers;
        this.invitations = invitations;
        this.responses = responses;
        this.programmes = programmes;
        this.followUps = followUps;
        this.policy = policy;
    }

    /**
     * A customer who was affected.
     *
     * @param customerName null when erased
     * @param before       what they answered about the order, 1 to 5, or null
     * @param why          they are not asked; null when they would be
     */
    public record AffectedCustomer(Id order, String orderNumber, Id customer, String customerName, Integer before, NotAsked why) {
    }

    /**
     * What a round would do now.
     *
     * @param refusal why there can be none; null when there can, and then {@code customers} is the answer
     * @param asked   how many were asked about their orders in earlier rounds
     * @param left    how many are beyond the {@value #MOST} of this round
     */
    public record Preview(long version, Problem refusal, List<AffectedCustomer> customers, int asked, int left) {
        public Preview {
            customers = List.copyOf(customers);
        }

        /** Those who would be asked. */
        public List<AffectedCustomer> willing() {
            return customers.stream().filter(c -> c.why() == null).toList();
        }

        /** Those who would not, each with its reason. */
        public List<AffectedCustomer> others() {
            return customers.stream().filter(c -> c.why() != null).toList();
        }
    }

    /** Who would be asked, and who not and why; empty where there is no such case at the site. Changes nothing. */
    public Optional<Preview> preview(Site site, CaseNumber number, Instant now) {
        return transactions.required(() -> nonconformities.byNumber(site, number).map(files::of).map(file -> {
            long version = file.nonconformity().facts().version();
            Problem refusal = Work.ASK_AGAIN.refusal(file.nonconformity()).orElse(null);
            if (refusal != null) {
                return new Preview(version, refusal, List.of(), 0, 0);
            }
            Round round = round(site, file, now);
            return new Preview(version, null, round.prospects.stream().map(this::customer).toList(), round.askedBefore, round.left);
        }));
    }

    /**
     * Has them asked with the next mails.
     *
     * @param message what was done, for the customers to read; null or empty for none
     */
    public CaseOutcome ask(CaseCall call, String message, Instant now) {
        return desk.write(call, Work.ASK_AGAIN, now, file -> {
            FollowUp followUp = new FollowUp(ids.next(now), call.site(), file.nonconformity().facts().id(), file.cycle(), message == null ? "" : message.strip(), call.login(), now);
            List<Problem> problems = new ArrayList<>(followUp.problems());
            List<Prospect> willing = problems.isEmpty() ? round(call.site(), file, now).prospects.stream().filter(p -> p.objection().isEmpty()).toList() : List.of();
            if (problems.isEmpty() && willing.isEmpty()) {
                problems.add(new Problem("customers", "0", "at least one affected customer who may be asked now"));
            }
            if (!problems.isEmpty()) {
                return CaseDesk.stop(problems.toArray(new Problem[0]));
            }
            Actor actor = Actor.user(call.login());
            return new CaseDesk.Step.Go(CaseDesk.touched(file, now), () -> {
                followUps.add(followUp);
                willing.forEach(prospect -> policy.ask(prospect, followUp, actor, now));
            }, List.of(JournalEntries.of(followUp, willing.size(), actor)), "nonconformity.customers-asked-again", "", followUp.id());
        });
    }

    /** @param askedBefore orders about which somebody was asked once more already */
    private record Round(List<Prospect> prospects, int askedBefore, int left) {
    }

    private Round round(Site site, CaseFile file, Instant now) {
        Id nonconformity = file.nonconformity().facts().id();
        List<Prospect> prospects = new ArrayList<>();
        // whoever was asked about a later order is not asked about an earlier one, in this round or another
        Set<String> people = new HashSet<>();
        int askedBefore = 0;
        int left = 0;
        for (Id id : affected(site, file)) {
            Optional<Order> order = orders.byId(id).filter(o -> o.facts().site().equals(site));
            if (order.isEmpty()) {
                continue;
            }
            Optional<Invitation> asked = invitations.ofOrder(id, FollowUp.PROGRAMME);
            if (asked.isPresent()) {
                askedBefore++;
                people.add(person(customers.contactById(asked.get().facts().contact())));
            } else if (prospects.size() == MOST) {
                left++;
            } else {
                Prospect prospect = policy.prospect(order.get(), nonconformity, now);
                if (prospect.objection().isPresent() || people.add(person(prospect.contact()))) {
                    prospects.add(prospect);
                }
            }
        }
        return new Round(prospects, askedBefore, left);
    }

    /** Two contacts with one address are one person. */
    private static String person(Optional<Contact> contact) {
        return contact.map(Contact::email).map(email -> email.toLowerCase(Locale.ROOT)).orElse("");
    }

    /** Orders, the one that is known last first. */
    private Set<Id> affected(Site site, CaseFile file) {
        Set<Id> found = new TreeSet<>(Comparator.<Id>reverseOrder());
        Optional.ofNullable(file.nonconformity().facts().order()).ifPresent(found::add);
        file.plan().ifPresent(plan -> effect.hit(site, plan.criterion(), CheckEffect.firstDay(plan), CheckEffect.lastDone(file, plan), found::add));
        return found;
    }

    private AffectedCustomer customer(Prospect prospect) {
        Order.Facts order = prospect.order().facts();
        Integer before = invitations.ofOrder(order.id(), programmes.current().name()).flatMap(i -> responses.of(i.facts().id()).stream().filter(Response.Accepted.class::isInstance).findFirst())
                .map(r -> r.facts().answer().satisfaction()).orElse(null);
        return new AffectedCustomer(order.id(), order.number(), order.customer(), Optional.ofNullable(order.customer()).flatMap(customers::byId).map(Customer::name).orElse(null), before,
                prospect.objection().orElse(null));
    }
}
