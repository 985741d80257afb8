package io.plumbline.soap;

import static io.plumbline.soap.Shipments.changed;
import static io.plumbline.soap.Shipments.delivery;
import static io.plumbline.soap.Shipments.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

import io.plumbline.soap.v1.AskOutcome;
import io.plumbline.soap.v1.AskResult;
import io.plumbline.soap.v1.Attribute;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.Delivery;
import io.plumbline.soap.v1.DeliveryKey;
import io.plumbline.soap.v1.ErpEvents;
import io.plumbline.soap.v1.Fate;
import io.plumbline.soap.v1.InvalidDelivery;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.InvitationState;
import io.plumbline.soap.v1.NotAsked;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.OrderKey;
import io.plumbline.soap.v1.Outcome;
import io.plumbline.soap.v1.Problem;
import io.plumbline.soap.v1.Receipts;
import io.plumbline.soap.v1.RefusalKind;
import io.plumbline.soap.v1.Status;
import io.plumbline.soap.v1.Subject;

/** What an ERP may tell, through a client over HTTP. */
public class ErpEventsTest {
    @Rule
    public final SoapRoom room = new SoapRoom();
    private ErpEvents erp;

    @Before
    public void connect() {
        erp = room.client(ErpEvents.class, "erp");
    }

    private static OrderKey order(String id) {
        OrderKey key = new OrderKey();
        key.setOrderId(id);
        return key;
    }

    private static Subject of(String doc) {
        Subject subject = new Subject();
        subject.setDelivery(new DeliveryKey());
        subject.getDelivery().setDocType("shipment");
        subject.getDelivery().setDocId(doc);
        return subject;
    }

    private static List<String> fields(List<Problem> problems) {
        return problems.stream().map(Problem::getField).toList();
    }

