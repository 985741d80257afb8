package io.plumbline.application.nonconformity;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.feedback.Feedback;
import io.plumbline.domain.feedback.Feedbacks;
import io.plumbline.domain.nonconformity.GradingRule;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.Orders;

/**
 * Files a case that somebody found: by hand, by an audit, or for something that a customer said. Each has a trigger, so that nothing is
 * filed twice; whoever files it again is told the case that there is.
 */
@Component(service = ReportNonconformity.class)
public final class ReportNonconformity {
    public static final int MOST_TITLE = 200;
    public static final int MOST_DESCRIPTION = 4000;
    private static final int MOST_REASON = 2000;
    private static final int MOST_CARRIER = 120;
    private static final int MOST_SHOWN = 20;
    /** What ERPs called it among the attributes of a delivery before reports had a place for it. */
    private static final String CARRIER = "carrier";
    private static final Pattern FINDING = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._/#-]{0,59}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,128}");

    private final Transactions transactions;
    private final Nonconformities nonconformities;
    private final Feedbacks feedbacks;
    private final Deliveries deliveries;
    private final Orders orders;
    private final Customers customers;
    private final CaseFiling filing;

    @Activate
    public ReportNonconformity(@Reference Transactions transactions, @Reference Nonconformities nonconformities, @Reference Feedbacks feedbacks, @Reference Deliveries deliveries,
            @Reference Orders orders, @Reference Customers customers, @Reference CaseFiling filing) {
        this.transactions = transactions;
        this.nonconformities = nonconformities;
        this.feedbacks = feedbacks;
        this.deliveries = deliveries;
        this.orders = orders;
        this.customers = customers;
        this.filing = filing;
    }

    /** Where a case comes from that is filed here. */
    public enum Source { HAND, AUDIT, FEEDBACK }

    /**
     * What somebody reports. Links may be null; what a delivery or feedback tells by itself need not be said again, and may not be
     * contradicted.
     *
     * @param reference   of an audit the finding's number, 1 to 60 letters, digits, spaces and {@code ._/#-}; of a hand entry a token that
     *                    whoever files it has made, 16 to 128 letters, digits, hyphens and underscores; of feedback nothing
     * @param feedback    what the customer said, where that is the source
     * @param title       one line, 1 to 200 characters, without personal data
     * @param description at most 4,000 characters, or null
     * @param danger      whether people may come to harm, or a law is broken
     * @param systemic    whether it was found throughout or again
     * @param severity    or null for the one that the rules propose
     * @param reason      why another severity than the proposed one, 1 to 2,000 characters; otherwise null
     * @param line        identity of the delivery's line
     * @param carrier     who brought it, at most 120 characters
     */
    public record Words(Source source, String reference, Id feedback, String title, String description, boolean danger, boolean systemic, Severity severity, String reason, Id delivery,
            Id order, Id customer, String line, String sku, String lot, String carrier) {
    }

    /** What became of it. */
    public sealed interface Outcome {
        record Filed(Nonconformity nonconformity, GradingRule.Proposal proposal) implements Outcome {
        }

        /** There is a case for the same trigger; nothing was filed. */
        record Known(Nonconformity nonconformity) implements Outcome {
        }

        record Invalid(List<Problem> problems) implements Outcome {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }

        /** The person has not the role. */
        record Forbidden() implements Outcome {
        }
    }

    /** Files it at the site, if the words can be taken. */
    public Outcome report(Words words, Site site, String login, Set<Role> roles, Instant now) {
        if (!roles.contains(Role.QUALITY_MANAGER)) {
            return new Outcome.Forbidden();
        }
        return transactions.required(() -> new Filing(words, site).file(login, now));
    }

    /** What is said of a case whose customer and order are known from elsewhere; as {@link Words} describes it. */
    public record Summary(String title, boolean danger, boolean systemic, Severity severity, String reason) {
    }

    /** Files the case that a complaint becomes, in the transaction of the caller. What the customer wrote stays with the complaint. */
    public Outcome report(Complaint complaint, Summary wanted, String login, Instant now) {
        Complaint.Facts f = complaint.facts();
        Words words = new Words(null, null, null, wanted.title(), null, wanted.danger(), wanted.systemic(), wanted.severity(), wanted.reason(), f.delivery(), f.order(), f.customer(), null, null,
                null, null);
        return new Filing(words, f.site()).file(new Trigger(Trigger.Kind.COMPLAINT, f.id()), null, login, now);
    }

    /** Who brought it, or null where the ERP does not say so, either, among what else is worth keeping. */
    static String carrier(DeliveredOrder report) {
        String among = report.attributes().getOrDefault(CARRIER, "").strip();
        return report.carrier() != null ? report.carrier() : among.isEmpty() || among.length() > MOST_CARRIER ? null : among;
    }

    /** How much the line should have had, or had where the ERP does not tell what was ordered. */
    static BigDecimal quantity(Line line) {
        return line.ordered() != null && line.ordered().compareTo(line.delivered()) > 0 ? line.ordered() : line.delivered();
    }

