package io.plumbline.erp;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.ReceiptReport;
import io.plumbline.domain.feedback.Discrepancy;
import io.plumbline.domain.feedback.Discrepancy.Code;

/**
 * Reads a receipt out of a receipt advice that the schema has approved. The document is known by the customer's account and
 * {@code cbc:ID}, because two customers may well use the same number.
 */
final class UblReceiptAdvice extends UblDocument {
    private static final String DELIVERY = "cac:Shipment/cac:Delivery/";
    private static final Map<Code, String> HEAD_CODES = Map.of(Code.ACCEPTANCE, "cbc:DeliveryAcceptanceCode", Code.REJECT_REASON, "cbc:RejectReasonCode",
            Code.REJECT_ACTION, "cbc:RejectActionCode");
    private static final Map<Code, String> LINE_CODES = Map.of(Code.REJECT_REASON, "cbc:RejectReasonCode", Code.REJECT_ACTION, "cbc:RejectActionCode",
            Code.SHORTAGE_ACTION, "cbc:ShortageActionCode", Code.QUANTITY_DISCREPANCY, "cbc:QuantityDiscrepancyCode", Code.TIMING_COMPLAINT,
            "cbc:TimingComplaintCode");
    private static final List<String> QUANTITIES = List.of("cbc:ReceivedQuantity", "cbc:RejectedQuantity", "cbc:ShortQuantity", "cbc:OversupplyQuantity");
    private final List<String> documents = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private final List<String> customerOrders = new ArrayList<>();
    private final List<ReceiptReport.Line> lines = new ArrayList<>();
    private final Map<String, String> units = new HashMap<>();

    UblReceiptAdvice(UblElement root, List<Problem> problems) {
        super(root, problems);
    }

    /** Empty when there are problems, which are then in the list that was given. */
    Optional<ReceiptReport> read(String connector) {
        boolean cancelled = isCancelled();
        String number = read("source.docId", root, "cbc:ID");
        read("source.docNo", root, "cbc:ID");
        if (number == null) {
            missing(root, "cbc:ID", "the document's number");
        }
        String account = account("account", buyer());
        SourceRef source = new SourceRef(connector, company(), UblKind.RECEIPT_ADVICE.root(), account == null ? number : account + "/" + number, number, issuedAt());
        LocalDate issued = day(root.find("cbc:IssueDate").orElse(null));
        root.find("cbc:IssueDate").ifPresent(e -> isAt("issued", e));
        names();
        if (documents.isEmpty() && orders.isEmpty() && customerOrders.isEmpty() && !cancelled) {
            missing(root, "cac:DespatchDocumentReference", "the delivery that came, or its order in cac:OrderReference");
        }
        ErpDate received = received();
        isAt("received", received);
        whole();
        root.all("cac:ReceiptLine").forEach(this::line);
        return problems.isEmpty()
                ? Optional.of(new ReceiptReport(source, issued, cancelled, documents, orders, customerOrders, account, received, lines)) : Optional.empty();
    }

    /** The deliveries that the document and its lines name; where they name none, the orders. */
    private void names() {
        root.all("cac:DespatchDocumentReference").forEach(this::document);
        for (UblElement line : root.all("cac:ReceiptLine")) {
            line.all("cac:DespatchLineReference").forEach(l -> l.find("cac:DocumentReference").ifPresent(this::document));
        }
        if (documents.isEmpty()) {
            root.all("cac:OrderReference").forEach(this::order);
            root.all("cac:ReceiptLine").forEach(l -> l.find("cac:OrderLineReference/cac:OrderReference").ifPresent(this::order));
        }
    }

    private void document(UblElement reference) {
        name(documents, "documents", reference, "cbc:ID");
        name(documents, "documents", reference, "cbc:UUID");
    }

    private void order(UblElement reference) {
        if (reference.text("cbc:SalesOrderID") != null) {
            name(orders, "orders", reference, "cbc:SalesOrderID");
        } else {
            name(customerOrders, "customerOrders", reference, "cbc:ID");
        }
    }

    private void name(List<String> names, String field, UblElement reference, String way) {
        String name = reference.text(way);
        if (name != null && !names.contains(name)) {
            isAt(field, reference);
            names.add(read(field + "[" + names.size() + "]", reference, way));
        }
    }

    /** The last day that a line names, else that of the shipment, else that of the document; null where nothing came. */
    private ErpDate received() {
        List<UblElement> all = root.all("cac:ReceiptLine");
        boolean nothing = !all.isEmpty() && all.stream().allMatch(l -> isZero(l, "cbc:ReceivedQuantity", false) && isZero(l, "cbc:RejectedQuantity", true));
        Optional<ErpDate> last = all.stream().map(l -> date(l, "cbc:ReceivedDate", "cbc:ReceivedTime", Basis.PROOF_OF_DELIVERY)).filter(Objects::nonNull)
                .max(Comparator.comparing(ErpDate::date).thenComparing(d -> Objects.toString(d.instant(), "")));
        ErpDate shipment = date(root, DELIVERY + "cbc:ActualDeliveryDate", DELIVERY + "cbc:ActualDeliveryTime", Basis.PROOF_OF_DELIVERY);
        ErpDate issued = date(root, "cbc:IssueDate", "cbc:IssueTime", Basis.PROOF_OF_DELIVERY);
        return nothing ? null : last.orElse(shipment != null ? shipment : issued);
    }

