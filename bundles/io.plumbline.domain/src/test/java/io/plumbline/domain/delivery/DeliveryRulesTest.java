package io.plumbline.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.Test;

import io.plumbline.domain.Problem;
import io.plumbline.domain.Reports;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ContactRef;
import io.plumbline.domain.delivery.DeliveredOrder.CustomerRef;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Kind;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.DeliveredOrder.Link;
import io.plumbline.domain.delivery.DeliveredOrder.LinkType;
import io.plumbline.domain.delivery.DeliveredOrder.OrderRef;
import io.plumbline.domain.delivery.DeliveredOrder.Place;
import io.plumbline.domain.delivery.DeliveredOrder.Role;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;

public class DeliveryRulesTest {
    private static final DeliveredOrder GOOD = Reports.good();

    private static List<Problem> check(DeliveredOrder report) {
        return DeliveryRules.check(report, Reports.NOW);
    }

    private static DeliveredOrder with(SourceRef source, Kind kind, Status status, List<OrderRef> orders, CustomerRef customer, List<ContactRef> contacts,
            ErpDate delivered, Place destination, List<Line> lines, List<Link> links) {
        return new DeliveredOrder(source, kind, status, orders, customer, contacts, null, null, null, delivered, destination, null, null, lines, links, Map.of());
    }

    private static DeliveredOrder contact(String name, String email, String language) {
        return with(GOOD.source(), Kind.DELIVERY, Status.DELIVERED, GOOD.orders(), GOOD.customer(),
                List.of(new ContactRef(Role.BUYER, "1", name, email, null, language, false)), GOOD.delivered(), null, GOOD.lines(), List.of());
    }

    private static DeliveredOrder lines(Line... lines) {
        return with(GOOD.source(), Kind.DELIVERY, Status.DELIVERED, GOOD.orders(), GOOD.customer(), GOOD.contacts(), GOOD.delivered(), null, List.of(lines), List.of());
    }

    @Test
    public void aGoodReportHasNoProblems() {
        assertThat(check(GOOD)).isEmpty();
    }

    @Test
    public void aCarrierIsOneLineOfAtMost120Characters() {
        assertThat(check(Reports.broughtBy(GOOD, "x".repeat(120)))).isEmpty();
        assertThat(check(Reports.broughtBy(GOOD, "x".repeat(121)))).singleElement().satisfies(p -> {
            assertThat(p.field()).isEqualTo("carrier");
            assertThat(p.accepted()).isEqualTo("at most 120 characters");
        });
        assertThat(check(Reports.broughtBy(GOOD, "DHL\nExpress"))).extracting(Problem::field).containsExactly("carrier");
        assertThat(Reports.broughtBy(GOOD, " DHL\n").carrier()).isEqualTo("DHL");
        assertThat(Reports.broughtBy(GOOD, " ").carrier()).isNull();
        assertThat(Reports.broughtBy(GOOD, "DHL").withoutPeople().from("other").withOrderIds(id -> id + "x").carrier()).isEqualTo("DHL");
    }

    @Test
    public void aProblemNamesFieldValueAndWhatIsAccepted() {
        Problem problem = check(lines(Reports.line("10", "-4"))).get(0);
        assertThat(problem.field()).isEqualTo("lines[0].ordered");
        assertThat(problem.value()).isEqualTo("-4");
        assertThat(problem.text()).isEqualTo("lines[0].ordered is \"-4\": expected a quantity from 0 to 1000000000000 with at most six decimals");
    }

    @Test
    public void addressesThatCouldCarryAHeaderAreRefused() {
        for (String email : List.of("a@b.example\r\nBcc: x@y.example", "a@b.example, c@d.example", "\"a\"@b.example", "a b@c.example", "a@", "@b", "a@b@c",
                "<a@b.example>", "a@b.example\u0000", "x".repeat(250) + "@b.example")) {
            assertThat(check(contact("Jana", email, "de"))).as(email).extracting(Problem::field).containsExactly("contacts[0].email");
        }
        assertThat(check(contact("Jana\r\nBcc: x@y.example", "a@b.example", "de"))).extracting(Problem::field).containsExactly("contacts[0].name");
        assertThat(check(contact("Jana", "jörg@müller.example", "de"))).isEmpty();
    }

    @Test
    public void problemsShowNoControlCharacters() {
        assertThat(check(contact("Jana", "a@b.example\r\nBcc: x", "de")).get(0).text()).doesNotContain("\r").doesNotContain("\n");
    }

    @Test
    public void languagesCountriesAndCurrenciesMustExist() {
        assertThat(check(contact("Jana", "a@b.example", "klingon"))).extracting(Problem::field).containsExactly("contacts[0].language");
        assertThat(check(contact("Jana", "a@b.example", "de_AT"))).isEmpty();
        assertThat(check(contact("Jana", "a@b.example", "fr"))).isEmpty();
        DeliveredOrder report = with(GOOD.source(), Kind.DELIVERY, Status.DELIVERED, List.of(new OrderRef("1", "1", null, null, "EURO", null, null)), GOOD.customer(),
                List.of(), GOOD.delivered(), new Place(null, null, "Germany", null, null, null), GOOD.lines(), List.of());
        assertThat(check(report)).extracting(Problem::field).containsExactlyInAnyOrder("orders[0].currency", "destination.country");
    }

