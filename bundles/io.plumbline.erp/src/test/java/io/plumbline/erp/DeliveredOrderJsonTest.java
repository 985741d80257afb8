package io.plumbline.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveryRules;

public class DeliveredOrderJsonTest {
    private final DeliveryFormat format = new JsonDeliveryFormat();

    @Test
    public void theExampleIsReadAsItStands() throws Exception {
        DeliveryFormat.Item item = format.read(resource("delivered-order-1.example.json"), "main").get(0);
        assertThat(item.problems()).isEmpty();
        assertThat(item.identity()).contains("stock.picking/417");
        DeliveredOrder report = item.report().orElseThrow();
        assertThat(report.source()).isEqualTo(new DeliveredOrder.SourceRef("main", "1", "stock.picking", "417", "WH/OUT/00417", Instant.parse("2026-11-20T09:42:08Z")));
        assertThat(report.orders()).containsExactly(new DeliveredOrder.OrderRef("233", "S00233", "PO-7781", LocalDate.of(2026, 11, 16), "EUR",
                new BigDecimal("1840.50"), DeliveredOrder.OrderState.OPEN));
        assertThat(report.delivered()).isEqualTo(new DeliveredOrder.ErpDate(LocalDate.of(2026, 11, 20), Instant.parse("2026-11-20T09:42:07Z"),
                ZoneId.of("Europe/Berlin"), DeliveredOrder.Basis.GOODS_ISSUE));
        assertThat(report.contacts()).containsExactly(new DeliveredOrder.ContactRef(DeliveredOrder.Role.BUYER, "91", "Jana Petersen",
                "einkauf@nordlicht.example", "+49 431 5550199", "de-DE", false));
        assertThat(report.lines().get(0).lots()).containsExactly("L-2026-118");
        assertThat(report.attributes()).isEqualTo(Map.of("incoterm", "DAP"));
        assertThat(report.carrier()).isEqualTo("DHL");
        assertThat(DeliveryRules.check(report, Instant.parse("2026-11-21T00:00:00Z"))).isEmpty();
    }

    @Test
    public void theSchemaNamesTheMembersThatAreRead() throws Exception {
        JsonNode defs = Json.parse(resource("delivered-order-1.schema.json")).get("$defs");
        Set<String> described = new HashSet<>();
        defs.fieldNames().forEachRemaining(described::add);
        Set<String> records = new HashSet<>(Set.of("DeliveredOrder"));
        for (Class<?> type : DeliveredOrder.class.getDeclaredClasses()) {
            if (type.isRecord()) {
                records.add(type.getSimpleName());
                assertThat(members(defs, type.getSimpleName())).as(type.getSimpleName()).containsExactlyInAnyOrder(components(type));
            }
        }
        assertThat(described).isEqualTo(records);
        List<String> outer = members(defs, "DeliveredOrder");
        assertThat(outer.remove("schema")).isTrue();
        assertThat(outer).containsExactlyInAnyOrder(components(DeliveredOrder.class));
        assertThat(defs.findValuesAsText("additionalProperties")).isNotEmpty();
    }

    @Test
    public void theSchemaNamesTheWordsThatAreRead() throws Exception {
        JsonNode defs = Json.parse(resource("delivered-order-1.schema.json")).get("$defs");
        for (var e : Map.of("/DeliveredOrder/properties/kind", DeliveredOrder.Kind.values(), "/DeliveredOrder/properties/status", DeliveredOrder.Status.values(),
                "/OrderRef/properties/state", DeliveredOrder.OrderState.values(), "/ContactRef/properties/role", DeliveredOrder.Role.values(),
                "/ErpDate/properties/basis", DeliveredOrder.Basis.values(), "/Link/properties/type", DeliveredOrder.LinkType.values()).entrySet()) {
            assertThat(defs.at(e.getKey() + "/enum")).extracting(JsonNode::textValue).containsExactly(Arrays.stream(e.getValue()).map(Object::toString).toArray(String[]::new));
        }
    }

