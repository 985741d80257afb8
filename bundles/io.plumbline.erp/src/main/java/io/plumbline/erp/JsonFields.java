package io.plumbline.erp;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.plumbline.domain.Problem;

/**
 * Reads the members of one JSON object and notes, by path, whatever is not as it should be. A member that is null counts as missing.
 */
final class JsonFields {
    /** Enough for a person to see what is wrong; a hostile document could hold a million. */
    private static final int MOST_PROBLEMS = 50;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);
    private final JsonNode node;
    private final String path;
    private final List<Problem> problems;
    private final Set<String> known = new TreeSet<>();

    private JsonFields(JsonNode node, String path, List<Problem> problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    /** The outermost object. */
    static JsonFields of(JsonNode object, List<Problem> problems) {
        return new JsonFields(object, "", problems);
    }

    String text(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            wrong(name, shown(value), "a text in quotation marks");
            return null;
        }
        return whole(path + name, value.textValue());
    }

    /** A text that must be there, with something in it, and without which there is nothing to be filed. */
    String neededText(String name, String accepted) {
        String text = text(name);
        if (member(name) == null || text != null && text.isBlank()) {
            wrong(name, null, accepted);
        }
        return text == null || text.isBlank() ? null : text;
    }

    <E extends Enum<E>> E word(String name, Class<E> words) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        for (E word : words.getEnumConstants()) {
            if (value.isTextual() && word.name().equals(value.textValue())) {
                return word;
            }
        }
        wrong(name, shown(value), oneOf(words));
        return null;
    }

    <E extends Enum<E>> E neededWord(String name, Class<E> words) {
        whereMissing(name, oneOf(words));
        return word(name, words);
    }

    LocalDate day(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        try {
            if (value.isTextual() && value.textValue().length() == "2026-11-20".length()) {
                return LocalDate.parse(value.textValue(), DAY);
            }
        } catch (DateTimeException e) {
            // told below, as for what is no text
        }
        wrong(name, shown(value), "a day of the calendar such as 2026-11-20");
        return null;
    }

    Instant moment(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        try {
            if (value.isTextual()) {
                Instant moment = OffsetDateTime.parse(value.textValue(), MOMENT).toInstant();
                if (!moment.isBefore(EARLIEST) && moment.isBefore(LATEST)) {
                    return moment;
                }
            }
        } catch (DateTimeException e) {
            // told below, as for what is no text
        }
        wrong(name, shown(value), "a moment between 1970 and 2200 with its offset, such as 2026-11-20T09:42:07Z or 2026-11-20T10:42:07+01:00");
        return null;
    }

    ZoneId zone(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        try {
            if (value.isTextual() && value.textValue().length() <= 60) {
                return ZoneId.of(value.textValue());
            }
        } catch (DateTimeException e) {
            // told below, as for what is no text
        }
        wrong(name, shown(value), "a time zone such as Europe/Berlin");
        return null;
    }

    BigDecimal number(String name) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        return Json.decimal(value).orElseGet(() -> {
            wrong(name, shown(value), "a JSON number, not in quotation marks, of at most 60 digits");
            return null;
        });
    }

    boolean flag(String name) {
        JsonNode value = member(name);
        if (value != null && !value.isBoolean()) {
            wrong(name, shown(value), "true or false");
        }
        return value != null && value.booleanValue();
    }

    /** Null where there is none. */
    JsonFields object(String name) {
        JsonNode value = member(name);
        if (value != null && !value.isObject()) {
            wrong(name, shown(value), "an object in { }");
            return null;
        }
        return value == null ? null : new JsonFields(value, path + name + ".", problems);
    }

    List<JsonFields> objects(String name) {
        List<JsonFields> all = new ArrayList<>();
        JsonNode list = list(name);
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isObject()) {
                all.add(new JsonFields(list.get(i), path + name + "[" + i + "].", problems));
            } else {
                wrong(name + "[" + i + "]", shown(list.get(i)), "an object in { }");
            }
        }
        return all;
    }

    List<String> texts(String name) {
        List<String> all = new ArrayList<>();
        JsonNode list = list(name);
        for (int i = 0; i < list.size(); i++) {
            String at = name + "[" + i + "]";
            if (list.get(i).isTextual()) {
                String text = whole(path + at, list.get(i).textValue());
                if (text != null) {
                    all.add(text);
                }
            } else {
                wrong(at, shown(list.get(i)), "a text in quotation marks");
            }
        }
        return all;
    }

    /** All members of an object whose values are texts. */
    Map<String, String> textMap(String name) {
        Map<String, String> all = new TreeMap<>();
        JsonFields object = object(name);
        if (object != null) {
            for (Iterator<String> names = object.node.fieldNames(); names.hasNext();) {
                String key = names.next();
                String text = whole(path + name, key) == null ? null : object.neededText(key, "a text in quotation marks");
                if (text != null) {
                    all.put(key, text);
                }
            }
        }
        return all;
    }

    /** Refuses each member that nobody asked for. */
    void nothingElse() {
        for (Iterator<String> names = node.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!known.contains(name)) {
                wrong(name, "an unknown member", "only " + String.join(", ", known));
            }
        }
    }

    void wrong(String name, String value, String accepted) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(path + name, value, accepted));
        }
    }

    /** Notes that the member must be there; says nothing where it is there and was found wrong. */
    void whereMissing(String name, String accepted) {
        if (member(name) == null) {
            wrong(name, null, accepted);
        }
    }

    private JsonNode list(String name) {
        JsonNode value = member(name);
        if (value != null && !value.isArray()) {
            wrong(name, shown(value), "a list in [ ]");
        }
        return value == null || !value.isArray() ? JsonNodeFactory.instance.arrayNode() : value;
    }

    private JsonNode member(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** The text, unless an escape left half a character in it, which no database or mail can hold. */
    private String whole(String at, String text) {
        if (Json.isWhole(text)) {
            return text;
        }
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(at, Json.madeWhole(text), "text without half characters (unpaired surrogates)"));
        }
        return null;
    }

    private static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> value.textValue().isEmpty() ? "an empty text" : value.textValue();
            // a number's own text could be as long as memory
            case NUMBER -> Json.decimal(value).isPresent() ? value.asText() : "a number with too large an exponent";
            default -> value.asText();
        };
    }

    private static <E extends Enum<E>> String oneOf(Class<E> words) {
        return "one of " + Arrays.stream(words.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