    @Test
    public void deliveredInTheFutureIsRefused() {
        DeliveredOrder tomorrowAfter = with(GOOD.source(), Kind.DELIVERY, Status.DELIVERED, GOOD.orders(), GOOD.customer(), List.of(),
                ErpDate.day(LocalDate.of(2026, 11, 23), Basis.DOCUMENT), null, GOOD.lines(), List.of());
        assertThat(check(tomorrowAfter)).extracting(Problem::field).containsExactly("delivered.date");
        DeliveredOrder changedLater = GOOD.from("main");
        SourceRef s = changedLater.source();
        DeliveredOrder future = with(new SourceRef(s.connector(), s.company(), s.docType(), s.docId(), s.docNo(), Reports.NOW.plus(Duration.ofDays(2))), Kind.DELIVERY,
                Status.DELIVERED, GOOD.orders(), GOOD.customer(), List.of(), null, null, GOOD.lines(), List.of());
        assertThat(check(future)).extracting(Problem::field).containsExactly("source.changedAt");
    }

    @Test
    public void numbersThatWouldFillTheMemoryAreRefusedInFewCharacters() {
        assertThat(check(lines(Reports.line("10", "1E+999999999")))).isNotEmpty().allSatisfy(p -> assertThat(p.value().length()).isLessThan(40));
        for (String net : List.of("1E+999999999", "-1E+999999999", "1E-999999999", "0.0000001", "1000000000001")) {
            List<OrderRef> orders = List.of(new OrderRef("1", "1", null, null, "EUR", new BigDecimal(net), null));
            DeliveredOrder report = with(GOOD.source(), Kind.DELIVERY, Status.DELIVERED, orders, GOOD.customer(), List.of(), GOOD.delivered(), null, GOOD.lines(), List.of());
            assertThat(check(report)).as(net).extracting(Problem::field).containsExactly("orders[0].net");
        }
        List<OrderRef> credit = List.of(new OrderRef("1", "1", null, null, "EUR", new BigDecimal("-12.50"), null));
        assertThat(check(with(GOOD.source(), Kind.DELIVERY, Status.DELIVERED, credit, GOOD.customer(), List.of(), GOOD.delivered(), null, GOOD.lines(), List.of()))).isEmpty();
    }

    @Test
    public void aLanguageTagIsShort() {
        assertThat(check(contact("Jana", "a@b.example", "de-x-" + "abcdefgh-".repeat(100) + "a"))).extracting(Problem::field).containsExactly("contacts[0].language");
    }

    @Test
    public void quantitiesAreBounded() {
        assertThat(check(lines(Reports.line("10", "1000000000001")))).hasSize(1);
        assertThat(check(lines(Reports.line("10", "0.0000001")))).hasSize(1);
        assertThat(check(lines(Reports.line("10", "0.000001")))).isEmpty();
        Line none = new Line("1", null, "10", null, null, null, null, "Hinge", null, null, null, null, null, null, List.of());
        assertThat(check(lines(none))).extracting(Problem::field).containsExactly("lines[0].delivered");
    }

    @Test
    public void aLineOfACollectiveDespatchSaysWhoseItIs() {
        OrderRef second = new OrderRef("234", "S00234", null, null, null, BigDecimal.ONE, null);
        DeliveredOrder report = with(GOOD.source(), Kind.DELIVERY, Status.DELIVERED, List.of(GOOD.orders().get(0), second), GOOD.customer(), List.of(),
                GOOD.delivered(), null, GOOD.lines(), List.of());
        assertThat(check(report)).extracting(Problem::field).containsExactly("lines[0].orderId");
    }

    @Test
    public void aCancellationMayNameOnlyTheDocumentAndNothingElseMay() {
        DeliveredOrder cancelled = with(GOOD.source(), Kind.DELIVERY, Status.CANCELLED, List.of(), null, List.of(), null, null, List.of(), List.of());
        assertThat(check(cancelled)).isEmpty();
        DeliveredOrder delivered = with(GOOD.source(), Kind.DELIVERY, Status.DELIVERED, List.of(), null, List.of(), null, null, List.of(), List.of());
        assertThat(check(delivered)).extracting(Problem::field).containsExactlyInAnyOrder("customer", "orders", "lines");
    }

    @Test
    public void aReturnSaysWhatCameBack() {
        DeliveredOrder unlinked = with(GOOD.source(), Kind.RETURN, Status.DELIVERED, List.of(), null, List.of(), null, null, List.of(), List.of());
        assertThat(check(unlinked)).extracting(Problem::field).containsExactly("links");
        DeliveredOrder linked = with(GOOD.source(), Kind.RETURN, Status.DELIVERED, List.of(), null, List.of(), null, null, List.of(),
                List.of(new Link(LinkType.RETURN_OF, null, "233")));
        assertThat(check(linked)).isEmpty();
    }

    @Test
    public void thereIsAnEndToEverything() {
        assertThat(check(lines(Collections.nCopies(1001, Reports.line("10", "4")).toArray(Line[]::new)))).extracting(Problem::field).containsExactly("lines");
        Line named = new Line("1", null, null, null, null, null, null, "x".repeat(501), null, null, BigDecimal.ONE, null, null, null, List.of());
        assertThat(check(lines(named))).extracting(Problem::field).containsExactly("lines[0].name");
        assertThat(check(lines(named)).get(0).value()).hasSizeLessThan(110);
    }
}
