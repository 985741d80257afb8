package io.plumbline.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.delivery.ContentHash;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ContactRef;
import io.plumbline.domain.delivery.DeliveredOrder.CustomerRef;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Kind;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.DeliveredOrder.Link;
import io.plumbline.domain.delivery.DeliveredOrder.LinkType;
import io.plumbline.domain.delivery.DeliveredOrder.OrderRef;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.delivery.DeliveredOrder.Person;
import io.plumbline.domain.delivery.DeliveredOrder.Place;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.delivery.GoodsReturn;
import io.plumbline.domain.feedback.Discrepancy;
import io.plumbline.domain.feedback.Feedback;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderSnapshot;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.OrderKey;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.Response;

/** One full example of each noun. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-21T08:15:30.123456Z");
    private static final Random RANDOM = new Random(7);

    private Samples() {
    }

    static synchronized Id id() {
        return Id.at(NOW, RANDOM);
    }

    static Customer customer(Id id, String erpId, long version) {
        return new Customer(id, Site.MAIN, "demo", "1", erpId, "K-" + erpId, "Müller & Söhne GmbH", "A", NOW, NOW.plusSeconds(version), version);
    }

    static Contact contact(Id id, Id customer, String email, long version) {
        return new Contact(id, Site.MAIN, customer, "c-" + id, "Zoë Groß", email, "+49 30 1234", "de-AT", false, NOW, version);
    }

    static Order.Facts order(Id id, String orderId, Id customer, long version) {
        return new Order.Facts(id, Site.MAIN, new OrderKey("demo", "1", orderId), "SO " + orderId, "PO-77", LocalDate.of(2026, 3, 29), "EUR", new BigDecimal("1234.50"),
                OrderState.OPEN, NOW.minusSeconds(60), customer, NOW, NOW.plusSeconds(version), version);
    }

    static DeliveredOrder report(String docId, Status status, LocalDate happened) {
        ErpDate delivered = happened == null ? null : new ErpDate(happened, NOW, ZoneId.of("Europe/Berlin"), Basis.PROOF_OF_DELIVERY);
        return new DeliveredOrder(new SourceRef("demo", "1", "shipment", docId, "LS-" + docId, NOW), Kind.DELIVERY, status,
                List.of(new OrderRef("o1", "SO1", "PO-77", LocalDate.of(2026, 3, 1), "EUR", new BigDecimal("1E+3"), OrderState.OPEN),
                        new OrderRef("o2", "SO2", null, null, null, null, null)),
                new CustomerRef("k1", "K-1", "Müller", "A", null), List.of(new ContactRef(DeliveredOrder.Role.BUYER, "c1", "Zoë", "zoe@example.org", null, "de", false)),
                null, ErpDate.day(LocalDate.of(2026, 3, 28), Basis.CONFIRMED), null, delivered, new Place("s", "Lager", "DE", null, "10115", "Berlin"), null, "DHL",
                new Person("p", "Verkäufer", null),
                List.of(new Line("l1", "o1", "ol1", "p1", "SKU-1", null, null, "Schraube <b>M8</b> \u2028 \uD83D\uDD29", "Norm", new BigDecimal("10.50"), new BigDecimal("10"),
                        null, "Stk", null, List.of("L1", "L2")),
                        new Line("l2", "o2", null, null, null, null, null, "Mutter", null, null, new BigDecimal("0.000001"), null, "kg", null, List.of())),
                List.of(new Link(LinkType.BACKORDER_OF, "d0", null)), Map.of("incoterm", "DAP"));
    }

    static Delivery.Facts delivery(Id id, DeliveredOrder report, List<Id> orders, long version) {
        return new Delivery.Facts(id, Site.MAIN, report.withoutPeople(), ContentHash.of(report), NOW, NOW.plusSeconds(version), id(), id(), orders, version);
    }

    static GoodsReturn goodsReturn(String docId, String originalDoc, String orderId, boolean active, long version) {
        return new GoodsReturn(id(), Site.MAIN, new DocumentKey("demo", "1", "return", docId), "R-" + docId, List.of(new GoodsReturn.Original(originalDoc, orderId)), active, "0".repeat(64), NOW, NOW, version);
    }

    static Feedback.Facts feedback(Id id, Id origin, String part, long version) {
        Discrepancy discrepancy = new Discrepancy("1", "SKU-1", "Schraube <b>M8</b>", new BigDecimal("10"), new BigDecimal("1.5"), BigDecimal.ZERO, null, "C62",
                Map.of(Discrepancy.Code.REJECT_REASON, "damaged", Discrepancy.Code.TIMING_COMPLAINT, "late"));
        return new Feedback.Facts(id, Site.MAIN, Feedback.Kind.RECEIPT, origin, part, "LS-1", null, null, null, discrepancy, "Verbogen!\n\"<script>\" \uD83D\uDE20",
                LocalDate.of(2026, 3, 29), false, NOW, NOW.plusSeconds(version), version);
    }

    static Invitation.Facts invitation(Id id, Id order, Id contact, long version) {
        return new Invitation.Facts(id, Site.MAIN, "delivery", order, id(), contact, Language.DE, NOW, NOW.plusSeconds(version), version);
    }

    /** Asked once more: of another programme. */
    static Invitation.Facts followUp(Id id, Id order, Id contact, Id followUp) {
        return new Invitation.Facts(id, Site.MAIN, FollowUp.PROGRAMME, order, id(), contact, Language.DE, followUp, NOW, NOW.plusSeconds(1), 1);
    }

    static byte[] tokenHash(Id invitation) {
        return TestKeys.KEYS.derived(invitation.value());
    }

    static Response.Facts response(Id id, Id invitation, Instant at) {
        return new Response.Facts(id, Site.MAIN, invitation, new Answer(1, OptionalInt.of(0), "Kam zu spät!\n\"<script>\" \uD83D\uDE20", true), Language.DE, at, 1);
    }

    static Nonconformity.Facts nonconformity(Id id, CaseNumber number, Id response, Id order, long version) {
        OrderSnapshot snapshot = new OrderSnapshot("demo", "1", "o1", "SO1", null, LocalDate.of(2026, 3, 1), "K-1", LocalDate.of(2026, 3, 28),
                LocalDate.of(2026, 3, 30), 2, List.of(new OrderSnapshot.Shipment("shipment", "d1", "LS-1", "Delivered", LocalDate.of(2026, 3, 30), "DE", "DHL",
                        List.of(new OrderSnapshot.Item("SKU-1", "Schraube", new BigDecimal("10.50"), new BigDecimal("10"), "Stk", List.of("L1"))))));
        return new Nonconformity.Facts(id, Site.MAIN, number, new Trigger(Trigger.Kind.RESPONSE, response), "Low answer on SO1", List.of("satisfaction 1 of 5 (limit 2)"),
                Severity.MAJOR, order, id(), id(), id(), response, snapshot, "quality", 0, 1, NOW, NOW.plusSeconds(version), version);
    }

    static CorrectiveAction.Facts action(Id id, Id nonconformity, long version) {
        return new CorrectiveAction.Facts(id, Site.MAIN, nonconformity, 1, CorrectiveAction.Kind.CORRECTIVE, "Größere Kartons:\n\"40 × 30\" \uD83D\uDCE6", "owner", LocalDate.of(2026, 12, 24),
                "planner", NOW.plusSeconds(version), version);
    }

    static Mail mail(Id id, Id subject, Id recipient) {
        return new Mail(id, Site.MAIN, Mail.Purpose.INVITATION, subject, recipient, Mail.State.WAITING, id + "@plumbline", "Wie war's?", "text\n" + "x".repeat(50_000),
                "<p>html</p>", 0, null, NOW, null, NOW, 1);
    }

    static User.Facts user(Id id, String login, Set<Role> roles, long version) {
        return new User.Facts(id, Site.MAIN, login, "Ada Lovelace", "ada@example.org", roles, Language.EN, User.Notice.DIGEST, "$hash$" + login, 3, NOW, version);
    }
}
