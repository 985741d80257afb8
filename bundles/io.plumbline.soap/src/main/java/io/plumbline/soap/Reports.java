package io.plumbline.soap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.xml.datatype.XMLGregorianCalendar;

import io.plumbline.domain.Problem;
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
import io.plumbline.domain.delivery.DeliveredOrder.Role;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.soap.v1.Delivery;
import io.plumbline.soap.v1.Source;

/** The neutral form of what the schema calls a delivery. The schema has been checked; time zones are all that it does not know. */
final class Reports {
    private static final String NO_COMPANY = "-";
    private final String connector;
    private final List<Problem> problems = new ArrayList<>();

    /** @param connector where the document names none */
    Reports(String connector) {
        this.connector = connector;
    }

    /** What was found wrong while reading, by the fields of the neutral form. */
    List<Problem> problems() {
        return problems;
    }

    DeliveredOrder report(Delivery d) {
        List<OrderRef> orders = d.getOrder().stream().map(o -> new OrderRef(o.getId(), o.getNo(), o.getCustomerReference(), day(o.getOrderDate()), o.getCurrency(),
                o.getNet(), word(o.getState(), OrderState.class))).toList();
        CustomerRef customer = d.getCustomer() == null ? null : new CustomerRef(d.getCustomer().getId(), d.getCustomer().getNo(), d.getCustomer().getName(),
                d.getCustomer().getGroupCode(), d.getCustomer().getParentId());
        List<ContactRef> contacts = d.getContact().stream().map(c -> new ContactRef(c.getRole() == null ? Role.GENERIC : word(c.getRole(), Role.class), c.getId(),
                c.getName(), c.getEmail(), c.getPhone(), c.getLanguage(), Boolean.TRUE.equals(c.isOptedOut()))).toList();
        Person salesperson = d.getSalesperson() == null ? null
                : new Person(d.getSalesperson().getId(), d.getSalesperson().getName(), d.getSalesperson().getEmail());
        List<Line> lines = new ArrayList<>();
        for (io.plumbline.soap.v1.Line l : d.getLine()) {
            lines.add(new Line(l.getId(), l.getOrderId(), l.getOrderLineId(), l.getProductId(), l.getSku(), l.getGtin(), l.getCustomerSku(), l.getName(), l.getCategory(),
                    l.getOrdered(), l.getDelivered(), l.getDeliveredToDate(), l.getUom(), date("lines[" + lines.size() + "].promised", l.getPromised()), l.getLot()));
        }
        List<Link> links = d.getLink().stream().map(l -> new Link(word(l.getType(), LinkType.class), l.getDocId(), l.getOrderId())).toList();
        Map<String, String> attributes = new TreeMap<>();
        d.getAttribute().forEach(a -> {
            if (attributes.put(a.getName(), a.getValue()) != null) {
                problems.add(new Problem("attributes", a.getName(), "each name once"));
            }
        });
        return new DeliveredOrder(source(d.getSource()), word(d.getKind(), Kind.class), word(d.getStatus(), Status.class), orders, customer, contacts,
                date("requested", d.getRequested()), date("promised", d.getPromised()), date("shipped", d.getShipped()), date("delivered", d.getDelivered()),
                place(d.getDestination()), place(d.getOrigin()), d.getCarrier(), salesperson, lines, links, attributes);
    }

    /** The shortest cancellation: only the document. */
    DeliveredOrder cancellation(Source source) {
        return new DeliveredOrder(source(source), Kind.DELIVERY, Status.CANCELLED, List.of(), null, List.of(), null, null, null, null, null, null, null, List.of(),
                List.of(), Map.of());
    }

    private SourceRef source(Source s) {
        return new SourceRef(connector(s.getConnector()), company(s.getCompany()), s.getDocType(), s.getDocId(), s.getDocNo(), moment(s.getChangedAt()));
    }

    String connector(String given) {
        return given == null ? connector : given;
    }

    static String company(String given) {
        return given == null ? NO_COMPANY : given;
    }

    private ErpDate date(String field, io.plumbline.soap.v1.ErpDate d) {
        return d == null ? null : new ErpDate(day(d.getDate()), moment(d.getInstant()), zone(field, d.getZone()), word(d.getBasis(), Basis.class));
    }

    private ZoneId zone(String field, String name) {
        if (name == null) {
            return null;
        }
        try {
            if (name.length() <= 60) {
                return ZoneId.of(name);
            }
        } catch (DateTimeException e) {
            // told below, as for what is too long
        }
        problems.add(new Problem(field + ".zone", name.isBlank() ? "an empty text" : name, "a time zone such as Europe/Berlin"));
        return null;
    }

    private static Place place(io.plumbline.soap.v1.Place p) {
        return p == null ? null : new Place(p.getSiteId(), p.getName(), p.getCountry(), p.getRegion(), p.getPostalCode(), p.getCity());
    }

    static LocalDate day(XMLGregorianCalendar day) {
        return day == null ? null : LocalDate.of(day.getYear(), day.getMonth(), day.getDay());
    }

    static Instant moment(XMLGregorianCalendar moment) {
        return moment == null ? null : OffsetDateTime.parse(moment.toXMLFormat()).toInstant();
    }

    private static <E extends Enum<E>> E word(Enum<?> word, Class<E> words) {
        return word == null ? null : Enum.valueOf(words, word.name());
    }
}
