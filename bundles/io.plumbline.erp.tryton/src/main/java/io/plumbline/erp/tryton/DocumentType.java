package io.plumbline.erp.tryton;

import java.util.List;
import java.util.Optional;

/** The documents of Tryton that say what was delivered, in the order in which a window is read. */
enum DocumentType {
    /** Goods to a customer. Delivered when done: by goods issue. */
    SHIPMENT("stock.shipment.out", List.of("number", "state", "company", "planned_date", "effective_date", "create_date", "write_date",
            "delivery_address.country.code", "delivery_address.subdivision.name", "delivery_address.postal_code", "delivery_address.city", "warehouse.code",
            "warehouse.name"), List.of("done", "cancelled")),
    /** Goods back from a customer. */
    RETURN("stock.shipment.out.return", List.of("number", "state", "company", "effective_date", "create_date", "write_date"),
            List.of("draft", "received", "done", "cancelled")),
    /**
     * An order, read for two reasons: it is the delivery document where services alone were ordered, and its change can make an order
     * whole although none of its shipments changed.
     */
    ORDER("sale.sale", List.of("number", "state", "shipment_state", "shipments", "shipment_returns", "company", "create_date", "write_date"),
            List.of("processing", "done", "cancelled"));

    private final String model;
    private final List<String> fields;
    private final List<String> states;

    DocumentType(String model, List<String> fields, List<String> states) {
        this.model = model;
        this.fields = fields;
        this.states = states;
    }

    /** The model's name, which is also the name of the kind of document. */
    String model() {
        return model;
    }

    List<String> fields() {
        return fields;
    }

    /** The states in which there may be something to report. */
    List<String> states() {
        return states;
    }

    static Optional<DocumentType> ofModel(String model) {
        return List.of(values()).stream().filter(t -> t.model.equals(model)).findFirst();
    }
}