    /** One report, while it is looked at. */
    private final class Filing {
        private final Words words;
        private final Site site;
        private final List<Problem> problems = new ArrayList<>();

        Filing(Words words, Site site) {
            this.words = words;
            this.site = site;
        }

        Outcome file(String login, Instant now) {
            Feedback feedback = feedback();
            return file(trigger(feedback), feedback, login, now);
        }

        Outcome file(Trigger trigger, Feedback feedback, String login, Instant now) {
            if (trigger != null) {
                Optional<Nonconformity> known = nonconformities.byTrigger(trigger).filter(n -> n.facts().site().equals(site));
                if (known.isPresent()) {
                    return new Outcome.Known(known.get());
                }
            }
            texts();
            Delivery.Facts delivery = delivery(feedback);
            Line line = line(delivery, feedback);
            CaseFiling.About about = about(delivery, line, feedback);
            GradingRule.Proposal proposal = GradingRule.propose(new GradingRule.Signs(words.danger(), words.systemic(), feedback == null || feedback.facts().discrepancy() == null ? null
                    : feedback.facts().discrepancy().unusable(), line == null ? null : quantity(line), feedback != null || about.delivery() != null || about.customer() != null
                            || trigger != null && trigger.kind() == Trigger.Kind.COMPLAINT));
            String reason = "";
            if (words.severity() != null && words.severity() != proposal.severity()) {
                reason = text("reason", words.reason(), MOST_REASON, true);
            }
            if (!problems.isEmpty()) {
                return new Outcome.Invalid(problems);
            }
            String reference = words.source() == Source.AUDIT ? words.reference().strip() : null;
            return new Outcome.Filed(filing.file(site, new CaseFiling.Said(trigger, reference, words.title().strip(), blank(words.description()) ? null : words.description().strip(), proposal,
                    words.severity(), reason), about, Actor.user(login), login, now), proposal);
        }

        private Feedback feedback() {
            if (words.source() != Source.FEEDBACK) {
                if (words.feedback() != null) {
                    problems.add(new Problem("feedback", words.feedback().value(), "nothing, unless the source is FEEDBACK"));
                }
                return null;
            }
            Optional<Feedback> found = Optional.ofNullable(words.feedback()).flatMap(feedbacks::byId).filter(f -> f.facts().site().equals(site));
            if (found.isEmpty()) {
                problems.add(new Problem("feedback", words.feedback() == null ? "" : words.feedback().value(), "the identity of something that a customer of this site said"));
            }
            return found.orElse(null);
        }

        private Trigger trigger(Feedback feedback) {
            if (words.source() == null) {
                problems.add(new Problem("source", "", "one of HAND, AUDIT, FEEDBACK"));
                return null;
            }
            String reference = words.reference() == null ? "" : words.reference().strip();
            return switch (words.source()) {
                case FEEDBACK -> {
                    if (!reference.isEmpty()) {
                        problems.add(new Problem("reference", reference, "nothing where the source is FEEDBACK"));
                    }
                    yield feedback == null ? null : Trigger.of(feedback);
                }
                case AUDIT -> referred(Trigger.Kind.AUDIT, reference, FINDING, "the number of the audit's finding: 1 to 60 letters, digits, spaces and ._/#-, beginning with a letter or digit");
                case HAND -> referred(Trigger.Kind.HAND, reference, TOKEN, "a token of yours that makes it once: 16 to 128 letters, digits, hyphens and underscores");
            };
        }

        private Trigger referred(Trigger.Kind kind, String reference, Pattern shape, String accepted) {
            if (!shape.matcher(reference).matches()) {
                problems.add(new Problem("reference", reference, accepted));
                return null;
            }
            return Trigger.of(kind, site, reference);
        }

        private void texts() {
            text("title", words.title(), MOST_TITLE, true);
            if (words.title() != null && words.title().strip().lines().count() > 1) {
                problems.add(new Problem("title", words.title(), "one line"));
            }
            text("description", words.description(), MOST_DESCRIPTION, false);
            text("carrier", words.carrier(), MOST_CARRIER, false);
        }

        private String text(String field, String text, int most, boolean needed) {
            if (needed && blank(text)) {
                problems.add(new Problem(field, "", "1 to " + most + " characters" + (field.equals("reason") ? ", where the severity is not the proposed one" : "")));
            } else if (text != null && text.length() > most) {
                problems.add(new Problem(field, text, "at most " + most + " characters; these are " + text.length()));
            }
            return text == null ? "" : text.strip();
        }

