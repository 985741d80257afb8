package io.plumbline.erp.files;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.plumbline.application.delivery.DeliveryFormat;
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
import io.plumbline.domain.delivery.DeliveryRules;
import io.plumbline.erp.files.CsvTable.Row;

/** The rows of one document, made into one report. Whatever is wrong is told by line and column. */
final class CsvDelivery {
    private static final int MOST_PROBLEMS = 50;
    private static final Pattern NUMBERED = Pattern.compile("(lines|orders)\\[(\\d+)].*");
    private static final Pattern SHORTENED = Pattern.compile("\\d[.,]\\d+E\\+\\d+");
    private static final Set<String> YES = Set.of("true", "yes", "ja", "wahr", "1");
    private static final Set<String> NO = Set.of("false", "no", "nein", "falsch", "0");
    private final List<Row> rows;
    private final CsvNumbers numbers;
    private final Instant now;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Row> lineRows = new ArrayList<>();
    private final List<Row> orderRows = new ArrayList<>();

    CsvDelivery(List<Row> rows, CsvNumbers numbers, Instant now) {
        this.rows = rows;
        this.numbers = numbers;
        this.now = now;
    }

    /** What makes rows one document. */
    static List<String> key(Row row) {
        return Stream.of(CsvColumn.COMPANY, CsvColumn.DOCUMENT_TYPE, CsvColumn.DOCUMENT_ID).map(c -> row.cells().getOrDefault(c, "")).toList();
    }

    DeliveryFormat.Item read(String connector) {
        if (rows.size() > DeliveryRules.MOST_LINES) {
            add(new Problem(position(), rows.size() + " rows of one document", "at most " + DeliveryRules.MOST_LINES));
            return new DeliveryFormat.Item(position(), Optional.empty(), Optional.empty(), problems);
        }
        rows.stream().map(Row::problem).filter(p -> p != null).forEach(this::add);
        rows.forEach(row -> row.cells().forEach((column, text) -> {
            if (SHORTENED.matcher(text).matches() && !CsvColumn.NUMBERS.contains(column)) {
                wrong(row, column, "the number as it is: the spreadsheet has shortened it; make the column a text column there");
            }
        }));
        String docId = text(CsvColumn.DOCUMENT_ID);
        if (docId == null) {
            wrong(rows.get(0), CsvColumn.DOCUMENT_ID, "the document's identity in the ERP");
        }
        String docType = orElse(text(CsvColumn.DOCUMENT_TYPE), "delivery");
        Kind kind = word(CsvColumn.KIND, Kind.class, Kind.DELIVERY);
        Status status = word(CsvColumn.STATUS, Status.class, Status.DELIVERED);
        Map<String, OrderRef> orders = orders();
        List<Line> lines = lines(orders);
        DeliveredOrder report = docId == null ? null : new DeliveredOrder(
                new SourceRef(connector, orElse(text(CsvColumn.COMPANY), "-"), docType, docId, text(CsvColumn.DOCUMENT_NO), changedAt()), kind, status,
                List.copyOf(orders.values()), customer(), contacts(), date(CsvColumn.REQUESTED_DATE, Basis.REQUESTED), date(CsvColumn.PROMISED_DATE, Basis.CONFIRMED),
                date(CsvColumn.SHIPPED_DATE, Basis.GOODS_ISSUE), date(CsvColumn.DELIVERED_DATE, null), destination(), null, text(CsvColumn.CARRIER), salesperson(), lines,
                links(kind, orders), Map.of());
        if (problems.isEmpty() && report != null) {
            // the use case checks the same, but knows neither line nor column
            DeliveryRules.check(report, now).forEach(p -> add(new Problem(placeOf(p.field()), p.value(), p.accepted())));
        }
        Optional<String> identity = docId == null ? Optional.empty() : Optional.of(docType + "/" + docId);
        return new DeliveryFormat.Item(position(), identity, problems.isEmpty() ? Optional.ofNullable(report) : Optional.empty(), problems);
    }

    private CustomerRef customer() {
        String id = text(CsvColumn.CUSTOMER_ID);
        String name = text(CsvColumn.CUSTOMER_NAME);
        String no = text(CsvColumn.CUSTOMER_NO);
        String group = text(CsvColumn.CUSTOMER_GROUP);
        return Stream.of(id, name, no, group).allMatch(v -> v == null) ? null : new CustomerRef(id, no, name, group, null);
    }

    private List<ContactRef> contacts() {
        String name = text(CsvColumn.CONTACT_NAME);
        String email = text(CsvColumn.CONTACT_EMAIL);
        String phone = text(CsvColumn.CONTACT_PHONE);
        String language = text(CsvColumn.CONTACT_LANGUAGE);
        boolean optedOut = flag(CsvColumn.CONTACT_OPTED_OUT);
        return name == null && email == null && phone == null ? List.of()
                : List.of(new ContactRef(Role.BUYER, null, name, email, phone, language == null ? null : language.replace('_', '-'), optedOut));
    }