    @Test
    public void aListIsReadOneByOneAndABadOneHoldsUpNoOther() throws Exception {
        List<DeliveryFormat.Item> items = read("[" + example() + "," + with("/orders/0/currency", "5") + "," + example() + ", 7, []]");
        assertThat(items).extracting(DeliveryFormat.Item::position).containsExactly("[0]", "[1]", "[2]", "[3]", "[4]");
        assertThat(items).extracting(i -> i.report().isPresent()).containsExactly(true, false, true, false, false);
        assertThat(items.get(1).identity()).contains("stock.picking/417");
        assertThat(items.get(1).problems()).containsExactly(new Problem("orders[0].currency", "5", "a text in quotation marks"));
        assertThat(items.get(3).problems()).containsExactly(new Problem("[3]", "a bare value", "an object in { }"));
    }

    @Test
    public void aListHoldsOneToFiveHundred() throws Exception {
        assertThat(read("[" + "{},".repeat(499) + "{}]")).hasSize(500);
        assertThat(malformed("[" + "{},".repeat(500) + "{}]")).contains("a list of 501", "1 to 500");
        assertThat(malformed("[]")).contains("a list of 0");
        assertThat(malformed("\"delivery\"")).contains("neither an object nor a list");
        assertThat(malformed("null")).contains("neither an object nor a list");
    }

    @Test
    public void unknownMembersAreRefusedByName() throws Exception {
        assertThat(problem("/orders/0/curency", "\"EUR\"")).isEqualTo("orders[0].curency is \"an unknown member\": expected only currency, customerReference, id, net, no, orderDate, state");
        assertThat(problem("/price", "1")).startsWith("price is \"an unknown member\"");
        assertThat(problem("/lines/0/promised", "{\"date\": \"2026-11-20\", \"time\": \"10:00\"}")).startsWith("lines[0].promised.time is \"an unknown member\"");
    }

    @Test
    public void daysThatAreNotInTheCalendarAreRefused() throws Exception {
        for (String bad : List.of("2026-02-30", "2026-13-01", "20.11.2026", "2026-11-20T00:00:00Z", "2025-02-29", "", "+12026-01-01")) {
            assertThat(problem("/promised/date", "\"" + bad + "\"")).startsWith("promised.date is").contains("a day of the calendar such as 2026-11-20");
        }
        assertThat(problem("/promised/date", "20261120")).startsWith("promised.date is \"20261120\"");
        assertThat(problem("/orders/0/orderDate", "\"2026-02-30\"")).isEqualTo("orders[0].orderDate is \"2026-02-30\": expected a day of the calendar such as 2026-11-20");
        assertThat(problem("/promised", "{}")).startsWith("promised.date is missing");
        assertThat(problem("/promised", "\"2026-11-20\"")).startsWith("promised is \"2026-11-20\": expected an object");
    }

    @Test
    public void momentsThatNoClockShowsAreRefused() throws Exception {
        for (String bad : List.of("2026-11-20T25:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T10:61:00Z", "2026-11-20T10:00:00", "2026-11-20", "2026-02-30T10:00:00Z",
                "1969-12-31T23:59:59Z", "+999999999-01-01T00:00:00Z", "now")) {
            assertThat(problem("/source/changedAt", "\"" + bad + "\"")).as(bad).startsWith("source.changedAt is \"" + bad + "\": expected a moment");
        }
        assertThat(problem("/delivered/zone", "\"Mars/Base\"")).startsWith("delivered.zone is \"Mars/Base\": expected a time zone");
    }

