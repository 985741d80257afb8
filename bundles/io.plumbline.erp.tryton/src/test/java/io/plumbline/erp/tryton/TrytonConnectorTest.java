package io.plumbline.erp.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.Rule;
import org.junit.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumbline.application.delivery.DeliverySource.Good;
import io.plumbline.application.delivery.DeliverySource.Item;
import io.plumbline.application.delivery.DeliverySource.Page;
import io.plumbline.application.delivery.DeliverySource.Rejected;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.ContactRef;
import io.plumbline.domain.delivery.DeliveredOrder.Kind;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.DeliveredOrder.Link;
import io.plumbline.domain.delivery.DeliveredOrder.LinkType;
import io.plumbline.domain.delivery.DeliveredOrder.OrderRef;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.DeliveryRules;
import io.plumbline.domain.delivery.Streams.Cursor;
import io.plumbline.erp.ErpPage;
import io.plumbline.erp.PullEngine;
import io.plumbline.erp.PullSettings;
import io.plumbline.erp.Secret;

/** The connector against the records of a real Tryton 6.0, one behaviour at a time. */
public class TrytonConnectorTest {
    private static final Instant END = Instant.parse("2026-11-21T20:00:00Z");
    private static final String SHIPMENT = "stock.shipment.out";
    private static final String RETURN = "stock.shipment.out.return";
    private static final String MOVE = "stock.move";
    private static final String SALE = "sale.sale";

    @Rule
    public final FakeTryton tryton = new FakeTryton();

    @Test
    public void reportsEveryDocumentOnceWhateverThePageSize() throws Exception {
        Set<String> whole = identities(read(null, END, 500));
        assertThat(whole).hasSize(31).contains("sale.sale/30", "stock.shipment.out.return/1").doesNotContain("stock.shipment.out/30");
        for (int most : new int[] {1, 2, 7, 29, 30, 31}) {
            List<Item> items = read(null, END, most);
            assertThat(items).hasSize(31);
            assertThat(identities(items)).isEqualTo(whole);
        }
    }

    @Test
    public void everyReportCanBeTaken() throws Exception {
        for (Item item : read(null, END, 100)) {
            assertThat(DeliveryRules.check(report(item), END)).isEmpty();
        }
    }