    private Place destination() {
        List<String> all = Stream.of(CsvColumn.DESTINATION_NAME, CsvColumn.DESTINATION_COUNTRY, CsvColumn.DESTINATION_REGION, CsvColumn.DESTINATION_POSTAL_CODE,
                CsvColumn.DESTINATION_CITY).map(this::text).collect(Collectors.toCollection(ArrayList::new));
        return all.stream().allMatch(v -> v == null) ? null : new Place(null, all.get(0), all.get(1), all.get(2), all.get(3), all.get(4));
    }

    private Person salesperson() {
        String id = text(CsvColumn.SALESPERSON_ID);
        String name = text(CsvColumn.SALESPERSON_NAME);
        String email = text(CsvColumn.SALESPERSON_EMAIL);
        return id == null && name == null && email == null ? null : new Person(id, name, email);
    }

    private List<Link> links(Kind kind, Map<String, OrderRef> orders) {
        String original = text(CsvColumn.RETURN_OF);
        if (kind != Kind.RETURN) {
            if (original != null) {
                wrong(rowOf(CsvColumn.RETURN_OF), CsvColumn.RETURN_OF, "nothing, unless kind is RETURN");
            }
            return List.of();
        }
        return original != null ? List.of(new Link(LinkType.RETURN_OF, original, null))
                : orders.keySet().stream().map(id -> new Link(LinkType.RETURN_OF, null, id)).toList();
    }

    private Map<String, OrderRef> orders() {
        Map<String, List<Row>> byOrder = new LinkedHashMap<>();
        for (Row row : rows) {
            String id = orderId(row);
            if (id != null) {
                byOrder.computeIfAbsent(id, k -> new ArrayList<>()).add(row);
            }
        }
        Map<String, OrderRef> orders = new LinkedHashMap<>();
        byOrder.forEach((id, ofOrder) -> {
            String no = text(ofOrder, CsvColumn.ORDER_NO);
            String day = text(ofOrder, CsvColumn.ORDER_DATE);
            Optional<ErpDate> orderDate = day == null ? Optional.empty() : CsvDates.date(day, null);
            if (day != null && orderDate.isEmpty()) {
                wrong(rowOf(ofOrder, CsvColumn.ORDER_DATE), CsvColumn.ORDER_DATE, CsvDates.ACCEPTED);
            }
            String net = text(ofOrder, CsvColumn.ORDER_NET);
            orders.put(id, new OrderRef(id, no == null ? id : no, text(ofOrder, CsvColumn.CUSTOMER_ORDER_NO), orderDate.map(ErpDate::date).orElse(null),
                    text(ofOrder, CsvColumn.ORDER_CURRENCY), net == null ? null : number(rowOf(ofOrder, CsvColumn.ORDER_NET), CsvColumn.ORDER_NET),
                    word(ofOrder, CsvColumn.ORDER_STATE, OrderState.class, null)));
            orderRows.add(ofOrder.get(0));
        });
        return orders;
    }

