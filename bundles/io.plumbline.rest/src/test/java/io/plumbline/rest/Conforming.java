package io.plumbline.rest;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** Compares an answer with what the document promises of it: members that must be there, types, words, and nothing beyond. */
final class Conforming {
    private final JsonNode document;
    private final List<String> wrong = new ArrayList<>();

    private Conforming(JsonNode document) {
        this.document = document;
    }

    /** What does not conform in the answer of a GET; empty when all does. */
    static List<String> problems(JsonNode document, String path, JsonNode answer) {
        Conforming check = new Conforming(document);
        JsonNode schema = document.get("paths").get(path).at("/get/responses/200/content/application~1json/schema");
        check.check(path, schema, answer);
        return check.wrong;
    }

    private void check(String at, JsonNode given, JsonNode value) {
        JsonNode schema = given.has("$ref") ? document.at(given.get("$ref").asText().substring(1)) : given;
        if (value.isNull()) {
            say(schema.path("nullable").asBoolean(), at + " is null");
            return;
        }
        if (schema.has("allOf")) {
            check(at, schema.get("allOf").get(0), value);
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> object(at, schema, value);
            case "array" -> {
                say(value.isArray(), at + " is no list");
                value.forEach(item -> check(at + "[]", schema.get("items"), item));
            }
            case "integer" -> say(value.isIntegralNumber(), at + " is no whole number: " + value);
            case "number" -> say(value.isNumber(), at + " is no number: " + value);
            case "boolean" -> say(value.isBoolean(), at + " is neither true nor false: " + value);
            case "string" -> {
                say(value.isTextual(), at + " is no text: " + value);
                boolean known = !schema.has("enum");
                for (JsonNode word : schema.path("enum")) {
                    known |= word.equals(value);
                }
                say(known, at + " is none of its words: " + value);
            }
            default -> wrong.add(at + " has no type in the document");
        }
    }

    private void object(String at, JsonNode schema, JsonNode value) {
        say(value.isObject(), at + " is no object");
        schema.path("required").forEach(name -> say(value.has(name.asText()), at + "." + name.asText() + " is missing"));
        value.properties().forEach(member -> {
            JsonNode known = schema.has("properties") && schema.get("properties").has(member.getKey()) ? schema.get("properties").get(member.getKey())
                    : schema.get("additionalProperties");
            if (known == null) {
                wrong.add(at + "." + member.getKey() + " is not in the document");
            } else {
                check(at + "." + member.getKey(), known, member.getValue());
            }
        });
    }

    private void say(boolean right, String otherwise) {
        if (!right) {
            wrong.add(otherwise);
        }
    }
}