    @Test
    public void aReportIsStoredAsItWasSent() throws Exception {
        assertThat(erp.reportDelivery(delivery("1")).getOutcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(room.deliveries.values()).singleElement().satisfies(d -> {
            var report = d.facts().report();
            assertThat(report.source().key()).hasToString("erp|-|shipment|1");
            assertThat(report.delivered().instant()).isEqualTo(Instant.parse("2026-11-20T09:42:07.123456789Z"));
            assertThat(report.lines().get(0).delivered()).isEqualByComparingTo("4.5");
            assertThat(report.lines().get(0).lots()).containsExactly("L1");
        });
        assertThat(room.customers.values()).singleElement().satisfies(c -> assertThat(c.name()).isEqualTo("Müller & <Söhne>"));
        assertThat(erp.reportDelivery(delivery("1")).getReason()).contains("already known");
        Delivery more = delivery("1");
        more.getLine().get(0).setDelivered(new BigDecimal("5"));
        assertThat(erp.reportDelivery(more).getOutcome()).isEqualTo(Outcome.AMENDED);
    }

    @Test
    public void whatCannotBeTakenIsNamedByElementValueAndWhatIsAccepted() {
        Delivery bad = delivery("1");
        bad.getContact().get(0).setEmail("nobody");
        bad.getLine().get(0).setDelivered(new BigDecimal("-4"));
        bad.getDelivered().setZone("Middle/Earth");
        InvalidDelivery zone = catchThrowableOfType(() -> erp.reportDelivery(bad), InvalidDelivery.class);
        assertThat(fields(zone.getFaultInfo().getProblem())).containsExactly("delivery/delivered/zone");
        bad.getDelivered().setZone(null);
        InvalidDelivery refused = catchThrowableOfType(() -> erp.reportDelivery(bad), InvalidDelivery.class);
        assertThat(refused.getFaultInfo().getProblem()).anySatisfy(p -> {
            assertThat(p.getField()).isEqualTo("delivery/contact[1]/email");
            assertThat(p.getValue()).isEqualTo("nobody");
            assertThat(p.getAccepted()).contains("name@example.org");
        }).anySatisfy(p -> assertThat(p.getField()).isEqualTo("delivery/line[1]/delivered")).hasSize(2);
        assertThat(refused.getMessage()).contains("delivery/");
        Attribute attribute = new Attribute();
        attribute.setName("a.b");
        attribute.setValue("x".repeat(1001));
        Delivery long_ = delivery("1");
        long_.getAttribute().add(attribute);
        assertThat(fields(catchThrowableOfType(() -> erp.reportDelivery(long_), InvalidDelivery.class).getFaultInfo().getProblem())).containsExactly("delivery/attribute");
        assertThat(room.deliveries).isEmpty();
    }

    @Test
    public void whoBringsItIsReportedAndToldAgain() throws Exception {
        erp.reportDelivery(delivery("1"));
        assertThat(erp.whatBecame(of("1")).get(0).getCarrier()).isNull();
        Delivery brought = delivery("1");
        brought.setCarrier(" Müller & <Söhne> ");
        assertThat(erp.reportDelivery(brought).getOutcome()).isEqualTo(Outcome.AMENDED);
        assertThat(erp.reportDelivery(brought).getOutcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(erp.whatBecame(of("1")).get(0).getCarrier()).isEqualTo("Müller & <Söhne>");
        brought.setCarrier("x".repeat(121));
        assertThat(fields(catchThrowableOfType(() -> erp.reportDelivery(brought), InvalidDelivery.class).getFaultInfo().getProblem())).containsExactly("delivery/carrier");
    }

    @Test
    public void aBadItemKeepsNoOtherOut() throws Exception {
        Delivery bad = delivery("2");
        bad.getLine().clear();
        Receipts receipts = erp.reportDeliveries(List.of(delivery("1"), bad, delivery("3"), delivery("1")));
        assertThat(receipts.getReceipt()).extracting(r -> r.getOutcome()).containsExactly(Outcome.ACCEPTED, Outcome.REFUSED, Outcome.ACCEPTED, Outcome.DUPLICATE);
        assertThat(List.of(receipts.getAccepted(), receipts.getAmended(), receipts.getDuplicate(), receipts.getRefused())).containsExactly(2, 0, 1, 1);
        assertThat(receipts.getReceipt().get(1).getDocument()).isEqualTo("shipment/2");
        assertThat(receipts.getReceipt().get(1).getRefusal()).isEqualTo(RefusalKind.INVALID_DELIVERY);
        assertThat(fields(receipts.getReceipt().get(1).getProblem())).containsExactly("delivery[2]/line");
        assertThat(room.deliveries).hasSize(2);
    }

    @Test
    public void aBadItemMayEvenBreakTheSchema() throws Exception {
        String good = "<delivery><source><docType>t</docType><docId>%s</docId></source><kind>DELIVERY</kind><status>CANCELLED</status></delivery>";
        HttpResponse<String> response = room.call("<reportDeliveries xmlns=\"" + SoapRoom.NS + "\">" + good.formatted("1")
                + good.formatted("2").replace("CANCELLED", "LOST") + good.formatted("3").replace("</source>", "</source><colour>blue</colour>")
                + good.formatted("4").replace("<docId>4</docId>", "") + good.formatted("5") + "</reportDeliveries>");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body().replaceAll("</?(\\w+:)?", "<")).containsSubsequence("ACCEPTED", "delivery[2]/status<field>", "<value>LOST",
                "one of SHIPPED, DELIVERED, CANCELLED, REVERSED", "delivery[3]/colour<field>", "here kind", "delivery[4]/source/docId<field>", "ACCEPTED");
        assertThat(room.deliveries).hasSize(2);
    }

    @Test
    public void aStrangerBetweenTheItemsIsAMistakeOfTheWholeCall() throws Exception {
        String good = "<delivery><source><docType>t</docType><docId>1</docId></source><kind>DELIVERY</kind><status>CANCELLED</status></delivery>";
        for (String stranger : List.of("<x:delivery xmlns:x=\"urn:x\"/>", "<source/>", "<colour/>")) {
            HttpResponse<String> response = room.call("<reportDeliveries xmlns=\"" + SoapRoom.NS + "\">" + stranger + good + good.replace("CANCELLED", "LOST")
                    + "</reportDeliveries>");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(500);
            assertThat(response.body()).contains("invalidRequest").contains("does not belong here");
        }
        assertThat(room.deliveries).isEmpty();
    }

    @Test
    public void upTo500AtOnce() throws Exception {
        List<Delivery> many = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            Delivery d = new Delivery();
            d.setSource(source("d" + i));
            d.setKind(io.plumbline.soap.v1.Kind.DELIVERY);
            d.setStatus(Status.CANCELLED);
            many.add(d);
        }
        assertThat(erp.reportDeliveries(many).getAccepted()).isEqualTo(500);
        many.add(delivery("one too many"));
        InvalidRequest refused = catchThrowableOfType(() -> erp.reportDeliveries(many), InvalidRequest.class);
        assertThat(refused.getFaultInfo().getProblem()).singleElement().satisfies(p -> assertThat(p.getAccepted()).contains("1 to 500 at once"));
        HttpResponse<String> response = room.call("<cancelDeliveries xmlns=\"" + SoapRoom.NS + "\">"
                + "<source><docType>t</docType><docId>x</docId></source>".repeat(501) + "</cancelDeliveries>");
        assertThat(response.body()).contains("invalidRequest").contains("1 to 500 at once");
        assertThat(room.deliveries).hasSize(500);
        assertThat(room.call("<cancelDeliveries xmlns=\"" + SoapRoom.NS + "\"/>").body()).contains("invalidRequest");
    }