        private Delivery.Facts delivery(Feedback feedback) {
            Id told = feedback == null ? null : feedback.facts().delivery();
            if (told != null && words.delivery() != null && !told.equals(words.delivery())) {
                problems.add(new Problem("delivery", words.delivery().value(), "that of the feedback, " + told + ", or nothing"));
                return null;
            }
            Id wanted = told == null ? words.delivery() : told;
            Optional<Delivery.Facts> found = Optional.ofNullable(wanted).flatMap(deliveries::byId).map(Delivery::facts).filter(d -> d.site().equals(site));
            if (wanted != null && found.isEmpty()) {
                problems.add(new Problem("delivery", wanted.value(), "the identity of a delivery of this site"));
            }
            return found.orElse(null);
        }

        private Line line(Delivery.Facts delivery, Feedback feedback) {
            String told = feedback == null || feedback.facts().discrepancy() == null ? null : feedback.facts().discrepancy().line();
            String wanted = blank(words.line()) ? null : words.line().strip();
            List<Line> lines = delivery == null ? List.of() : delivery.report().lines();
            if (wanted != null) {
                Optional<Line> found = lines.stream().filter(l -> l.id().equals(wanted)).findFirst();
                if (found.isEmpty()) {
                    problems.add(new Problem("line", wanted, delivery == null ? "nothing without a delivery" : "one of the delivery's lines: " + some(lines.stream().map(Line::id))));
                }
                return found.orElse(null);
            }
            String sku = blank(words.sku()) ? null : words.sku().strip();
            List<Line> meant = lines.stream().filter(l -> sku == null ? l.id().equals(told) : sku.equals(l.sku())).toList();
            return meant.size() == 1 ? meant.get(0) : null;
        }

        private CaseFiling.About about(Delivery.Facts delivery, Line line, Feedback feedback) {
            Id order = order(delivery, line, feedback);
            Id customer = customer(delivery, order, feedback);
            List<Line> lines = delivery == null ? List.of() : line == null ? delivery.report().lines() : List.of(line);
            String sku = known("sku", words.sku(), lines.stream().map(Line::sku), delivery != null);
            List<Line> ofSku = lines.stream().filter(l -> sku == null || sku.equals(l.sku())).toList();
            String lot = known("lot", words.lot(), ofSku.stream().flatMap(l -> l.lots().stream()), delivery != null);
            String carrier = blank(words.carrier()) ? delivery == null ? null : carrier(delivery.report()) : words.carrier().strip();
            String onlyLot = lot == null && line != null && line.lots().size() == 1 ? line.lots().get(0) : lot;
            return new CaseFiling.About(order, delivery == null ? null : delivery.id(), customer, line == null ? null : line.id(), sku == null && line != null ? line.sku() : sku,
                    line == null ? null : line.name(), onlyLot, carrier);
        }

        /** Of what the delivery had; without a delivery nobody can check it here, and only its length counts. */
        private String known(String field, String text, Stream<String> had, boolean delivery) {
            if (blank(text)) {
                return null;
            }
            String wanted = text.strip();
            List<String> all = had.filter(Objects::nonNull).distinct().toList();
            if (delivery && !all.contains(wanted)) {
                problems.add(new Problem(field, wanted, all.isEmpty() ? "nothing: the ERP tells none of this delivery" : "one that the delivery had: " + some(all.stream())));
            } else {
                text(field, wanted, MOST_CARRIER, false);
            }
            return wanted;
        }

        private Id order(Delivery.Facts delivery, Line line, Feedback feedback) {
            Id told = feedback == null ? null : feedback.facts().order();
            List<Id> served = told != null ? List.of(told) : delivery == null ? List.of() : delivery.orders();
            if (words.order() != null) {
                boolean found = served.isEmpty() ? orders.byId(words.order()).map(Order::facts).filter(o -> o.site().equals(site)).isPresent() : served.contains(words.order());
                if (!found) {
                    problems.add(new Problem("order", words.order().value(), served.isEmpty() ? "the identity of an order of this site" : "an order that the delivery serves: "
                            + some(served.stream().map(Id::value))));
                    return null;
                }
                return words.order();
            }
            if (served.size() > 1 && line != null && line.orderId() != null) {
                for (int i = 0; i < served.size(); i++) {
                    if (delivery.report().orders().get(i).id().equals(line.orderId())) {
                        return served.get(i);
                    }
                }
            }
            return served.size() == 1 ? served.get(0) : null;
        }

        private Id customer(Delivery.Facts delivery, Id order, Feedback feedback) {
            Id told = feedback != null && feedback.facts().customer() != null ? feedback.facts().customer() : delivery != null ? delivery.customer()
                    : order == null ? null : orders.byId(order).map(o -> o.facts().customer()).orElse(null);
            if (words.customer() == null || words.customer().equals(told)) {
                return told;
            }
            if (told != null || customers.byId(words.customer()).map(Customer::site).filter(site::equals).isEmpty()) {
                problems.add(new Problem("customer", words.customer().value(), told != null ? "the customer of the delivery or order, " + told + ", or nothing" : "the identity of a customer of this site"));
                return null;
            }
            return words.customer();
        }
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private static String some(Stream<String> all) {
        return all.limit(MOST_SHOWN).collect(Collectors.joining(", "));
    }
}
