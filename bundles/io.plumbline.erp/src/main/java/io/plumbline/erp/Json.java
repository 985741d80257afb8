package io.plumbline.erp;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plumbline.domain.Problem;

/**
 * Strict JSON for what comes from outside: UTF-8 only, at most {@value #MOST_DEPTH} levels, texts of at most {@value #MOST_TEXT}
 * characters, no duplicate members, nothing behind the value, and exact decimal numbers.
 */
public final class Json {
    public static final int MOST_DEPTH = 30;
    public static final int MOST_TEXT = 65_536;
    private static final int MOST_DIGITS = 60;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).maxStringLength(MOST_TEXT).maxNumberLength(MOST_DIGITS)
                    .maxNameLength(200).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Java's regular expressions see a pair as one character, which is not in this class. */
    private static final Pattern HALF = Pattern.compile("[\\uD800-\\uDFFF]");

    private Json() {
    }

    /** A document that is not sound JSON, or goes beyond a limit. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        Unreadable(String where, String what, String accepted) {
            super(what);
            this.problem = new Problem(where, what, accepted);
        }

        /** Where, what, and what would be accepted; the document's own text is not repeated. */
        public Problem problem() {
            return problem;
        }
    }

    /** Reads one JSON value. */
    public static JsonNode parse(byte[] document) throws Unreadable {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("document", "bytes that are not UTF-8", "JSON in UTF-8");
        }
        try {
            JsonNode read = MAPPER.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
            if (read == null || read.isMissingNode()) {
                throw new Unreadable("document", "nothing at all", "JSON");
            }
            return read;
        } catch (StreamConstraintsException e) {
            throw new Unreadable(where(e), "beyond a limit", "at most " + MOST_DEPTH + " levels, texts of at most " + MOST_TEXT + " characters, names of at most 200 and numbers of at most "
                    + MOST_DIGITS);
        } catch (JsonProcessingException e) {
            String why = e.getOriginalMessage();
            boolean twice = why != null && why.startsWith("Duplicate field");
            throw new Unreadable(where(e), twice ? "a member that stands there twice" : "not JSON", twice ? "each member once" : "sound JSON");
        } catch (NumberFormatException e) {
            // Jackson lets this one through for an exponent that no BigDecimal can hold
            throw new Unreadable("document", "a number with an exponent beyond all measure", "numbers of at most " + MOST_DIGITS + " digits");
        }
    }

    public static byte[] write(JsonNode value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /**
     * The exact decimal number; empty where the value is not a number, or one so large or small that writing it out would fill the
     * memory (1e999999999 is eleven characters).
     */
    public static Optional<BigDecimal> decimal(JsonNode value) {
        if (value == null || !value.isNumber()) {
            return Optional.empty();
        }
        BigDecimal number = value.decimalValue();
        return Math.abs((long) number.scale()) > MOST_DIGITS ? Optional.empty() : Optional.of(number);
    }

    /** Whether each surrogate in the text has its other half. */
    static boolean isWhole(String text) {
        return !HALF.matcher(text).find();
    }

    /** The text with each half character replaced. */
    static String madeWhole(String text) {
        return HALF.matcher(text).replaceAll("\uFFFD");
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null ? "document" : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
    }
}