    @Test
    public void onlyWhatWasReportedIsAmendedAndNothingNewerIsUndone() throws Exception {
        NotFound unknown = catchThrowableOfType(() -> erp.amendDelivery(delivery("1")), NotFound.class);
        assertThat(unknown.getFaultInfo().getProblem()).singleElement().satisfies(p -> assertThat(p.getValue()).isEqualTo("shipment/1"));
        assertThat(room.deliveries).isEmpty();
        erp.reportDelivery(changed("1", "2026-11-20T12:00:00Z"));
        Delivery newer = changed("1", "2026-11-20T13:00:00Z");
        newer.setStatus(Status.SHIPPED);
        assertThat(erp.amendDelivery(newer).getOutcome()).isEqualTo(Outcome.AMENDED);
        assertThat(erp.amendDelivery(newer).getOutcome()).isEqualTo(Outcome.DUPLICATE);
        Conflict older = catchThrowableOfType(() -> erp.amendDelivery(changed("1", "2026-11-20T12:30:00Z")), Conflict.class);
        assertThat(older.getFaultInfo().getMessage()).contains("shipment/1").contains("newer");
        assertThat(erp.reportDelivery(changed("1", "2026-11-20T12:30:00Z")).getOutcome()).as("a report in any order is no conflict").isEqualTo(Outcome.DUPLICATE);
        Receipts receipts = erp.amendDeliveries(List.of(delivery("9"), changed("1", "2026-11-20T12:31:00Z")));
        assertThat(receipts.getReceipt()).extracting(r -> r.getRefusal()).containsExactly(RefusalKind.NOT_FOUND, RefusalKind.CONFLICT);
    }

