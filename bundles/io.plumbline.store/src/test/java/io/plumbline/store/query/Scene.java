package io.plumbline.store.query;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;

import io.plumbline.application.Page;
import io.plumbline.application.Transactions;
import io.plumbline.application.customer.CustomerQueries;
import io.plumbline.application.delivery.DeliveryQueries;
import io.plumbline.application.journal.JournalQueries;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.operation.OperationQueries;
import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.delivery.ContentHash;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.Ledger;
import io.plumbline.domain.delivery.LedgerLine;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.mail.Mails;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderSnapshot;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.OrderKey;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.domain.survey.Response;
import io.plumbline.domain.survey.Responses;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.store.Sql;
import io.plumbline.store.Store;

/** Puts customers, deliveries, invitations, answers and cases where use cases put them: through the ports. Each one is a second later. */
final class Scene {
    static final String PROGRAMME = "delivery";
    private static final byte[] KEY = new byte[32];

    final JournalQueries journalQueries;
    final SurveyQueries survey;
    final CaseQueries cases;
    final DeliveryQueries deliveries;
    final CustomerQueries customers;
    final OperationQueries operation;
    private final Ports ports;
    private final Random random = new Random(7);
    private Instant now = Instant.parse("2026-11-02T08:00:00Z");

    /** The doors through which the scene is set. */
    record Ports(Transactions transactions, Customers customers, Orders orders, Deliveries deliveries, Ledger ledger, Invitations invitations,
            Responses responses, Mails mails, Nonconformities cases, WorkQueue queue, Journal journal) {
    }

    Scene(Store store) {
        Sql sql = store.sql();
        this.ports = new Ports(store.transactions(), store.customers(), store.orders(), store.deliveries(), store.ledger(), store.invitations(),
                store.responses(), store.mails(), store.nonconformities(), store.workQueue(), store.journal());
        this.journalQueries = new SqlJournalQueries(sql);
        this.survey = new SqlSurveyQueries(sql, ports.mails());
        this.cases = new SqlCaseQueries(sql, ports.cases(), ports.customers(), ports.mails(), journalQueries);
        this.deliveries = new SqlDeliveryQueries(sql, ports.deliveries(), ports.customers());
        this.customers = new SqlCustomerQueries(sql, ports.customers(), survey, cases);
        this.operation = new SqlOperationQueries(sql);
    }

    /** What came back, by something short. */
    static <T, K> List<K> each(Page<T> page, Function<T, K> shown) {
        return page.items().stream().map(shown).toList();
    }

    Ports ports() {
        return ports;
    }

    Instant now() {
        return now;
    }

    Id id() {
        now = now.plusSeconds(1);
        return Id.at(now, random);
    }

    Customer customer(Site site, String number, String name) {
        Id id = id();
        Customer customer = new Customer(id, site, "main-erp", "-", "erp-" + id, number, name, null, now, now, 1);
        ports.transactions().run(() -> ports.customers().add(customer));
        return customer;
    }

    Contact contact(Customer customer, String name, String email) {
        Contact contact = new Contact(id(), customer.site(), customer.id(), email, name, email, null, "de", false, now, 1);
        ports.transactions().run(() -> ports.customers().add(contact));
        return contact;
    }

    Order order(Customer customer, String number) {
        Id id = id();
        Order order = new Order.Complete(new Order.Facts(id, customer.site(), new OrderKey("main-erp", "-", "erp-" + id), number, "PO " + number,
                LocalDate.of(2026, 10, 1), "EUR", new BigDecimal("120.50"), DeliveredOrder.OrderState.COMPLETE, now, customer.id(), now, now, 1));
        ports.transactions().run(() -> ports.orders().add(order));
        return order;
    }

    /** A delivery that happened on {@code happened}, promised for {@code promised}; either may be null. */
    Delivery delivery(String connector, String number, LocalDate promised, LocalDate happened, Contact contact, Order... orders) {
        Id id = id();
        Order.Facts first = orders[0].facts();
        List<DeliveredOrder.OrderRef> refs = Arrays.stream(orders).map(Order::facts).map(o -> new DeliveredOrder.OrderRef(o.key().orderId(), o.number(),
                o.customerReference(), o.orderDate(), o.currency(), o.net(), o.said())).toList();
        DeliveredOrder report = new DeliveredOrder(new DeliveredOrder.SourceRef(connector, "-", "shipment", "erp-" + id, number, now),
                DeliveredOrder.Kind.DELIVERY, DeliveredOrder.Status.DELIVERED, refs, null, List.of(), null,
                promised == null ? null : ErpDate.day(promised, Basis.CONFIRMED), null,
                happened == null ? null : ErpDate.day(happened, Basis.GOODS_ISSUE), new DeliveredOrder.Place(null, null, "DE", null, "04109", "Leipzig"),
                null, null,
                List.of(new DeliveredOrder.Line("1", null, "1", "p1", "SKU-1", null, null, "Bracket", null, BigDecimal.TEN, BigDecimal.TEN, null, "pcs",
                        null, List.of("LOT-1"))),
                List.of(), Map.of());
        Delivery delivery = new Delivery.Delivered(new Delivery.Facts(id, first.site(), report, ContentHash.of(report), now, now, first.customer(),
                contact == null ? null : contact.id(), Arrays.stream(orders).map(o -> o.facts().id()).toList(), 1));
        ports.transactions().run(() -> ports.deliveries().add(delivery));
        return delivery;
    }

