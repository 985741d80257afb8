package io.plumbline.erp.files;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The columns of the CSV form, in the order in which the README explains them. */
enum CsvColumn {
    DOCUMENT_ID(Of.DOCUMENT, "source.docId"),
    DOCUMENT_TYPE(Of.DOCUMENT, "source.docType"),
    DOCUMENT_NO(Of.DOCUMENT, "source.docNo"),
    COMPANY(Of.DOCUMENT, "source.company"),
    CHANGED_AT(Of.DOCUMENT, "source.changedAt"),
    KIND(Of.DOCUMENT, "kind"),
    STATUS(Of.DOCUMENT, "status"),
    RETURN_OF(Of.DOCUMENT, "links[].docId"),
    CUSTOMER_ID(Of.DOCUMENT, "customer.id"),
    CUSTOMER_NO(Of.DOCUMENT, "customer.no"),
    CUSTOMER_NAME(Of.DOCUMENT, "customer.name"),
    CUSTOMER_GROUP(Of.DOCUMENT, "customer.groupCode"),
    CONTACT_NAME(Of.DOCUMENT, "contacts[].name"),
    CONTACT_EMAIL(Of.DOCUMENT, "contacts[].email"),
    CONTACT_PHONE(Of.DOCUMENT, "contacts[].phone"),
    CONTACT_LANGUAGE(Of.DOCUMENT, "contacts[].language"),
    CONTACT_OPTED_OUT(Of.DOCUMENT, "contacts[].optedOut"),
    REQUESTED_DATE(Of.DOCUMENT, "requested.date"),
    PROMISED_DATE(Of.DOCUMENT, "promised.date"),
    SHIPPED_DATE(Of.DOCUMENT, "shipped.date"),
    DELIVERED_DATE(Of.DOCUMENT, "delivered.date"),
    DESTINATION_NAME(Of.DOCUMENT, "destination.name"),
    DESTINATION_COUNTRY(Of.DOCUMENT, "destination.country"),
    DESTINATION_REGION(Of.DOCUMENT, "destination.region"),
    DESTINATION_POSTAL_CODE(Of.DOCUMENT, "destination.postalCode"),
    DESTINATION_CITY(Of.DOCUMENT, "destination.city"),
    CARRIER(Of.DOCUMENT, "carrier"),
    SALESPERSON_ID(Of.DOCUMENT, "salesperson.id"),
    SALESPERSON_NAME(Of.DOCUMENT, "salesperson.name"),
    SALESPERSON_EMAIL(Of.DOCUMENT, "salesperson.email"),
    ORDER_NO(Of.ORDER, "orders[].no"),
    ORDER_ID(Of.ORDER, "orders[].id"),
    CUSTOMER_ORDER_NO(Of.ORDER, "orders[].customerReference"),
    ORDER_DATE(Of.ORDER, "orders[].orderDate"),
    ORDER_CURRENCY(Of.ORDER, "orders[].currency"),
    ORDER_NET(Of.ORDER, "orders[].net"),
    ORDER_STATE(Of.ORDER, "orders[].state"),
    LINE_ID(Of.LINE, "lines[].id"),
    ORDER_LINE_ID(Of.LINE, "lines[].orderLineId"),
    PRODUCT_ID(Of.LINE, "lines[].productId"),
    SKU(Of.LINE, "lines[].sku"),
    GTIN(Of.LINE, "lines[].gtin"),
    CUSTOMER_SKU(Of.LINE, "lines[].customerSku"),
    ITEM_NAME(Of.LINE, "lines[].name"),
    CATEGORY(Of.LINE, "lines[].category"),
    ORDERED_QUANTITY(Of.LINE, "lines[].ordered"),
    DELIVERED_QUANTITY(Of.LINE, "lines[].delivered"),
    DELIVERED_TO_DATE(Of.LINE, "lines[].deliveredToDate"),
    UNIT(Of.LINE, "lines[].uom"),
    LINE_PROMISED_DATE(Of.LINE, "lines[].promised.date"),
    LOTS(Of.LINE, "lines[].lots");

    /** What a cell of the column says something about. What is about the document or the order stands in any of its rows, or in all. */
    enum Of { DOCUMENT, ORDER, LINE }

    /** Without these columns a file holds nothing that can be filed. */
    static final List<CsvColumn> NEEDED = List.of(DOCUMENT_ID, CUSTOMER_ID, CUSTOMER_NAME, ORDER_NO, ITEM_NAME, DELIVERED_QUANTITY);
    static final List<CsvColumn> NUMBERS = List.of(ORDER_NET, ORDERED_QUANTITY, DELIVERED_QUANTITY, DELIVERED_TO_DATE);
    private final Of of;
    private final String field;

    CsvColumn(Of of, String field) {
        this.of = of;
        this.field = field;
    }

    Of of() {
        return of;
    }

    String header() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column of a heading; letter case, and blanks or dashes for underscores, do not matter. */
    static Optional<CsvColumn> named(String heading) {
        String plain = heading.strip().toUpperCase(Locale.ROOT).replaceAll("[ \\u00A0-]", "_");
        return Arrays.stream(values()).filter(c -> c.name().equals(plain)).findFirst();
    }

    /** The column that a field of a report came from, as {@code DeliveryRules} names fields; without the numbers in brackets. */
    static Optional<CsvColumn> of(String field) {
        String plain = field.replaceAll("\\[\\d+]", "[]");
        return switch (plain) {
            case "customer" -> Optional.of(CUSTOMER_ID);
            case "orders" -> Optional.of(ORDER_NO);
            case "lines", "lines[].orderId" -> Optional.of(ITEM_NAME);
            case "links" -> Optional.of(RETURN_OF);
            default -> Arrays.stream(values()).filter(c -> c.field.equals(plain)).findFirst();
        };
    }

    static String headers() {
        return Arrays.stream(values()).map(CsvColumn::header).collect(Collectors.joining(", "));
    }
}