    @Test
    public void aCancellationNeedsOnlyTheDocument() throws Exception {
        erp.reportDelivery(changed("1", "2026-11-20T12:00:00Z"));
        assertThat(erp.cancelDelivery(source("1")).getOutcome()).isEqualTo(Outcome.AMENDED);
        assertThat(room.deliveries.values()).singleElement().satisfies(d -> {
            assertThat(d.state()).isEqualTo("Cancelled");
            assertThat(d.facts().report().lines()).hasSize(1);
        });
        assertThat(erp.cancelDeliveries(List.of(source("1"), source("unknown"))).getReceipt()).extracting(r -> r.getOutcome())
                .containsExactly(Outcome.DUPLICATE, Outcome.ACCEPTED);
        erp.reportDelivery(changed("2", "2026-11-20T12:00:00Z"));
        var old = source("2");
        old.setChangedAt(Shipments.time("2026-11-20T11:00:00Z"));
        assertThat(catchThrowableOfType(() -> erp.cancelDelivery(old), Conflict.class)).isNotNull();
        var nameless = source("");
        assertThat(fields(catchThrowableOfType(() -> erp.cancelDelivery(nameless), InvalidDelivery.class).getFaultInfo().getProblem())).containsExactly("source/docId");
        Receipts several = erp.cancelDeliveries(List.of(source("3"), nameless));
        assertThat(fields(several.getReceipt().get(1).getProblem())).containsExactly("source[2]/docId");
    }

    @Test
    public void aCustomerIsAskedNowUnlessThePolicyRefuses() throws Exception {
        erp.reportDelivery(delivery("1"));
        AskResult asked = erp.askForSurvey(order("O-1"));
        assertThat(asked.getOutcome()).isEqualTo(AskOutcome.ASKED);
        assertThat(asked.getDueAt()).isNotNull();
        assertThat(erp.askForSurvey(order("O-1")).getInvitation()).isEqualTo(asked.getInvitation());
        Delivery nobody = delivery("2");
        nobody.getContact().clear();
        erp.reportDelivery(nobody);
        AskResult refused = erp.askForSurvey(order("O-2"));
        assertThat(refused.getOutcome()).isEqualTo(AskOutcome.REFUSED);
        assertThat(refused.getReason()).isEqualTo(NotAsked.NO_ADDRESS);
        assertThat(refused.getExplanation()).isEqualTo("Nobody at the customer has a mail address.");
        var sent = ((io.plumbline.domain.survey.Invitation.Scheduled) room.invitations.get(new io.plumbline.domain.Id(asked.getInvitation()))).sent(Instant.now(), Instant.now());
        room.invitations.put(sent.facts().id(), sent);
        AskResult again = erp.askForSurvey(order("O-1"));
        assertThat(again.getOutcome()).isEqualTo(AskOutcome.ALREADY_ASKED);
        assertThat(again.getState()).isEqualTo(InvitationState.SENT);
        assertThat(catchThrowableOfType(() -> erp.askForSurvey(order("none")), NotFound.class).getFaultInfo().getProblem()).extracting(Problem::getField)
                .containsExactly("order/orderId");
    }

    @Test
    public void whatBecameOfItIsTold() throws Exception {
        erp.reportDelivery(delivery("1"));
        erp.askForSurvey(order("O-1"));
        room.cases.add(SoapRoom.caseRow("NC-MAIN-2026-0001"));
        Fate fate = erp.whatBecame(of("1")).get(0);
        assertThat(fate.getSource().getDocId()).isEqualTo("1");
        assertThat(fate.getExplanation()).contains("not whole yet");
        assertThat(fate.getInvitation()).singleElement().satisfies(i -> assertThat(i.getState()).isEqualTo(InvitationState.SCHEDULED));
        assertThat(fate.getNonconformity()).singleElement().satisfies(n -> assertThat(n.getCustomerName()).isEqualTo("Müller & <Söhne>"));
        Subject byOrder = new Subject();
        byOrder.setOrder(order("O-1"));
        assertThat(erp.whatBecame(byOrder)).hasSize(1);
        assertThat(catchThrowableOfType(() -> erp.whatBecame(of("2")), NotFound.class).getMessage()).contains("of/delivery/docId");
    }

    @Test
    public void ourOwnFaultsSayNothingOfTheInside() throws Exception {
        room.broken = new IllegalStateException("secret of the inside");
        HttpResponse<String> response = room.call(SoapRoom.cancellation("1"));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("soap:Server").contains("nothing was changed").doesNotContain("secret").doesNotContain("Exception");
    }
}
