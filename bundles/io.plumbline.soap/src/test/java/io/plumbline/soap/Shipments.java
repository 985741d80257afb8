package io.plumbline.soap;

import java.math.BigDecimal;

import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;

import io.plumbline.soap.v1.Contact;
import io.plumbline.soap.v1.Customer;
import io.plumbline.soap.v1.Delivery;
import io.plumbline.soap.v1.ErpDate;
import io.plumbline.soap.v1.Kind;
import io.plumbline.soap.v1.Line;
import io.plumbline.soap.v1.Order;
import io.plumbline.soap.v1.Source;
import io.plumbline.soap.v1.Status;

/** Deliveries for tests. */
final class Shipments {
    private Shipments() {
    }

    static XMLGregorianCalendar time(String text) {
        try {
            return DatatypeFactory.newInstance().newXMLGregorianCalendar(text);
        } catch (DatatypeConfigurationException e) {
            throw new AssertionError(e);
        }
    }

    static Source source(String doc) {
        Source source = new Source();
        source.setDocType("shipment");
        source.setDocId(doc);
        return source;
    }

    static Delivery delivery(String doc) {
        Delivery delivery = new Delivery();
        delivery.setSource(source(doc));
        delivery.setKind(Kind.DELIVERY);
        delivery.setStatus(Status.DELIVERED);
        Order order = new Order();
        order.setId("O-" + doc);
        order.setNo("SO-" + doc);
        delivery.getOrder().add(order);
        Customer customer = new Customer();
        customer.setId("58");
        customer.setName("Müller & <Söhne>");
        delivery.setCustomer(customer);
        Contact contact = new Contact();
        contact.setEmail("jana@nordlicht.example");
        delivery.getContact().add(contact);
        ErpDate delivered = new ErpDate();
        delivered.setDate(time("2026-11-20"));
        delivered.setInstant(time("2026-11-20T10:42:07.123456789+01:00"));
        delivered.setZone("Europe/Berlin");
        delivery.setDelivered(delivered);
        Line line = new Line();
        line.setId("1");
        line.setName("Scharnier");
        line.setDelivered(new BigDecimal("4.5"));
        line.getLot().add("L1");
        delivery.getLine().add(line);
        return delivery;
    }

    static Delivery changed(String doc, String at) {
        Delivery delivery = delivery(doc);
        delivery.getSource().setChangedAt(time(at));
        return delivery;
    }
}