    @Test
    public void numbersAreJsonNumbersAndExact() throws Exception {
        assertThat(problem("/lines/0/delivered", "\"120\"")).isEqualTo("lines[0].delivered is \"120\": expected a JSON number, not in quotation marks, of at most 60 digits");
        assertThat(problem("/lines/0/delivered", "1e999999999")).startsWith("lines[0].delivered is \"a number with too large an exponent\"");
        assertThat(problem("/lines/0/delivered", "true")).startsWith("lines[0].delivered is \"true\"");
        assertThat(read(with("/lines/0/delivered", "0.1000")).get(0).report().orElseThrow().lines().get(0).delivered()).isEqualTo(new BigDecimal("0.1000"));
        assertThat(read(with("/lines/0/delivered", "-3")).get(0).report()).as("the rules refuse it, not the form").isPresent();
    }

    @Test
    public void wordsAreOfTheList() throws Exception {
        assertThat(problem("/kind", "\"delivery\"")).isEqualTo("kind is \"delivery\": expected one of DELIVERY, DROP_SHIPMENT, SERVICE, RETURN");
        assertThat(problem("/status", "null")).isEqualTo("status is missing: expected one of SHIPPED, DELIVERED, CANCELLED, REVERSED");
        assertThat(problem("/contacts/0/role", "3")).startsWith("contacts[0].role is \"3\": expected one of BUYER");
        assertThat(problem("/links/0/type", "null")).startsWith("links[0].type is missing");
        assertThat(problem("/contacts/0/optedOut", "\"no\"")).isEqualTo("contacts[0].optedOut is \"no\": expected true or false");
    }

    @Test
    public void theSchemaIsNamed() throws Exception {
        assertThat(problem("/schema", "\"delivered-order/2\"")).isEqualTo("schema is \"delivered-order/2\": expected \"delivered-order/1\"");
        assertThat(problem("/schema", "null")).isEqualTo("schema is missing: expected \"delivered-order/1\"");
    }

    @Test
    public void theDocumentNamesItselfAndNoForeignConnector() throws Exception {
        assertThat(problem("/source/connector", "\"other\"")).isEqualTo("source.connector is \"other\": expected \"main\", or leave it out");
        assertThat(read(with("/source/connector", "\"main\"")).get(0).report()).isPresent();
        assertThat(problem("/source", "null")).startsWith("source is missing");
        assertThat(problem("/source/docId", "\" \"")).startsWith("source.docId is missing");
        DeliveryFormat.Item item = read(with("/source/docId", "17")).get(0);
        assertThat(item.identity()).isEmpty();
        assertThat(item.problems()).containsExactly(new Problem("source.docId", "17", "a text in quotation marks"));
        assertThat(read(with("/source/company", "null")).get(0).report().orElseThrow().source().company()).isEqualTo("-");
    }

    @Test
    public void shapesAreChecked() throws Exception {
        assertThat(problem("/orders", "{}")).isEqualTo("orders is \"an object\": expected a list in [ ]");
        assertThat(problem("/orders/0", "\"S00233\"")).isEqualTo("orders[0] is \"S00233\": expected an object in { }");
        assertThat(problem("/carrier", "{\"name\": \"DHL\"}")).isEqualTo("carrier is \"an object\": expected a text in quotation marks");
        assertThat(problem("/customer", "[]")).isEqualTo("customer is \"a list\": expected an object in { }");
        assertThat(problem("/lines/0/lots", "[\"a\", 5]")).isEqualTo("lines[0].lots[1] is \"5\": expected a text in quotation marks");
        assertThat(problem("/attributes", "{\"a\": {\"b\": 1}}")).isEqualTo("attributes.a is \"an object\": expected a text in quotation marks");
        assertThat(problem("/attributes", "{\"a\": null}")).startsWith("attributes.a is missing");
    }

    @Test
    public void halfACharacterIsRefusedBecauseNoDatabaseCanHoldIt() throws Exception {
        assertThat(problem("/customer/name", "\"M\\ud800bel\"")).startsWith("customer.name is \"M\uFFFDbel\"").contains("surrogates");
        assertThat(problem("/attributes", "{\"\\udc00\": \"x\"}")).startsWith("attributes is").contains("surrogates");
        assertThat(read(with("/customer/name", "\"\\ud83d\\ude00\"")).get(0).report().orElseThrow().customer().name()).isEqualTo("😀");
    }

