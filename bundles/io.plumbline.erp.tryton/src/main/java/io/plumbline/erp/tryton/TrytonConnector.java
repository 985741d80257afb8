package io.plumbline.erp.tryton;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.plumbline.application.delivery.DeliverySource.Item;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.erp.ErpConnector;
import io.plumbline.erp.ErpPage;

/** Reads what was delivered and returned from Tryton 6.0, over its JSON-RPC. */
final class TrytonConnector implements ErpConnector {
    static final String TYPE = "tryton";
    private final TrytonRpc rpc;
    private final Documents documents;

    TrytonConnector(TrytonRpc rpc) {
        this.rpc = rpc;
        this.documents = new Documents(rpc);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Instant now() throws SourceFault {
        return rpc.now();
    }

    @Override
    public ErpPage read(Instant from, Instant to, String afterKey, int most) throws SourceFault {
        Place place = Place.of(afterKey);
        List<Item> items = new ArrayList<>();
        int looked = 0;
        for (DocumentType type : Arrays.asList(DocumentType.values()).subList(place.type().ordinal(), DocumentType.values().length)) {
            long after = type == place.type() ? place.after() : 0;
            List<Row> rows = rpc.search(type.model(), window(type, from, to, after), most - looked, type.fields());
            items.addAll(switch (type) {
                case SHIPMENT -> documents.shipments(rows);
                case RETURN -> documents.returns(rows);
                case ORDER -> ofOrders(rows, from, to);
            });
            looked += rows.size();
            if (!rows.isEmpty()) {
                place = new Place(type, rows.get(rows.size() - 1).id());
            }
            if (looked >= most) {
                return new ErpPage(items, place.key(), false);
            }
        }
        return new ErpPage(items, place.key(), true);
    }

    @Override
    public Optional<Item> fetch(String identity) throws SourceFault {
        int slash = identity.indexOf('/');
        Optional<DocumentType> type = slash < 0 ? Optional.empty() : DocumentType.ofModel(identity.substring(0, slash));
        String id = identity.substring(slash + 1);
        if (type.isEmpty() || !id.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        List<Row> rows = rpc.byIds(type.get().model(), List.of(Long.valueOf(id)), List.of(ofOurCompany(), inStates(type.get())), type.get().fields());
        List<Item> items = switch (type.get()) {
            case SHIPMENT -> documents.shipments(rows);
            case RETURN -> documents.returns(rows);
            case ORDER -> documents.services(rows);
        };
        return items.stream().findFirst();
    }

    /**
     * What changed orders make worth reporting: services that were rendered, and shipments that were done before, because the report of
     * a delivery says how its order stands. Shipments that changed within the window themselves are reported for that reason already.
     */
    private List<Item> ofOrders(List<Row> orders, Instant from, Instant to) throws SourceFault {
        Set<Long> shipments = new LinkedHashSet<>();
        List<Row> withoutGoods = new ArrayList<>();
        for (Row order : orders) {
            shipments.addAll(order.refs("shipments"));
            if (order.refs("shipments").isEmpty() && order.refs("shipment_returns").isEmpty()) {
                withoutGoods.add(order);
            }
        }
        List<Row> changedBefore = rpc.byIds(DocumentType.SHIPMENT.model(), shipments, List.of(ofOurCompany(), List.of("state", "=", "done")),
                DocumentType.SHIPMENT.fields()).stream().filter(s -> !within(s.changedAt(), from, to)).toList();
        List<Item> items = new ArrayList<>(documents.services(withoutGoods));
        items.addAll(documents.shipments(changedBefore));
        return items;
    }

    private static boolean within(Instant stamp, Instant from, Instant to) {
        return stamp != null && (from == null || !stamp.isBefore(from)) && stamp.isBefore(to);
    }

    private List<Object> window(DocumentType type, Instant from, Instant to, long after) throws SourceFault {
        List<Object> written = new ArrayList<>();
        List<Object> created = new ArrayList<>();
        created.add(Arrays.asList("write_date", "=", null));
        if (from != null) {
            written.add(List.of("write_date", ">=", from));
            created.add(List.of("create_date", ">=", from));
        }
        written.add(List.of("write_date", "<", to));
        created.add(List.of("create_date", "<", to));
        return List.of(ofOurCompany(), inStates(type), List.of("id", ">", after), List.of("OR", written, created));
    }

    private List<Object> ofOurCompany() throws SourceFault {
        return List.of("company", "=", rpc.session().company());
    }

    private static List<Object> inStates(DocumentType type) {
        return List.of("state", "in", type.states());
    }
}
