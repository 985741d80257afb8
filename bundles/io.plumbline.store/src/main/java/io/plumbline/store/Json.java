package io.plumbline.store;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** The records that a column keeps whole, in JSON that this version wrote itself. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().addModule(new JavaTimeModule()).disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {
    };
    private static final TypeReference<Map<String, String>> NAMED_TEXTS = new TypeReference<>() {
    };

    private Json() {
    }

    public static String of(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the domain that has no JSON", e);
        }
    }

    /** Null where {@code json} is null. */
    public static <T> T read(String json, Class<T> type) {
        try {
            return json == null ? null : MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    public static List<String> texts(String json) {
        return read(json, TEXTS);
    }

    public static Map<String, String> namedTexts(String json) {
        return read(json, NAMED_TEXTS);
    }

    static <T> T read(String json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    /** Jackson quotes what it could not read: that stays out of the log. */
    private static IllegalStateException broken(JsonProcessingException e) {
        return new IllegalStateException("a column holds JSON that this version did not write: line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr());
    }
}