    @Test
    public void aReportWithHalfACharacterFromElsewhereCanStillBeWritten() throws Exception {
        DeliveredOrder odd = Reports.delivered("main", "x\uD800", null);
        assertThat(read(new String(DeliveredOrderJson.bytes(odd), StandardCharsets.UTF_8)).get(0).identity()).contains("delivery/x\uFFFD");
    }

    @Test
    public void manyProblemsAreToldTogetherButNotWithoutEnd() throws Exception {
        ObjectNode wide = (ObjectNode) Json.parse(example().getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 1000; i++) {
            wide.put("x" + i, i);
        }
        assertThat(read(wide.toString()).get(0).problems()).hasSize(50);
    }

    @Test
    public void whatIsNoDocumentIsMalformed() {
        assertThat(malformed("{\"schema\": \"delivered-order/1\", \"schema\": \"delivered-order/1\"}")).contains("twice");
        assertThat(malformed("{\"a\":".repeat(31) + "1" + "}".repeat(31))).contains("at most 30 levels");
        assertThat(malformed("{")).contains("not JSON");
        assertThat(malformed(" ".repeat(DeliveryFormat.MOST_BYTES + 1))).contains("1 MB");
        assertThat(malformed("{}".getBytes(StandardCharsets.UTF_16))).contains("UTF-8");
        assertThat(malformed("<DespatchAdvice/>")).contains("not JSON");
    }

    @Test
    public void itReadsFilesOfItsName() {
        assertThat(format.mediaType()).isEqualTo("application/json");
        assertThat(format.reads("Deliveries.JSON")).isTrue();
        assertThat(format.reads("deliveries.json.tmp")).isFalse();
    }

    private List<DeliveryFormat.Item> read(String json) throws DeliveryFormat.Malformed {
        return format.read(json.getBytes(StandardCharsets.UTF_8), "main");
    }

    private String malformed(String json) {
        return malformed(json.getBytes(StandardCharsets.UTF_8));
    }

    private String malformed(byte[] json) {
        DeliveryFormat.Malformed malformed = catchThrowableOfType(DeliveryFormat.Malformed.class, () -> format.read(json, "main"));
        assertThat(malformed).isNotNull();
        return malformed.problem().text();
    }

    /** The one problem of the example when the member at {@code pointer} is {@code json}. */
    private String problem(String pointer, String json) throws Exception {
        DeliveryFormat.Item item = read(with(pointer, json)).get(0);
        assertThat(item.report()).isEmpty();
        assertThat(item.problems()).hasSize(1);
        return item.problems().get(0).text();
    }

    private static String example() throws Exception {
        return new String(resource("delivered-order-1.example.json"), StandardCharsets.UTF_8);
    }

    private static String with(String pointer, String json) throws Exception {
        JsonNode root = Json.parse(example().getBytes(StandardCharsets.UTF_8));
        int cut = pointer.lastIndexOf('/');
        JsonNode parent = root.at(pointer.substring(0, cut));
        String name = pointer.substring(cut + 1);
        // spliced in as text, because a tree would not hold what is not sound
        if (parent instanceof ObjectNode object) {
            object.put(name, "@@");
        } else {
            ((com.fasterxml.jackson.databind.node.ArrayNode) parent).set(Integer.parseInt(name), "@@");
        }
        return root.toString().replace("\"@@\"", json);
    }

    private static List<String> members(JsonNode defs, String type) {
        List<String> names = new java.util.ArrayList<>();
        defs.get(type).get("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String[] components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toArray(String[]::new);
    }

    private static byte[] resource(String name) throws Exception {
        try (InputStream in = DeliveredOrderJson.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
