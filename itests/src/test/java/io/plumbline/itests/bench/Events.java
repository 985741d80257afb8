package io.plumbline.itests.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Deliveries as an ERP reports them: two lines, whole order, one of a few hundred customers. */
final class Events {
    static final int CUSTOMERS = 200;
    private static final AtomicLong NEXT = new AtomicLong();
    private static final String RUN = Long.toString(System.nanoTime(), 36);
    private static final LocalDate YESTERDAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);

    private Events() {
    }

    /** A document that nobody named before. */
    static String document() {
        return "B" + RUN + NEXT.incrementAndGet();
    }

    static String json() {
        String document = document();
        return json(document, Math.floorMod(document.hashCode(), CUSTOMERS));
    }

    static String json(String document, int customer) {
        return """
                {"schema":"delivered-order/1","source":{"company":"1","docType":"shipment","docId":"%1$s","docNo":"SHP-%1$s"},"kind":"DELIVERY","status":"DELIVERED",\
                "orders":[{"id":"O-%1$s","no":"SO-%1$s","currency":"EUR","state":"COMPLETE"}],"customer":{"id":"%2$d","no":"C%2$d","name":"Harbour Joinery %2$d Ltd"},\
                "contacts":[{"role":"BUYER","id":"%2$d-1","name":"Emma Clarke","email":"emma@c%2$d.example","language":"en"}],\
                "delivered":{"date":"%3$s","basis":"GOODS_ISSUE"},\
                "lines":[{"id":"1","sku":"OAK-12","name":"Oak panel 1200 x 600","delivered":3,"uom":"pcs"},{"id":"2","sku":"HNG-90","name":"Hinge 90","delivered":12,"uom":"pcs"}]}"""
                .formatted(document, customer, YESTERDAY);
    }

    static String jsonList(int size) {
        StringBuilder list = new StringBuilder("[");
        for (int i = 0; i < size; i++) {
            list.append(i == 0 ? "" : ",").append(json());
        }
        return list.append(']').toString();
    }

    static String soap(int size) {
        String operation = size == 1 ? "reportDelivery" : "reportDeliveries";
        StringBuilder text = new StringBuilder("<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><").append(operation)
                .append(" xmlns=\"urn:plumbline:soap:v1\">");
        for (int i = 0; i < size; i++) {
            String document = document();
            text.append("""
                    <delivery><source><company>1</company><docType>shipment</docType><docId>%1$s</docId><docNo>SHP-%1$s</docNo></source><kind>DELIVERY</kind>\
                    <status>DELIVERED</status><order><id>O-%1$s</id><no>SO-%1$s</no><currency>EUR</currency><state>COMPLETE</state></order>\
                    <customer><id>%2$d</id><no>C%2$d</no><name>Harbour Joinery %2$d Ltd</name></customer>\
                    <contact><role>BUYER</role><id>%2$d-1</id><name>Emma Clarke</name><email>emma@c%2$d.example</email><language>en</language></contact>\
                    <delivered><date>%3$s</date><basis>GOODS_ISSUE</basis></delivered>\
                    <line><id>1</id><sku>OAK-12</sku><name>Oak panel 1200 x 600</name><delivered>3</delivered><uom>pcs</uom></line>\
                    <line><id>2</id><sku>HNG-90</sku><name>Hinge 90</name><delivered>12</delivered><uom>pcs</uom></line></delivery>"""
                    .formatted(document, Math.floorMod(document.hashCode(), CUSTOMERS), YESTERDAY));
        }
        return text.append("</").append(operation).append("></e:Body></e:Envelope>").toString();
    }
}