    void line(Delivery delivery, LedgerLine.Line line, NotAsked why, Invitation invitation) {
        ports.transactions().run(() -> ports.ledger().put(delivery, PROGRAMME, new LedgerLine(line, why,
                invitation == null ? null : invitation.facts().id(), invitation == null ? null : invitation.facts().order()), now));
    }

    Invitation.Facts asking(Order order, Delivery carrier, Contact contact) {
        Id id = id();
        return new Invitation.Facts(id, order.facts().site(), PROGRAMME, order.facts().id(), carrier == null ? null : carrier.facts().id(),
                contact == null ? null : contact.id(), Language.DE, now, now, 1);
    }

    Invitation invitation(Invitation invitation) {
        ports.transactions().run(() -> ports.invitations().add(invitation, SurveyToken.of(invitation.facts().id(), KEY).hash()));
        return invitation;
    }

    Invitation sent(Order order, Delivery carrier, Contact contact) {
        Invitation.Facts facts = asking(order, carrier, contact);
        return invitation(new Invitation.Sent(facts, now, now.plus(Duration.ofDays(30))));
    }

    Invitation answered(Order order, Delivery carrier, Contact contact) {
        Invitation.Facts facts = asking(order, carrier, contact);
        return invitation(new Invitation.Answered(facts, now, now.plus(Duration.ofDays(30)), now.plusSeconds(60)));
    }

    Response.Facts said(Invitation invitation, int satisfaction, OptionalInt recommendation, String comment) {
        Id id = id();
        return new Response.Facts(id, invitation.facts().site(), invitation.facts().id(), new Answer(satisfaction, recommendation, comment, true),
                Language.DE, now, 1);
    }

    Response response(Response response) {
        ports.transactions().run(() -> ports.responses().add(response));
        return response;
    }

    Mail mail(Mail.Purpose purpose, Id subject, Id recipient, Mail.State state, String lastError) {
        Id id = id();
        Mail mail = new Mail(id, Site.MAIN, purpose, subject, recipient, state, id + "@plumbline.test", "Wie war es?", "Ihr Link: [entfernt]",
                "<p>Ihr Link: [entfernt]</p>", lastError == null ? 0 : 1, lastError, state == Mail.State.WAITING ? now : null,
                state == Mail.State.SENT ? now : null, now, 1);
        ports.transactions().run(() -> ports.mails().add(mail));
        return mail;
    }

    /** A case in the state that {@code state} makes of its facts. */
    Nonconformity filed(Order order, Delivery delivery, Contact contact, Response response, String title, Severity severity,
            Function<Nonconformity.Facts, Nonconformity> state) {
        Id id = id();
        Order.Facts o = order.facts();
        return ports.transactions().required(() -> {
            CaseNumber number = ports.cases().nextNumber(o.site(), 2026);
            OrderSnapshot snapshot = new OrderSnapshot("main-erp", "-", o.key().orderId(), o.number(), o.customerReference(), o.orderDate(), "C-1", null,
                    null, null, List.of());
            Nonconformity.Facts facts = new Nonconformity.Facts(id, o.site(), number, new Trigger(Trigger.Kind.RESPONSE, response.facts().id()), title,
                    List.of("satisfaction 1 of 5"), severity, o.id(), delivery == null ? null : delivery.facts().id(), o.customer(),
                    contact == null ? null : contact.id(), response.facts().id(), snapshot, null, 0, 1, now, now, 1);
            Nonconformity filed = state.apply(facts);
            ports.cases().add(filed);
            return filed;
        });
    }

    void entry(String action, String objectType, Id object, long version, Map<String, String> facts) {
        now = now.plusSeconds(1);
        Entry entry = new Entry(Site.MAIN, now, Actor.system("test"), action, objectType, object, version, "", facts, Map.of());
        ports.transactions().run(() -> ports.journal().append(entry));
    }
}
