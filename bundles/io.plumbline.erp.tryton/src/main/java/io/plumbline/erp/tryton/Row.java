package io.plumbline.erp.tryton;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.erp.Json;

/**
 * One record as Tryton answers it. Fields of a related record stand below the relation's name with a dot: {@code currency.code} is
 * {@code {"currency.": {"code": …}}}. A value that is absent or of another type reads as null.
 */
record Row(JsonNode node) {
    /** Tryton's quantities are binary floats: beyond six decimals there is noise. */
    private static final int DECIMALS = 6;

    long id() {
        JsonNode id = node.path("id");
        if (!id.isIntegralNumber() || !id.canConvertToLong()) {
            throw new IllegalStateException("a record of Tryton without a numeric id");
        }
        return id.longValue();
    }

    /** The identity of a related record, or null. */
    Long ref(String path) {
        JsonNode value = at(path);
        return value.isIntegralNumber() && value.canConvertToLong() ? Long.valueOf(value.longValue()) : null;
    }

    /** The identity within a reference such as {@code sale.line,29}, or null when it names another model or nothing. */
    Long ref(String path, String model) {
        String text = text(path);
        if (text == null || !text.startsWith(model + ",")) {
            return null;
        }
        String id = text.substring(model.length() + 1);
        return id.matches("\\d{1,18}") ? Long.valueOf(id) : null;
    }

    /** The identities of related records. */
    List<Long> refs(String path) {
        List<Long> ids = new ArrayList<>();
        at(path).forEach(id -> {
            if (id.isIntegralNumber() && id.canConvertToLong()) {
                ids.add(id.longValue());
            }
        });
        return ids;
    }

    /** The text on one line and without control characters, or null where there is none. */
    String text(String path) {
        JsonNode value = at(path);
        if (!value.isTextual()) {
            return null;
        }
        String plain = value.textValue().replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return plain.isEmpty() ? null : plain;
    }

    /** Tryton answers truth as 1 or true. */
    boolean is(String path) {
        JsonNode value = at(path);
        return value.isNumber() ? value.intValue() != 0 : value.asBoolean(false);
    }

    Integer number(String path) {
        JsonNode value = at(path);
        return value.isIntegralNumber() && value.canConvertToInt() ? Integer.valueOf(value.intValue()) : null;
    }

    /** A float, rounded to six decimals, or a Decimal as it is; null where there is none. */
    BigDecimal decimal(String path) {
        JsonNode value = at(path);
        if (value.isNumber()) {
            return Json.decimal(value).map(d -> d.setScale(Math.min(DECIMALS, Math.max(0, d.scale())), RoundingMode.HALF_UP)).orElse(null);
        }
        String text = "Decimal".equals(value.path("__class__").asText()) ? value.path("decimal").asText() : "";
        return text.matches("-?\\d{1,30}(\\.\\d{1,30})?") ? new BigDecimal(text) : null;
    }

    LocalDate date(String path) {
        JsonNode v = at(path);
        if (!"date".equals(v.path("__class__").asText())) {
            return null;
        }
        try {
            return LocalDate.of(v.path("year").asInt(), v.path("month").asInt(), v.path("day").asInt());
        } catch (DateTimeException e) {
            throw new IllegalStateException("an impossible date in field " + path, e);
        }
    }

    /** When the record was last changed: {@code write_date} is null until the first change after its creation. */
    Instant changedAt() {
        Instant written = moment("write_date");
        return written == null ? moment("create_date") : written;
    }

    private Instant moment(String path) {
        JsonNode v = at(path);
        if (!"datetime".equals(v.path("__class__").asText())) {
            return null;
        }
        try {
            return LocalDateTime.of(v.path("year").asInt(), v.path("month").asInt(), v.path("day").asInt(), v.path("hour").asInt(), v.path("minute").asInt(),
                    v.path("second").asInt(), v.path("microsecond").asInt() * 1000).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalStateException("an impossible moment in field " + path, e);
        }
    }

    private JsonNode at(String path) {
        JsonNode found = node;
        String rest = path;
        for (int dot = rest.indexOf('.'); dot > 0; dot = rest.indexOf('.')) {
            found = found.path(rest.substring(0, dot + 1));
            rest = rest.substring(dot + 1);
        }
        return found.path(rest);
    }
}
