package io.plumbline.rest;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.plumbline.domain.Problem;

/** JSON as the API writes and reads it: UTC moments, no numbers for words, no members that are not known, none twice. */
public final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder().addModule(new JavaTimeModule()).disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS).disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION).build();

    private Json() {
    }

    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of ours cannot be written", e);
        }
    }

    /** Reads a body; what cannot be used is refused by name. */
    public static <T> T read(byte[] body, Class<T> type) {
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw new Refusal(ProblemKind.MALFORMED, "The body is null, where an object in { } is expected.");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw wrong(path(e), "", "no such member; known are " + e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList());
        } catch (JsonMappingException e) {
            if (e.getPath().isEmpty()) {
                throw new Refusal(ProblemKind.MALFORMED, "The body is no JSON object as expected here.");
            }
            throw wrong(path(e), "", "a value as the OpenAPI document describes it");
        } catch (IOException e) {
            throw new Refusal(ProblemKind.MALFORMED, "The body is no well-formed JSON.");
        }
    }

    private static Refusal wrong(String field, String value, String accepted) {
        Problem problem = new Problem(field, value, accepted);
        return new Refusal(ProblemKind.REFUSED, field + ": " + accepted, List.of(problem));
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        e.getPath().forEach(r -> path.append(r.getFieldName() == null ? "[" + r.getIndex() + "]" : (path.isEmpty() ? "" : ".") + r.getFieldName()));
        return path.toString();
    }
}
