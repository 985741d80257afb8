package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.plumbline.application.Page;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.application.journal.JournalQueries.JournalRow;
import io.plumbline.application.survey.SurveyQueries.InvitationView;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;

/** Cases, for reading. */
public interface CaseQueries {
    /** Newest number first, at most 200; {@code after} is the case number of the last row of the page before, or null. After anything else there is nothing. */
    Page<CaseRow> list(Filter filter, String after, int most);

    /**
     * Sorted, at most 200; {@code after} is what the page before gave as next, or null. After anything else there is nothing. Where a case
     * stands is taken from there, so that one whose due date or severity changes meanwhile moves no other.
     */
    Page<CaseRow> list(Filter filter, CaseOrder order, String after, int most);

    /**
     * How many cases there are, for the filters of the inbox.
     *
     * @param login whose cases count as their own
     * @param today the day before which an action is overdue
     */
    Counts counts(Site site, String login, LocalDate today, Instant now);

    Optional<CaseView> one(Site site, String number);

    /**
     * That a cause of a case was verified: of this category, or with null of none, from one moment up to before another. A case that was
     * rejected or merged into another has none, because what counts is counted once.
     *
     * @param since  or null for any
     * @param before or null for any
     */
    record Confirmed(String category, Instant since, Instant before) {
    }

    /** Who works on a case: this login, or with null nobody. */
    record Owner(String login) {
    }

    /**
     * @param text           words of its number, title, order, product or lot by their beginnings, or of its customer's name; all of them have to be there
     * @param since          only what changed at this moment or later
     * @param owner          only theirs, or only those that nobody owns
     * @param dueBefore      only those with an open action that was due before this day
     * @param reportedSince  reported at this moment or later
     * @param reportedBefore reported before this moment. Every member up to this one but the site may be null or empty.
     * @param recurring      only those with which an earlier case came back, as far as nobody dismissed it
     * @param confirmed      only those with such a verified cause, or null for any
     */
    record Filter(Site site, List<String> states, Severity severity, Id customer, String text, Id order, Instant since, Owner owner, LocalDate dueBefore,
            Instant reportedSince, Instant reportedBefore, boolean recurring, Confirmed confirmed) {
        public Filter {
            states = states == null ? List.of() : List.copyOf(states);
        }

        public Filter(Site site, List<String> states, Severity severity, Id customer, String text, Id order, Instant since, Owner owner, LocalDate dueBefore, Instant reportedSince,
                Instant reportedBefore, boolean recurring) {
            this(site, states, severity, customer, text, order, since, owner, dueBefore, reportedSince, reportedBefore, recurring, null);
        }

        public Filter(Site site, List<String> states, Severity severity, Id customer, String text, Id order, Instant since) {
            this(site, states, severity, customer, text, order, since, null, null, null, null, false);
        }

        public Filter(Site site, List<String> states, Severity severity, Id customer, String text) {
            this(site, states, severity, customer, text, null, null);
        }

        public Filter in(List<String> others) {
            return new Filter(site, others, severity, customer, text, order, since, owner, dueBefore, reportedSince, reportedBefore, recurring, confirmed);
        }

        public Filter of(Owner whose) {
            return new Filter(site, states, severity, customer, text, order, since, whose, dueBefore, reportedSince, reportedBefore, recurring, confirmed);
        }

        public Filter recurringOnly() {
            return new Filter(site, states, severity, customer, text, order, since, owner, dueBefore, reportedSince, reportedBefore, true, confirmed);
        }

        public Filter overdueOn(LocalDate today) {
            return new Filter(site, states, severity, customer, text, order, since, owner, today, reportedSince, reportedBefore, recurring, confirmed);
        }

        /** @param age seen at {@code now}; null for any */
        public Filter aged(CaseAge age, Instant now) {
            return new Filter(site, states, severity, customer, text, order, since, owner, dueBefore, age == null ? null : age.since(now),
                    age == null ? null : age.before(now), recurring, confirmed);
        }

        public Filter with(Confirmed cause) {
            return new Filter(site, states, severity, customer, text, order, since, owner, dueBefore, reportedSince, reportedBefore, recurring, cause);
        }
    }

    /** Whose a case is, as somebody sees it. */
    enum Whose { MINE, NOBODYS, OTHERS }

    /** Some open cases that the filters cannot tell apart. */
    record Group(String state, Severity severity, Whose whose, boolean overdue, CaseAge age, long cases) {
    }

    /**
     * @param open    the open cases, in groups
     * @param settled how many there are in each state that is not open; a state without a case may be missing
     */
    record Counts(List<Group> open, Map<String, Long> settled) {
        public Counts {
            open = List.copyOf(open);
            settled = Map.copyOf(settled);
        }

        /** How many open cases are like this. */
        public long open(Predicate<Group> like) {
            return open.stream().filter(like).mapToLong(Group::cases).sum();
        }

        public long in(String state) {
            return settled.getOrDefault(state, 0L) + open(g -> g.state().equals(state));
        }

        public long all() {
            return settled.values().stream().mapToLong(Long::longValue).sum() + open(g -> true);
        }
    }

    /**
     * @param customerName null once erased
     * @param due          the nearest day by which one of its open actions is due; null where none is open
     */
    record CaseRow(Id id, String number, String title, String state, Severity severity, Id customer, String customerName, Id order, String orderNumber,
            String owner, LocalDate due, Instant reportedAt, Instant changedAt, long version) {
    }

    /**
     * A case with its whole trail.
     *
     * @param contact    whose words they are; null where there is none
     * @param deliveries of the order
     * @param invitation with the mail as sent and every answer; null for a case that no answer made
     * @param journal    what happened to the case, its order, deliveries, invitation, answers and mails, oldest first, the newest 200
     */
    record CaseView(CaseRow row, Nonconformity nonconformity, Contact contact, List<DeliveryRow> deliveries, InvitationView invitation,
            List<JournalRow> journal) {
    }
}