    @Test
    public void tellsWhatWasDeliveredAndOnWhichOrder() throws Exception {
        DeliveredOrder report = fetched(SHIPMENT, 26);
        assertThat(report.status()).isEqualTo(Status.DELIVERED);
        assertThat(report.source().company()).isEqualTo("1");
        assertThat(report.orders()).containsExactly(new OrderRef("24", "24", "PO-2026-0124", LocalDate.of(2026, 10, 27), "EUR", new BigDecimal("1161.00"),
                OrderState.OPEN));
        assertThat(report.customer().no()).isEqualTo("C002");
        assertThat(report.lines()).extracting(Line::sku, Line::orderLineId, l -> l.ordered().intValueExact(), l -> l.delivered().intValueExact(), Line::uom)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("V-320", "29", 10, 4, "u"), org.assertj.core.groups.Tuple.tuple("V-310", "30", 10, 10, "u"));
        assertThat(report.promised().date()).isEqualTo(LocalDate.of(2026, 11, 3));
        assertThat(report.delivered().date()).isEqualTo(LocalDate.of(2026, 11, 1));
        assertThat(report.destination().country()).isEqualTo("FR");
        assertThat(fetched(SHIPMENT, 6).lines().get(0).lots()).containsExactly("LOT-2026-B");
        assertThat(fetched(SHIPMENT, 3).lines().get(1).delivered()).isEqualByComparingTo("25.5");
    }

    @Test
    public void anOrderIsWholeOnceNothingOfItIsLeftToMove() throws Exception {
        assertThat(state(14)).isEqualTo(OrderState.COMPLETE);
        // the invoice is still open: of no concern
        assertThat(tryton.record(SALE, 5).path("state").asText()).isEqualTo("processing");
        assertThat(state(5)).isEqualTo(OrderState.COMPLETE);
        assertThat(state(24)).isEqualTo(OrderState.OPEN);
        // some moments after its first shipment is done, Tryton makes the shipment of the rest: until then nothing seems to be left
        tryton.table(SHIPMENT).remove(tryton.record(SHIPMENT, 25));
        assertThat(state(24)).isEqualTo(OrderState.OPEN);
        tryton.record(SALE, 23).put("shipment_state", "exception");
        assertThat(state(24)).isEqualTo(OrderState.OPEN);
    }

    @Test
    public void oneShipmentMayServeSeveralOrders() throws Exception {
        tryton.record(MOVE, moveOf(SHIPMENT, 2).path("id").asLong()).put("shipment", SHIPMENT + ",10");
        DeliveredOrder report = fetched(SHIPMENT, 10);
        assertThat(report.orders()).extracting(OrderRef::customerReference).containsExactly("PO-2026-0102", "PO-2026-0110");
        assertThat(report.lines()).extracting(Line::orderId).containsExactly("2", "10");
        assertThat(DeliveryRules.check(report, END)).isEmpty();
    }

    @Test
    public void asksTheFirstActiveAddressBySequenceThenId() throws Exception {
        assertThat(contact(1).email()).isEqualTo("einkauf@mueller-praezision.example");
        tryton.record("party.contact_mechanism", 1).put("sequence", 20);
        tryton.record("party.contact_mechanism", 2).put("sequence", 10);
        assertThat(contact(1).email()).isEqualTo("qs@mueller-praezision.example");
        tryton.record("party.contact_mechanism", 2).put("active", 0);
        assertThat(contact(1).email()).isEqualTo("einkauf@mueller-praezision.example");
        // Tryton sorts those without a sequence first
        ObjectNode late = tryton.copy("party.contact_mechanism", 1, 900).put("value", "new@mueller-praezision.example");
        late.putNull("sequence");
        assertThat(contact(1).email()).isEqualTo("new@mueller-praezision.example");
    }

    @Test
    public void neverAsksAtAnArchivedAddress() throws Exception {
        assertThat(contact(9).email()).isEqualTo("quality@orion-packaging.example");
        tryton.record("party.contact_mechanism", 12).put("active", 0);
        assertThat(fetched(SHIPMENT, 9).contacts()).isEmpty();
        assertThat(fetched(SHIPMENT, 7).contacts()).isEmpty();
    }

    @Test
    public void theOrdersOwnContactGoesFirstUnlessItIsArchivedOrATelephone() throws Exception {
        assertThat(contact(20).email()).isEqualTo("qs@mueller-praezision.example");
        ObjectNode own = (ObjectNode) tryton.record(SALE, 19).path("contact.");
        own.put("active", 0);
        assertThat(contact(20).email()).isEqualTo("einkauf@mueller-praezision.example");
        own.put("active", 1).put("type", "phone").put("value", "+49 711 5550199");
        assertThat(contact(20).email()).isEqualTo("einkauf@mueller-praezision.example");
    }

    @Test
    public void aSharedShipmentAsksWhoOrderedNotWhoReceived() throws Exception {
        DeliveredOrder report = fetched(SHIPMENT, 21);
        assertThat(report.customer().no()).isEqualTo("C004");
        assertThat(report.contacts().get(0).email()).isEqualTo("indkob@hansen-soen.example");
        assertThat(report.destination().city()).isEqualTo("Linz");
    }

    @Test
    public void theLanguageIsTheContactsOrTheCustomersOrNone() throws Exception {
        assertThat(contact(2).language()).isEqualTo("fr");
        assertThat(contact(8).language()).isNull();
        ((ObjectNode) tryton.record("party.party", 9).withObject("/lang.")).put("code", "pt_BR");
        assertThat(contact(8).language()).isEqualTo("pt-BR");
        ((ObjectNode) tryton.record("party.contact_mechanism", 11).withObject("/language.")).put("code", "es");
        assertThat(contact(8).language()).isEqualTo("es");
        ((ObjectNode) tryton.record("party.contact_mechanism", 11).withObject("/language.")).put("code", "klingon");
        assertThat(contact(8).language()).isNull();
    }

    @Test
    public void anArchivedCustomerStillOrdered() throws Exception {
        tryton.record("party.party", 3).put("active", 0);
        assertThat(fetched(SHIPMENT, 1).customer().name()).isEqualTo("Müller Präzision GmbH");
    }

    @Test
    public void textsStandOnOneLine() throws Exception {
        tryton.record("party.party", 3).put("name", " Müller\r\nBcc: x@y.example\u0000 GmbH ");
        assertThat(fetched(SHIPMENT, 1).customer().name()).isEqualTo("Müller Bcc: x@y.example GmbH");
    }

    @Test
    public void aCancelledShipmentThatMovedNothingIsNoDelivery() throws Exception {
        assertThat(connector().fetch(SHIPMENT + "/30")).isEmpty();
    }

    @Test
    public void aShipmentThatWasDoneAndIsCancelledNowIsToldAsCancelled() throws Exception {
        tryton.record(SHIPMENT, 26).put("state", "cancelled");
        tryton.table(MOVE).stream().filter(m -> m.path("shipment").asText().equals(SHIPMENT + ",26")).forEach(m -> m.put("state", "cancelled"));
        DeliveredOrder report = fetched(SHIPMENT, 26);
        assertThat(report.status()).isEqualTo(Status.CANCELLED);
        assertThat(DeliveryRules.check(report, END)).isEmpty();
    }

    @Test
    public void aShipmentWithoutAnOrderIsLeftOut() throws Exception {
        tryton.table(MOVE).stream().filter(m -> m.path("shipment").asText().equals(SHIPMENT + ",26")).forEach(m -> m.putNull("sale").putNull("origin"));
        assertThat(connector().fetch(SHIPMENT + "/26")).isEmpty();
    }

    @Test
    public void aReturnNamesTheOrderThatItTakesBack() throws Exception {
        DeliveredOrder report = fetched(RETURN, 1);
        assertThat(report.kind()).isEqualTo(Kind.RETURN);
        assertThat(report.status()).isEqualTo(Status.DELIVERED);
        assertThat(report.links()).containsExactly(new Link(LinkType.RETURN_OF, null, "28"));
        assertThat(DeliveryRules.check(report, END)).isEmpty();
    }

    @Test
    public void aReturnByComplaintNamesTheOrderComplainedOf() throws Exception {
        tryton.record(SALE, 37).put("origin", "sale.complaint,2");
        assertThat(fetched(RETURN, 1).links()).extracting(Link::orderId).containsExactly("29");
        tryton.record("sale.complaint", 2).put("origin", "sale.sale,11");
        assertThat(fetched(RETURN, 1).links()).extracting(Link::orderId).containsExactly("11");
    }

    @Test
    public void aReturnCountsFromTheMomentTheGoodsAreBackUntilItIsTakenBack() throws Exception {
        ObjectNode goodsBack = tryton.record(RETURN, 1);
        goodsBack.put("state", "received");
        assertThat(fetched(RETURN, 1).status()).isEqualTo(Status.DELIVERED);
        goodsBack.put("state", "cancelled");
        assertThat(fetched(RETURN, 1).status()).isEqualTo(Status.CANCELLED);
        goodsBack.put("state", "draft");
        tryton.table(MOVE).stream().filter(m -> m.path("shipment").asText().equals(RETURN + ",1")).forEach(m -> m.put("state", "draft").putNull("effective_date"));
        assertThat(connector().fetch(RETURN + "/1")).isEmpty();
    }

    @Test
    public void aReturnOfNoKnownOrderIsLeftOut() throws Exception {
        tryton.record(SALE, 37).putNull("origin");
        assertThat(connector().fetch(RETURN + "/1")).isEmpty();
    }

    @Test
    public void anOrderOfServicesAloneIsItsOwnDelivery() throws Exception {
        DeliveredOrder report = fetched(SALE, 30);
        assertThat(report.kind()).isEqualTo(Kind.SERVICE);
        assertThat(report.orders()).extracting(OrderRef::state).containsExactly(OrderState.COMPLETE);
        assertThat(report.lines()).extracting(Line::sku).containsExactly("S-001");
        assertThat(report.delivered().date()).isEqualTo(LocalDate.of(2026, 11, 12));
        tryton.record(SALE, 30).put("state", "processing");
        assertThat(connector().fetch(SALE + "/30")).isEmpty();
    }

    @Test
    public void goodsWithoutAShipmentAreNoService() throws Exception {
        long line = tryton.table("sale.line").stream().filter(l -> l.path("sale").asLong() == 30).findFirst().orElseThrow().path("id").asLong();
        ((ObjectNode) tryton.record("sale.line", line).path("product.")).put("type", "goods");
        assertThat(connector().fetch(SALE + "/30")).isEmpty();
    }

    @Test
    public void aChangedOrderTellsItsEarlierDeliveriesAgain() throws Exception {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        assertThat(identities(read(noon, noon.plusSeconds(60), 100))).isEmpty();
        // the rest of 0123 is cancelled and the exception ignored: the order is whole, but no shipment changed that was done
        tryton.record(SALE, 23).put("shipment_state", "sent");
        FakeTryton.stamp(tryton.record(SALE, 23), "write_date", noon.plusSeconds(5));
        List<Item> items = read(noon, noon.plusSeconds(60), 100);
        assertThat(identities(items)).containsExactly("stock.shipment.out/24");
        assertThat(report(items.get(0)).orders().get(0).state()).isEqualTo(OrderState.COMPLETE);
        // newer than the last report, which an older one never replaces
        assertThat(report(items.get(0)).source().changedAt()).isEqualTo(noon.plusSeconds(5));
    }

    @Test
    public void equalStampsAtAPageEdgeLoseNothing() throws Exception {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        for (long id = 1; id <= 20; id++) {
            FakeTryton.stamp(tryton.record(SHIPMENT, id), "write_date", noon);
        }
        for (int most : new int[] {1, 3, 7, 19, 20, 21}) {
            assertThat(identities(read(noon, noon.plusMillis(1), most))).as("pages of %s", most).hasSize(20);
        }
    }

    @Test
    public void aRecordNeverWrittenIsFoundByItsCreation() throws Exception {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        ObjectNode shipment = tryton.record(SHIPMENT, 5);
        shipment.putNull("write_date");
        FakeTryton.stamp(shipment, "create_date", noon);
        assertThat(identities(read(noon, noon.plusSeconds(1), 10))).containsExactly("stock.shipment.out/5");
        assertThat(identities(read(noon.plusSeconds(1), noon.plusSeconds(2), 10))).isEmpty();
    }

    @Test
    public void aDocumentTouchedWhileItsWindowIsReadIsNotSkipped() throws Exception {
        TrytonConnector connector = connector();
        ErpPage first = connector.read(null, END, null, 10);
        FakeTryton.stamp(tryton.record(SHIPMENT, 3), "write_date", END.minusSeconds(1));
        Map<String, Integer> seen = new HashMap<>();
        first.items().forEach(i -> seen.merge(identity(i), 1, Integer::sum));
        ErpPage page = first;
        while (!page.last()) {
            page = connector.read(null, END, page.lastKey(), 10);
            page.items().forEach(i -> seen.merge(identity(i), 1, Integer::sum));
        }
        assertThat(seen).hasSize(31).allSatisfy((identity, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    public void recordsThatVanishBetweenTwoCallsDoNotStopThePage() throws Exception {
        tryton.next("model.stock.move.search_read", FakeTryton.meanwhile(() -> {
            tryton.table(SHIPMENT).remove(tryton.record(SHIPMENT, 4));
            tryton.table(MOVE).removeIf(m -> m.path("shipment").asText().equals(SHIPMENT + ",4"));
        }));
        tryton.next("model.sale.sale.search_read", FakeTryton.meanwhile(() -> tryton.table(SALE).remove(tryton.record(SALE, 5))));
        tryton.next("model.party.contact_mechanism.search_read",
                FakeTryton.meanwhile(() -> tryton.table("party.contact_mechanism").remove(tryton.record("party.contact_mechanism", 12))));
        List<Item> items = read(null, END, 100);
        assertThat(items).hasSize(30);
        assertThat(items.stream().filter(Rejected.class::isInstance).map(Rejected.class::cast).toList()).singleElement().satisfies(r -> {
            assertThat(r.identity()).isEqualTo("stock.shipment.out/5");
            assertThat(r.problems().get(0).text()).contains("sale.sale,5");
            assertThat(r.payload()).contains("\"number\":\"5\"");
        });
        assertThat(report(items.stream().filter(i -> identity(i).equals("stock.shipment.out/9")).findFirst().orElseThrow()).contacts()).isEmpty();
    }

    @Test
    public void aRecordOfAnotherShapeIsSetAside() throws Exception {
        tryton.record(SHIPMENT, 6).withObject("/effective_date").put("month", 13);
        List<Item> items = read(null, END, 100);
        assertThat(items).hasSize(31);
        assertThat(items.stream().filter(Rejected.class::isInstance).map(TrytonConnectorTest::identity)).containsExactly("stock.shipment.out/6");
    }

    @Test
    public void aLateCommitBehindTheCursorIsStillRead() throws Exception {
        PullEngine engine = new PullEngine(connector(), new PullSettings("main", Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(30), 10, null));
        Cursor cursor = drained(engine, null, new TreeMap<>());
        assertThat(cursor.done()).isTrue();
        // its transaction began ten minutes before the window's end, and commits only now
        ObjectNode late = tryton.copy(SHIPMENT, 1, 900);
        FakeTryton.stamp(late, "write_date", cursor.to().minus(Duration.ofMinutes(10)));
        tryton.copy(MOVE, moveOf(SHIPMENT, 1).path("id").asLong(), 9000).put("shipment", SHIPMENT + ",900");
        Map<String, Integer> seen = new TreeMap<>();
        drained(engine, cursor, seen);
        assertThat(seen).containsEntry("stock.shipment.out/900", 1);
    }

    @Test
    public void recordsOfAnotherCompanyAreNotRead() throws Exception {
        tryton.record(SHIPMENT, 1).put("company", 2);
        assertThat(identities(read(null, END, 100))).hasSize(30).doesNotContain("stock.shipment.out/1");
        assertThat(connector().fetch(SHIPMENT + "/1")).isEmpty();
    }

    @Test
    public void lotsAreOptional() throws Exception {
        tryton.forget("stock.lot");
        assertThat(fetched(SHIPMENT, 6).lines()).hasSize(1);
        assertThat(tryton.calls().stream().filter(c -> c.toString().contains("lot.number"))).isEmpty();
    }

    @Test
    public void whatIsNotThereIsNotFetched() throws Exception {
        for (String identity : List.of("stock.shipment.out/99999", "stock.shipment.out/x", "stock.shipment.out", "party.party/3", "/", "")) {
            assertThat(connector().fetch(identity)).as(identity).isEmpty();
        }
    }

    @Test
    public void theBodyHasExactlyTheMembersThatTrytonExpects() throws Exception {
        read(null, END, 100);
        assertThat(tryton.calls()).isNotEmpty().allSatisfy(call -> {
            List<String> members = new ArrayList<>();
            call.fieldNames().forEachRemaining(members::add);
            assertThat(members).containsExactlyInAnyOrder("id", "method", "params");
        });
    }

    @Test
    public void aNewCompanyIsNoticed() throws Exception {
        TrytonConnector connector = connector();
        connector.now();
        tryton.preferences(((ObjectNode) FakeTryton.resource("answers/10-preferences.json").path("response").path("body").path("result")).put("company", 2));
        connector.now();
        assertThat(connector.read(null, END, null, 100).items()).isEmpty();
        assertThat(JsonNodeFactory.instance.numberNode(2)).isEqualTo(tryton.calls().get(tryton.calls().size() - 1).path("params").path(5).path("company"));
    }

    private TrytonConnector connector() {
        return new TrytonConnector(new TrytonRpc(new TrytonSettings(tryton.url(), "qms", FakeTryton.USER, Secret.of(FakeTryton.PASSWORD), Duration.ofSeconds(10))));
    }

    private List<Item> read(Instant from, Instant to, int most) throws Exception {
        TrytonConnector connector = connector();
        List<Item> items = new ArrayList<>();
        ErpPage page = null;
        do {
            page = connector.read(from, to, page == null ? null : page.lastKey(), most);
            items.addAll(page.items());
        } while (!page.last());
        return items;
    }

    private static Cursor drained(PullEngine engine, Cursor cursor, Map<String, Integer> seen) throws Exception {
        Page page;
        Cursor at = cursor;
        do {
            page = engine.pull(at, Instant.now());
            page.items().forEach(i -> seen.merge(identity(i), 1, Integer::sum));
            at = page.next();
        } while (page.more());
        return at;
    }

    private DeliveredOrder fetched(String model, long id) throws Exception {
        return report(connector().fetch(model + "/" + id).orElseThrow());
    }

    private OrderState state(long shipment) throws Exception {
        return fetched(SHIPMENT, shipment).orders().get(0).state();
    }

    private ContactRef contact(long shipment) throws Exception {
        List<ContactRef> contacts = fetched(SHIPMENT, shipment).contacts();
        assertThat(contacts).hasSize(1);
        return contacts.get(0);
    }

    private ObjectNode moveOf(String model, long shipment) {
        return tryton.table(MOVE).stream().filter(m -> m.path("shipment").asText().equals(model + "," + shipment) && m.path("sale").isInt()).findFirst()
                .orElseThrow();
    }

    private static DeliveredOrder report(Item item) {
        assertThat(item).isInstanceOf(Good.class);
        return ((Good) item).report();
    }

    private static String identity(Item item) {
        return item instanceof Good good ? good.report().source().docType() + "/" + good.report().source().docId() : ((Rejected) item).identity();
    }

    private static Set<String> identities(List<Item> items) {
        return items.stream().map(TrytonConnectorTest::identity).collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
    }
}
