package io.plumbline.demo;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.SourceFault;
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
import io.plumbline.domain.delivery.DeliveredOrder.Place;
import io.plumbline.domain.delivery.DeliveredOrder.Role;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.erp.ErpConnector;
import io.plumbline.erp.ErpHttp;
import io.plumbline.erp.ErpPage;
import io.plumbline.erp.Records;
import io.plumbline.erp.Secret;

/** Reads the demo ERP over HTTP, as any connector reads its ERP. */
final class DemoConnector implements ErpConnector {
    private static final String COMPANY = "1";
    private static final String DELIVERY = "delivery-note";
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private final ErpHttp http;
    private final Secret key;

    DemoConnector(URI url, Secret key) {
        http = new ErpHttp(url, Duration.ofSeconds(20));
        this.key = key;
    }

    private ErpHttp.Answer get(String path) throws SourceFault {
        return http.get(path, Map.of("Authorization", "Bearer " + key.reveal()));
    }

    @Override
    public String type() {
        return "demo";
    }

    @Override
    public Instant now() throws SourceFault {
        return moment(get("/api/clock").ok().json(), "now").orElseThrow(() -> drift("now"));
    }

    @Override
    public ErpPage read(Instant from, Instant to, String afterKey, int most) throws SourceFault {
        String query = (from == null ? "" : "from=" + encoded(from) + "&") + "to=" + encoded(to) + (afterKey == null ? "" : "&after=" + afterKey) + "&limit=" + most;
        JsonNode answer = get("/api/documents?" + query).ok().json();
        if (!answer.path("documents").isArray()) {
            throw drift("documents");
        }
        List<DeliverySource.Item> items = new ArrayList<>();
        String last = afterKey;
        for (JsonNode document : answer.get("documents")) {
            items.add(item(document));
            last = document.path("id").asText();
        }
        return new ErpPage(items, last, !answer.path("more").asBoolean());
    }

    @Override
    public Optional<DeliverySource.Item> fetch(String identity) throws SourceFault {
        String id = identity.substring(identity.indexOf('/') + 1);
        ErpHttp.Answer answer = get("/api/documents/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        return answer.status() == 410 ? Optional.empty() : Optional.of(item(answer.ok().json()));
    }

    private DeliverySource.Item item(JsonNode document) {
        return Records.item(document.path("type").asText() + "/" + document.path("id").asText(), document.toString(), "application/vnd.plumbline.demo+json",
                () -> report(document));
    }

    private DeliveredOrder report(JsonNode d) throws Records.Unreadable {
        String type = d.path("type").asText();
        boolean isReturn = "return".equals(type);
        if (!isReturn && !DELIVERY.equals(type)) {
            throw new Records.Unreadable("type", type, "delivery-note or return");
        }
        String state = d.path("state").asText();
        if (!"posted".equals(state) && !"cancelled".equals(state)) {
            throw new Records.Unreadable("state", state, "posted or cancelled");
        }
        Status status = "cancelled".equals(state) ? Status.CANCELLED : Status.DELIVERED;
        SourceRef source = new SourceRef("demo", COMPANY, type, d.path("id").asText(), text(d, "number"), moment(d, "changedAt").orElse(null));
        JsonNode order = d.path("order");
        OrderRef orderRef = new OrderRef(order.path("id").asText(), text(order, "number"), text(order, "reference"), day(order, "date"), text(order, "currency"),
                amount(order, "net"), order.path("complete").isMissingNode() ? null : order.path("complete").asBoolean() ? OrderState.COMPLETE : OrderState.OPEN);
        JsonNode c = d.path("customer");
        CustomerRef customer = new CustomerRef(c.path("id").asText(), text(c, "number"), text(c, "name"), text(c, "group"), null);
        JsonNode person = d.path("contact");
        List<ContactRef> contacts = person.isMissingNode() ? List.of()
                : List.of(new ContactRef(Role.BUYER, text(person, "id"), text(person, "name"), text(person, "email"), text(person, "phone"), text(c, "language"),
                        person.path("noSurveys").asBoolean()));
        List<Link> links = isReturn ? List.of(new Link(LinkType.RETURN_OF, text(d, "returnOf"), null)) : List.of();
        ErpDate posted = moment(d, "postedAt").map(at -> new ErpDate(LocalDate.ofInstant(at, ZONE), at, ZONE, Basis.GOODS_ISSUE)).orElse(null);
        LocalDate promised = day(d, "promised");
        return new DeliveredOrder(source, isReturn ? Kind.RETURN : Kind.DELIVERY, status, isReturn ? List.of() : List.of(orderRef), customer, contacts, null,
                promised == null ? null : ErpDate.day(promised, Basis.CONFIRMED), null, posted, new Place(null, null, text(c, "country"), null, null, text(c, "city")),
                null, text(d, "carrier"), null, isReturn ? List.of() : lines(d), links, Map.of());
    }

    private static List<Line> lines(JsonNode d) throws Records.Unreadable {
        List<Line> lines = new ArrayList<>();
        for (JsonNode item : d.path("items")) {
            String position = item.path("position").asText();
            lines.add(new Line(position, null, position, null, text(item, "article"), null, null, text(item, "name"), text(item, "group"),
                    amount(item, "ordered"), amount(item, "delivered"), null, text(item, "unit"), null,
                    item.hasNonNull("lot") ? List.of(item.get("lot").asText()) : List.of()));
        }
        return lines;
    }

    private static String text(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).asText() : null;
    }

    private static BigDecimal amount(JsonNode node, String name) throws Records.Unreadable {
        if (!node.hasNonNull(name)) {
            return null;
        }
        if (!node.get(name).isNumber()) {
            throw new Records.Unreadable(name, node.get(name).asText(), "a number");
        }
        return node.get(name).decimalValue();
    }

    private static LocalDate day(JsonNode node, String name) throws Records.Unreadable {
        try {
            return node.hasNonNull(name) ? LocalDate.parse(node.get(name).asText()) : null;
        } catch (DateTimeException e) {
            throw new Records.Unreadable(name, node.get(name).asText(), "a day such as 2026-11-21");
        }
    }

    private static Optional<Instant> moment(JsonNode node, String name) {
        try {
            return node.hasNonNull(name) ? Optional.of(Instant.parse(node.get(name).asText())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private SourceFault drift(String member) {
        return new SourceFault(SourceFault.Kind.UNEXPECTED, "the demo ERP at " + http.where() + " answers without " + member);
    }

    private static String encoded(Instant instant) {
        return URLEncoder.encode(instant.toString(), StandardCharsets.UTF_8);
    }
}
