package io.plumbline.itests.faults;

import java.time.Instant;
import java.util.List;

/** Reports in neutral JSON: one delivery, one order and one customer to each number, so that what is meant can be told from the number. */
final class Reports {
    private Reports() {
    }

    static String address(String number) {
        return "buyer-" + number + "@customers.example";
    }

    /** The delivery that makes the order of this number whole. */
    static String delivery(String number, String address, Instant changedAt) {
        return delivery(number, number, number, address, changedAt);
    }

    /** One of the deliveries of an order that is whole. */
    static String delivery(String document, String order, String customer, String address, Instant changedAt) {
        return """
                {"schema":"delivered-order/1","source":{"company":"1","docType":"shipment","docId":"%1$s","docNo":"SHP-%1$s","changedAt":"%5$s"},
                 "kind":"DELIVERY","status":"DELIVERED","orders":[{"id":"%2$s","no":"SO-%2$s","state":"COMPLETE"}],
                 "customer":{"id":"%3$s","no":"C%3$s","name":"Customer %3$s Ltd"},
                 "contacts":[{"role":"BUYER","name":"Buyer %3$s","email":"%4$s","language":"en"}],
                 "lines":[{"id":"1","orderLineId":"1","sku":"GZ-1001","name":"Hinge 90","ordered":4,"delivered":4,"uom":"pcs"}]}"""
                .formatted(document, order, customer, address, changedAt);
    }

    static String cancellation(String number, Instant changedAt) {
        return """
                {"schema":"delivered-order/1","source":{"company":"1","docType":"shipment","docId":"%1$s","docNo":"SHP-%1$s","changedAt":"%2$s"},
                 "kind":"DELIVERY","status":"CANCELLED","orders":[{"id":"%1$s","no":"SO-%1$s","state":"CANCELLED"}]}""".formatted(number, changedAt);
    }

    static String list(List<String> reports) {
        return "[" + String.join(",", reports) + "]";
    }

    /** The same delivery as {@link #delivery(String, String, Instant)} for the SOAP service, in its envelope. */
    static String soapDelivery(String number, String address, Instant changedAt) {
        return soapDelivery(number, number, number, address, changedAt);
    }

    /** The same delivery as {@link #delivery(String, String, String, String, Instant)} for the SOAP service, in its envelope. */
    static String soapDelivery(String document, String order, String customer, String address, Instant changedAt) {
        return soap("""
                <delivery><source><company>1</company><docType>shipment</docType><docId>%1$s</docId><docNo>SHP-%1$s</docNo><changedAt>%5$s</changedAt></source>
                <kind>DELIVERY</kind><status>DELIVERED</status><order><id>%2$s</id><no>SO-%2$s</no><state>COMPLETE</state></order>
                <customer><id>%3$s</id><no>C%3$s</no><name>Customer %3$s Ltd</name></customer>
                <contact><role>BUYER</role><name>Buyer %3$s</name><email>%4$s</email><language>en</language></contact>
                <line><id>1</id><orderLineId>1</orderLineId><sku>GZ-1001</sku><name>Hinge 90</name><ordered>4</ordered><delivered>4</delivered><uom>pcs</uom></line>
                </delivery>""".formatted(document, order, customer, address, changedAt));
    }

    static String soapCancellation(String number, Instant changedAt) {
        return soap("""
                <delivery><source><company>1</company><docType>shipment</docType><docId>%1$s</docId><docNo>SHP-%1$s</docNo><changedAt>%2$s</changedAt></source>
                <kind>DELIVERY</kind><status>CANCELLED</status><order><id>%1$s</id><no>SO-%1$s</no><state>CANCELLED</state></order></delivery>"""
                .formatted(number, changedAt));
    }

    private static String soap(String delivery) {
        return "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><reportDelivery xmlns=\"urn:plumbline:soap:v1\">" + delivery
                + "</reportDelivery></e:Body></e:Envelope>";
    }
}
