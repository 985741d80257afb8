package io.plumbline.erp.tryton;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Values as Tryton's JSON-RPC takes them: lists are arrays, days and moments carry the marker {@code __class__}. */
final class TrytonJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TrytonJson() {
    }

    static ArrayNode list(Object... values) {
        ArrayNode array = NODES.arrayNode(values.length);
        for (Object value : values) {
            array.add(node(value));
        }
        return array;
    }

    static ArrayNode list(Collection<?> values) {
        return list(values.toArray());
    }

    private static JsonNode node(Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof JsonNode node) {
            return node;
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Integer || value instanceof Long) {
            return NODES.numberNode(((Number) value).longValue());
        }
        if (value instanceof Instant moment) {
            return moment(moment);
        }
        if (value instanceof LocalDate day) {
            return NODES.objectNode().put("__class__", "date").put("year", day.getYear()).put("month", day.getMonthValue()).put("day", day.getDayOfMonth());
        }
        if (value instanceof Map<?, ?> fields) {
            ObjectNode object = NODES.objectNode();
            fields.forEach((name, field) -> object.set((String) name, node(field)));
            return object;
        }
        if (value instanceof Collection<?> many) {
            return list(many);
        }
        throw new IllegalArgumentException("no way to send a " + value.getClass().getName());
    }

    /** Tryton's moments are in UTC, to the microsecond. */
    private static JsonNode moment(Instant moment) {
        LocalDateTime t = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        return NODES.objectNode().put("__class__", "datetime").put("year", t.getYear()).put("month", t.getMonthValue()).put("day", t.getDayOfMonth())
                .put("hour", t.getHour()).put("minute", t.getMinute()).put("second", t.getSecond()).put("microsecond", t.getNano() / 1000);
    }
}