    private static boolean isZero(UblElement line, String way, boolean whereItIsMissing) {
        String text = line.text(way);
        return text == null ? whereItIsMissing : text.matches("[+-]?0*\\.?0*");
    }

    /** What is said about the document as a whole. */
    private void whole() {
        String at = "lines[0]";
        Map<Code, String> codes = codes(at, root, HEAD_CODES);
        List<String> reasons = texts(root, "cbc:RejectReason");
        if (codes.containsKey(Code.REJECT_REASON) || !reasons.isEmpty()) {
            isAt(at, root);
            words(at, root, "cbc:RejectReason");
            lines.add(new ReceiptReport.Line(null, onlyDocument(), new Discrepancy(null, null, null, null, null, null, null, null, codes),
                    joined(reasons, texts(root, "cbc:Note"))));
        }
    }

    private void line(UblElement line) {
        String at = "lines[" + lines.size() + "]";
        isAt(at, line);
        Map<Code, String> codes = codes(at, line, LINE_CODES);
        List<String> complaints = Stream.concat(texts(line, "cbc:RejectReason").stream(), texts(line, "cbc:TimingComplaint").stream()).toList();
        words(at, line, "cbc:RejectReason", "cbc:TimingComplaint", "cbc:Note");
        Optional<UblElement> despatched = line.find("cac:DespatchLineReference");
        String document = despatched.map(d -> read(at + ".document", d, "cac:DocumentReference/cbc:ID")).orElse(null);
        String despatchLine = despatched.map(d -> read(at + ".line", d, "cbc:LineID")).orElse(null);
        Optional<UblElement> item = line.find("cac:Item");
        Discrepancy discrepancy = new Discrepancy(despatchLine, item.map(i -> read(at + ".sku", i, "cac:SellersItemIdentification/cbc:ID")).orElse(null),
                item.map(i -> read(at + ".item", i, "cbc:Name", "cbc:Description")).orElse(null), quantity(at + ".received", line, "cbc:ReceivedQuantity"),
                quantity(at + ".rejected", line, "cbc:RejectedQuantity"), quantity(at + ".missing", line, "cbc:ShortQuantity"),
                quantity(at + ".surplus", line, "cbc:OversupplyQuantity"),
                unit(at + ".uom", line, Objects.toString(document, "") + "#" + Objects.toString(despatchLine, "line " + line.text("cbc:ID"))), codes);
        if (discrepancy.any() || !complaints.isEmpty()) {
            lines.add(new ReceiptReport.Line(read(at + ".id", line, "cbc:ID"), document == null ? onlyDocument() : document, discrepancy,
                    joined(complaints, texts(line, "cbc:Note"))));
        }
    }

    private String onlyDocument() {
        List<UblElement> named = root.all("cac:DespatchDocumentReference");
        return named.size() == 1 ? named.get(0).text("cbc:ID") : null;
    }

    private Map<Code, String> codes(String at, UblElement from, Map<Code, String> ways) {
        Map<Code, String> codes = new EnumMap<>(Code.class);
        ways.forEach((code, way) -> {
            if (from.text(way) != null) {
                codes.put(code, read(at + "." + code.name(), from, way));
            }
        });
        return codes;
    }

    private BigDecimal quantity(String field, UblElement line, String way) {
        return read(field, line, way) == null ? null : number(line.find(way).orElseThrow());
    }

    /** One for all quantities that are told of a delivered line. */
    private String unit(String field, UblElement line, String about) {
        for (String way : QUANTITIES) {
            Optional<UblElement> quantity = line.find(way);
            String unit = quantity.map(q -> q.attribute("unitCode")).orElse(null);
            String known = unit == null ? null : units.putIfAbsent(about, unit);
            if (known != null && !known.equals(unit)) {
                problems.add(new Problem(quantity.get().place(), "unitCode " + unit, "the unit of the other quantities of this line, " + known));
            }
            if (unit != null) {
                isAt(field, quantity.get());
            }
        }
        return units.get(about);
    }

    private void words(String at, UblElement from, String... ways) {
        read(at + ".words", from, ways);
    }

    private static List<String> texts(UblElement from, String way) {
        return from.all(way).stream().map(UblElement::text).filter(t -> !t.isEmpty()).toList();
    }

    /** Line by line, each once; null where there is nothing. */
    private static String joined(List<String> first, List<String> second) {
        Set<String> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return all.isEmpty() ? null : all.stream().collect(Collectors.joining("\n"));
    }
}