    private List<Line> lines(Map<String, OrderRef> orders) {
        List<Line> lines = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Row row : rows) {
            if (row.cells().keySet().stream().noneMatch(c -> c.of() == CsvColumn.Of.LINE)) {
                continue;
            }
            String id = orElse(row.cells().get(CsvColumn.LINE_ID), Integer.toString(lines.size() + 1));
            if (!ids.add(id)) {
                wrong(row, CsvColumn.LINE_ID, "each line of a document once");
            }
            String orderId = orderId(row);
            if (orderId == null && orders.size() != 1) {
                wrong(row, CsvColumn.ORDER_NO, "the order that the line belongs to");
            }
            if (!row.cells().containsKey(CsvColumn.DELIVERED_QUANTITY)) {
                wrong(row, CsvColumn.DELIVERED_QUANTITY, "a quantity of zero or more");
            }
            if (!row.cells().containsKey(CsvColumn.ITEM_NAME)) {
                wrong(row, CsvColumn.ITEM_NAME, "what the customer reads");
            }
            String promised = row.cells().get(CsvColumn.LINE_PROMISED_DATE);
            Optional<ErpDate> linePromised = promised == null ? Optional.empty() : CsvDates.date(promised, Basis.CONFIRMED);
            if (promised != null && linePromised.isEmpty()) {
                wrong(row, CsvColumn.LINE_PROMISED_DATE, CsvDates.ACCEPTED);
            }
            lines.add(new Line(id, orderId == null ? orders.keySet().stream().findFirst().orElse(null) : orderId, row.cells().get(CsvColumn.ORDER_LINE_ID),
                    row.cells().get(CsvColumn.PRODUCT_ID), row.cells().get(CsvColumn.SKU), row.cells().get(CsvColumn.GTIN),
                    row.cells().get(CsvColumn.CUSTOMER_SKU), row.cells().get(CsvColumn.ITEM_NAME), row.cells().get(CsvColumn.CATEGORY),
                    number(row, CsvColumn.ORDERED_QUANTITY), number(row, CsvColumn.DELIVERED_QUANTITY), number(row, CsvColumn.DELIVERED_TO_DATE),
                    row.cells().get(CsvColumn.UNIT), linePromised.orElse(null), lots(row)));
            lineRows.add(row);
        }
        return lines;
    }

    private static List<String> lots(Row row) {
        String lots = row.cells().get(CsvColumn.LOTS);
        return lots == null ? List.of() : Arrays.stream(lots.split("\\|")).map(String::strip).filter(lot -> !lot.isEmpty()).toList();
    }

    private static String orderId(Row row) {
        return orElse(row.cells().get(CsvColumn.ORDER_ID), row.cells().get(CsvColumn.ORDER_NO));
    }

    private Instant changedAt() {
        String text = text(CsvColumn.CHANGED_AT);
        Optional<Instant> moment = text == null ? Optional.empty() : CsvDates.moment(text);
        if (text != null && moment.isEmpty()) {
            wrong(rowOf(CsvColumn.CHANGED_AT), CsvColumn.CHANGED_AT, "a moment such as 2026-11-20T10:42:07+01:00 or 20.11.2026 10:42");
        }
        return moment.orElse(null);
    }

    private ErpDate date(CsvColumn column, Basis basis) {
        String text = text(column);
        Optional<ErpDate> date = text == null ? Optional.empty() : CsvDates.date(text, basis);
        if (text != null && date.isEmpty()) {
            wrong(rowOf(column), column, CsvDates.ACCEPTED);
        }
        return date.orElse(null);
    }

    private BigDecimal number(Row row, CsvColumn column) {
        String text = row.cells().get(column);
        Optional<BigDecimal> number = text == null ? Optional.empty() : numbers.read(text);
        if (text != null && number.isEmpty()) {
            wrong(row, column, CsvNumbers.accepted(text));
        }
        return number.orElse(null);
    }

    private boolean flag(CsvColumn column) {
        String text = text(column);
        boolean yes = text != null && YES.contains(text.toLowerCase(Locale.ROOT));
        if (text != null && !yes && !NO.contains(text.toLowerCase(Locale.ROOT))) {
            wrong(rowOf(column), column, "yes or no");
        }
        return yes;
    }

    private <E extends Enum<E>> E word(CsvColumn column, Class<E> words, E otherwise) {
        return word(rows, column, words, otherwise);
    }

    private <E extends Enum<E>> E word(List<Row> of, CsvColumn column, Class<E> words, E otherwise) {
        String text = text(of, column);
        if (text == null) {
            return otherwise;
        }
        Optional<E> word = Arrays.stream(words.getEnumConstants()).filter(w -> w.name().equalsIgnoreCase(text)).findFirst();
        if (word.isEmpty()) {
            wrong(rowOf(of, column), column, "one of " + Arrays.stream(words.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")));
        }
        return word.orElse(otherwise);
    }

    private String text(CsvColumn column) {
        return text(rows, column);
    }

    /** What the rows say in common; a row may leave it out, but not say something else. */
    private String text(List<Row> of, CsvColumn column) {
        Row first = rowOf(of, column);
        String text = first.cells().get(column);
        of.stream().filter(r -> r.cells().containsKey(column) && !r.cells().get(column).equals(text))
                .forEach(r -> wrong(r, column, "\"" + text + "\" as in line " + first.line() + ", or nothing"));
        return text;
    }

    private Row rowOf(CsvColumn column) {
        return rowOf(rows, column);
    }

    /** The row that says it; where none does, the first. */
    private static Row rowOf(List<Row> of, CsvColumn column) {
        return of.stream().filter(r -> r.cells().containsKey(column)).findFirst().orElse(of.get(0));
    }

    /** Line and column of a field that the rules name. */
    private String placeOf(String field) {
        Optional<CsvColumn> column = CsvColumn.of(field);
        Matcher numbered = NUMBERED.matcher(field);
        if (numbered.matches() && column.isPresent()) {
            return (numbered.group(1).equals("lines") ? lineRows : orderRows).get(Integer.parseInt(numbered.group(2))).place(column.get());
        }
        return column.map(c -> rowOf(c).place(c)).orElse(position() + ", " + field);
    }

    private String position() {
        long first = rows.get(0).line();
        long last = rows.get(rows.size() - 1).line();
        return first == last ? "line " + first : "lines " + first + " to " + last;
    }

    private void wrong(Row row, CsvColumn column, String accepted) {
        add(new Problem(row.place(column), row.cells().get(column), accepted));
    }

    private void add(Problem problem) {
        if (problems.size() < MOST_PROBLEMS && !problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private static String orElse(String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
